internal import COpenBLAS

/// Linear algebra over OpenBLAS: a token that the library is loaded.
///
/// Load it before other threads start: loading sets environment variables (one thread a call, the kernel that fits
/// the processor) unless they are set. All methods may be called from several threads at once. The last digits of
/// results may differ between kinds of processors.
public struct LinearAlgebra: Sendable {
    // Immutable once loaded, and never freed.
    nonisolated(unsafe) private let library: UnsafePointer<tianmu_openblas>

    var blas: tianmu_openblas { library.pointee }

    /// Loads OpenBLAS on first use.
    /// - Throws: ``LinearAlgebraError/libraryNotFound(reason:)``.
    public static func load() throws(LinearAlgebraError) -> LinearAlgebra {
        guard let library = tianmu_openblas_load() else {
            throw .libraryNotFound(reason: String(cString: tianmu_openblas_error()))
        }
        return LinearAlgebra(library: library)
    }

    /// The kernel family that OpenBLAS runs, such as `Haswell` or `SkylakeX`.
    public var coreName: String { blas.corename().map { String(cString: $0) } ?? "" }

    /// OpenBLAS's version and build options, in its own words.
    public var configuration: String { blas.config().map { String(cString: $0) } ?? "" }

    /// Whether the kernel leaves most of this processor unused: it has AVX2, and the kernel does not.
    public var isSlowKernel: Bool {
        let avx2Kernels: Set = ["Haswell", "Zen", "SkylakeX", "Cooperlake", "Sapphirerapids", "SapphireRapids"]
        return tianmu_cpu_has_avx2() != 0 && !avx2Kernels.contains(coreName)
    }

    /// The product A B.
    /// - Throws: ``LinearAlgebraError/sizesDiffer(_:)``.
    public func multiply(_ a: Matrix, _ b: Matrix) throws(LinearAlgebraError) -> Matrix {
        guard a.columns == b.rows else {
            throw .sizesDiffer("\(a.rows) × \(a.columns) times \(b.rows) × \(b.columns)")
        }
        var result = Matrix(rows: a.rows, columns: b.columns)
        guard a.rows > 0, b.columns > 0, a.columns > 0 else { return result }
        blas.dgemm(
            Int32(TIANMU_ROW_MAJOR), Int32(TIANMU_NO_TRANSPOSE), Int32(TIANMU_NO_TRANSPOSE),
            Int32(a.rows), Int32(b.columns), Int32(a.columns),
            1, a.elements, Int32(a.columns), b.elements, Int32(b.columns),
            0, &result.elements, Int32(b.columns))
        return result
    }

    /// X ← L X for a row-major table X of K rows and `columnCount` columns whose rows start `rowStride` apart.
    ///
    /// Makes K rows of independent standard normals correlated, with L the Cholesky factor of their correlation.
    /// - Parameters:
    ///   - lowerTriangular: L, K × K; what stands above its diagonal is not read.
    ///   - rows: the first element of X.
    ///   - rowStride: at least `columnCount`.
    public func multiplyInPlace(
        lowerTriangular: Matrix, rows: UnsafeMutablePointer<Double>, columnCount: Int, rowStride: Int
    ) {
        precondition(lowerTriangular.isSquare && rowStride >= columnCount, "table and factor do not fit")
        guard lowerTriangular.rows > 0, columnCount > 0 else { return }
        let size = Int32(lowerTriangular.rows)
        blas.dtrmm(
            Int32(TIANMU_ROW_MAJOR), Int32(TIANMU_LEFT), Int32(TIANMU_LOWER), Int32(TIANMU_NO_TRANSPOSE),
            Int32(TIANMU_NON_UNIT), size, Int32(columnCount), 1, lowerTriangular.elements, size, rows, Int32(rowStride))
    }

    /// Y ← A X for row-major tables X and Y of `columnCount` columns whose rows start `rowStride` apart.
    /// - Parameters:
    ///   - rows: the first element of X, which has as many rows as A columns.
    ///   - product: the first element of Y, which has as many rows as A; not X.
    ///   - rowStride: at least `columnCount`.
    package func multiply(
        _ a: Matrix, rows: UnsafePointer<Double>, into product: UnsafeMutablePointer<Double>, columnCount: Int,
        rowStride: Int
    ) {
        precondition(rowStride >= columnCount, "table and matrix do not fit")
        guard a.rows > 0, a.columns > 0, columnCount > 0 else { return }
        blas.dgemm(
            Int32(TIANMU_ROW_MAJOR), Int32(TIANMU_NO_TRANSPOSE), Int32(TIANMU_NO_TRANSPOSE),
            Int32(a.rows), Int32(columnCount), Int32(a.columns),
            1, a.elements, Int32(a.columns), rows, Int32(rowStride), 0, product, Int32(rowStride))
    }
}
