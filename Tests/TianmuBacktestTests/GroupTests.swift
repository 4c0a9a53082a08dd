import Synchronization
import TestSupport
import Testing
import TianmuModel
import TianmuNumerics
import TianmuParts
import TianmuScenario
import VectorModels

@testable import TianmuBacktest

/// Models that own several indicators of a region at once.
@Suite struct GroupTests {
    private func test(
        _ names: [String], group: [String]? = nil, on panel: SeriesPanel, _ options: BacktestOptions,
        model: some GrowthModel = TotalModel()
    ) async throws -> Backtest {
        let registry = ModelRegistry([model, KnownWalk(id: "drift"), BVARModel()])
        var context = BacktestContext()
        context.group = group
        let methods = try BacktestMethods(names, registry: registry, context: context)
        try methods.check(panel)
        return await Backtester.test(methods, on: panel, options: options)
    }

    private func options(_ horizon: Int, origins: Int) -> BacktestOptions {
        var options = BacktestOptions(horizon: horizon)
        options.originCount = origins
        options.drawCount = 32
        options.keepsForecasts = true
        options.intervals = .own
        return options
    }

    private func series(_ region: String, _ indicator: String, from year: Int = 2001, _ values: [Double]) -> PanelSeries
    {
        PanelSeries(
            name: "\(region)/\(indicator)", region: region, indicator: indicator,
            history: History(firstYear: year, values: values))
    }

    /// Levels that grow by about 5 % a year.
    private func panel(_ regions: Int, years: Int, after change: Int = .max) -> SeriesPanel {
        SeriesPanel(
            series: (0..<regions).flatMap { region in
                ["x", "y", "z"].enumerated().map { number, indicator in
                    var steps = [Double](repeating: 0, count: years)
                    steps.withUnsafeMutableBufferPointer {
                        PhiloxSource(seed: 9).fillNormals(dimension: number, replicate: region, first: 0, into: $0)
                    }
                    var level = 100.0
                    return series(
                        "r\(region)", indicator,
                        steps.enumerated().map { year, step in
                            level *= Double.exp(0.05 + 0.02 * step)
                            return 2001 + year > change ? 2 * level + Double(year) : level
                        })
                }
            })
    }

    @Test("A region's indicators are fitted together, once for each year, and each is scored as its own series")
    func together() async throws {
        let panel = SeriesPanel(series: [
            series("a", "x", [1, 2, 3, 4]), series("a", "y", [10, 20, 30, 40]),
            // Has no value in 2002, and is left out of the group there.
            PanelSeries(
                name: "a/z", region: "a", indicator: "z",
                history: History([
                    Observation(year: 2001, value: 100), Observation(year: 2003, value: 300),
                    Observation(year: 2004, value: 400),
                ])),
            series("b", "x", [7, 7, 7, 7]), series("b", "y", [1, 1, 1, 1]),
        ])
        let model = TotalModel()
        let found = try await test(["total"], on: panel, options(1, origins: 2), model: model)
        func means(_ name: String) -> [Double] { found.forecasts.filter { $0.series == name }.map(\.mean) }
        #expect(means("a/x") == [22, 333] && means("a/y") == [22, 333])
        #expect(means("a/z") == [333])
        #expect(means("b/x") == [8, 8] && means("b/y") == [8, 8])
        #expect(found.results[0].failureCount == 0 && found.results[0].total.count == 9)
        #expect(model.count == 4)
    }

    @Test("--group chooses the indicators and their order; the others have no forecast, and no failure")
    func group() async throws {
        let panel = panel(3, years: 6)
        let found = try await test(["total", "drift"], group: ["z", "x"], on: panel, options(1, origins: 2))
        #expect(found.results[0].total.count == 12 && found.results[0].failureCount == 0)
        #expect(found.results[1].total.count == 18)
        let of2005 = found.forecasts.filter { $0.model == "total" && $0.series.hasPrefix("r0") && $0.origin == 2005 }
        let last = panel.series.filter { $0.region == "r0" && $0.indicator != "y" }
            .reduce(0) { $0 + $1.history.values[4] }
        #expect(of2005.map(\.series) == ["r0/x", "r0/z"])
        #expect(of2005.allSatisfy { abs($0.mean - last) < 1e-9 })
    }

