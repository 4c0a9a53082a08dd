import PanelModels
import TestSupport
import Testing
import TianmuModel
import TianmuNumerics
import TianmuParts
import TianmuScenario

@testable import TianmuBacktest

/// What models that ask for other regions are told of them.
@Suite struct SiblingTests {
    private let registry = ModelRegistry([SiblingSum(), KnownWalk(id: "drift"), PooledGrowthModel()])

    private func test(
        _ names: [String], on panel: SeriesPanel, _ options: BacktestOptions
    ) async throws -> Backtest {
        await Backtester.test(try BacktestMethods(names, registry: registry), on: panel, options: options)
    }

    private func options(_ horizon: Int, origins: Int) -> BacktestOptions {
        var options = BacktestOptions(horizon: horizon)
        options.originCount = origins
        options.drawCount = 64
        options.keepsForecasts = true
        return options
    }

    /// Levels that grow by about 5 % a year, each region by its own shocks.
    private func regions(_ count: Int, indicators: [String], years: Int, after change: Int? = nil) -> SeriesPanel {
        SeriesPanel(
            series: (0..<count).flatMap { region in
                indicators.enumerated().map { number, indicator in
                    var steps = [Double](repeating: 0, count: years)
                    steps.withUnsafeMutableBufferPointer {
                        PhiloxSource(seed: 5).fillNormals(dimension: number, replicate: region, first: 0, into: $0)
                    }
                    var level = 100.0
                    return PanelSeries(
                        name: "r\(region)/\(indicator)", region: "r\(region)", indicator: indicator,
                        history: History(
                            firstYear: 2001,
                            values: steps.enumerated().map { year, step in
                                level *= Double.exp(0.05 + 0.03 * step)
                                // What comes later in another world.
                                return change.map { 2001 + year > $0 } ?? false ? 3 * level + Double(year) : level
                            }))
                }
            })
    }

    @Test("A model hears of the same indicator of other regions, to its origin's year and no further")
    func sums() async throws {
        let panel = SeriesPanel(series: [
            PanelSeries(
                name: "a/x", region: "a", indicator: "x", history: History(firstYear: 2001, values: [1, 2, 4, 8])),
            PanelSeries(
                name: "a/y", region: "a", indicator: "y", history: History(firstYear: 2001, values: [1, 1, 1, 1])),
            PanelSeries(
                name: "b/x", region: "b", indicator: "x", history: History(firstYear: 2001, values: [10, 20, 30, 99])),
            PanelSeries(
                name: "c/x", region: "c", indicator: "x", history: History(firstYear: 2002, values: [500, 700, 999])),
        ])
        let found = try await test(["sibling-sum"], on: panel, options(1, origins: 3)).forecasts
        // 2001: b only; 2002: 10 + 20 + 500.
        #expect(found.filter { $0.series == "a/x" }.map(\.mean) == [10, 530, 1260])
        #expect(found.filter { $0.series == "a/y" }.map(\.mean) == [0, 0, 0])
        #expect(found.filter { $0.series == "c/x" }.map(\.mean) == [33, 67])
    }

    @Test("Without regions all other series are siblings")
    func plain() async throws {
        let panel = SeriesPanel(
            series: ["p", "q", "r"].enumerated().map {
                PanelSeries(name: $1, history: History(firstYear: 2001, values: [Double($0), Double($0 * 10), 1]))
            })
        let found = try await test(["sibling-sum"], on: panel, options(1, origins: 1)).forecasts
        #expect(found.map(\.mean) == [33, 22, 11])
    }

    @Test("With a split the training parts of siblings are known, whenever they end, and nothing else of them")
    func split() async throws {
        func series(_ name: String, _ values: [Double], trainEnd: Int) -> PanelSeries {
            PanelSeries(
                name: name, region: name, history: History(firstYear: 2001, values: values), trainEnd: trainEnd)
        }
        let panel = SeriesPanel(
            series: [series("a", [1, 2, 3, 4], trainEnd: 2002), series("b", [10, 20, 30, 40], trainEnd: 2003)],
            isSplit: true)
        let found = try await test(["sibling-sum"], on: panel, options(2, origins: 1)).forecasts
        #expect(found.filter { $0.series == "a" }.map(\.mean) == [60, 60])
        #expect(found.filter { $0.series == "b" }.map(\.mean) == [3])
    }

    @Test("Values after an origin's year change no forecast from it, also where intervals are pooled")
    func leakage() async throws {
        var pooled = options(2, origins: 4)
        pooled.drawCount = 16
        pooled.weights = .shrunk
        for intervals in IntervalSource.allCases {
            pooled.intervals = intervals
            let names = ["pooled-growth", "drift", "ensemble"]
            let known = regions(4, indicators: ["x", "y"], years: 11)
            let other = regions(4, indicators: ["x", "y"], years: 11, after: 2008)
            func early(_ panel: SeriesPanel) async throws -> [BacktestForecast] {
                try await test(names, on: panel, pooled).forecasts.filter { $0.origin <= 2008 }
            }
            let (before, after) = (try await early(known), try await early(other))
            #expect(!before.isEmpty && before == after)
            let all = try await test(names, on: known, pooled).forecasts
            #expect(all != (try await test(names, on: other, pooled).forecasts))
        }
    }

