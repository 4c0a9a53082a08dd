import TianmuModel
import TianmuNumerics
import TianmuScenario

/// What the models did on one series: sums that merge into those of the panel.
///
/// Models are numbered in order of id, the ensemble last.
struct SeriesBacktest: Sendable {
    var scores: [[ScoreSums]]
    var failures: [[LocalizedText: Int]]
    var originCount = 0
    var forecasts: [BacktestForecast] = []

    init(modelCount: Int, horizon: Int) {
        scores = Array(repeating: Array(repeating: ScoreSums(), count: horizon), count: modelCount)
        failures = Array(repeating: [:], count: modelCount)
    }

    mutating func merge(_ other: SeriesBacktest) {
        originCount += other.originCount
        forecasts += other.forecasts
        for model in scores.indices {
            for year in scores[model].indices { scores[model][year].merge(other.scores[model][year]) }
            failures[model].merge(other.failures[model], uniquingKeysWith: +)
        }
    }

    /// Forecasts one series from its origins.
    mutating func add(_ series: PanelSeries, methods: BacktestMethods, options: BacktestOptions, draws: OriginDraws) {
        let origins = ForecastOrigin.origins(of: series, horizon: options.horizon, count: options.originCount)
        for origin in origins {
            originCount += 1
            draws.begin(series: series.name, origin: origin.year)
            var counts = fitMembers(at: origin, methods: methods, options: options, draws: draws)
            if methods.hasEnsemble {
                if counts.isEmpty {
                    failures[methods.members.count][BacktestFailure.noMember, default: 0] += 1
                } else {
                    counts[methods.members.count] = draws.mix(
                        counts.keys.sorted(), years: origin.horizon, into: methods.members.count)
                }
            }
            score(series.name, origin, counts: counts, methods: methods, options: options, draws: draws)
        }
    }

    /// - Returns: how many draws each model that did not fail has.
    private mutating func fitMembers(
        at origin: ForecastOrigin, methods: BacktestMethods, options: BacktestOptions, draws: OriginDraws
    ) -> [Int: Int] {
        var counts: [Int: Int] = [:]
        for (number, member) in methods.members.enumerated() {
            do throws(ModelRefusal) {
                let fitted = try fit(
                    member.model,
                    FitContext(
                        history: origin.history, parameters: member.parameters,
                        forecastYears: origin.year + 1...origin.year + origin.horizon, indicator: "series",
                        measure: options.measure))
                if draws.project(fitted, years: origin.horizon, table: number) {
                    counts[number] = options.drawCount
                } else {
                    let cause = (fitted as? any ReportsFailure)?.failure ?? BacktestFailure.notFinite
                    failures[number][cause, default: 0] += 1
                }
            } catch {
                failures[number][BacktestFailure.cause(of: error), default: 0] += 1
            }
        }
        return counts
    }

    /// The one place where a model of unknown type meets its fitted value.
    private func fit(_ model: some GrowthModel, _ context: FitContext) throws(ModelRefusal) -> any FittedModel {
        try model.fit(context)
    }

    private mutating func score(
        _ name: String, _ origin: ForecastOrigin, counts: [Int: Int], methods: BacktestMethods,
        options: BacktestOptions, draws: OriginDraws
    ) {
        let scale = origin.scale
        let reference = methods.members.firstIndex { $0.id == BacktestMethods.referenceID }
        for year in 0..<origin.horizon {
            let outcome = origin.outcomes[origin.year + year + 1]
            guard outcome != nil || options.keepsForecasts else { continue }
            var scores: [Int: ForecastScore] = [:]
            for (number, count) in counts.sorted(by: { $0.key < $1.key }) {
                var row = UnsafeMutableBufferPointer(rebasing: draws.path(number, year: year)[..<count])
                row.sort()
                if let outcome { scores[number] = ForecastScore(draws: UnsafeBufferPointer(row), value: outcome) }
                if options.keepsForecasts {
                    let id = number < methods.members.count ? methods.members[number].id : BacktestMethods.ensembleID
                    forecasts.append(
                        BacktestForecast(
                            series: name, model: id, origin: origin.year, horizon: year + 1,
                            mean: Moments(UnsafeBufferPointer(row)).mean,
                            quantiles: BacktestForecast.probabilities.map {
                                ForecastScore.quantile($0, of: UnsafeBufferPointer(row))
                            }))
                }
            }
            let yardstick = reference.flatMap { scores[$0]?.crps }
            for (number, score) in scores { self.scores[number][year].add(score, scale: scale, reference: yardstick) }
        }
    }
}
