import Testing
import TianmuNumerics

@Suite struct LinearAlgebraTests {
    /// Absolute, for matrices with elements of the order of 1.
    static let tolerance = 1e-13

    let algebra: LinearAlgebra

    init() throws {
        algebra = try LinearAlgebra.load()
    }

    /// A repeatable matrix of numbers between -1 and 1.
    static func pattern(_ rows: Int, _ columns: Int) -> Matrix {
        var result = Matrix(rows: rows, columns: columns)
        for r in 0..<rows {
            for c in 0..<columns {
                let hash: Int = (r * 37 + c * 61 + r * c * 13 + 7) % 101
                result[r, c] = Double(hash) / 50 - 1
            }
        }
        return result
    }

    static func product(_ a: Matrix, _ b: Matrix) -> Matrix {
        var result = Matrix(rows: a.rows, columns: b.columns)
        for r in 0..<a.rows {
            for c in 0..<b.columns { result[r, c] = (0..<a.columns).reduce(0) { $0 + a[r, $1] * b[$1, c] } }
        }
        return result
    }

    static func distance(_ a: Matrix, _ b: Matrix) -> Double {
        guard a.rows == b.rows, a.columns == b.columns else { return .infinity }
        var largest = 0.0
        for r in 0..<a.rows {
            for c in 0..<a.columns { largest = max(largest, abs(a[r, c] - b[r, c])) }
        }
        return largest
    }

    @Test("OpenBLAS names its kernel and does not run a slow one")
    func kernel() {
        #expect(!algebra.coreName.isEmpty)
        #expect(algebra.configuration.contains("OpenBLAS"))
        #expect(!algebra.isSlowKernel)
    }

    @Test("A product equals the triple loop", arguments: [(1, 1, 1), (3, 5, 2), (17, 9, 33), (2, 0, 3)])
    func multiply(rows: Int, inner: Int, columns: Int) throws {
        let (a, b) = (Self.pattern(rows, inner), Self.pattern(inner, columns))
        #expect(Self.distance(try algebra.multiply(a, b), Self.product(a, b)) < Self.tolerance)
    }

