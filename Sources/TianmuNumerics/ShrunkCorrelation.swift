/// A correlation matrix estimated from a few observations and shrunk toward independence.
///
/// With z the observations in units of their own standard deviation (divisor n), R = Σ z z′/n and p variables,
///
///     δ = min(1, (1/n²) Σₖ ‖zₖ zₖ′ − R‖² / ‖R − I‖²),   R* = (1 − δ) R + δ I,
///
/// the shrinkage that minimises the expected squared (Frobenius) error as n and p grow together. R* is positive definite
/// whenever δ > 0, also with fewer observations than variables.
///
/// Source: Ledoit & Wolf (2004), A well-conditioned estimator for large-dimensional covariance matrices, J. Multivariate
/// Analysis 88, 365-411, §3.2, on standardised data, whose scaled identity is I.
package struct ShrunkCorrelation: Equatable, Sendable {
    /// R*, p × p.
    package let matrix: Matrix
    /// δ, 0...1.
    package let shrinkage: Double
    /// n.
    package let count: Int

    /// The lower triangular L with L Lᵀ = R*. A variable that follows from those before it, up to rounding, has a diagonal
    /// element of 0.
    package var factor: Matrix {
        let size = matrix.rows
        var factor = Matrix(rows: size, columns: size)
        for i in 0..<size {
            for j in 0...i {
                let rest = (0..<j).reduce(matrix[i, j]) { $0 - factor[i, $1] * factor[j, $1] }
                if i == j {
                    factor[i, i] = rest > Self.zeroPivot ? rest.squareRoot() : 0
                } else if factor[j, j] > 0 {
                    factor[i, j] = rest / factor[j, j]
                }
            }
        }
        return factor
    }

    /// What is left of a variance of 1 by rounding.
    private static let zeroPivot = 1e-12

    /// - Parameter observations: n rows of p numbers, n at least 2; a variable that never moves correlates with nothing.
    /// - Returns: `nil` with fewer than two rows or rows of different lengths.
    package init?(observations: [[Double]]) {
        guard observations.count > 1, let size = observations.first?.count, size > 0,
            observations.allSatisfy({ $0.count == size })
        else { return nil }
        let n = Double(observations.count)
        var rows = observations
        for column in 0..<size {
            let mean = rows.reduce(0) { $0 + $1[column] } / n
            let variance = rows.reduce(0) { $0 + ($1[column] - mean) * ($1[column] - mean) } / n
            let sd = variance.squareRoot()
            for row in rows.indices { rows[row][column] = sd > 0 ? (rows[row][column] - mean) / sd : 0 }
        }
        var sample = Matrix.identity(size)
        for a in 0..<size {
            for b in 0..<size where a != b { sample[a, b] = rows.reduce(0) { $0 + $1[a] * $1[b] } / n }
        }
        var (noise, distance) = (0.0, 0.0)
        for a in 0..<size {
            for b in 0..<size {
                let isOff = a != b
                let expected = isOff ? sample[a, b] : 1
                if isOff { distance += sample[a, b] * sample[a, b] }
                for row in rows {
                    let miss = row[a] * row[b] - expected
                    noise += miss * miss
                }
            }
        }
        count = observations.count
        shrinkage = distance > 0 ? min(1, noise / (n * n) / distance) : 1
        for a in 0..<size {
            for b in 0..<size where a != b { sample[a, b] *= 1 - shrinkage }
        }
        matrix = sample
    }
}
