/// What many series say about the variance of one of them: an empirical Bayes prior for variances.
///
/// Sample variances s² with ν degrees of freedom of series whose true variances are scaled inverse-χ² with ν₀ and s₀²
/// have ln s² with mean ln s₀² + ψ(ν/2) − ln(ν/2) − ψ(ν₀/2) + ln(ν₀/2) and variance ψ′(ν/2) + ψ′(ν₀/2), which give ν₀ and
/// s₀² by moments. A series' own variance then becomes (ν₀s₀² + νs²)/(ν₀ + ν). Variances below ``leastShare`` of the median
/// are taken as that: figures that were interpolated move by rounding alone, whose logarithm would decide everything.
///
/// Source: Smyth (2004), Linear models and empirical Bayes methods for assessing differential expression in microarray
/// experiments, Statistical Applications in Genetics and Molecular Biology 3(1), §6.2.
public struct VarianceShrinkage: Equatable, Codable, Sendable {
    /// s₀².
    public let variance: Double
    /// ν₀, at most ``mostFreedom``: series that differ no more than chance.
    public let freedom: Double

    public static let mostFreedom = 1000.0
    public static let leastShare = 1e-4

    /// `nil` unless some series has a variance above 0.
    public init?(_ samples: [(variance: Double, freedom: Double)]) {
        let used = samples.filter { $0.variance > 0 && $0.variance.isFinite && $0.freedom > 0 }
        guard !used.isEmpty else { return nil }
        let count = Double(used.count)
        let variances = used.map(\.variance).sorted()
        let least = variances[variances.count / 2] * Self.leastShare
        let logs = used.map {
            Double.log(max($0.variance, least)) - PolyGamma.digamma($0.freedom / 2) + Double.log($0.freedom / 2)
        }
        let mean = logs.reduce(0, +) / count
        let expected = used.reduce(0) { $0 + PolyGamma.trigamma($1.freedom / 2) } / count
        let spread = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(count - 1, 1) - expected
        guard spread > 0 else {
            (variance, freedom) = (Double.exp(mean), Self.mostFreedom)
            return
        }
        let freedom = min(2 * PolyGamma.inverseTrigamma(spread), Self.mostFreedom)
        self.freedom = freedom
        variance = Double.exp(mean + PolyGamma.digamma(freedom / 2) - Double.log(freedom / 2))
    }

    /// (ν₀s₀² + νs²)/(ν₀ + ν).
    public func shrunk(_ sample: Double, freedom: Double) -> Double {
        (self.freedom * variance + max(freedom, 0) * sample) / (self.freedom + max(freedom, 0))
    }
}
