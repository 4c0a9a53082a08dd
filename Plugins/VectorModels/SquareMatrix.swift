import TianmuNumerics

/// A small square matrix, row-major: a dozen rows at most, where loops beat a call of a library.
struct SquareMatrix: Equatable, Codable, Sendable {
    let size: Int
    var elements: [Double]

    init(_ size: Int) {
        self.size = size
        elements = [Double](repeating: 0, count: size * size)
    }

    /// `value` on the diagonal.
    init(_ size: Int, diagonal value: Double) {
        self.init(size)
        for i in 0..<size { self[i, i] = value }
    }

    subscript(row: Int, column: Int) -> Double {
        get { elements[row * size + column] }
        set { elements[row * size + column] = newValue }
    }

    var transposed: SquareMatrix {
        var result = SquareMatrix(size)
        for i in 0..<size {
            for j in 0..<size { result[j, i] = self[i, j] }
        }
        return result
    }

    /// ‖A‖, the root of the sum of squares.
    var norm: Double { elements.reduce(0) { $0 + $1 * $1 }.squareRoot() }

    /// Sets this to a·b, which must both be others.
    mutating func setProduct(_ a: SquareMatrix, _ b: SquareMatrix) {
        for i in 0..<size {
            for j in 0..<size { self[i, j] = 0 }
            for k in 0..<size {
                let factor = a[i, k]
                for j in 0..<size { self[i, j] += factor * b[k, j] }
            }
        }
    }

    static func * (a: SquareMatrix, b: SquareMatrix) -> SquareMatrix {
        var result = SquareMatrix(a.size)
        result.setProduct(a, b)
        return result
    }

    /// The lower triangular L with L Lᵀ = A, for a symmetric A with no eigenvalue below 1. Then no pivot is below 1 but by
    /// rounding, and such a one counts as 1.
    var choleskyAboveOne: SquareMatrix {
        var lower = SquareMatrix(size)
        for i in 0..<size {
            for j in 0...i {
                var sum = self[i, j]
                for k in 0..<j { sum -= lower[i, k] * lower[j, k] }
                lower[i, j] = i == j ? max(sum, 1).squareRoot() : sum / lower[j, j]
            }
        }
        return lower
    }

    /// L⁻¹ of a lower triangular L.
    var lowerInverse: SquareMatrix {
        var inverse = SquareMatrix(size)
        for j in 0..<size {
            inverse[j, j] = 1 / self[j, j]
            for i in j + 1..<max(size, j + 1) {
                var sum = 0.0
                for k in j..<i { sum -= self[i, k] * inverse[k, j] }
                inverse[i, j] = sum / self[i, i]
            }
        }
        return inverse
    }

    /// ln det(L Lᵀ) of a lower triangular L.
    var logSquaredDeterminant: Double {
        (0..<size).reduce(0) { $0 + 2 * Double.log(self[$1, $1]) }
    }
}
