import TianmuModel
import TianmuNumerics

/// What was known of all models' past errors at one point, for forecasts from histories of one length.
struct ErrorPool: Sendable {
    /// When, and how long the histories are: what decides about a pool.
    struct Moment: Hashable, Comparable, Sendable {
        /// Errors of later years are not known yet; `nil` where the panel is split, and its training parts are known.
        var year: Int?
        var historyCount: Int

        static func < (left: Self, right: Self) -> Bool {
            (left.year ?? 0, left.historyCount) < (right.year ?? 0, right.historyCount)
        }
    }

    let shrinkage: VarianceShrinkage
    /// By member.
    let members: [PooledCalibration]
    /// Of the ensemble, by member: not negative, with sum 1; 0 for models outside it.
    let weights: [Double]
    let ensemble: PooledCalibration?

    /// One forecast whose outcome is known.
    private struct Past {
        var forecasts: OriginForecasts
        var year: Int
        var outcome: Double
    }

    /// Beyond this many past forecasts the ensemble looks at every second, third …
    private static let enough = 4000

    /// `nil` if the panel knows no variance of anything.
    init?(at moment: Moment, of series: [SeriesForecasts], methods: BacktestMethods, options: BacktestOptions) {
        let samples = series.compactMap { one in
            one.origins.last { $0.origin.year <= moment.year ?? Int.max }?.scale
        }
        guard let shrinkage = VarianceShrinkage(samples.map { ($0.variance, $0.freedom) }) else { return nil }
        let past = Self.past(at: moment, of: series)
        let isPooled = options.intervals == .pooled
        let members = methods.members.indices.map { member in
            PooledCalibration(
                past.compactMap { past -> PastError? in
                    let sketches = past.forecasts.sketches[member]
                    let expected = past.forecasts.expected(
                        member: member, year: past.year, shrinkage)
                    guard expected > 0 else { return nil }
                    return Self.error(past, abs(past.outcome - sketches[past.year].median) / expected)
                }, historyCount: moment.historyCount)
        }
        self.shrinkage = shrinkage
        self.members = members
        guard methods.hasEnsemble else {
            (weights, ensemble) = ([], nil)
            return
        }
        let stride = max(1, past.count / Self.enough)
        let some = past.indices.filter { $0 % stride == 0 }.map { past[$0] }
        let factors = some.map { past in
            members.indices.map { member in
                isPooled
                    ? Self.factor(
                        past, member: member, members[member], shrinkage, historyCount: moment.historyCount) : 1
            }
        }
        // A member that never had a forecast has nothing to be weighed by.
        let mixture = methods.mixture
        let seen = mixture.filter { member in some.contains { !$0.forecasts.sketches[member].isEmpty } }
        let weighed = options.weights == .equal || seen.isEmpty ? mixture : seen
        let stacked = StackedWeights(
            options.weights, memberCount: weighed.count,
            forecasts: zip(some, factors).map { past, factors in
                StackedWeights.Forecast(
                    sketches: weighed.map { member in
                        let sketches = past.forecasts.sketches[member]
                        return sketches.isEmpty ? nil : sketches[past.year]
                    }, factors: weighed.map { factors[$0] }, outcome: past.outcome,
                    year: past.forecasts.origin.year + past.year + 1,
                    size: past.forecasts.scale.map {
                        shrinkage.shrunk($0.variance, freedom: $0.freedom).squareRoot()
                    } ?? 0,
                    weight: StackedWeights.nearness(past.forecasts.origin.history.count, to: moment.historyCount))
            }
        ).weights
        var weights = [Double](repeating: 0, count: members.count)
        for (member, weight) in zip(weighed, stacked) { weights[member] = weight }
        self.weights = weights
        ensemble = PooledCalibration(
            zip(some, factors).compactMap { past, factors in
                let parts = mixture.compactMap { member in
                    let sketches = past.forecasts.sketches[member]
                    return sketches.isEmpty
                        ? nil : (sketch: sketches[past.year], factor: factors[member], weight: weights[member])
                }
                guard parts.contains(where: { $0.weight > 0 }) else { return nil }
                let mixture = ForecastSketch(mixing: parts)
                return mixture.spread80 > 0
                    ? Self.error(past, abs(past.outcome - mixture.median) / mixture.spread80) : nil
            }, historyCount: moment.historyCount, prior: .mixture)
    }

    private static func past(at moment: Moment, of series: [SeriesForecasts]) -> [Past] {
        series.flatMap { one in
            one.origins.flatMap { forecasts -> [Past] in
                let origin = forecasts.origin
                let isKnown = moment.year != nil || !origin.isScored
                guard isKnown, origin.history.count >= ForecastOrigin.leastPast else { return [] }
                return forecasts.outcomes.enumerated().compactMap { year, outcome in
                    guard let outcome, origin.year + year + 1 <= moment.year ?? Int.max else { return nil }
                    return Past(forecasts: forecasts, year: year, outcome: outcome)
                }
            }
        }
    }

    private static func error(_ past: Past, _ ratio: Double) -> PastError {
        PastError(
            historyCount: past.forecasts.origin.history.count, horizon: past.year + 1,
            outcomeYear: past.forecasts.origin.year + past.year + 1, ratio: ratio)
    }

    /// What a past forecast's departures would have been multiplied by.
    private static func factor(
        _ past: Past, member: Int, _ pool: PooledCalibration, _ shrinkage: VarianceShrinkage, historyCount: Int
    ) -> Double {
        let expected = past.forecasts.expected(member: member, year: past.year, shrinkage)
        guard expected > 0 else { return 1 }
        return StackedWeights.factor(
            past.forecasts.sketches[member][past.year], expected: expected, horizon: past.year + 1, pool,
            past: past.forecasts.origin.history.count, now: historyCount)
    }
}
