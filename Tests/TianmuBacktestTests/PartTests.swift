import RandomWalkModels
import SimpleModels
import TestSupport
import Testing
import TianmuModel
import TianmuNumerics
import TianmuParts
import TianmuScenario

@testable import TianmuBacktest

/// A backtest in shards is the backtest of the whole panel, bit for bit.
@Suite struct PartTests {
    /// Series of unequal length, some too short for a model.
    private func panel(_ count: Int) -> SeriesPanel {
        SeriesPanel(
            series: (0..<count).map { number in
                let values = (0..<2 + number % 7).map { year -> Double in
                    let hash = (year * 37 + number * 11) % 23
                    return Double(100 + hash)
                }
                return PanelSeries(
                    name: "series \(number)", region: number % 3 > 0 ? "region \(number % 8)" : nil,
                    history: History(firstYear: 2001, values: values))
            })
    }

    private func methods() throws -> BacktestMethods {
        try BacktestMethods(
            ["known-walk", "patient", "hold", "ensemble"],
            registry: ModelRegistry([KnownWalk(), KnownWalk(id: "patient", minimum: 5), HoldModel()]))
    }

    @Test("Shards merge into the scores, failures and forecasts of the whole panel", arguments: [1, 5, 20])
    func merging(seriesCount: Int) async throws {
        let (panel, methods) = (panel(seriesCount), try methods())
        var options = BacktestOptions(horizon: 3)
        options.drawCount = 20
        options.keepsForecasts = true
        let whole = await Backtester.test(methods, on: panel, options: options)
        for count in [1, 2, 7, 20] {
            var parts: [BacktestPart] = []
            for number in 1...count {
                let shard = try #require(Shard(number, of: count))
                let bytes = await Backtester.part(methods, on: panel, options: options, shard: shard).bytes
                var reader = ByteReader(bytes[...])
                parts.append(
                    try BacktestPart(&reader, shard: shard, methods: methods, panel: panel, horizon: options.horizon))
                #expect(reader.isAtEnd)
                for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 20)) {
                    var short = ByteReader(bytes[..<length])
                    #expect(throws: ByteReader.Malformed.self) {
                        _ = try BacktestPart(
                            &short, shard: shard, methods: methods, panel: panel, horizon: options.horizon)
                    }
                }
            }
            let merged = Backtester.merge(parts, methods: methods, panel: panel, options: options)
            #expect(merged.results == whole.results)
            #expect(merged.forecasts == whole.forecasts)
            #expect(merged.originCount == whole.originCount)
        }
    }
}
