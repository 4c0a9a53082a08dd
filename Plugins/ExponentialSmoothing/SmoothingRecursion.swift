/// One pass of the error-correction form, with the first states that fit best.
///
///     eₜ = yₜ − lₜ₋₁ − φbₜ₋₁,  lₜ = lₜ₋₁ + φbₜ₋₁ + αeₜ,  bₜ = φbₜ₋₁ + βeₜ
///
/// The errors are linear in the first states: e = e⁰ + l₀u + b₀v with u and v the errors of a series of zeros whose first
/// level or trend is one. Hence the best l₀ and b₀ are a least-squares fit in closed form, and the search is left with
/// the constants alone (Hyndman et al., 2008, §5.2 concentrate the likelihood likewise over σ²).
struct SmoothingRecursion {
    let level: Double
    let trend: Double
    let squares: Double

    /// The sum of squares and best first states; `hasTrend` false fixes b₀ at 0.
    static func profile(
        _ values: UnsafeBufferPointer<Double>, _ constants: SmoothingConstants, hasTrend: Bool
    ) -> SmoothingRecursion {
        hasTrend ? trended(values, constants) : plain(values, constants.alpha)
    }

    /// Every error is e⁰ − l₀(1 − α)ᵗ.
    private static func plain(_ values: UnsafeBufferPointer<Double>, _ alpha: Double) -> SmoothingRecursion {
        let keep = 1 - alpha
        // Starting near the series keeps the digits: l₀ = first value + correction.
        let origin = values[0]
        var (level, response) = (0.0, 1.0)
        var (ee, eu, uu) = (0.0, 0.0, 0.0)
        for value in values {
            let error = value - origin - level
            ee += error * error
            eu += error * response
            uu += response * response
            level += alpha * error
            response *= keep
        }
        return SmoothingRecursion(level: origin + eu / uu, trend: 0, squares: max(ee - eu * eu / uu, 0))
    }

    private static func trended(
        _ values: UnsafeBufferPointer<Double>, _ constants: SmoothingConstants
    ) -> SmoothingRecursion {
        let (alpha, beta, damping) = (constants.alpha, constants.beta, constants.damping)
        let count = values.count
        let origin = values[0]
        let slope = count > 1 ? (values[count - 1] - origin) / Double(count - 1) : 0
        // With the error put in, l = (1 − α)(l + φb) + αy and b = φ(1 − β)b − βl + βy: a shorter chain from year to year.
        let (keep, carry) = (1 - alpha, (1 - alpha) * damping)
        let hold = damping * (1 - beta)
        // The series, a series of zeros with one more first level, and one with one more first trend: side by side.
        var (l, b) = (0.0, slope)
        var (lu, bu) = (1.0, 0.0)
        var (lv, bv) = (0.0, 1.0)
        var (ee, eu, ev) = (0.0, 0.0, 0.0)
        var (uu, uv, vv) = (0.0, 0.0, 0.0)
        for value in values {
            let y = value - origin
            let e = y - l - damping * b
            let u = -lu - damping * bu
            let v = -lv - damping * bv
            (l, b) = (keep * l + (carry * b + alpha * y), (hold * b + beta * y) - beta * l)
            (lu, bu) = (keep * lu + carry * bu, hold * bu - beta * lu)
            (lv, bv) = (keep * lv + carry * bv, hold * bv - beta * lv)
            ee += e * e
            eu += e * u
            ev += e * v
            uu += u * u
            uv += u * v
            vv += v * v
        }
        // e + x u + y v is least at x = −(…)⁻¹(…), with u and v the errors of one more first level and trend.
        let determinant = uu * vv - uv * uv
        guard determinant > 1e-14 * uu * vv else {
            return SmoothingRecursion(level: origin - eu / uu, trend: slope, squares: max(ee - eu * eu / uu, 0))
        }
        let x = (uv * ev - vv * eu) / determinant
        let y = (uv * eu - uu * ev) / determinant
        return SmoothingRecursion(
            level: origin + x, trend: slope + y, squares: max(ee + x * eu + y * ev, 0))
    }
}
