import TianmuModel
import TianmuNumerics
import TianmuScenario

/// An ensemble's weights for one series, from how its members forecast the past of others: ``StackedWeights`` of
/// all points of the panel's past together, never of one series alone.
///
/// Each member's past forecasts are as wide as its own errors on the panel ask, as in a backtest with pooled intervals.
package struct PanelWeights: Equatable, Sendable {
    /// By member: not negative, with sum 1.
    package let weights: [Double]
    /// Past forecasts, each of one year by all members, whose outcome is known.
    package let forecastCount: Int
    /// How many independent ones these are worth.
    package let independentCount: Double
    /// Series with one.
    package let seriesCount: Int
    /// How far the weights are the stacked ones, and not equal: 1 for stacked, in 0..<1 for shrunk.
    package let belief: Double

    /// Why there are no weights.
    package enum Refusal: Error, Equatable, Sendable {
        /// No series moves, or has three observations.
        case noVariance
        /// This member has no forecast with a known outcome; why it refused most, if it did.
        case noForecast(member: ModelID, LocalizedText?)
        /// Fewer than two series have a known outcome that all members have forecast.
        case tooFewSeries(Int)
        /// The program of a member failed, which is no refusal: without its forecast the weights would be others.
        case failed(LocalizedText)
    }

    /// What all members say at one point.
    private struct Past {
        var series: Int
        var origin: ForecastOrigin
        var scale: WorkingScale
        /// By member; `nil` where it refused.
        var sketches: [[ForecastSketch]?]

        /// Forecast years whose outcome is known.
        var years: [Int] { (0..<origin.horizon).filter { origin.outcomes[origin.year + $0 + 1] != nil } }
    }

    /// - Parameters:
    ///   - members: in order of id, so that the order in which they were named moves no digit.
    ///   - context: what they are fitted to on the series itself: one output, no drivers.
    ///   - panel: series of the same kind, in any units.
    package init(
        _ kind: EnsembleWeights, of members: [Ensemble.Member], for context: FitContext, on panel: [PanelSeries]
    ) throws(Refusal) {
        guard let origins = PanelOrigins(of: context, on: panel) else { throw .noVariance }
        let historyCount = context.outputs[0].history.count
        var causes = [[LocalizedText: Int]](repeating: [:], count: members.count)
        var fault: LocalizedText?
        let past = origins.origins.compactMap { series, origin -> Past? in
            guard let scale = origins.scale(at: origin), !origin.outcomes.isEmpty else { return nil }
            return Past(
                series: series, origin: origin, scale: scale,
                sketches: members.indices.map { number -> [ForecastSketch]? in
                    do throws(ModelRefusal) {
                        return try Self.sketches(of: members[number], at: (series, origin), scale, origins)
                    } catch {
                        if error.isFault, fault == nil {
                            fault = Ensemble.failure(of: members[number].model.descriptor.id, error.message)
                        }
                        causes[number][BacktestFailure.cause(of: error), default: 0] += 1
                        return nil
                    }
                })
        }
        if let fault { throw .failed(fault) }
        if let number = members.indices.first(where: { number in past.allSatisfy { $0.sketches[number] == nil } }) {
            let cause = BacktestFailure.commonest(of: causes[number])
            throw .noForecast(member: members[number].model.descriptor.id, cause)
        }
        let pools = members.indices.map { number in
            PooledCalibration(
                past.flatMap { past in
                    past.sketches[number].map { origins.errors(of: $0, at: past.origin, past.scale) } ?? []
                }, historyCount: historyCount)
        }
        let complete = past.filter { past in past.sketches.allSatisfy { $0 != nil } }
        seriesCount = Set(complete.map(\.series)).count
        guard seriesCount > 1 else { throw .tooFewSeries(seriesCount) }
        let stacked = StackedWeights(
            kind, memberCount: members.count,
            forecasts: complete.flatMap { past in
                past.years.map { Self.forecast(past, year: $0, pools, origins.shrinkage, historyCount: historyCount) }
            })
        weights = stacked.weights
        forecastCount = stacked.forecastCount
        independentCount = stacked.worth
        belief = stacked.belief
    }

    private static func sketches(
        of member: Ensemble.Member, at place: (series: Int, origin: ForecastOrigin), _ scale: WorkingScale,
        _ origins: PanelOrigins
    ) throws(ModelRefusal) -> [ForecastSketch]? {
        try origins.sketches(at: place, scale, member.parameters) { context throws(ModelRefusal) in
            try fit(member.model, context)
        }
    }

    /// The one place where a model of unknown type meets its fitted value.
    private static func fit(_ model: some GrowthModel, _ context: FitContext) throws(ModelRefusal) -> any FittedModel {
        try model.fit(context)
    }

    private static func forecast(
        _ past: Past, year: Int, _ pools: [PooledCalibration], _ shrinkage: VarianceShrinkage, historyCount: Int
    ) -> StackedWeights.Forecast {
        let count = past.origin.history.count
        let factors = zip(past.sketches, pools).map { sketches, pool in
            guard let sketches else { return 1.0 }
            let expected = past.scale.expectedSpread(sketches, year: year, shrinkage)
            guard expected > 0 else { return 1.0 }
            return StackedWeights.factor(
                sketches[year], expected: expected, horizon: year + 1, pool, past: count, now: historyCount)
        }
        let outcome = past.origin.outcomes[past.origin.year + year + 1] ?? .nan
        return StackedWeights.Forecast(
            sketches: past.sketches.map { $0?[year] }, factors: factors, outcome: past.scale.working(outcome),
            year: past.origin.year + year + 1,
            size: shrinkage.shrunk(past.scale.variance, freedom: past.scale.freedom).squareRoot(),
            weight: StackedWeights.nearness(count, to: historyCount))
    }
}
