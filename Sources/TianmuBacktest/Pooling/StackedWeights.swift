import TianmuModel
import TianmuNumerics

/// The ensemble's weights, from how its members did in the past.
///
/// CRPS of a mixture with weights w is Σ wᵢ E|Xᵢ − y| − ½ ΣΣ wᵢwⱼ E|Xᵢ − Xⱼ|, a quadratic function; its mean over past
/// forecasts, each in units of its series' yearly changes, is made least over weights that are not negative and sum
/// to 1. The order of members does not matter.
///
/// Sources: Gneiting & Raftery (2007), Strictly proper scoring rules, JASA 102, eq. 21; Hall & Mitchell (2007), Combining
/// density forecasts, IJF 23; Yao, Vehtari, Simpson & Gelman (2018), Using stacking to average Bayesian predictive
/// distributions, Bayesian Analysis 13.
struct StackedWeights {
    /// By member: not negative, with sum 1.
    let weights: [Double]
    /// Past forecasts of all members that the weights rest on; 0 if they are equal for want of any, or by wish.
    let forecastCount: Int
    /// How many independent ones these are worth: errors of one year are correlated.
    let worth: Double
    /// How far the weights are the stacked ones, and not equal: 0...1.
    let belief: Double

    struct Forecast {
        /// By member; `nil` where it refused.
        var sketches: [ForecastSketch?]
        /// What each member's departures are multiplied by.
        var factors: [Double]
        var outcome: Double
        /// The year that was forecast.
        var year: Int
        /// The series' yearly changes.
        var size: Double
        /// How far it counts: near 1 from a history as long as the one at hand.
        var weight: Double
    }

    /// How many independent errors a member's equal share is worth.
    private static let priorWeight = 3.0

    /// - Parameter forecasts: of which those count that every member has made.
    init(_ kind: EnsembleWeights, memberCount: Int, forecasts: [Forecast]) {
        let equal = [Double](repeating: 1 / Double(max(memberCount, 1)), count: memberCount)
        let complete = forecasts.filter { $0.size > 0 && !$0.sketches.contains { $0 == nil } }
        guard kind != .equal, memberCount > 1, !complete.isEmpty else {
            (weights, forecastCount, worth, belief) = (equal, 0, 0, 0)
            return
        }
        let stacked = Self.stacked(complete, memberCount: memberCount)
        forecastCount = complete.count
        worth = Self.worth(of: complete)
        let belief = kind == .stacked ? 1 : worth / (worth + Self.priorWeight * Double(memberCount))
        weights = kind == .stacked ? stacked : zip(stacked, equal).map { belief * $0 + (1 - belief) * $1 }
        self.belief = belief
    }

    /// Those of the least mean CRPS.
    private static func stacked(_ complete: [Forecast], memberCount: Int) -> [Double] {
        let total = complete.reduce(0) { $0 + $1.weight }
        var linear = [Double](repeating: 0, count: memberCount)
        var pairs = [[Double]](repeating: linear, count: memberCount)
        for forecast in complete {
            let share = forecast.weight / (forecast.size * total)
            let members = zip(forecast.sketches, forecast.factors).map { sketch, factor in
                sketch.map { sketch in
                    sketch.quantiles.map { sketch.median + factor * ($0 - sketch.median) - forecast.outcome }
                } ?? []
            }
            for i in members.indices {
                linear[i] += share * members[i].reduce(0) { $0 + $1.magnitude } / Double(members[i].count)
                for j in 0...i { pairs[i][j] += share * distance(members[i], members[j]) }
            }
        }
        for i in 0..<memberCount {
            for j in 0..<i { pairs[j][i] = pairs[i][j] }
        }
        return SimplexSearch.minimum(linear: linear, pairs: pairs)
    }

    private static func worth(of forecasts: [Forecast]) -> Double {
        var worth = ErrorWorth()
        for forecast in forecasts { worth.add(year: forecast.year, weight: forecast.weight) }
        return worth.count
    }

    /// E|X − Y| of two samples in order: ∫ F(1 − G) + G(1 − F), in one pass over both.
    private static func distance(_ x: [Double], _ y: [Double]) -> Double {
        var (i, j) = (0, 0)
        var sum = 0.0
        var last = min(x.first ?? 0, y.first ?? 0)
        let (dx, dy) = (1 / Double(x.count), 1 / Double(y.count))
        while i < x.count || j < y.count {
            let takesX = j == y.count || (i < x.count && x[i] <= y[j])
            let value = takesX ? x[i] : y[j]
            let (f, g) = (Double(i) * dx, Double(j) * dy)
            sum += (value - last) * (f * (1 - g) + g * (1 - f))
            last = value
            if takesX { i += 1 } else { j += 1 }
        }
        return sum
    }
}