    @Test("Of identical regions pooled growth expects the growth that they share")
    func identical() async throws {
        // Growth of 8 and 2 % in turn: ḡ = 5 % from an even number of changes.
        let values = (0..<9).map { 100 * Double.exp(0.05 * Double($0) + ($0 % 2 == 1 ? 0.03 : 0)) }
        let panel = SeriesPanel(
            series: (0..<5).map { PanelSeries(name: "\($0)", history: History(firstYear: 2001, values: values)) })
        var own = options(1, origins: 1)
        own.intervals = .own
        own.drawCount = 20_000
        // The origin is 2008, after seven changes of which four are large.
        let growth = (4 * 0.08 + 3 * 0.02) / 7
        for forecast in try await test(["pooled-growth"], on: panel, own).forecasts {
            let width = Double.log(forecast.quantiles[3] / forecast.quantiles[1])
            let error = Double.log(forecast.quantiles[2] / values[7]) - growth
            // The median of n draws has a standard error of 1.25 σ/√n.
            #expect(abs(error) < 4 * 1.25 * width / 2.56 / Double(own.drawCount).squareRoot())
        }
    }

    @Test("Where all regions grow alike and histories are short, pooling forecasts better than each alone")
    func skill() async throws {
        let panel = regions(30, indicators: ["x"], years: 9)
        let found = try await test(["drift", "pooled-growth"], on: panel, options(3, origins: 4)).results
        #expect(found[1].failureCount == 0)
        #expect(found[1].total.skill > 0.2)
    }

    @Test("One thread and many, and shards, give the same sums and forecasts")
    func threads() async throws {
        let panel = regions(9, indicators: ["x", "y"], years: 7)
        var one = options(2, origins: 3)
        one.threads = 1
        var four = one
        four.threads = 4
        let methods = try BacktestMethods(["pooled-growth", "drift", "ensemble"], registry: registry)
        let (a, b) = (
            await Backtester.test(methods, on: panel, options: one),
            await Backtester.test(methods, on: panel, options: four)
        )
        #expect(a.results == b.results && a.forecasts == b.forecasts)
        var parts: [BacktestPart] = []
        for number in 1...2 {
            let shard = try #require(Shard(number, of: 2))
            parts.append(await Backtester.part(methods, on: panel, options: one, shard: shard))
        }
        let merged = Backtester.merge(parts, methods: methods, panel: panel, options: one)
        #expect(merged.results == a.results && merged.forecasts == a.forecasts)
    }

    @Test("Of more than a hundred regions a hundred are taken, from all over the list")
    func bound() throws {
        let panel = regions(250, indicators: ["x"], years: 3)
        let known = SiblingHistories(panel, years: [2002])
        let origin = try #require(ForecastOrigin.origins(of: panel.series[0], horizon: 1, count: 1).first)
        let names = panel.series.map { known.siblings(of: $0, at: origin).map(\.name) }
        #expect(names.allSatisfy { [99, 100].contains($0.count) && $0 == $0.sorted() })
        #expect(zip(panel.series, names).allSatisfy { series, names in !names.contains(series.region ?? "") })
        let ordered = panel.series.compactMap(\.region).sorted()
        let places = names[1].compactMap { ordered.firstIndex(of: $0) }
        #expect(zip(places, places.dropFirst()).allSatisfy { (1...5).contains($1 - $0) })
        #expect((places.first ?? 250) < 5 && (places.last ?? 0) > 245)
    }

    @Test("Series of one region that do not say which indicator they are cannot be siblings")
    func unnamed() throws {
        let series = ["a", "b"].map {
            PanelSeries(name: $0, region: "r", history: History(firstYear: 1, values: [1, 2, 3]))
        }
        let methods = try BacktestMethods(["pooled-growth"], registry: registry)
        #expect(throws: DiagnosticList.self) { try methods.check(SeriesPanel(series: series)) }
        try methods.check(regions(3, indicators: ["x", "y"], years: 3))
        try BacktestMethods(["drift"], registry: registry).check(SeriesPanel(series: series))
    }
}

/// Forecasts the sum of all that is known of the siblings, without doubt.
private struct SiblingSum: GrowthModel {
    let descriptor = ModelDescriptor(
        id: "sibling-sum", title: LocalizedText("sum"), summary: LocalizedText("for tests"), minimumObservations: 1,
        usesSiblings: true, sources: ["by construction"])

    func fit(_ context: FitContext) throws(ModelRefusal) -> KnownWalk.Fitted {
        let siblings = try context.singleOutput().siblings
        return KnownWalk.Fitted(
            last: siblings.flatMap(\.history.values).reduce(0, +), drift: 0, sd: 0, count: siblings.count)
    }
}
