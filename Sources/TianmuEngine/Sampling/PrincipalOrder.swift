import TianmuNumerics

/// The rotation that puts the directions in which forecasts vary most into the first dimensions: z = Q u.
///
/// With J the slopes of all forecast values with respect to the normals z (``PathGradients``), each indicator's rows
/// divided by the largest standard deviation among its years, JᵀJ = Q Λ Qᵀ with Λ descending. J Q has orthogonal columns of
/// descending length: u₁ moves the paths along the first principal component of their joint covariance J Jᵀ over years
/// and indicators, u₂ along the second, and so on. Q is orthogonal, so that z is as standard normal as u: only the
/// order in which low-discrepancy points are spent changes, never the forecast's distribution.
///
/// Sources: Acworth, Broadie and Glasserman (1998), A comparison of some Monte Carlo and quasi Monte Carlo techniques
/// for option pricing, MCQMC 1996, 1-18 (principal components of paths); Imai and Tan (2006), A general dimension reduction
/// technique for derivative pricing, J. Comput. Finance 10(2), 129-155 (by linearisation, for any model).
package struct PrincipalOrder: Sendable {
    /// The dimensions of z that are rotated, ascending; all others are pseudo-random.
    package let dimensions: [Int]
    /// Q, row k for `dimensions[k]`.
    package let rotation: Matrix
    /// Of the linearised variance of all paths the share along each component, descending.
    package let varianceShares: [Double]
    let algebra: LinearAlgebra

    /// As many dimensions as have direction numbers.
    package static let largestDimensionCount = SobolSource.dimensionCount

    /// - Throws: ``LinearAlgebraError``.
    init(_ gradients: PathGradients, algebra: LinearAlgebra) throws(LinearAlgebraError) {
        self.algebra = algebra
        dimensions = gradients.dimensions
        let size = dimensions.count
        var largest: [Int: Double] = [:]
        for (cell, row) in zip(gradients.cells, gradients.slopes) {
            largest[cell.slot] = max(largest[cell.slot] ?? 0, row.reduce(0) { $0 + $1 * $1 })
        }
        let rows = zip(gradients.cells, gradients.slopes).compactMap { cell, row -> [Double]? in
            guard let variance = largest[cell.slot], variance > 0 else { return nil }
            return row.map { $0 / variance.squareRoot() }
        }
        guard size > 0, let scaled = Matrix(rows) else {
            rotation = .identity(size)
            varianceShares = []
            return
        }
        let eigen = try algebra.symmetricEigen(of: try algebra.multiply(scaled.transposed, scaled))
        var rotation = Matrix(rows: size, columns: size)
        for row in 0..<size {
            for column in 0..<size { rotation[row, column] = eigen.vectors[row, size - 1 - column] }
        }
        self.rotation = rotation
        let values = eigen.values.reversed().map { max($0, 0) }
        let sum = values.reduce(0, +)
        varianceShares = values.map { $0 / sum }
    }
}
