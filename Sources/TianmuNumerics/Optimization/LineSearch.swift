/// The minimum of a function of one variable between two ends.
///
/// The function is tried at equal steps; around the best of them Brent's method, parabolas with golden sections where they
/// fail, finds the minimum. Hence several valleys do no harm if they are wider than a step.
///
/// Source: Brent (1973), Algorithms for Minimization without Derivatives, chapter 5.
public enum LineSearch {
    /// - Parameters:
    ///   - range: where to look, ends included.
    ///   - steps: into how many parts the range is cut first; at least 2.
    ///   - tolerance: how near to the minimum the result is, absolute; not below the square root of the rounding.
    public static func minimum(
        in range: ClosedRange<Double>, steps: Int = 8, tolerance: Double, _ objective: (Double) -> Double
    ) -> (point: Double, value: Double) {
        let width = (range.upperBound - range.lowerBound) / Double(max(steps, 2))
        var best = (point: range.lowerBound, value: Double.infinity)
        for i in 0...max(steps, 2) {
            let x = min(range.lowerBound + width * Double(i), range.upperBound)
            let value = objective(x)
            if value < best.value { best = (x, value) }
        }
        return brent(
            low: max(best.point - width, range.lowerBound), high: min(best.point + width, range.upperBound),
            start: best,
            tolerance: tolerance, objective)
    }

    private static func brent(
        low: Double, high: Double, start: (point: Double, value: Double), tolerance: Double,
        _ objective: (Double) -> Double
    ) -> (point: Double, value: Double) {
        let golden = 0.381_966_011_250_105
        var (low, high) = (low, high)
        // The best, the second and the one before.
        var (x, w, v) = (start, start, start)
        var (step, before) = (0.0, 0.0)
        for _ in 0..<100 {
            let middle = 0.5 * (low + high)
            if abs(x.point - middle) + 0.5 * (high - low) <= 2 * tolerance { break }
            var isParabola = false
            if abs(before) > tolerance {
                let r = (x.point - w.point) * (x.value - v.value)
                var q = (x.point - v.point) * (x.value - w.value)
                var p = (x.point - v.point) * q - (x.point - w.point) * r
                q = 2 * (q - r)
                if q > 0 { p = -p } else { q = -q }
                let last = before
                before = step
                if abs(p) < abs(0.5 * q * last), p > q * (low - x.point), p < q * (high - x.point) {
                    step = p / q
                    let trial = x.point + step
                    if trial - low < 2 * tolerance || high - trial < 2 * tolerance {
                        step = x.point < middle ? tolerance : -tolerance
                    }
                    isParabola = true
                }
            }
            if !isParabola {
                before = x.point < middle ? high - x.point : low - x.point
                step = golden * before
            }
            let point = x.point + (abs(step) >= tolerance ? step : step > 0 ? tolerance : -tolerance)
            let tried = (point: point, value: objective(point))
            if tried.value <= x.value {
                if point < x.point { high = x.point } else { low = x.point }
                (v, w, x) = (w, x, tried)
            } else {
                if point < x.point { low = point } else { high = point }
                if tried.value <= w.value || w.point == x.point {
                    (v, w) = (w, tried)
                } else if tried.value <= v.value || v.point == x.point || v.point == w.point {
                    v = tried
                }
            }
        }
        return x
    }
}