    @Test("Walks that a model owns together are, each by itself, those of a model of one, bit for bit")
    func sameNormals() async throws {
        let found = try await test(
            ["walks", "drift"], on: panel(2, years: 8), options(3, origins: 4), model: WalksModel())
        #expect(found.results[0].horizons == found.results[1].horizons)
        #expect(found.results[0].joint == found.results[1].joint)
    }

    @Test("What comes after an origin changes no forecast of a vector autoregression, nor do threads and shards")
    func leakage() async throws {
        var options = options(2, origins: 3)
        options.intervals = .pooled
        options.threads = 1
        let names = ["bvar", "drift", "ensemble"]
        let whole = try await test(names, on: panel(2, years: 11), options)
        let other = try await test(names, on: panel(2, years: 11, after: 2008), options)
        #expect(whole.forecasts != other.forecasts)
        func early(_ backtest: Backtest) -> [BacktestForecast] { backtest.forecasts.filter { $0.origin <= 2008 } }
        #expect(!early(whole).isEmpty && early(whole) == early(other))
        options.threads = 3
        #expect(try await test(names, on: panel(2, years: 11), options).results == whole.results)
        let registry = ModelRegistry([KnownWalk(id: "drift"), BVARModel()])
        let methods = try BacktestMethods(names, registry: registry)
        var parts: [BacktestPart] = []
        for number in 1...2 {
            let shard = try #require(Shard(number, of: 2))
            parts.append(await Backtester.part(methods, on: panel(2, years: 11), options: options, shard: shard))
        }
        let merged = Backtester.merge(parts, methods: methods, panel: panel(2, years: 11), options: options)
        #expect(merged.results == whole.results && merged.forecasts == whole.forecasts)
    }

    @Test("A region with too many or too few indicators counts as a failure by that cause")
    func wrongCount() async throws {
        let panel = SeriesPanel(
            series: [series("a", "x", [1, 2, 3]), series("b", "x", [1, 2, 3]), series("b", "y", [1, 2, 3])])
        let found = try await test(["total"], on: panel, options(1, origins: 1))
        #expect(found.results[0].sortedFailures.map(\.count) == [1])
        #expect(found.results[0].sortedFailures.first?.cause.en == "the model takes 2 to 4 indicators, not 1")
        #expect(found.results[0].total.count == 2)
    }

    @Test("Models of several indicators refuse a panel without regions, and a group of unknown indicators")
    func faults() throws {
        let registry = ModelRegistry([TotalModel(), KnownWalk(id: "drift")])
        let plain = SeriesPanel(series: [PanelSeries(name: "a", history: History(firstYear: 1, values: [1, 2]))])
        func messages(_ names: [String], _ group: [String]?, _ panel: SeriesPanel) -> [String] {
            var context = BacktestContext()
            context.group = group
            do throws(DiagnosticList) {
                try BacktestMethods(names, registry: registry, context: context).check(panel)
                return []
            } catch {
                return error.diagnostics.map(\.message.en)
            }
        }
        #expect(messages(["total"], nil, plain).first?.hasPrefix("total projects several indicators at once") ?? false)
        #expect(
            messages(["total"], ["x", "zz"], panel(1, years: 3)) == [
                "the panel has no indicator 'zz'; did you mean 'z'?"
            ])
        #expect(messages(["total"], ["x"], panel(1, years: 3)) == ["'--group' takes two different indicators or more"])
        #expect(
            messages(["drift"], ["x", "y"], panel(1, years: 3)) == [
                "'--group' has no use: none of these models projects several indicators"
            ])
        #expect(messages(["total", "drift"], ["x", "y"], panel(1, years: 3)).isEmpty)
    }
}

/// Says of each of two to four indicators the sum of their last values, without doubt, and counts its fits.
private final class TotalModel: GrowthModel {
    private let fits = Atomic(0)
    var count: Int { fits.load(ordering: .relaxed) }

    var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: "total", title: LocalizedText("total"), summary: LocalizedText("for tests"), minimumObservations: 1,
            outputs: 2...4, sources: ["by construction"])
    }

    func fit(_ context: FitContext) throws(ModelRefusal) -> FittedWalks {
        fits.add(1, ordering: .relaxed)
        let total = context.outputs.reduce(0) { $0 + ($1.history.values.last ?? 0) }
        return FittedWalks(last: context.outputs.map { _ in total }, sd: 0)
    }
}
