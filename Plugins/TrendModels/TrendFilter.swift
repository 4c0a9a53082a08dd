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
        let response = Self.run(values.map { _ in 0 }, level: 0, trend: 1, constants: constants)
        let plain = Self.run(values, level: values[0], trend: 0, constants: constants)
        // With b₁ = 1 on a series of zeros the errors are −G.
        let information = response.errors.reduce(0) { $0 + $1 * $1 }
        let firstTrend = -zip(plain.errors, response.errors).reduce(0) { $0 + $1.0 * $1.1 } / information
        let fitted = Self.run(values, level: values[0], trend: firstTrend, constants: constants)
        level = fitted.level
        trend = fitted.trend
        squares = fitted.errors.reduce(0) { $0 + $1 * $1 }
        levelSpread = response.level / information.squareRoot()
        trendSpread = response.trend / information.squareRoot()
    }

    /// Gardner & McKenzie (1985), in error-correction form.
    static func run(
        _ values: [Double], level: Double, trend: Double, constants: SmoothingConstants
    ) -> (level: Double, trend: Double, errors: [Double]) {
        var level = level
        var trend = trend
        var errors: [Double] = []
        errors.reserveCapacity(values.count)
        for value in values.dropFirst() {
            trend *= constants.damping
            level += trend
            let error = value - level
            level += constants.alpha * error
            trend += constants.alpha * constants.beta * error
            errors.append(error)
        }
        return (level, trend, errors)
    }
}
