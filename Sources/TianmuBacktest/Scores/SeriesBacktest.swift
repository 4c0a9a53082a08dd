import TianmuModel
import TianmuNumerics

/// What the models did on one series: sums that merge into those of the panel.
///
/// Models are numbered in order of id, the ensemble last.
struct SeriesBacktest: Sendable {
    var scores: [[ScoreSums]]
    var joint: [JointSums]
    /// By model and horizon.
    var indicators: [[JointSums]]
    var failures: [[LocalizedText: Int]]
    var originCount = 0
    /// Origins whose intervals rest on past errors.
    var pooledOriginCount = 0
    /// Origins at which several indicators of a region are judged together, and those of them with a known correlation.
    var jointOriginCount = 0
    var correlatedOriginCount = 0
    var forecasts: [BacktestForecast] = []

    init(modelCount: Int, horizon: Int) {
        scores = Array(repeating: Array(repeating: ScoreSums(), count: horizon), count: modelCount)
        joint = Array(repeating: JointSums(), count: modelCount)
        indicators = Array(repeating: Array(repeating: JointSums(), count: horizon), count: modelCount)
        failures = Array(repeating: [:], count: modelCount)
    }

    mutating func merge(_ other: SeriesBacktest) {
        originCount += other.originCount
        pooledOriginCount += other.pooledOriginCount
        jointOriginCount += other.jointOriginCount
        correlatedOriginCount += other.correlatedOriginCount
        forecasts += other.forecasts
        for model in scores.indices {
            for year in scores[model].indices { scores[model][year].merge(other.scores[model][year]) }
            joint[model].merge(other.joint[model])
            for year in indicators[model].indices {
                indicators[model][year].merge(other.indicators[model][year])
            }
            failures[model].merge(other.failures[model], uniquingKeysWith: +)
        }
    }

    /// Scores what was said about some series, and about the indicators of each region together.
    /// - Parameters:
    ///   - all: whole regions, the series of each together.
    ///   - draws: for each series by itself, and for the indicators of a region together.
    ///   - pool: what was known of past errors at a moment; `nil` where nothing was.
    mutating func add(
        _ all: [SeriesForecasts], methods: BacktestMethods, options: BacktestOptions,
        draws: (alone: OriginDraws, together: OriginDraws), pool: (OriginForecasts) -> ErrorPool?
    ) {
        for group in all[...].regions {
            var region = group.count > 1 ? RegionDraws() : nil
            for series in group {
                add(series, methods: methods, options: options, draws: draws.alone, region: &region, pool: pool)
            }
            guard let region else { continue }
            let count = region.score(into: &indicators, methods: methods, options: options, draws: draws.together)
            jointOriginCount += count.origins
            correlatedOriginCount += count.correlated
        }
    }

    private mutating func add(
        _ series: SeriesForecasts, methods: BacktestMethods, options: BacktestOptions, draws: OriginDraws,
        region: inout RegionDraws?, pool: (OriginForecasts) -> ErrorPool?
    ) {
        for forecasts in series.origins where forecasts.origin.isScored {
            originCount += 1
            draws.begin(origin: forecasts.origin.year)
            let pool = pool(forecasts)
            if options.intervals == .pooled, pool?.members.contains(where: { $0.weight > 0 }) ?? false {
                pooledOriginCount += 1
            }
            var recipe = project(forecasts, options: options, draws: draws, pool: pool)
            if methods.hasEnsemble {
                let broken = recipe.faults.keys.filter { methods.isMixed[$0] }.min()
                if let number = broken, let cause = recipe.faults[number] {
                    // As in a scenario: without it the numbers would be others, and nobody would know.
                    let cause = Ensemble.failure(of: methods.members[number].id, cause)
                    failures[methods.members.count][cause, default: 0] += 1
                } else if recipe.models.contains(where: { methods.isMixed[$0] }) {
                    mix(&recipe, forecasts, methods: methods, options: options, draws: draws, pool: pool)
                } else {
                    failures[methods.members.count][BacktestFailure.noMember, default: 0] += 1
                }
            }
            region?.keep(series.name, forecasts, recipe: recipe)
            score(series.name, forecasts, models: recipe.models, methods: methods, options: options, draws: draws)
        }
    }

