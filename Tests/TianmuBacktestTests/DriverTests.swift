import BenchmarkModels
import BridgeModels
import ConvergenceModels
import RandomWalkModels
import TestSupport
import Testing
import TianmuModel
import TianmuNumerics
import TianmuParts
import TianmuScenario

@testable import TianmuBacktest

/// Models that read other indicators, and what is said of models beside their names.
@Suite struct DriverTests {
    private let registry = ModelRegistry([
        EchoModel(), KnownWalk(id: "drift", drift: 1), KnownWalk(id: "rise", drift: 5, sd: 0), ElasticityBridgeModel(),
        BetaConvergenceModel(), RandomWalkDriftModel(),
    ])

    private func methods(
        _ names: [String], _ drivers: [String], paths: String? = nil, parameters: [String] = []
    ) throws(DiagnosticList) -> BacktestMethods {
        var context = BacktestContext()
        (context.drivers, context.driverPaths, context.parameters) = (drivers, paths, parameters)
        return try BacktestMethods(names, registry: registry, context: context)
    }

    private func options(_ horizon: Int, origins: Int) -> BacktestOptions {
        var options = BacktestOptions(horizon: horizon)
        options.originCount = origins
        options.drawCount = 64
        options.keepsForecasts = true
        options.intervals = .own
        return options
    }

    private func series(_ region: String, _ indicator: String, _ values: [Double]) -> PanelSeries {
        PanelSeries(
            name: "\(region)/\(indicator)", region: region, indicator: indicator,
            history: History(firstYear: 2001, values: values))
    }

    /// Revenue that follows output with an elasticity of 1.5, but for a hundredth; shocks of output of 4 %.
    private func panel(_ regions: Int, years: Int, after change: Int = .max) -> SeriesPanel {
        SeriesPanel(
            series: (0..<regions).flatMap { region in
                let steps = ["gdp", "revenue"].indices.map { number in
                    var row = [Double](repeating: 0, count: years)
                    row.withUnsafeMutableBufferPointer {
                        PhiloxSource(seed: 3).fillNormals(dimension: number, replicate: region, first: 0, into: $0)
                    }
                    return row
                }
                var (gdp, revenue) = (100.0, 10.0)
                let levels = (0..<years).map { year in
                    let growth = 0.05 + 0.04 * steps[0][year]
                    gdp *= Double.exp(growth)
                    revenue *= Double.exp(1.5 * growth + 0.01 * steps[1][year])
                    return 2001 + year > change ? (2 * gdp + Double(year), 3 * revenue) : (gdp, revenue)
                }
                return [
                    series("r\(region)", "gdp", levels.map { $0.0 }),
                    series("r\(region)", "revenue", levels.map { $0.1 }),
                ]
            })
    }

    @Test("A driver goes on as drift forecasts it, with the very draws of drift's own forecast")
    func expected() async throws {
        let panel = SeriesPanel(series: [
            series("a", "gdp", [10, 12, 11, 15, 16]), series("a", "jobs", [1, 2, 3, 4, 5]),
            series("b", "jobs", [1, 2, 3, 4, 5]),
        ])
        let found = await Backtester.test(
            try methods(["echo", "drift"], ["echo.driver=gdp"]), on: panel, options: options(2, origins: 2))
        func forecasts(_ name: String, _ model: ModelID) -> [[Double]] {
            found.forecasts.filter { $0.series == name && $0.model == model }.map(\.quantiles)
        }
        #expect(forecasts("a/jobs", "echo") == forecasts("a/gdp", "drift"))
        #expect(forecasts("a/jobs", "echo").count == 3)
        // Nobody asks what output is driven by output; a region without it is told.
        #expect(forecasts("a/gdp", "echo").isEmpty)
        #expect(found.results[0].sortedFailures.map(\.cause.en) == ["the region has no driver 'gdp'"])
        #expect(found.results[0].failureCount == 2)
        #expect(found.context.driverPaths == "drift")
    }

