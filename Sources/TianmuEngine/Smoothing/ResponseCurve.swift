import TianmuNumerics

/// A value as a function of one standard normal t of its draw, all else in the draw being fixed.
///
/// The polynomial of degree 6 through the values (or their logarithms) at t = −3, −2, …, 3: forecasts are products and sums
/// of growth factors, whose logarithms are nearly linear in t.
struct ResponseCurve {
    /// Where values are needed.
    static let nodes = [-3.0, -2, -1, 0, 1, 2, 3]
    /// A curve is taken as far as t = ±5; 6 · 10⁻⁷ of the probability lies beyond.
    private static let end = 5.0

    /// Of t⁰, t¹, …, t⁶.
    private let c: (Double, Double, Double, Double, Double, Double, Double)

    /// - Parameter y: the values at ``nodes``.
    /// - Returns: `nil` unless all are finite and the curve rises or falls throughout.
    init?(_ y: [Double]) {
        // The odd and the even part, each through three points.
        let odd = (0.5 * (y[4] - y[2]), 0.5 * (y[5] - y[1]), 0.5 * (y[6] - y[0]))
        let even = (0.5 * (y[4] + y[2]) - y[3], 0.5 * (y[5] + y[1]) - y[3], 0.5 * (y[6] + y[0]) - y[3])
        let c5 = (odd.2 - 4 * odd.1 + 5 * odd.0) / 120
        let c3 = (odd.1 - 2 * odd.0 - 30 * c5) / 6
        let c6 = (even.2 - 6 * even.1 + 15 * even.0) / 360
        let c4 = (even.1 - 4 * even.0 - 60 * c6) / 12
        c = (y[3], odd.0 - c3 - c5, even.0 - c4 - c6, c3, c4, c5, c6)
        // Between the nodes and beyond; also false for NaN.
        let middle = c.1
        var t = -Self.end
        while t <= Self.end {
            guard slope(t) * middle > 0 else { return nil }
            t += 1.25
        }
    }

    /// True if t moves no value.
    static func isFlat(_ y: [Double]) -> Bool {
        let reach = 1e-12 * (1 + y[3].magnitude)
        return y.allSatisfy { ($0 - y[3]).magnitude <= reach }
    }

    func value(_ t: Double) -> Double {
        c.0 + t * (c.1 + t * (c.2 + t * (c.3 + t * (c.4 + t * (c.5 + t * c.6)))))
    }

    private func slope(_ t: Double) -> Double {
        c.1 + t * (2 * c.2 + t * (3 * c.3 + t * (4 * c.4 + t * (5 * c.5 + t * 6 * c.6))))
    }

    /// dx/dt in the middle.
    var middleSlope: Double { c.1 }

    var isRising: Bool { c.1 > 0 }

    /// The t at which the curve takes this value: −∞ if all of the curve is behind it, ∞ if none is.
    func crossing(_ threshold: Double) -> Double {
        let sign = isRising ? 1.0 : -1
        var (low, high) = (-Self.end, Self.end)
        if (value(low) - threshold) * sign >= 0 { return -.infinity }
        if (value(high) - threshold) * sign <= 0 { return .infinity }
        // Newton's steps, kept between the ends of an interval that shrinks around the crossing.
        var t = min(max((threshold - c.0) / c.1, low), high)
        for _ in 0..<60 {
            let miss = value(t) - threshold
            if miss * sign >= 0 { high = t } else { low = t }
            let newton = t - miss / slope(t)
            let next = newton > low && newton < high ? newton : 0.5 * (low + high)
            if (next - t).magnitude <= 1e-12 { return next }
            t = next
        }
        return t
    }
}
