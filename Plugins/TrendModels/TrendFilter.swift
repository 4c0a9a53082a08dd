/// The level and trend at the end of a series, with the first trend estimated by least squares.
///
/// The one-step errors are linear in the first trend b₁: eₜ = eₜ⁰ − Gₜb₁, hence b₁ = Σe⁰G / ΣG² with standard error
/// σ/√ΣG², which the recursion carries to the last level and trend.
struct TrendFilter {
    let level: Double
    let trend: Double
    /// What one standard error of the first trend moves the last level, in units of σ.
    let levelSpread: Double
    /// What it moves the last trend, in units of σ.
    let trendSpread: Double
    /// The sum of squared one-step errors.
    let squares: Double

    init(_ values: [Double], constants: SmoothingConstants) {
        // A series of zeros whose first trend is one: its errors are −G.
        var response = Recursion(constants, level: 0, trend: 1)
        var plain = Recursion(constants, level: values[0], trend: 0)
        var (information, covariance) = (0.0, 0.0)
        for value in values.dropFirst() {
            let unit = response.error(at: 0)
            information += unit * unit
            covariance += plain.error(at: value) * unit
        }
        var fitted = Recursion(constants, level: values[0], trend: -covariance / information)
        var squares = 0.0
        for value in values.dropFirst() {
            let error = fitted.error(at: value)
            squares += error * error
        }
        self.squares = squares
        level = fitted.level
        trend = fitted.trend
        levelSpread = response.level / information.squareRoot()
        trendSpread = response.trend / information.squareRoot()
    }

    /// Gardner & McKenzie (1985), in error-correction form.
    private struct Recursion {
        let constants: SmoothingConstants
        var level: Double
        var trend: Double

        init(_ constants: SmoothingConstants, level: Double, trend: Double) {
            self.constants = constants
            self.level = level
            self.trend = trend
        }

        mutating func error(at value: Double) -> Double {
            trend *= constants.damping
            level += trend
            let error = value - level
            level += constants.alpha * error
            trend += constants.alpha * constants.beta * error
            return error
        }
    }

    /// Σe² at the best first trend, Σe⁰² − (Σe⁰G)²/ΣG², in one pass and without the states: for a search.
    static func leastSquares(
        _ values: UnsafeBufferPointer<Double>, alpha: Double, beta: Double, damping: Double
    ) -> Double {
        // With the error put in, l = (1 − α)(l + φb) + αy and b = φ(1 − αβ*)b − αβ*l + αβ*y: a shorter chain from year to
        // year than error by error.
        let gain = alpha * beta
        let (keep, carry, hold) = (1 - alpha, (1 - alpha) * damping, (1 - gain) * damping)
        // The mean slope as the start keeps the digits.
        let slope = (values[values.count - 1] - values[0]) / Double(values.count - 1)
        var (l, b) = (0.0, slope)
        var (lu, bu) = (0.0, 1.0)
        var (ee, eu, uu) = (0.0, 0.0, 0.0)
        for t in 1..<values.count {
            let y = values[t] - values[0]
            let e = y - l - damping * b
            let u = -lu - damping * bu
            (l, b) = (keep * l + (carry * b + alpha * y), (hold * b + gain * y) - gain * l)
            (lu, bu) = (keep * lu + carry * bu, hold * bu - gain * lu)
            ee += e * e
            eu += e * u
            uu += u * u
        }
        return max(ee - eu * eu / uu, 0)
    }
}