    /// Makes the draws of the members that have a forecast.
    private mutating func project(
        _ forecasts: OriginForecasts, options: BacktestOptions, draws: OriginDraws, pool: ErrorPool?
    ) -> DrawRecipe {
        var recipe = DrawRecipe()
        for (number, outcome) in forecasts.fits.enumerated() {
            switch outcome {
            case .notAsked: continue
            case .refused(let cause):
                failures[number][cause, default: 0] += 1
                continue
            case .failed(let cause):
                failures[number][cause, default: 0] += 1
                recipe.faults[number] = cause
                continue
            case .fitted(let fit):
                guard !draws.project(fit, years: forecasts.origin.horizon, table: number) else { break }
                let fault = (fit.fitted as? any ReportsFailure)?.failure
                failures[number][fault ?? BacktestFailure.notFinite, default: 0] += 1
                recipe.faults[number] = fault
                continue
            }
            recipe.models.append(number)
            guard options.intervals == .pooled, let pool, let scale = forecasts.scale,
                !forecasts.sketches[number].isEmpty
            else { continue }
            recipe.maps[number] = (0..<forecasts.origin.horizon).compactMap { year in
                draws.calibrate(number, year: year, scale: scale, pool: pool.members[number]) { _ in
                    forecasts.expected(member: number, year: year, pool.shrinkage)
                }
            }
        }
        return recipe
    }

    private func mix(
        _ recipe: inout DrawRecipe, _ forecasts: OriginForecasts, methods: BacktestMethods, options: BacktestOptions,
        draws: OriginDraws, pool: ErrorPool?
    ) {
        let table = methods.members.count
        let equal = methods.isMixed.map { $0 ? 1.0 : 0 }
        recipe.weights = recipe.models.map { (pool?.weights ?? equal)[$0] }
        // Those that past errors speak for may all refuse.
        if !recipe.weights.contains(where: { $0 > 0 }) { recipe.weights = recipe.models.map { equal[$0] } }
        draws.mix(recipe.models, weights: recipe.weights, years: forecasts.origin.horizon, into: table)
        recipe.models.append(table)
        guard options.intervals == .pooled, let calibration = pool?.ensemble, let scale = forecasts.scale else {
            return
        }
        recipe.maps[table] = (0..<forecasts.origin.horizon).compactMap { year in
            draws.calibrate(table, year: year, scale: scale, pool: calibration) { $0.spread80 }
        }
    }

    private mutating func score(
        _ name: String, _ all: OriginForecasts, models: [Int], methods: BacktestMethods, options: BacktestOptions,
        draws: OriginDraws
    ) {
        let origin = all.origin
        let scale = origin.scale
        let reference = methods.members.firstIndex { $0.id == BacktestMethods.referenceID }
        // Before the draws are put in order, which parts those of one year from those of the next.
        scoreJointly(origin, models: models, reference: reference, draws: draws)
        for year in 0..<origin.horizon {
            let outcome = origin.outcomes[origin.year + year + 1]
            guard outcome != nil || options.keepsForecasts else { continue }
            var scores: [Int: ForecastScore] = [:]
            for number in models {
                var row = draws.path(number, year: year)
                row.sort()
                if let outcome { scores[number] = ForecastScore(draws: UnsafeBufferPointer(row), value: outcome) }
                if options.keepsForecasts, methods.isAsked(number) {
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

    /// Scores the years of one origin together.
    private mutating func scoreJointly(
        _ origin: ForecastOrigin, models: [Int], reference: Int?, draws: OriginDraws
    ) {
        let known = (0..<origin.horizon).compactMap { year in
            origin.outcomes[origin.year + year + 1].map { (year: year, value: $0) }
        }
        guard let scale = origin.scale, known.count > 1 else { return }
        var scores: [Int: JointScore] = [:]
        for number in models {
            scores[number] = JointScore(
                draws: known.map { UnsafeBufferPointer(draws.path(number, year: $0.year)) }, values: known.map(\.value),
                pairs: draws.pairs)
        }
        let yardstick = reference.flatMap { scores[$0] }
        for (number, score) in scores { joint[number].add(score, scale: scale, reference: yardstick) }
    }
}
