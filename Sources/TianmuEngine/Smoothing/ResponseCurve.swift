import TianmuNumerics

/// A value as a function of one standard normal t of its draw, all else in the draw being fixed.
///
/// The polynomial of degree 4 through the values (or their logarithms) at t = −3, −1.5, 0, 1.5 and 3: forecasts are products
/// and sums of growth factors, whose logarithms are nearly linear in t.
struct ResponseCurve {
    /// Where values are needed.
    static let nodes = [-3.0, -1.5, 0, 1.5, 3]
    private static let spacing = 1.5
    /// A curve is taken as far as s = ±4, t = ±6; 10⁻⁹ of the probability lies beyond.
    private static let end = 4.0

    /// In s = t / 1.5, lowest power first.
    private let coefficients: (Double, Double, Double, Double, Double)

    /// - Parameter y: the values at ``nodes``.
    /// - Returns: `nil` unless all are finite and the curve rises or falls throughout.
    init?(_ y: (Double, Double, Double, Double, Double)) {
        coefficients = (
            y.2, (y.0 - 8 * y.1 + 8 * y.3 - y.4) / 12, (-y.0 + 16 * y.1 - 30 * y.2 + 16 * y.3 - y.4) / 24,
            (-y.0 + 2 * y.1 - 2 * y.3 + y.4) / 12, (y.0 - 4 * y.1 + 6 * y.2 - 4 * y.3 + y.4) / 24
        )
        let middle = coefficients.1
        // Also false for NaN.
        guard slope(-Self.end) * middle > 0, slope(-2) * middle > 0, middle != 0, slope(2) * middle > 0,
            slope(Self.end) * middle > 0
        else { return nil }
    }

    /// True if t moves no value.
    static func isFlat(_ y: (Double, Double, Double, Double, Double)) -> Bool {
        let reach = 1e-12 * (1 + y.2.magnitude)
        return (y.0 - y.2).magnitude <= reach && (y.1 - y.2).magnitude <= reach
            && (y.3 - y.2).magnitude <= reach && (y.4 - y.2).magnitude <= reach
    }

    func value(_ t: Double) -> Double { polynomial(t / Self.spacing) }

    /// dx/dt in the middle.
    var middleSlope: Double { coefficients.1 / Self.spacing }

    var isRising: Bool { coefficients.1 > 0 }

    /// The t at which the curve takes this value: −∞ if all of the curve is behind it, ∞ if none is.
    func crossing(_ threshold: Double) -> Double {
        let sign = isRising ? 1.0 : -1
        var (low, high) = (-Self.end, Self.end)
        if (polynomial(low) - threshold) * sign >= 0 { return -.infinity }
        if (polynomial(high) - threshold) * sign <= 0 { return .infinity }
        // Newton's steps, kept between the ends of an interval that shrinks around the crossing.
        var s = min(max((threshold - coefficients.0) / coefficients.1, low), high)
        for _ in 0..<60 {
            let miss = polynomial(s) - threshold
            if miss * sign >= 0 { high = s } else { low = s }
            let newton = s - miss / slope(s)
            let next = newton > low && newton < high ? newton : 0.5 * (low + high)
            if (next - s).magnitude <= 1e-12 { return next * Self.spacing }
            s = next
        }
        return s * Self.spacing
    }

    private func polynomial(_ s: Double) -> Double {
        let c = coefficients
        return c.0 + s * (c.1 + s * (c.2 + s * (c.3 + s * c.4)))
    }

    private func slope(_ s: Double) -> Double {
        let c = coefficients
        return c.1 + s * (2 * c.2 + s * (3 * c.3 + s * 4 * c.4))
    }
}
