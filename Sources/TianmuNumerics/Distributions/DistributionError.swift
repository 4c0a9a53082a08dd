/// Why a distribution cannot be made.
public enum DistributionError: Error, Equatable, Sendable {
    /// Quantiles must be finite, with p10 < p50 < p90, or all equal.
    case unordered(p10: Double, p50: Double, p90: Double)
    /// One half of the spread is more than ``ElicitedDistribution/largestSkew`` times the other.
    case tooSkewed(ratio: Double)
    /// A number that must be positive and finite.
    case notPositive(name: String, value: Double)
}
