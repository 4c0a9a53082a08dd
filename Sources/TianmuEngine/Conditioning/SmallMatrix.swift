/// Square systems of a few rows, without BLAS: as many as there are conditions.
enum SmallMatrix {
    /// The lower Cholesky factor of a symmetric matrix; `nil` if it is singular to within `tolerance` of its diagonal.
    static func cholesky(_ matrix: [[Double]], tolerance: Double = 1e-10) -> [[Double]]? {
        var factor = matrix.map { $0.map { _ in 0.0 } }
        for i in matrix.indices {
            for j in 0...i {
                var sum = matrix[i][j]
                for k in 0..<j { sum -= factor[i][k] * factor[j][k] }
                if i == j {
                    guard sum > tolerance * matrix[i][i] else { return nil }
                    factor[i][i] = sum.squareRoot()
                } else {
                    factor[i][j] = sum / factor[j][j]
                }
            }
        }
        return factor
    }

    /// L⁻¹ x for a lower factor.
    static func forward(_ factor: [[Double]], _ x: [Double]) -> [Double] {
        var y = x
        for i in factor.indices {
            for k in 0..<i { y[i] -= factor[i][k] * y[k] }
            y[i] /= factor[i][i]
        }
        return y
    }

    /// (L L′)⁻¹ x.
    static func solve(_ factor: [[Double]], _ x: [Double]) -> [Double] {
        var y = forward(factor, x)
        for i in factor.indices.reversed() {
            for k in i + 1..<max(i + 1, factor.count) { y[i] -= factor[k][i] * y[k] }
            y[i] /= factor[i][i]
        }
        return y
    }

    /// Solves A x = b by elimination with row exchange.
    /// - Returns: x and the determinant of A; `nil` if A is singular.
    static func eliminate(_ matrix: [[Double]], _ right: [Double]) -> (x: [Double], determinant: Double)? {
        var (a, x) = (matrix, right)
        var determinant = 1.0
        for column in a.indices {
            let pivot = (column..<a.count).max { a[$0][column].magnitude < a[$1][column].magnitude } ?? column
            guard a[pivot][column].magnitude > 0, a[pivot][column].isFinite else { return nil }
            if pivot != column {
                a.swapAt(pivot, column)
                x.swapAt(pivot, column)
                determinant = -determinant
            }
            determinant *= a[column][column]
            for row in column + 1..<max(column + 1, a.count) {
                let factor = a[row][column] / a[column][column]
                guard factor != 0 else { continue }
                for k in column..<a.count { a[row][k] -= factor * a[column][k] }
                x[row] -= factor * x[column]
            }
        }
        for row in a.indices.reversed() {
            for k in row + 1..<max(row + 1, a.count) { x[row] -= a[row][k] * x[k] }
            x[row] /= a[row][row]
        }
        return (x, determinant)
    }
}
