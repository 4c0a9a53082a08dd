/// Bayesian linear regression with the conjugate normal–inverse-χ² prior: its posterior in closed form.
///
/// y = Xβ + ε with ε ~ N(0, σ²), σ² ~ scaled inverse-χ²(ν₀, s₀²) and independently β_k | σ² ~ N(m₀_k, σ²s_k²/s₀²), that is
/// with standard deviation s_k where σ is as expected. Then with P₀ = diag(s₀²/s_k²)
///
///     P = P₀ + XᵀX,  m = P⁻¹(P₀m₀ + Xᵀy),  ν = ν₀ + n,  νs² = ν₀s₀² + |y − Xm|² + (m − m₀)ᵀP₀(m − m₀)
///
/// and β | σ² ~ N(m, σ²P⁻¹). A coefficient with s_k = 0 is known; one with infinite s_k has no prior and takes one degree
/// of freedom from ν, so that without any prior this is least squares. No data leave the prior. Cost O(n k² + k³).
///
/// Source: Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., §14.2 and §14.8.
public struct ConjugateRegression: Equatable, Codable, Sendable {
    /// What is expected before seeing data.
    public struct Prior: Equatable, Sendable {
        /// m₀.
        public var means: [Double]
        /// s_k: 0 for a known coefficient, infinite for one without prior.
        public var standardDeviations: [Double]
        /// s₀ > 0.
        public var sd: Double
        /// ν₀, in observations.
        public var weight: Double

        public init(means: [Double], standardDeviations: [Double], sd: Double, weight: Double) {
            self.means = means
            self.standardDeviations = standardDeviations
            self.sd = sd
            self.weight = weight
        }
    }

    /// m.
    public let coefficients: [Double]
    /// For each coefficient what each of ``freeCount`` standard normals moves it, in units of σ: R with RRᵀ = P⁻¹.
    public let spread: [[Double]]
    /// s, at least a hundredth of s₀, for no data prove that nothing varies.
    public let sd: Double
    /// ν.
    public let degreesOfFreedom: Double
    /// For each coefficient what of its posterior precision the prior gives, P₀_kk P⁻¹_kk: 1 where it is known.
    public let priorShares: [Double]
    /// ν₀/ν.
    public let sdPriorShare: Double

    /// How many coefficients are uncertain.
    public var freeCount: Int { spread.first?.count ?? 0 }

    /// The standard error of a coefficient, s √P⁻¹_kk.
    public func standardError(_ index: Int) -> Double {
        sd * spread[index].reduce(0) { $0 + $1 * $1 }.squareRoot()
    }

    /// - Parameters:
    ///   - rows: X, one row an observation.
    ///   - responses: y.
    ///   - lostFreedom: degrees of freedom that were used before, such as means that were taken off.
    /// - Returns: `nil` if neither prior nor data determine a coefficient or σ.
    public init?(rows: [[Double]], responses: [Double], prior: Prior, lostFreedom: Int = 0) {
        let all = prior.means.indices
        let free = all.filter { prior.standardDeviations[$0] > 0 }
        let precision = all.map { index -> Double in
            let relative = prior.sd / prior.standardDeviations[index]
            return relative * relative
        }
        // What known coefficients explain is taken off, and so is the prior mean: the rest is about deviations from it.
        let centers = all.map { prior.standardDeviations[$0].isFinite ? prior.means[$0] : 0 }
        let rest = zip(rows, responses).map { row, y in all.reduce(y) { $0 - row[$1] * centers[$1] } }
        var normal = free.map { a in free.map { b in a == b ? precision[a] : 0 } }
        var moment = [Double](repeating: 0, count: free.count)
        for (row, y) in zip(rows, rest) {
            for (i, a) in free.enumerated() {
                moment[i] += row[a] * y
                for (j, b) in free.enumerated() { normal[i][j] += row[a] * row[b] }
            }
        }
        guard let inverse = Self.inverseFactor(normal) else { return nil }
        // P⁻¹ = RRᵀ, so that the deviation is R(Rᵀ Xᵀy).
        let rotated = free.indices.map { j in free.indices.reduce(0) { $0 + inverse[$1][j] * moment[$1] } }
        var coefficients = centers
        var spread = all.map { _ in [Double](repeating: 0, count: free.count) }
        for (i, a) in free.enumerated() {
            coefficients[a] += zip(inverse[i], rotated).reduce(0) { $0 + $1.0 * $1.1 }
            spread[a] = inverse[i]
        }
        var squares = prior.weight * prior.sd * prior.sd
        for (row, y) in zip(rows, responses) {
            let error = all.reduce(y) { $0 - row[$1] * coefficients[$1] }
            squares += error * error
        }
        for a in free {
            let deviation = coefficients[a] - centers[a]
            squares += precision[a] * deviation * deviation
        }
        let flat = free.count { prior.standardDeviations[$0].isInfinite }
        degreesOfFreedom = prior.weight + Double(rows.count - flat - lostFreedom)
        guard degreesOfFreedom > 0, squares.isFinite, coefficients.allSatisfy(\.isFinite) else { return nil }
        sd = max((squares / degreesOfFreedom).squareRoot(), prior.sd / 100)
        self.coefficients = coefficients
        self.spread = spread
        priorShares = all.map { index in
            let variance = spread[index].reduce(0) { $0 + $1 * $1 }
            return prior.standardDeviations[index] == 0 ? 1 : min(precision[index] * variance, 1)
        }
        sdPriorShare = min(prior.weight / degreesOfFreedom, 1)
    }

    /// R, upper triangular, with RRᵀ = A⁻¹: the transposed inverse of A's Cholesky factor; `nil` unless A is positive
    /// definite.
    private static func inverseFactor(_ matrix: [[Double]]) -> [[Double]]? {
        let size = matrix.count
        var factor = matrix
        for j in 0..<size {
            for i in j..<size {
                var sum = matrix[i][j]
                for k in 0..<j { sum -= factor[i][k] * factor[j][k] }
                if i == j {
                    guard sum > 1e-12 * matrix[j][j], sum.isFinite else { return nil }
                    factor[j][j] = sum.squareRoot()
                } else {
                    factor[i][j] = sum / factor[j][j]
                }
            }
        }
        var inverse = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
        for column in 0..<size {
            // Column `column` of the lower inverse is row `column` of R.
            for i in column..<size {
                let sum = (column..<i).reduce(i == column ? 1.0 : 0) { $0 - factor[i][$1] * inverse[column][$1] }
                inverse[column][i] = sum / factor[i][i]
            }
        }
        return inverse
    }
}
