/// A simulated number with its standard error, to be compared with what it should be.
public struct StatisticalExpectation: Equatable, Sendable {
    public var estimate: Double
    public var standardError: Double

    public init(estimate: Double, standardError: Double) {
        self.estimate = estimate
        self.standardError = standardError
    }

    /// The mean of independent samples (at least two).
    public static func mean(of samples: [Double]) -> StatisticalExpectation {
        let mean = average(samples)
        let variance = centralMoment(2, of: samples, mean: mean)
        return StatisticalExpectation(
            estimate: mean, standardError: (variance / Double(samples.count)).squareRoot())
    }

    /// The variance of independent samples; its error √((m₄ − m₂²)/n) from the second and fourth central moments.
    public static func variance(of samples: [Double]) -> StatisticalExpectation {
        let mean = average(samples)
        let second = centralMoment(2, of: samples, mean: mean)
        let fourth = centralMoment(4, of: samples, mean: mean)
        let count = Double(samples.count)
        return StatisticalExpectation(
            estimate: second * count / (count - 1),
            standardError: (max(fourth - second * second, 0) / count).squareRoot())
    }

    /// The share of independent samples at or below `bound`; its error √(p(1−p)/n) at the share `expected`.
    public static func share(of samples: [Double], upTo bound: Double, expected: Double) -> StatisticalExpectation {
        let share = Double(samples.count { $0 <= bound }) / Double(samples.count)
        return StatisticalExpectation(
            estimate: share, standardError: (expected * (1 - expected) / Double(samples.count)).squareRoot())
    }

    /// True if the estimate is within `count` standard errors of `expected`, or within rounding (1e-9 relative).
    public func isWithin(_ count: Double, of expected: Double) -> Bool {
        abs(estimate - expected) <= count * standardError + 1e-9 * abs(expected)
    }

    private static func average(_ samples: [Double]) -> Double { samples.reduce(0, +) / Double(samples.count) }

    private static func centralMoment(_ order: Int, of samples: [Double], mean: Double) -> Double {
        samples.reduce(0) { sum, sample in
            let square = (sample - mean) * (sample - mean)
            return sum + (order == 4 ? square * square : square)
        } / Double(samples.count)
    }
}
