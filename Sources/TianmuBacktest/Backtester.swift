import Synchronization
import TianmuModel
import TianmuNumerics
import TianmuParts
import TianmuScenario

/// Forecasts the known past of many series, from points where it was not known yet, and scores the forecasts.
///
/// Series come in fixed chunks, which threads take in turn; the chunks' sums are merged in the panel's order, so that the
/// number of threads changes no bit.
package enum Backtester {
    private static let chunkSize = 8

    package static func test(
        _ methods: BacktestMethods, on panel: SeriesPanel, options: BacktestOptions
    ) async -> Backtest {
        let part = await part(methods, on: panel, options: options, shard: .whole)
        return merge([part], methods: methods, panel: panel, options: options)
    }

    /// Does the chunks of one shard.
    package static func part(
        _ methods: BacktestMethods, on panel: SeriesPanel, options: BacktestOptions, shard: Shard
    ) async -> BacktestPart {
        let modelCount = methods.modelCount
        let chunks = shard.pieces(of: chunkCount(of: panel))
        let queue = ChunkQueue(count: chunks.count)
        let threads = max(1, min(chunks.count, options.threads > 0 ? options.threads : ThreadCount.available))
        let parts = await withTaskGroup(of: [(Int, SeriesBacktest)].self) { group in
            for _ in 0..<threads {
                group.addTask {
                    let draws = OriginDraws(tableCount: modelCount, options: options)
                    var parts: [(Int, SeriesBacktest)] = []
                    while let number = queue.take() {
                        var part = SeriesBacktest(modelCount: modelCount, horizon: options.horizon)
                        for series in panel.series.dropFirst(chunks[number] * chunkSize).prefix(chunkSize) {
                            part.add(series, methods: methods, options: options, draws: draws)
                        }
                        parts.append((number, part))
                        options.progress?(queue.finish())
                    }
                    return parts
                }
            }
            var parts: [(Int, SeriesBacktest)] = []
            for await some in group { parts += some }
            return parts.sorted { $0.0 < $1.0 }.map(\.1)
        }
        return BacktestPart(shard: shard, chunks: parts)
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
                BacktestResult(id: id, horizons: sum.scores[$0], failures: sum.failures[$0])
            }
        }
        return Backtest(
            panel: panel, options: options, results: results, originCount: sum.originCount, forecasts: sum.forecasts)
    }

    /// How many chunks a panel has.
    package static func chunkCount(of panel: SeriesPanel) -> Int {
        (panel.series.count + chunkSize - 1) / chunkSize
    }
}

/// Numbers 0..<count, each handed out once.
private final class ChunkQueue: Sendable {
    private let count: Int
    private let taken = Atomic(0)
    private let finished = Atomic(0)

    init(count: Int) { self.count = count }

    func take() -> Int? {
        let number = taken.add(1, ordering: .relaxed).oldValue
        return number < count ? number : nil
    }

    /// - Returns: the share of all that is finished.
    func finish() -> Double { Double(finished.add(1, ordering: .relaxed).newValue) / Double(count) }
}
