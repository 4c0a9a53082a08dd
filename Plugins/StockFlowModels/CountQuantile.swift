import TianmuNumerics

/// Counts that are as far out in their distribution as a standard normal z is in its own: the smallest k with
/// F(k) ≥ Φ(z). Rises with z; z = 0 gives the median.
///
/// Exact, by adding probabilities from 0 on, up to a mean of 100. Above it the quantile of a Pearson type III
/// distribution with the same mean, variance and skewness, by Wilson & Hilferty (1931), rounded: within one count of
/// the exact one for Poisson and binomial counts between z = −3 and 3, within a twentieth of a standard deviation where
/// v is 30 %.
enum CountQuantile {
    /// The largest mean for which probabilities are added.
    static let exactLimit = 100.0
    /// A correlation within a year below this is none.
    private static let leastCorrelation = 1e-9
    /// The largest correlation within a year.
    private static let largestCorrelation = 0.5

    /// Negative binomial with mean μ and variance μ + v²μ²: Poisson with a rate that varies by the coefficient v
    /// between years; Poisson for v = 0.
    static func negativeBinomial(mean: Double, variation: Double, normal z: Double) -> Double {
        guard mean > 0 else { return 0 }
        let square = variation * variation
        let spread = 1 + mean * square
        let sd = (mean * spread).squareRoot()
        if mean > exactLimit {
            return pearson(mean: mean, sd: sd, skewness: (2 * spread - 1) / sd, normal: z)
        }
        let none = square > 0 ? Double.exp(-Double.log1p(mean * square) / square) : Double.exp(-mean)
        return invert(none: none, mean: mean, sd: sd, normal: z) { k in
            (1 + k * square) / (k + 1) * (mean / spread)
        }
    }

    /// Beta-binomial: n trials with a probability that varies by the coefficient v about q between years (as far as
    /// probabilities can: the correlation of two trials, q v²/(1 − q), is at most ½); binomial for v = 0.
    static func betaBinomial(trials n: Double, probability q: Double, variation: Double, normal z: Double) -> Double {
        guard n > 0, q > 0 else { return 0 }
        guard q < 1 else { return n }
        let correlation = min(q * variation * variation / (1 - q), largestCorrelation)
        // The rarer outcome is counted.
        return q > 0.5
            ? n - binomial(n, 1 - q, correlation: correlation, normal: -z)
            : binomial(n, q, correlation: correlation, normal: z)
    }

    private static func binomial(_ n: Double, _ q: Double, correlation: Double, normal z: Double) -> Double {
        let mean = n * q
        let sd = (mean * (1 - q) * (1 + (n - 1) * correlation)).squareRoot()
        guard correlation > leastCorrelation else {
            if mean > exactLimit {
                return min(pearson(mean: mean, sd: sd, skewness: (1 - 2 * q) / sd, normal: z), n)
            }
            let none = Double.exp(n * Double.log1p(-q))
            return min(
                invert(none: none, mean: mean, sd: sd, normal: z) { k in (n - k) / (k + 1) * (q / (1 - q)) }, n)
        }
        let size = 1 / correlation - 1
        let (a, b) = (q * size, (1 - q) * size)
        if mean > exactLimit {
            let skewness =
                (size + 2 * n) * (b - a) / (size + 2) * ((1 + size) / (n * a * b * (n + size))).squareRoot()
            return min(pearson(mean: mean, sd: sd, skewness: skewness, normal: z), n)
        }
        let none = Double.exp(
            Double.logGamma(b + n) - Double.logGamma(b) + Double.logGamma(size) - Double.logGamma(size + n))
        return min(
            invert(none: none, mean: mean, sd: sd, normal: z) { k in
                (n - k) / (k + 1) * ((a + k) / (n - k - 1 + b))
            }, n)
    }

    /// - Parameters:
    ///   - none: the probability of 0.
    ///   - ratio: the probability of k + 1 over that of k.
    private static func invert(
        none: Double, mean: Double, sd: Double, normal z: Double, ratio: (Double) -> Double
    ) -> Double {
        let target = NormalDistribution.cdf(z)
        // Far beyond, where sums of probabilities stop short of 1 by rounding.
        let last = mean + 40 * sd + 60
        var probability = none
        var sum = none
        var k = 0.0
        while sum < target, k < last, probability > 0 {
            probability *= ratio(k)
            sum += probability
            k += 1
        }
        return k
    }

    /// mean + sd (2/γ) ((1 + γz/6 − γ²/36)³ − 1), rounded to whole numbers from 0 on.
    private static func pearson(mean: Double, sd: Double, skewness: Double, normal z: Double) -> Double {
        let standard: Double
        if abs(skewness) < 1e-6 {
            standard = z
        } else {
            let root = 1 + skewness * z / 6 - skewness * skewness / 36
            let bounded = skewness > 0 ? max(root, 0) : root
            standard = 2 / skewness * (bounded * bounded * bounded - 1)
        }
        return max((mean + sd * standard).rounded(), 0)
    }
}
