/// Student's t distribution with ν degrees of freedom.
///
/// P(T > t) = ½ I_{ν/(ν+t²)}(ν/2, ½) for t > 0, with the regularised incomplete beta function I, by its continued
/// fraction (Abramowitz & Stegun 1964, 26.5.8, 26.7.1). Relative accuracy of the tails and quantiles better than 1e-10
/// for ν from 0.5 to 1e6, tested against SciPy.
public struct StudentT: ContinuousDistribution, Equatable, Codable {
    /// ν > 0; need not be whole.
    public let degreesOfFreedom: Double
    /// ln B(ν/2, ½), kept because every evaluation needs it.
    private let logBeta: Double

    /// - Throws: ``DistributionError/notPositive(name:value:)`` if `degreesOfFreedom` is not a positive finite number.
    public init(degreesOfFreedom: Double) throws(DistributionError) {
        guard degreesOfFreedom > 0, degreesOfFreedom.isFinite else {
            throw .notPositive(name: "degreesOfFreedom", value: degreesOfFreedom)
        }
        self.degreesOfFreedom = degreesOfFreedom
        self.logBeta = 0.5 * Double.log(Double.pi) - Self.logGammaStep(degreesOfFreedom / 2)
    }

    public var isPositive: Bool { false }

    public func cdf(_ x: Double) -> Double { survival(-x) }

    public func survival(_ x: Double) -> Double {
        if x < 0 { return 1 - upperTail(-x) }
        return upperTail(x)
    }

    /// (1 + x²/ν)^{−(ν+1)/2} / (√ν B(ν/2, ½)).
    public func density(_ x: Double) -> Double {
        let nu = degreesOfFreedom
        return Double.exp(-0.5 * (nu + 1) * logOnePlusSquare(x) - logBeta) / nu.squareRoot()
    }

    public func quantile(_ p: Double) -> Double {
        p < 0.5 ? -upperQuantile(p) : upperQuantile(1 - p)
    }

    public func upperQuantile(_ q: Double) -> Double {
        if q == 0.5 { return 0 }
        if q > 0.5 { return -upperQuantile(1 - q) }
        // Near the middle the tail is ½ − x·density(0): solve for the missing mass, which keeps its digits there.
        if q > 0.25 {
            let mass = 0.5 - q
            return TailInversion.solve(
                target: Double.log(mass), rising: true, start: mass / density(0), tail: centralMass, density: density)
        }
        return TailInversion.solve(
            target: Double.log(q), rising: false, start: 1, tail: upperTail, density: density)
    }

    /// P(T > x) for x ≥ 0.
    private func upperTail(_ x: Double) -> Double {
        let nu = degreesOfFreedom
        // The continued fraction converges fast on the side of the mean of the beta distribution.
        return x * x > 1.5 * nu / (nu + 1) || x > 2
            ? 0.5 * beta(a: nu / 2, b: 0.5, x: nu / (nu + x * x), front: x)
            : 0.5 - centralMass(x)
    }

    /// P(0 < T < x) for x ≥ 0.
    private func centralMass(_ x: Double) -> Double {
        let nu = degreesOfFreedom
        if x * x > 3 || x * x > 3 * nu { return 0.5 - upperTail(x) }
        return 0.5 * beta(a: 0.5, b: nu / 2, x: x * x / (nu + x * x), front: x)
    }

    /// I_x(a, b) for the pair {ν/2, ½}; x^a (1−x)^b is written with log1p of t²/ν, which stays exact for huge ν.
    private func beta(a: Double, b: Double, x: Double, front t: Double) -> Double {
        let nu = degreesOfFreedom
        let power = Double.log(t) - 0.5 * Double.log(nu) - 0.5 * (nu + 1) * logOnePlusSquare(t)
        return Double.exp(power - logBeta) * betaFraction(a, b, x) / a
    }

    /// ln(1 + t²/ν), without overflow of t².
    private func logOnePlusSquare(_ t: Double) -> Double {
        let t = abs(t)
        return t < 1e100 ? Double.log1p(t * t / degreesOfFreedom) : 2 * Double.log(t) - Double.log(degreesOfFreedom)
    }

    private func betaFraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
        let tiny = 1e-300
        func guarded(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
        var c = 1.0
        var d = 1 / guarded(1 - (a + b) * x / (a + 1))
        var value = d
        for i in 1...10_000 {
            let m = Double(i)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / guarded(1 + even * d)
            c = guarded(1 + even / c)
            value *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / guarded(1 + odd * d)
            c = guarded(1 + odd / c)
            value *= d * c
            if abs(d * c - 1) < 1e-16 { break }
        }
        return value
    }

    /// ln Γ(a + ½) − ln Γ(a): by its asymptotic series for large a, where the difference of logarithms cancels.
    private static func logGammaStep(_ a: Double) -> Double {
        guard a > 25 else { return Double.logGamma(a + 0.5) - Double.logGamma(a) }
        let s = 1 / (a * a)
        return 0.5 * Double.log(a) - (1 / 8 - s * (1 / 192 - s * (1 / 640 - s * 17 / 14336))) / a
    }
}
