import TianmuNumerics

/// How one forecast, given by draws, did against the value that came.
///
/// CRPS is the fair (unbiased) estimate from n independent draws in order x₍₁₎ ≤ … ≤ x₍ₙ₎,
///
///     CRPS = (1/n) Σ |xᵢ − y| − 1/(n(n − 1)) Σ (2i − n − 1) x₍ᵢ₎
///          = 2/(n(n − 1)) [Σ_{x₍ᵢ₎ ≥ y} (n − i)(x₍ᵢ₎ − y) + Σ_{x₍ᵢ₎ < y} (i − 1)(y − x₍ᵢ₎)],
///
/// which a forecast of many draws has on average as one of few. The second form has no term below 0, so that far draws cannot
/// cancel to a negative score. Pinball loss at p is p(y − q) above and (1 − p)(q − y)
/// below the quantile q. The interval score at level 1 − α is (u − l) + (2/α)(l − y)⁺ + (2/α)(y − u)⁺. Point errors are
/// those of the median.
///
/// Sources: Gneiting & Raftery (2007), Strictly proper scoring rules, JASA 102, eqs. 21, 24 and 43; Ferro (2014), Fair
/// scores for ensemble forecasts, QJRMS 140, 1917-1923; Hyndman & Koehler (2006), Another look at measures of forecast
/// accuracy, IJF 22, 679-688 (MASE).
package struct ForecastScore: Equatable, Sendable {
    package var absoluteError: Double
    /// In per cent, 200 |y − f| / (|y| + |f|): 0 where both are 0, at most 200.
    package var smape: Double
    package var crps: Double
    /// The mean pinball loss at 10, 50 and 90 %.
    package var pinball: Double
    package var intervalScore80: Double
    package var intervalScore95: Double
    package var isInside80: Bool
    package var isInside95: Bool
    /// The share of draws below the value, ties by half: 0...1.
    package var pit: Double

    /// - Parameters:
    ///   - draws: at least two, finite, in order.
    ///   - value: what came.
    package init(draws: UnsafeBufferPointer<Double>, value: Double) {
        func quantile(_ p: Double) -> Double { ForecastScore.quantile(p, of: draws) }
        let median = quantile(0.5)
        let (low95, low80, high80, high95) = (quantile(0.025), quantile(0.1), quantile(0.9), quantile(0.975))
        let size = value.magnitude + median.magnitude
        absoluteError = (value - median).magnitude
        smape = size > 0 ? 200 * absoluteError / size : 0
        pinball =
            (ForecastScore.pinball(0.1, low80, value) + ForecastScore.pinball(0.5, median, value)
                + ForecastScore.pinball(0.9, high80, value)) / 3
        intervalScore80 = ForecastScore.interval(low80, high80, value, alpha: 0.2)
        intervalScore95 = ForecastScore.interval(low95, high95, value, alpha: 0.05)
        isInside80 = low80 <= value && value <= high80
        isInside95 = low95 <= value && value <= high95
        let n = Double(draws.count)
        var sum = 0.0
        var (below, equal) = (0, 0)
        for i in draws.indices {
            let difference = draws[i] - value
            if difference < 0 {
                sum -= Double(i) * difference
                below += 1
            } else {
                sum += (n - 1 - Double(i)) * difference
                if difference == 0 { equal += 1 }
            }
        }
        crps = 2 * sum / (n * (n - 1))
        pit = (Double(below) + Double(equal) / 2) / n
    }

    /// The type 7 quantile of draws in order.
    static func quantile(_ p: Double, of draws: UnsafeBufferPointer<Double>) -> Double {
        let position = QuantilePosition(type7: p, of: draws.count)
        return position.value(lower: draws[position.lowerRank], upper: draws[position.upperRank])
    }

    static func pinball(_ p: Double, _ quantile: Double, _ value: Double) -> Double {
        value >= quantile ? p * (value - quantile) : (1 - p) * (quantile - value)
    }

    static func interval(_ low: Double, _ high: Double, _ value: Double, alpha: Double) -> Double {
        high - low + 2 / alpha * (max(0, low - value) + max(0, value - high))
    }
}