    @Test("Sizes that do not fit are refused")
    func multiplyRefuses() {
        #expect(throws: LinearAlgebraError.sizesDiffer("2 × 3 times 2 × 3")) {
            try algebra.multiply(Matrix(rows: 2, columns: 3), Matrix(rows: 2, columns: 3))
        }
    }

    @Test(
        "A triangular product in place equals the triple loop and leaves the gap between rows alone",
        arguments: [(1, 1, 1), (3, 10, 10), (5, 7, 12), (13, 101, 103)])
    func triangular(size: Int, columnCount: Int, stride: Int) {
        var lower = Self.pattern(size, size)
        for r in 0..<size {
            for c in (r + 1)..<max(size, r + 1) { lower[r, c] = 0 }
        }
        let table = Self.pattern(size, stride)
        let expected = Self.product(lower, table)
        var elements = table.elements
        elements.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            algebra.multiplyInPlace(
                lowerTriangular: lower, rows: base, columnCount: columnCount, rowStride: stride)
        }
        for r in 0..<size {
            for c in 0..<stride {
                let want = c < columnCount ? expected[r, c] : table[r, c]
                #expect(abs(elements[r * stride + c] - want) < Self.tolerance)
            }
        }
    }

    @Test("The Cholesky factor of a definite matrix is the published one")
    func choleskyDefinite() throws {
        // A textbook example with whole numbers: L = [[2,0,0],[6,1,0],[-8,5,3]].
        let matrix = try #require(Matrix([[4, 12, -16], [12, 37, -43], [-16, -43, 98]]))
        let expected = try #require(Matrix([[2, 0, 0], [6, 1, 0], [-8, 5, 3]]))
        #expect(Self.distance(try algebra.cholesky(of: matrix), expected) < Self.tolerance)
    }

    @Test("A semidefinite matrix has a factor: correlations of exactly 1 and -1, rank one, zero")
    func choleskySemidefinite() throws {
        let matrices: [[[Double]]] = [
            [[1, 1], [1, 1]], [[1, -1], [-1, 1]], [[1, 1, 0.5], [1, 1, 0.5], [0.5, 0.5, 1]],
            [[1, 1, 1], [1, 1, 1], [1, 1, 1]], [[0, 0], [0, 0]], [[4, 2], [2, 1]],
        ]
        for rows in matrices {
            let matrix = try #require(Matrix(rows))
            let factor = try algebra.cholesky(of: matrix)
            #expect(Self.distance(Self.product(factor, factor.transposed), matrix) < 1e-11)
            for r in 0..<matrix.rows {
                #expect(factor[r, r] >= 0)
                for c in (r + 1)..<max(matrix.rows, r + 1) { #expect(factor[r, c] == 0) }
            }
        }
    }

    @Test("An indefinite matrix is refused with its smallest eigenvalue")
    func choleskyIndefinite() throws {
        let matrix = try #require(Matrix([[1, 1, 0], [1, 1, 1], [0, 1, 1]]))
        let refusal = #expect(throws: NotPositiveDefinite.self) { try algebra.cholesky(of: matrix) }
        // Eigenvalues 1, 1 ± √2.
        let smallest = try #require(refusal).smallestEigenvalue
        #expect(abs(smallest - (1 - 2.0.squareRoot())) < Self.tolerance)
    }

    @Test("A matrix with a NaN is refused")
    func choleskyNotFinite() throws {
        let matrix = try #require(Matrix([[1, .nan], [.nan, 1]]))
        let refusal = #expect(throws: NotPositiveDefinite.self) { try algebra.cholesky(of: matrix) }
        #expect(try #require(refusal).smallestEigenvalue.isNaN)
    }

    @Test("Eigenvalues ascend and the eigenvectors rebuild the matrix")
    func eigen() throws {
        let half = Self.pattern(7, 7)
        let matrix = Self.product(half, half.transposed)
        let eigen = try algebra.symmetricEigen(of: matrix)
        var scaled = eigen.vectors
        for k in 0..<7 {
            for i in 0..<7 { scaled[i, k] *= eigen.values[k] }
        }
        #expect(eigen.values == eigen.values.sorted())
        #expect(Self.distance(Self.product(scaled, eigen.vectors.transposed), matrix) < Self.tolerance * 10)
        let gram = Self.product(eigen.vectors.transposed, eigen.vectors)
        #expect(Self.distance(gram, .identity(7)) < Self.tolerance)
    }

    /// Higham (2002), section 4: the nearest correlation matrix to the tridiagonal matrix of ones.
    @Test("The nearest correlation matrix is Higham's, and has a Cholesky factor")
    func nearestCorrelation() throws {
        let matrix = try #require(Matrix([[1, 1, 0], [1, 1, 1], [0, 1, 1]]))
        let nearest = try algebra.nearestCorrelation(to: matrix)
        let published = try #require(
            Matrix([[1, 0.7607, 0.1573], [0.7607, 1, 0.7607], [0.1573, 0.7607, 1]]))
        #expect(Self.distance(nearest, published) < 5e-5)
        #expect(nearest == nearest.transposed)
        #expect((0..<3).allSatisfy { nearest[$0, $0] == 1 })
        _ = try algebra.cholesky(of: nearest)
    }

    @Test("A correlation matrix is its own nearest")
    func nearestOfCorrelation() throws {
        let matrix = try #require(Matrix([[1, 0.6, -0.2], [0.6, 1, 0.3], [-0.2, 0.3, 1]]))
        #expect(Self.distance(try algebra.nearestCorrelation(to: matrix), matrix) < Self.tolerance)
    }

    /// Anscombe (1973), first data set: y = 3.00 + 0.50 x, residual sum of squares 13.76. The digits are those of
    /// `np.linalg.lstsq` and `np.linalg.inv(X.T @ X)`, numpy 2.4.
    @Test("Least squares give the line through Anscombe's first data set")
    func leastSquares() throws {
        let x: [Double] = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
        let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
        let design = try #require(Matrix(x.map { [1, $0] }))
        let fit = try algebra.leastSquares(design: design, response: y)
        #expect(abs(fit.coefficients[0] - 3.00009090909091) < 1e-12)
        #expect(abs(fit.coefficients[1] - 0.50009090909091) < 1e-12)
        #expect(abs(fit.residualSumOfSquares - 13.76269) < 1e-12)
        #expect(fit.degreesOfFreedom == 9)
        let covariance = try #require(
            Matrix([[0.827272727272727, -0.081818181818182], [-0.081818181818182, 0.009090909090909]]))
        #expect(Self.distance(fit.unscaledCovariance, covariance) < 1e-12)
    }

    @Test("Dependent columns are refused whatever their units")
    func rankDeficient() throws {
        let design = try #require(Matrix([[1, 2e9, 1], [1, 2e9, 2], [1, 2e9, 3], [1, 2e9, 4]]))
        #expect(throws: LinearAlgebraError.rankDeficient(rank: 2, columns: 3)) {
            try algebra.leastSquares(design: design, response: [1, 2, 3, 4])
        }
        #expect(throws: LinearAlgebraError.self) {
            try algebra.leastSquares(design: Matrix(rows: 1, columns: 2), response: [1])
        }
    }
}
