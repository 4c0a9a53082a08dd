/// A continuous distribution with both tails computed for themselves, so that neither loses digits.
public protocol ContinuousDistribution: Sendable {
    /// The probability of a value up to `x`.
    func cdf(_ x: Double) -> Double
    /// The probability of a value above `x`: 1 − cdf, without cancellation.
    func survival(_ x: Double) -> Double
    /// The density at `x`.
    func density(_ x: Double) -> Double
    /// The value with probability `p` (strictly between 0 and 1) at or below it.
    func quantile(_ p: Double) -> Double
    /// The value with probability `q` (strictly between 0 and 1) above it: quantile(1 − q), without cancellation.
    func upperQuantile(_ q: Double) -> Double
    /// True if all values are above zero.
    var isPositive: Bool { get }
}

extension ContinuousDistribution {
    /// The quantile at Φ(z): the value as far out in this distribution as `z` is in the standard normal one.
    public func value(atNormal z: Double) -> Double {
        z < 0 ? quantile(NormalDistribution.cdf(z)) : upperQuantile(NormalDistribution.cdf(-z))
    }
}
