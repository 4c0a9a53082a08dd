internal import CNumericKernels

/// The standard normal distribution.
public enum NormalDistribution {
    /// φ(x) = exp(−x²/2) / √(2π).
    public static func density(_ x: Double) -> Double {
        guard x.isFinite else { return x.isNaN ? x : 0 }
        // x² = square + rest exactly: in the tails, rounding x² would cost digits of exp.
        let square = x * x
        let rest = (-square).addingProduct(x, x)
        guard square.isFinite else { return 0 }
        return inverseRootTwoPi * Double.exp(-square / 2) * (1 - rest / 2)
    }

    /// Φ(x) = erfc(−x/√2) / 2, to about 1e-15 relative in the lower tail too.
    public static func cdf(_ x: Double) -> Double {
        guard abs(x) < 40 else { return x.isNaN ? x : x > 0 ? 1 : 0 }
        // −x/√2 = z + rest: in the tail, rounding z would cost digits; erfc′(z) = −2 exp(−z²)/√π.
        let z = -x * inverseRootTwo
        let rest = (-z).addingProduct(-x, inverseRootTwo) - x * inverseRootTwoLow
        return 0.5 * Double.erfc(z) - rest * inverseRootPi * Double.exp(-z * z)
    }

    /// Φ⁻¹(p), relative error about 1e-15 on all of 0 < p < 1; −∞ at 0, ∞ at 1, NaN outside.
    ///
    /// Source: Wichura (1988), Algorithm AS 241, Applied Statistics 37(3), 477-484, PPND16.
    public static func quantile(_ p: Double) -> Double {
        tianmu_normal_quantile(p)
    }

    /// Each p replaced by Φ⁻¹(p): the same numbers as ``quantile(_:)``, several times faster.
    public static func quantiles(inPlace values: UnsafeMutableBufferPointer<Double>) {
        guard let base = values.baseAddress else { return }
        tianmu_normal_quantiles(base, values.count)
    }

    private static let inverseRootTwo = 0.7071067811865476
    /// 1/√2 minus ``inverseRootTwo``.
    private static let inverseRootTwoLow = -4.833646656726457e-17
    private static let inverseRootPi = 0.5641895835477563
    private static let inverseRootTwoPi = 0.3989422804014327
}
