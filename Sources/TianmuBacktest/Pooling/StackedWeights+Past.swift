import TianmuModel
import TianmuNumerics

/// How forecasts from another length of history count.
extension StackedWeights {
    /// (n′/n)⁴, at most 1: models differ in how much history they need, so that weights come from histories alike.
    /// - Parameters:
    ///   - past: n′, the observations of the past forecast.
    ///   - now: n, those of the forecast at hand.
    static func nearness(_ past: Int, to now: Int) -> Double {
        let share = min(Double(past) / Double(now), 1)
        return share * share * share * share
    }

    /// What a past forecast's departures would have been multiplied by.
    /// - Parameters:
    ///   - expected: the spread that the calibration's ratios are measured in, above 0.
    ///   - past: n′; `now`: n.
    static func factor(
        _ sketch: ForecastSketch, expected: Double, horizon: Int, _ pool: PooledCalibration, past: Int, now: Int
    ) -> Double {
        let length = Double(past) / Double(now)
        let target =
            expected * pool.factor(horizon: horizon) * Double.pow(length, pool.historyExponent)
        return Double.exp(pool.weight * Double.log(target / sketch.spread80))
    }
}