    @Test("With known paths a driver is what came; with another model what that forecasts")
    func known() async throws {
        let panel = SeriesPanel(series: [
            series("a", "gdp", [10, 12, 11, 15, 16]), series("a", "jobs", [1, 2, 3, 4, 5]),
        ])
        func means(_ paths: String) async throws -> [Double] {
            let methods = try methods(["echo"], ["echo.driver=gdp"], paths: paths)
            return await Backtester.test(methods, on: panel, options: options(2, origins: 2)).forecasts.map(\.mean)
        }
        #expect(try await means("known") == [15, 16, 16])
        #expect(try await means("rise") == [16, 21, 20])
    }

    @Test("What comes after an origin changes no forecast of a bridge, unless its driver's path is given")
    func leakage() async throws {
        var pooled = options(2, origins: 3)
        pooled.intervals = .pooled
        func early(_ panel: SeriesPanel, _ paths: String) async throws -> [BacktestForecast] {
            let methods = try methods(
                ["elasticity-bridge", "drift", "ensemble"], ["elasticity-bridge.driver=gdp"], paths: paths)
            return await Backtester.test(methods, on: panel, options: pooled).forecasts.filter { $0.origin <= 2009 }
        }
        let (known, other) = (panel(3, years: 11), panel(3, years: 11, after: 2009))
        let before = try await early(known, "drift")
        #expect(!before.isEmpty)
        #expect(try await early(other, "drift") == before)
        #expect(try await early(known, "known") != (try await early(other, "known")))
    }

    @Test(
        "A bridge with the known path of output forecasts revenue far better than drift, and with drift's about as well"
    )
    func skill() async throws {
        func skill(_ paths: String?) async throws -> Double {
            let registry = ModelRegistry([ElasticityBridgeModel(), BenchmarkModel(.drift)])
            var context = BacktestContext()
            (context.drivers, context.driverPaths) = (["elasticity-bridge.driver=gdp"], paths)
            let methods = try BacktestMethods(["elasticity-bridge", "drift"], registry: registry, context: context)
            return await Backtester.test(methods, on: panel(12, years: 20), options: options(2, origins: 5))
                .results[0].total.skill
        }
        let (known, expected) = (try await skill("known"), try await skill(nil))
        #expect(known > 0.4)
        #expect(abs(expected) < 0.2)
    }

    @Test("A leader is a series of its own name, and parameters reach their model: siblings update the rate")
    func leader() async throws {
        let panel = SeriesPanel(
            series: (0..<5).map { region in
                series(
                    "r\(region)", "gdp",
                    (0..<10).map { year in
                        (100 - 10 * Double(region)) * Double.exp(Double(region + 1) * 0.02 * Double(year))
                    })
            })
        func test(_ parameters: [String]) async throws -> Backtest {
            let methods = try methods(["beta-convergence"], ["beta-convergence.leader=r0/gdp"], parameters: parameters)
            try methods.check(panel)
            return await Backtester.test(methods, on: panel, options: options(2, origins: 2))
        }
        let own = try await test([])
        let pooled = try await test(["beta-convergence.rate-from=siblings", "beta-convergence.rate-sd=3"])
        for found in [own, pooled] {
            #expect(found.results[0].failureCount == 0 && found.results[0].total.count == 16)
            #expect(Set(found.forecasts.map(\.series)) == ["r1/gdp", "r2/gdp", "r3/gdp", "r4/gdp"])
        }
        #expect(own.forecasts != pooled.forecasts)
    }

    @Test("Threads and shards change nothing where models read drivers")
    func threads() async throws {
        var one = options(2, origins: 2)
        (one.threads, one.intervals) = (1, .pooled)
        var three = one
        three.threads = 3
        let methods = try methods(["echo", "elasticity-bridge"], ["echo.driver=gdp", "elasticity-bridge.driver=gdp"])
        let panel = panel(9, years: 8)
        let whole = await Backtester.test(methods, on: panel, options: one)
        let other = await Backtester.test(methods, on: panel, options: three)
        #expect(whole.results == other.results && whole.forecasts == other.forecasts)
        var parts: [BacktestPart] = []
        for number in 1...2 {
            let shard = try #require(Shard(number, of: 2))
            parts.append(await Backtester.part(methods, on: panel, options: three, shard: shard))
        }
        #expect(Backtester.merge(parts, methods: methods, panel: panel, options: one).results == whole.results)
    }

