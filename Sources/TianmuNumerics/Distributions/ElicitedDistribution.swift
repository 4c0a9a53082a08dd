/// An expert's distribution, fitted exactly to three quantiles.
///
/// x(z) = p50 + s (e^{kz} − 1)/k with k = ln((p90 − p50)/(p50 − p10))/z90 and s such that x(z90) = p90, for a standard
/// normal z: a shifted log-normal distribution, bounded on its short side by p50 − s/k. Normal if the quantiles are
/// symmetric (k → 0), a single point if they are equal.
///
/// Source: Tukey (1977), the g-distribution, as in Hoaglin (1985), "Summarizing shape numerically: the g-and-h
/// distributions".
public struct ElicitedDistribution: Equatable, Codable, Sendable {
    public let p10: Double
    public let p50: Double
    public let p90: Double
    /// k, the skew: 0 for a normal distribution, positive with a long upper tail.
    public let skew: Double
    /// s, the slope dx/dz at the median.
    public let scale: Double

    /// The largest ratio of (p90 − p50) to (p50 − p10), or its inverse.
    public static let largestSkew = 1000.0
    /// Φ⁻¹(0.9).
    static let z90 = 1.2815515655446004

    /// - Throws: ``DistributionError/unordered(p10:p50:p90:)`` unless p10 < p50 < p90 or all are equal and all are
    ///   finite; ``DistributionError/tooSkewed(ratio:)``.
    public init(p10: Double, p50: Double, p90: Double) throws(DistributionError) {
        let isPoint = p10 == p50 && p50 == p90
        guard p10.isFinite, p50.isFinite, p90.isFinite, isPoint || (p10 < p50 && p50 < p90) else {
            throw .unordered(p10: p10, p50: p50, p90: p90)
        }
        self.p10 = p10
        self.p50 = p50
        self.p90 = p90
        if isPoint {
            skew = 0
            scale = 0
        } else {
            let ratio = (p90 - p50) / (p50 - p10)
            guard ratio <= Self.largestSkew, ratio >= 1 / Self.largestSkew else { throw .tooSkewed(ratio: ratio) }
            skew = Double.log(ratio) / Self.z90
            scale = (p90 - p50) / (Self.z90 * Self.expm1OverX(skew * Self.z90))
        }
    }

    /// True if there is no uncertainty.
    public var isPoint: Bool { scale == 0 }

    /// x(z).
    public func value(atNormal z: Double) -> Double {
        p50 + scale * z * Self.expm1OverX(skew * z)
    }

    /// x(z) for each of `normals`, into `values`, which may be the same memory.
    /// - Precondition: both have the same count.
    public func transform(_ normals: UnsafeBufferPointer<Double>, into values: UnsafeMutableBufferPointer<Double>) {
        // One branch for the whole buffer, not one a draw.
        if isPoint {
            for i in values.indices { values[i] = p50 }
        } else if abs(skew) < 1e-9 {
            for i in values.indices { values[i] = p50 + scale * normals[i] }
        } else {
            let factor = scale / skew
            for i in values.indices { values[i] = skew * normals[i] }
            VectorMath.expm1(values)
            for i in values.indices { values[i] = p50 + factor * values[i] }
        }
    }

    /// The value with probability `p` (strictly between 0 and 1) at or below it.
    public func quantile(_ p: Double) -> Double { value(atNormal: NormalDistribution.quantile(p)) }

    /// The probability of a value up to `x`: Φ(ln(1 + k(x − p50)/s)/k); a step for a single point.
    public func cdf(_ x: Double) -> Double {
        if isPoint { return x < p50 ? 0 : 1 }
        let w = (x - p50) / scale
        let y = skew * w
        if y <= -1 { return skew > 0 ? 0 : 1 }
        return NormalDistribution.cdf(y == 0 ? w : w * (Double.log1p(y) / y))
    }

    /// p50 + s (e^{k²/2} − 1)/k.
    public var mean: Double { p50 + scale * 0.5 * skew * Self.expm1OverX(0.5 * skew * skew) }

    /// s² e^{k²} (e^{k²} − 1)/k².
    public var variance: Double {
        let square = skew * skew
        return scale * scale * Double.exp(square) * Self.expm1OverX(square)
    }

    /// (eˣ − 1)/x, 1 at x = 0.
    private static func expm1OverX(_ x: Double) -> Double { x == 0 ? 1 : Double.expm1(x) / x }
}
