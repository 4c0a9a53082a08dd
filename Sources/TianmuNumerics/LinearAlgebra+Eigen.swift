/// A = V diag(values) Vᵀ.
public struct SymmetricEigen: Equatable, Sendable {
    /// Ascending.
    public let values: [Double]
    /// V: column k belongs to value k; orthonormal.
    public let vectors: Matrix
}

extension LinearAlgebra {
    /// Eigenvalues and eigenvectors of a symmetric matrix; only its lower triangle counts.
    /// - Throws: ``LinearAlgebraError/sizesDiffer(_:)`` if it is not square, ``LinearAlgebraError/notFinite``,
    ///   ``LinearAlgebraError/notConverged(_:)``.
    public func symmetricEigen(of matrix: Matrix) throws(LinearAlgebraError) -> SymmetricEigen {
        guard matrix.isSquare else { throw .sizesDiffer("\(matrix.rows) × \(matrix.columns) is not square") }
        guard matrix.elements.allSatisfy(\.isFinite) else { throw .notFinite }
        let size = matrix.rows
        guard size > 0 else { return SymmetricEigen(values: [], vectors: matrix) }
        var vectors = matrix
        var values = [Double](repeating: 0, count: size)
        var n = Int32(size)
        var leading = n
        var info: Int32 = 0
        var workCount = Int32(34 * size)
        var work = [Double](repeating: 0, count: Int(workCount))
        // Row-major lower is Fortran's upper, and Fortran's columns are our rows.
        blas.dsyev("V", "U", &n, &vectors.elements, &leading, &values, &work, &workCount, &info)
        guard info == 0 else { throw .notConverged("the eigenvalue iteration") }
        return SymmetricEigen(values: values, vectors: vectors.transposed)
    }
}
