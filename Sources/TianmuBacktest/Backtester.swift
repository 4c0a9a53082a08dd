import Synchronization
import TianmuModel
import TianmuNumerics
import TianmuParts
import TianmuScenario

/// Forecasts the known past of many series, from points where it was not known yet, and scores the forecasts.
///
/// Three passes: models are fitted at all origins; what was known of past errors is pooled for each moment; forecasts are
/// brought to the width that it asks for, and scored. Work comes in fixed chunks, which threads take in turn; results are
/// placed by index and merged in the panel's order, so that the number of threads changes no bit.
package enum Backtester {
    private static let chunkSize = 8

    package static func test(
        _ methods: BacktestMethods, on panel: SeriesPanel, options: BacktestOptions
    ) async -> Backtest {
        let part = await part(methods, on: panel, options: options, shard: .whole)
        return merge([part], methods: methods, panel: panel, options: options)
    }

    /// Scores the chunks of one shard. Past errors are pooled over the whole panel, so that every shard fits all of it
    /// unless intervals and weights are the models' own.
    package static func part(
        _ methods: BacktestMethods, on panel: SeriesPanel, options: BacktestOptions, shard: Shard
    ) async -> BacktestPart {
        let needsPool = options.intervals == .pooled || (methods.hasEnsemble && options.weights != .equal)
        let pieces = chunks(of: panel)
        let scored = shard.pieces(of: pieces.count)
        let fitted = needsPool ? Array(pieces.indices) : scored
        // Fitting and scoring take about as long.
        let progress = Progress(count: fitted.count + scored.count, tell: options.progress)

        let others = OtherRegions(panel, methods: methods, pooling: needsPool, options: options)
        let series = await ParallelWork.map(
            fitted.count, threads: options.threads,
            state: { _ in needsPool ? SketchDraws(horizon: options.horizon) : nil }
        ) { number, draws in
            defer { progress.finishOne() }
            return panel.series[pieces[fitted[number]]].regions.flatMap {
                var fits = RegionFits($0, others: others, methods: methods, options: options)
                return fits.forecasts(draws: draws)
            }
        }

        let all = series.flatMap { $0 }
        let moments = needsPool ? Set(all.flatMap { $0.origins.compactMap { moment($0, in: panel) } }).sorted() : []
        let pools = await ParallelWork.map(moments.count, threads: options.threads) { number in
            ErrorPool(at: moments[number], of: all, methods: methods, options: options)
        }
        let known = Dictionary(zip(moments, pools), uniquingKeysWith: { first, _ in first })

        let chunks = await ParallelWork.map(
            scored.count, threads: options.threads,
            state: { _ in
                (
                    alone: OriginDraws(tableCount: methods.modelCount, options: options),
                    together: OriginDraws(tableCount: methods.modelCount, options: RegionDraws.options(options))
                )
            }
        ) { number, draws in
            defer { progress.finishOne() }
            var chunk = SeriesBacktest(modelCount: methods.modelCount, horizon: options.horizon)
            chunk.add(series[needsPool ? scored[number] : number], methods: methods, options: options, draws: draws) {
                moment($0, in: panel).flatMap { known[$0] ?? nil }
            }
            return chunk
        }
        let used = all.flatMap { $0.origins.compactMap { moment($0, in: panel).flatMap { known[$0] ?? nil } } }
        return BacktestPart(
            shard: shard, chunks: chunks, pool: options.intervals == .pooled ? report(used) : nil,
            weights: shares(used, methods: methods))
    }

    /// Puts all shards together, bit for bit as ``test(_:on:options:)`` does.
    /// - Parameter parts: of all shards, in order.
    package static func merge(
        _ parts: [BacktestPart], methods: BacktestMethods, panel: SeriesPanel, options: BacktestOptions
    ) -> Backtest {
        var sum = SeriesBacktest(modelCount: methods.modelCount, horizon: options.horizon)
        for chunk in 0..<chunkCount(of: panel) { sum.merge(parts[chunk % parts.count].chunks[chunk / parts.count]) }
        let order = methods.members.map(\.id) + [BacktestMethods.ensembleID]
        let results = methods.ids.compactMap { id in
            order.firstIndex(of: id).map {
                BacktestResult(
                    id: id, horizons: sum.scores[$0], joint: sum.joint[$0], indicators: sum.indicators[$0],
                    failures: sum.failures[$0])
            }
        }
        // Every shard has pooled the whole panel; how many origins use it, only all know together.
        var pool = parts[0].pool
        pool?.originCount = sum.pooledOriginCount
        return Backtest(
            panel: panel, options: options, results: results, originCount: sum.originCount, forecasts: sum.forecasts,
            pool: pool, weights: parts[0].weights, context: methods.usedContext,
            correlation: sum.jointOriginCount == 0
                ? nil : CorrelationReport(originCount: sum.jointOriginCount, correlatedCount: sum.correlatedOriginCount)
        )
    }

    /// What decides about the pool of an origin; `nil` for one that is not scored.
    private static func moment(_ forecasts: OriginForecasts, in panel: SeriesPanel) -> ErrorPool.Moment? {
        let origin = forecasts.origin
        return origin.isScored
            ? ErrorPool.Moment(year: panel.isSplit ? nil : origin.year, historyCount: origin.history.count) : nil
    }

    private static func report(_ pools: [ErrorPool]) -> PoolReport {
        let all = pools.flatMap(\.members)
        return PoolReport(
            originCount: pools.count,
            errorCounts: (all.map(\.errorCount).min() ?? 0)...(all.map(\.errorCount).max() ?? 0),
            weights: (all.map(\.weight).min() ?? 0)...(all.map(\.weight).max() ?? 0))
    }

    private static func shares(_ pools: [ErrorPool], methods: BacktestMethods) -> [EnsembleShare] {
        guard methods.hasEnsemble else { return [] }
        let mixture = methods.mixture
        return mixture.map { number in
            let sum = pools.reduce(0) { $0 + $1.weights[number] }
            return EnsembleShare(
                id: methods.members[number].id,
                weight: pools.isEmpty ? 1 / Double(mixture.count) : sum / Double(pools.count))
        }
    }

    /// How many chunks a panel has.
    package static func chunkCount(of panel: SeriesPanel) -> Int { chunks(of: panel).count }

    /// The series of each chunk: so many, and more where they would part a region.
    private static func chunks(of panel: SeriesPanel) -> [Range<Int>] {
        var chunks: [Range<Int>] = []
        for (number, one) in panel.series.enumerated() {
            let start = chunks.last?.upperBound ?? 0
            let next = number + 1 < panel.series.count ? panel.series[number + 1] : nil
            let partsRegion = one.region != nil && next?.region == one.region
            if next == nil || (number + 1 - start >= chunkSize && !partsRegion) { chunks.append(start..<number + 1) }
        }
        return chunks
    }
}

/// Tells the share of so many pieces of work that is done.
private final class Progress: Sendable {
    private let count: Int
    private let tell: (@Sendable (Double) -> Void)?
    private let done = Atomic(0)

    init(count: Int, tell: (@Sendable (Double) -> Void)?) {
        self.count = count
        self.tell = tell
    }

    func finishOne() { tell?(Double(done.add(1, ordering: .relaxed).newValue) / Double(count)) }
}
