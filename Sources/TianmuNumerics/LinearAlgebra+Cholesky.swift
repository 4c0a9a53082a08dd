extension LinearAlgebra {
    /// An eigenvalue below minus this times the largest diagonal element is no rounding error.
    static let negativeEigenvalueTolerance = 1e-10
    /// An eigenvalue below this times the largest diagonal element is taken as zero.
    static let zeroEigenvalueTolerance = 1e-12

    /// The lower triangular L with L Lᵀ = A for a symmetric positive semidefinite A; only A's lower triangle counts.
    ///
    /// A semidefinite matrix (a correlation of exactly 1, say) is factored without jitter: A = V D Vᵀ with eigenvalues
    /// below 1e-12 of the largest diagonal element set to 0, and L = Rᵀ of the QR factors of (V √D)ᵀ.
    /// - Throws: ``NotPositiveDefinite`` with the smallest eigenvalue if that is below −1e-10 times the largest
    ///   diagonal element (1 in a correlation matrix).
    public func cholesky(of matrix: Matrix) throws(NotPositiveDefinite) -> Matrix {
        guard matrix.isSquare, matrix.elements.allSatisfy(\.isFinite) else {
            throw NotPositiveDefinite(smallestEigenvalue: .nan)
        }
        let size = matrix.rows
        guard size > 0 else { return matrix }
        var factor = matrix
        var n = Int32(size)
        var leading = n
        var info: Int32 = 0
        // Row-major lower is Fortran's column-major upper: A = UᵀU with U = Lᵀ.
        blas.dpotrf("U", &n, &factor.elements, &leading, &info)
        guard info == 0 else { return try semidefiniteCholesky(of: matrix) }
        factor.clearAboveDiagonal()
        return factor
    }

    private func semidefiniteCholesky(of matrix: Matrix) throws(NotPositiveDefinite) -> Matrix {
        guard let eigen = try? symmetricEigen(of: matrix), let smallest = eigen.values.first else {
            throw NotPositiveDefinite(smallestEigenvalue: .nan)
        }
        let size = matrix.rows
        let scale = (0..<size).reduce(0) { max($0, abs(matrix[$1, $1])) }
        guard smallest >= -Self.negativeEigenvalueTolerance * scale else {
            throw NotPositiveDefinite(smallestEigenvalue: smallest)
        }
        // Row-major V √D is Fortran's (V √D)ᵀ = Q R; Fortran's R, upper, is row-major L = Rᵀ.
        var factor = eigen.vectors
        for k in 0..<size {
            let root = eigen.values[k] > Self.zeroEigenvalueTolerance * scale ? eigen.values[k].squareRoot() : 0
            for i in 0..<size { factor[i, k] *= root }
        }
        var n = Int32(size)
        var (rows, leading) = (n, n)
        var info: Int32 = 0
        var tau = [Double](repeating: 0, count: size)
        var workCount = Int32(64 * size)
        var work = [Double](repeating: 0, count: Int(workCount))
        blas.dgeqrf(&rows, &n, &factor.elements, &leading, &tau, &work, &workCount, &info)
        factor.clearAboveDiagonal()
        // Q's signs are free: a non-negative diagonal makes L unique where A is definite.
        for k in 0..<size where factor[k, k] < 0 {
            for i in k..<size { factor[i, k].negate() }
        }
        return factor
    }
}

extension Matrix {
    mutating func clearAboveDiagonal() {
        for r in 0..<rows {
            for c in (r + 1)..<max(columns, r + 1) { self[r, c] = 0 }
        }
    }
}
