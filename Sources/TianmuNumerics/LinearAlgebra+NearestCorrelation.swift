extension LinearAlgebra {
    /// Correlations rest when they move by less: far below the digits that anybody elicits.
    private static let correlationTolerance = 1e-9

    /// The correlation matrix nearest to a symmetric matrix in the Frobenius norm; only its lower triangle counts.
    ///
    /// Alternating projections onto the semidefinite matrices and onto those with unit diagonal, with Dykstra's
    /// correction; then off-diagonals shrink by the factor 1 − t, the least that leaves no eigenvalue negative, so
    /// that ``cholesky(of:)`` accepts the result.
    ///
    /// Source: Higham (2002), Computing the nearest correlation matrix, IMA J. Numer. Anal. 22, 329-343, Alg. 3.3.
    /// - Throws: as ``symmetricEigen(of:)``; ``LinearAlgebraError/notConverged(_:)`` after 1,000 iterations.
    public func nearestCorrelation(to matrix: Matrix) throws(LinearAlgebraError) -> Matrix {
        guard matrix.isSquare else { throw .sizesDiffer("\(matrix.rows) × \(matrix.columns) is not square") }
        let size = matrix.rows
        var current = matrix
        for r in 0..<size {
            for c in 0..<r { current[c, r] = matrix[r, c] }
        }
        var correction = Matrix(rows: size, columns: size)
        for _ in 0..<1000 {
            var shifted = current
            for i in shifted.elements.indices { shifted.elements[i] -= correction.elements[i] }
            let projected = try semidefinitePart(of: shifted)
            for i in correction.elements.indices {
                correction.elements[i] = projected.elements[i] - shifted.elements[i]
            }
            var next = projected
            for i in 0..<size { next[i, i] = 1 }
            // Converged when the two projections agree and the matrix rests.
            let gap = Self.largestDifference(next, projected)
            let move = Self.largestDifference(next, current)
            current = next
            if max(gap, move) < Self.correlationTolerance { return try shrunkToSemidefinite(current) }
        }
        throw .notConverged("the search for the nearest correlation matrix")
    }

    /// V max(D, 0) Vᵀ.
    private func semidefinitePart(of matrix: Matrix) throws(LinearAlgebraError) -> Matrix {
        let eigen = try symmetricEigen(of: matrix)
        var root = eigen.vectors
        for k in 0..<matrix.rows {
            let scale = max(eigen.values[k], 0).squareRoot()
            for i in 0..<matrix.rows { root[i, k] *= scale }
        }
        return try multiply(root, root.transposed)
    }

    /// (1 − t) C + t I, whose eigenvalues are (1 − t) λ + t.
    private func shrunkToSemidefinite(_ correlation: Matrix) throws(LinearAlgebraError) -> Matrix {
        let smallest = try symmetricEigen(of: correlation).values.first ?? 0
        guard smallest < 0 else { return correlation }
        let t = -smallest / (1 - smallest)
        var result = correlation
        for r in 0..<result.rows {
            for c in 0..<result.columns where r != c { result[r, c] *= 1 - t }
        }
        return result
    }

    private static func largestDifference(_ a: Matrix, _ b: Matrix) -> Double {
        zip(a.elements, b.elements).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }
}