    @Test("Indicators that are not named are read by models, and not forecast")
    func informing() async throws {
        var context = BacktestContext()
        (context.drivers, context.indicators) = (["echo.driver=gdp"], ["revenue"])
        let methods = try BacktestMethods(["echo", "drift"], registry: registry, context: context)
        let panel = panel(3, years: 6)
        let some = await Backtester.test(methods, on: try methods.check(panel), options: options(1, origins: 2))
        let all = await Backtester.test(methods, on: panel, options: options(1, origins: 2))
        #expect(some.originCount == 6 && all.originCount == 12)
        #expect(some.forecasts == all.forecasts.filter { $0.series.hasSuffix("revenue") })
        #expect(some.panel.forecastCount == 3 && some.results[0].failureCount == 0)
        context.indicators = ["revenu"]
        let unknown = try BacktestMethods(["echo", "drift"], registry: registry, context: context)
        #expect(throws: DiagnosticList.self) { try unknown.check(panel) }
    }

    @Test("Whatever is wrong with drivers and parameters is told at once, with the nearest name")
    func faults() throws {
        func messages(_ drivers: [String], _ paths: String? = nil, _ parameters: [String] = []) -> [String] {
            do throws(DiagnosticList) {
                try methods(["elasticity-bridge", "drift"], drivers, paths: paths, parameters: parameters)
                    .check(panel(1, years: 3))
                return []
            } catch {
                return error.diagnostics.map(\.message.en)
            }
        }
        #expect(messages(["elasticity-bridge.driver=gdp"]).isEmpty)
        #expect(
            messages([]) == [
                "the model 'elasticity-bridge' reads other indicators (driver); name them: "
                    + "'--drivers elasticity-bridge.driver=INDICATOR'"
            ])
        #expect(
            messages(["elasticity-bridge.driver=gpd"]) == [
                "the panel has neither an indicator nor a series 'gpd' to drive a model; did you mean 'gdp'?"
            ])
        let several = messages(
            ["gdp", "elasticity-brigde.driver=gdp", "elasticity-bridge.drivr=gdp", "elasticity-bridge.driver=gdp"],
            "known",
            ["elasticity-bridge.prior=maybe", "elasticity-bridge.elasticity=much", "drift.x=1", "drift.x=2"])
        #expect(
            several == [
                "'--drivers' takes model.role=indicator, not 'gdp'",
                "'--drivers' speaks of 'elasticity-brigde', which is not among the models; did you mean "
                    + "'elasticity-bridge'?",
                "the model 'elasticity-bridge' has no driver 'drivr'; did you mean 'driver'?",
                "the model 'elasticity-bridge': parameter 'elasticity' must be a number",
                "the model 'elasticity-bridge': parameter 'prior' cannot be 'maybe'; known: informative, none",
                "the parameter 'x' of the model 'drift' is given twice",
                "the model 'drift': unknown parameter 'x'",
            ])
        #expect(
            messages(["elasticity-bridge.driver=gdp"], "elasticity-bridge").first?
                .hasPrefix("drivers cannot follow 'elasticity-bridge'") ?? false)
        #expect(
            messages(["elasticity-bridge.driver=gdp"], "drfit") == ["there is no model 'drfit'; did you mean 'drift'?"])
        let idle = BacktestContext.knownPaths
        #expect(throws: DiagnosticList.self) { try methods(["drift"], [], paths: idle) }
    }
}

/// Says that the series will be where its driver is.
private struct EchoModel: GrowthModel {
    let descriptor = ModelDescriptor(
        id: "echo", title: LocalizedText("echo"), summary: LocalizedText("for tests"), minimumObservations: 1,
        drivers: [DriverDescriptor("driver", explanation: LocalizedText("any"))], sources: ["by construction"])

    func fit(_ context: FitContext) throws(ModelRefusal) -> Fitted {
        Fitted(driver: context.driverIndex("driver") ?? 0)
    }

    struct Fitted: FittedModel {
        var driver: Int

        var parameterNormalCount: Int { 0 }
        var report: FitReport { FitReport(observationCount: 1, priorShare: 0) }

        func project(_ block: ProjectionBlock) {
            for year in 0..<block.yearCount {
                let path = block.path(yearIndex: year)
                for (draw, value) in block.driver(driver, yearIndex: year).enumerated() { path[draw] = value }
            }
        }
    }
}
