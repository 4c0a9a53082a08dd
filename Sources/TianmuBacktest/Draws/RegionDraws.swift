import TianmuModel
import TianmuNumerics

/// The forecasts of one region's indicators, kept until all of them are made, and then scored together.
///
/// Indicators that were forecast from the same year are one vector for each year ahead, each as its change since its last
/// known value, over the mean absolute yearly change of its own series up to the origin: where levels lie apart, the
/// variogram of the levels themselves would hardly see whether they move together. Their draws are made again, of innovations that move together as the
/// indicators' yearly changes did (``IndicatorCorrelation``); what each indicator is scored by alone stays as it is.
struct RegionDraws {
    /// So many draws of a year are enough for expectations.
    static let drawCount = 256

    static func options(_ options: BacktestOptions) -> BacktestOptions {
        var few = options
        few.drawCount = min(options.drawCount, drawCount)
        return few
    }

    private struct Kept {
        var series: String
        var forecasts: OriginForecasts
        /// The last known value.
        var last: Double
        /// The mean absolute yearly change up to the origin.
        var scale: Double
        var recipe: DrawRecipe

        func change(_ value: Double) -> Double { (value - last) / scale }
    }

    private struct Indicator {
        /// By year; `nil` where nothing came.
        var outcomes: [Double?]
        /// By model and year.
        var draws: [Int: [[Double]]]
    }

    /// How many origins have two indicators or more, and at how many of them a correlation is known.
    struct Count {
        var origins = 0
        var correlated = 0
    }

    /// By origin.
    private var kept: [Int: [Kept]] = [:]

    /// Keeps what the models say at one origin of one series, if it has moved until then.
    mutating func keep(_ series: String, _ forecasts: OriginForecasts, recipe: DrawRecipe) {
        guard let scale = forecasts.origin.scale, let last = forecasts.origin.history.last?.value else { return }
        kept[forecasts.origin.year, default: []].append(
            Kept(series: series, forecasts: forecasts, last: last, scale: scale, recipe: recipe))
    }

    /// Adds the scores of every origin and year at which two indicators or more are known.
    /// - Parameter sums: by model and year. A model counts where it forecast all of the indicators.
    func score(
        into sums: inout [[JointSums]], methods: BacktestMethods, options: BacktestOptions, draws: OriginDraws
    ) -> Count {
        let reference = methods.members.firstIndex { $0.id == BacktestMethods.referenceID }
        var count = Count()
        for (year, kept) in kept.sorted(by: { $0.key < $1.key }) where kept.count > 1 {
            let correlation =
                options.correlations == .estimated
                ? IndicatorCorrelation(
                    kept.map { ($0.series, $0.forecasts.origin.history) }, measure: options.measure) : nil
            count.origins += 1
            if correlation != nil { count.correlated += 1 }
            draws.begin(origin: year, correlation: correlation)
            let indicators = kept.map { Self.indicator($0, ensemble: methods.members.count, draws: draws) }
            for year in 0..<(indicators.map(\.outcomes.count).max() ?? 0) {
                let known = indicators.filter { year < $0.outcomes.count && $0.outcomes[year] != nil }
                guard known.count > 1 else { continue }
                let scores = sums.indices.map { Self.score(known, model: $0, year: year, draws.pairs) }
                let yardstick = reference.flatMap { scores[$0] }
                for (model, score) in scores.enumerated() {
                    if let score { sums[model][year].add(score, scale: 1, reference: yardstick) }
                }
            }
        }
        return count
    }

    /// Makes the draws of one indicator, by the recipe of those that it was scored by alone.
    private static func indicator(_ kept: Kept, ensemble: Int, draws: OriginDraws) -> Indicator {
        let origin = kept.forecasts.origin
        let years = 0..<origin.horizon
        var made: [Int: [[Double]]] = [:]
        for model in kept.recipe.models {
            if model == ensemble {
                let parts = zip(kept.recipe.models, kept.recipe.weights).filter { made[$0.0] != nil }
                guard !parts.isEmpty else { continue }
                draws.mix(parts.map(\.0), weights: parts.map(\.1), years: years.count, into: ensemble)
            } else if case .fitted(let fit) = kept.forecasts.fits[model] {
                // Other normals may meet what a model cannot do.
                guard draws.project(fit, years: years.count, table: model) else { continue }
            }
            for (year, map) in zip(years, kept.recipe.maps[model] ?? []) {
                map.apply(to: draws.path(model, year: year))
            }
            made[model] = years.map { year in draws.path(model, year: year).map(kept.change) }
        }
        return Indicator(
            outcomes: years.map { year in origin.outcomes[origin.year + year + 1].map(kept.change) }, draws: made
        )
    }

    /// `nil` if the model lacks one of the indicators.
    private static func score(_ known: [Indicator], model: Int, year: Int, _ pairs: DrawPairs) -> JointScore? {
        let rows = known.compactMap { $0.draws[model]?[year] }
        guard rows.count == known.count else { return nil }
        let (count, values) = (rows[0].count, known.compactMap { $0.outcomes[year] })
        return rows.flatMap { $0 }.withUnsafeBufferPointer { all in
            JointScore(
                draws: rows.indices.map { UnsafeBufferPointer(rebasing: all[$0 * count..<($0 + 1) * count]) },
                values: values, pairs: pairs)
        }
    }
}
