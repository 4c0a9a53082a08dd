/// The chi-squared distribution: P(ν/2, x/2) with the regularised lower incomplete gamma function P.
///
/// Relative accuracy of cdf, survival and quantile better than 1e-10 for ν from 0.5 to 1e6, tested against SciPy.
public struct ChiSquared: ContinuousDistribution, Equatable, Codable {
    /// ν > 0; need not be whole.
    public let degreesOfFreedom: Double

    /// - Throws: ``DistributionError/notPositive(name:value:)`` if `degreesOfFreedom` is not a positive finite number.
    public init(degreesOfFreedom: Double) throws(DistributionError) {
        guard degreesOfFreedom > 0, degreesOfFreedom.isFinite else {
            throw .notPositive(name: "degreesOfFreedom", value: degreesOfFreedom)
        }
        self.degreesOfFreedom = degreesOfFreedom
    }

    public var isPositive: Bool { true }
    public func cdf(_ x: Double) -> Double { GammaFunctions.lower(degreesOfFreedom / 2, x / 2) }
    public func survival(_ x: Double) -> Double { GammaFunctions.upper(degreesOfFreedom / 2, x / 2) }

    public func density(_ x: Double) -> Double {
        x > 0 ? GammaFunctions.kernel(degreesOfFreedom / 2, x / 2) / x : 0
    }

    public func quantile(_ p: Double) -> Double {
        if p > 0.5 { return upperQuantile(1 - p) }
        // For small x the cdf is (x/2)^a / Γ(a+1), a start that is nearly exact in the far tail.
        let a = degreesOfFreedom / 2
        let tail = 2 * Double.exp((Double.log(p) + Double.logGamma(a + 1)) / a)
        let start = tail < 0.5 * a ? tail : wilsonHilferty(NormalDistribution.quantile(p))
        return TailInversion.solve(target: Double.log(p), rising: true, start: start, tail: cdf, density: density)
    }

    public func upperQuantile(_ q: Double) -> Double {
        if q > 0.5 { return quantile(1 - q) }
        let start = wilsonHilferty(-NormalDistribution.quantile(q))
        return TailInversion.solve(target: Double.log(q), rising: false, start: start, tail: survival, density: density)
    }

    /// ν (1 − 2/(9ν) + z √(2/(9ν)))³, near the quantile at Φ(z) (Wilson & Hilferty 1931).
    private func wilsonHilferty(_ z: Double) -> Double {
        let v = 2 / (9 * degreesOfFreedom)
        let root = max(1 - v + z * v.squareRoot(), 0.05)
        return degreesOfFreedom * root * root * root
    }
}
