/// The solution of a least-squares problem.
public struct LeastSquares: Equatable, Sendable {
    /// β, one for each column of X.
    public let coefficients: [Double]
    /// Σ (y − X β)².
    public let residualSumOfSquares: Double
    /// Rows of X minus columns.
    public let degreesOfFreedom: Int
    /// (XᵀX)⁻¹: times the residual variance it is the covariance of β.
    public let unscaledCovariance: Matrix
}

extension LinearAlgebra {
    /// The β that minimises ‖y − X β‖², by singular values of X with columns scaled to length 1.
    /// - Parameters:
    ///   - design: X, at least as many rows as columns.
    ///   - response: y, one for each row.
    /// - Throws: ``LinearAlgebraError/sizesDiffer(_:)``, ``LinearAlgebraError/notFinite``,
    ///   ``LinearAlgebraError/rankDeficient(rank:columns:)`` if the smallest singular value is below 1e-12 of the
    ///   largest, ``LinearAlgebraError/notConverged(_:)``.
    public func leastSquares(design: Matrix, response: [Double]) throws(LinearAlgebraError) -> LeastSquares {
        let (rows, columns) = (design.rows, design.columns)
        guard rows == response.count, rows >= columns, columns > 0 else {
            throw .sizesDiffer("\(rows) × \(columns) for \(response.count) values")
        }
        guard design.elements.allSatisfy(\.isFinite), response.allSatisfy(\.isFinite) else { throw .notFinite }
        // Scaled columns, so that the rank does not depend on units.
        let lengths = (0..<columns).map { c in
            (0..<rows).reduce(0) { $0 + design[$1, c] * design[$1, c] }.squareRoot()
        }
        var scaled = design
        for r in 0..<rows {
            for c in 0..<columns where lengths[c] > 0 { scaled[r, c] /= lengths[c] }
        }
        let svd = try singularValues(of: scaled)
        let rank = svd.values.count { $0 > 1e-12 * svd.values[0] }
        guard rank == columns else { throw .rankDeficient(rank: rank, columns: columns) }

        // β = V S⁻¹ Uᵀ y and (XᵀX)⁻¹ = V S⁻² Vᵀ, both unscaled.
        let projections = (0..<columns).map { k in
            (0..<rows).reduce(0) { $0 + svd.left[$1, k] * response[$1] } / svd.values[k]
        }
        var covariance = Matrix(rows: columns, columns: columns)
        for i in 0..<columns {
            for j in 0..<columns {
                let sum = (0..<columns).reduce(0) {
                    $0 + svd.right[$1, i] * svd.right[$1, j] / (svd.values[$1] * svd.values[$1])
                }
                covariance[i, j] = sum / (lengths[i] * lengths[j])
            }
        }
        let coefficients = (0..<columns).map { i in
            (0..<columns).reduce(0) { $0 + svd.right[$1, i] * projections[$1] } / lengths[i]
        }
        let residuals = (0..<rows).map { r in
            (0..<columns).reduce(response[r]) { $0 - design[r, $1] * coefficients[$1] }
        }
        return LeastSquares(
            coefficients: coefficients, residualSumOfSquares: residuals.reduce(0) { $0 + $1 * $1 },
            degreesOfFreedom: rows - columns, unscaledCovariance: covariance)
    }

    /// X = U S Vᵀ for rows ≥ columns: U rows × columns, S descending, and Vᵀ, whose row k belongs to value k.
    private func singularValues(
        of matrix: Matrix
    ) throws(LinearAlgebraError) -> (left: Matrix, values: [Double], right: Matrix) {
        let (rows, columns) = (matrix.rows, matrix.columns)
        var values = [Double](repeating: 0, count: columns)
        var work = [Double](repeating: 0, count: 8 * (rows + columns))
        var workCount = Int32(work.count)
        var copy = matrix
        var left = Matrix(rows: rows, columns: columns)
        var right = Matrix(rows: columns, columns: columns)
        // Row-major X is Fortran's Xᵀ = V S Uᵀ: its left factor, V by columns, is our Vᵀ by rows, and so on.
        var (m, n, info) = (Int32(columns), Int32(rows), Int32(0))
        var (leadingCopy, leadingRight, leadingLeft) = (m, m, m)
        blas.dgesvd(
            "S", "S", &m, &n, &copy.elements, &leadingCopy, &values, &right.elements, &leadingRight,
            &left.elements, &leadingLeft, &work, &workCount, &info)
        guard info == 0 else { throw .notConverged("the singular value iteration") }
        return (left, values, right)
    }
}
