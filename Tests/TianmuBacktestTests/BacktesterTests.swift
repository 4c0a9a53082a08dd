import RandomWalkModels
import SimpleModels
import TestSupport
import Testing
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

@testable import TianmuBacktest

/// Whole backtests on panels that are known through and through.
@Suite struct BacktesterTests {
    private let registry = ModelRegistry([
        KnownWalk(), KnownWalk(id: "drift", drift: 0.5), KnownWalk(id: "patient", minimum: 5), HoldModel(),
        RandomWalkDriftModel(),
    ])

    private func test(_ names: [String], on panel: SeriesPanel, _ options: BacktestOptions) async throws -> Backtest {
        await Backtester.test(try BacktestMethods(names, registry: registry), on: panel, options: options)
    }

    private func options(_ horizon: Int, origins: Int = 10, draws: Int = 100) -> BacktestOptions {
        var options = BacktestOptions(horizon: horizon)
        options.originCount = origins
        options.drawCount = draws
        options.measure = .percent
        return options
    }

    /// Walks with steps of standard deviation 1.
    private func walks(_ count: Int, years: Int) -> SeriesPanel {
        SeriesPanel(
            series: (0..<count).map { number in
                var steps = [Double](repeating: 0, count: years)
                steps.withUnsafeMutableBufferPointer {
                    PhiloxSource(seed: 77).fillNormals(dimension: 0, replicate: number, first: 0, into: $0)
                }
                var level = 100.0
                return PanelSeries(
                    name: "walk \(number)",
                    history: History(
                        firstYear: 2001,
                        values: steps.map { step in
                            level += step
                            return level
                        }))
            })
    }

    @Test("MASE by hand: held at 4 after 1, 2, 4, an outcome of 7 is 3 off where a year moved 1.5")
    func maseByHand() async throws {
        let panel = SeriesPanel(series: [
            PanelSeries(name: "a", history: History(firstYear: 2001, values: [1, 2, 4, 7]))
        ])
        let found = try await test(["hold"], on: panel, options(1, origins: 1)).results[0].total
        #expect(found.count == 1)
        #expect(abs(found.mase - 2) < 1e-12)
        #expect(abs(found.smape - 200 * 3 / 11) < 1e-12)
        // A point has no width: the score is the penalty, 2/0.2 × 3 / 1.5.
        #expect(abs(found.msis80 - 20) < 1e-9)
        #expect(abs(found.msis95 - 80) < 1e-9)
    }

    @Test("The true model covers 80 and 95 % of simulated walks, and its PIT is flat, within four errors")
    func trueCoverage() async throws {
        // One origin a series, so that the forecasts of one horizon are independent.
        var known = options(1, origins: 1, draws: 400)
        known.intervals = .own
        let found = try await test(["known-walk"], on: walks(600, years: 6), known)
        let first = found.results[0].horizons[0]
        #expect(first.count == 600)
        #expect(abs(first.coverage80.value - 0.8) < 4 * first.coverage80.standardError)
        #expect(abs(first.coverage95.value - 0.95) < 4 * first.coverage95.standardError)
        #expect(abs(first.meanPIT - 0.5) < 4 * (1.0 / 12 / 600).squareRoot())
        #expect(first.pitCounts.reduce(0, +) == 600)
        #expect(first.pitCounts.allSatisfy { abs(Double($0) - 60) < 4 * (600 * 0.1 * 0.9).squareRoot() })
        // Twice too narrow: the interval holds 2Φ(0.64) − 1 = 48 %, and the test must see it.
        let narrow = ModelRegistry([KnownWalk(sd: 0.5)])
        var own = options(1, origins: 1)
        own.intervals = .own
        let bad = await Backtester.test(
            try BacktestMethods(["known-walk"], registry: narrow), on: walks(600, years: 6), options: own)
        let coverage = bad.results[0].horizons[0].coverage80
        #expect(abs(coverage.value - 0.48) < 4 * coverage.standardError + 0.01)
    }

    @Test("Origins are the last ones from which the whole horizon is known, each horizon with as many forecasts")
    func origins() async throws {
        let found = try await test(["known-walk"], on: walks(3, years: 12), options(4, origins: 3))
        #expect(found.originCount == 9)
        #expect(found.results[0].horizons.map(\.count) == [9, 9, 9, 9])
    }

    @Test("Where too few of them have half the series behind them, later origins serve too, with fewer far years")
    func shortOrigins() async throws {
        var some = options(4, origins: 5)
        some.keepsForecasts = true
        let found = try await test(["known-walk"], on: walks(1, years: 12), some)
        // 2006, 2007 and 2008 know four years, and the years before them have less than six behind them.
        #expect(Set(found.forecasts.map(\.origin)) == [2006, 2007, 2008, 2009, 2010])
        #expect(found.results[0].horizons.map(\.count) == [5, 5, 4, 3])
        // More than there are: all that leave a year to score.
        let all = try await test(["known-walk"], on: walks(1, years: 5), options(4, origins: 50))
        #expect(all.results[0].horizons.map(\.count) == [4, 3, 2, 1])
    }

    @Test("One thread and many give the same sums and forecasts")
    func threads() async throws {
        var one = options(3)
        one.threads = 1
        one.keepsForecasts = true
        var four = one
        four.threads = 4
        let panel = walks(40, years: 9)
        let names = ["drift", "known-walk", "patient", "ensemble"]
        let (a, b) = (try await test(names, on: panel, one), try await test(names, on: panel, four))
        #expect(a.results == b.results)
        #expect(a.forecasts == b.forecasts)
        #expect(!a.forecasts.isEmpty)
    }

    @Test("An ensemble does not depend on the order of its members, and one of a single member is that member")
    func ensembleOrder() async throws {
        let panel = walks(10, years: 9)
        func ensemble(_ names: [String]) async throws -> BacktestResult? {
            try await test(names, on: panel, options(2)).results.first { $0.id == "ensemble" }
        }
        let first = try await ensemble(["drift", "hold", "random-walk-drift", "ensemble"])
        #expect(first != nil)
        #expect(try await ensemble(["ensemble", "random-walk-drift", "drift", "hold"]) == first)
        var own = options(2)
        own.intervals = .own
        let alone = try await test(["known-walk", "ensemble"], on: panel, own).results
        #expect(alone[0].horizons == alone[1].horizons)
    }

    @Test("An ensemble is the equal-weight mixture: of a walk that stays and one that rises, its mean is between")
    func mixture() async throws {
        var options = options(1, origins: 1, draws: 64)
        options.keepsForecasts = true
        let panel = SeriesPanel(series: [PanelSeries(name: "a", history: History(firstYear: 2001, values: [0, 1, 2]))])
        let registry = ModelRegistry([KnownWalk(id: "a", drift: 0, sd: 0), KnownWalk(id: "b", drift: 8, sd: 0)])
        let found = await Backtester.test(
            try BacktestMethods(["a", "b", "ensemble"], registry: registry), on: panel, options: options)
        let forecast = try #require(found.forecasts.last)
        #expect(forecast.model == "ensemble")
        #expect(forecast.mean == 5)
        #expect(forecast.quantiles == [1, 1, 5, 9, 9])
    }

    @Test(
        "Without members of its own an ensemble has the registry's, whatever else is tested; '--members' names others")
    func members() async throws {
        let registry = ModelRegistry(
            [
                KnownWalk(id: "a", drift: 0, sd: 1), KnownWalk(id: "b", drift: 8, sd: 2),
                KnownWalk(id: "c", drift: 3, sd: 1),
            ],
            ensemble: ["a", "c"])
        let panel = walks(6, years: 8)
        func ensemble(_ names: [String], members: [String]? = nil) async throws -> Backtest {
            await Backtester.test(
                try BacktestMethods(names, members: members, registry: registry), on: panel, options: options(1))
        }
        let usual = try await ensemble(["ensemble"])
        #expect(usual.weights.map(\.id) == ["a", "c"])
        #expect(usual.results.map(\.id) == ["ensemble"])
        let beside = try await ensemble(["b", "ensemble"])
        #expect(beside.results[1].horizons == usual.results[0].horizons && beside.weights == usual.weights)
        let named = try await ensemble(["b", "ensemble", "a"], members: ["c", "a"])
        #expect(named.results[1].horizons == usual.results[0].horizons)
        let single = try await ensemble(["b", "ensemble"], members: ["b"])
        #expect(single.weights.map(\.id) == ["b"] && single.weights.map(\.weight) == [1])
        #expect(single.results[1].total.count == single.results[0].total.count)

        func fault(_ names: [String], _ members: [String]) throws -> [String] {
            do throws(DiagnosticList) {
                _ = try BacktestMethods(names, members: members, registry: registry)
                return []
            } catch {
                return error.diagnostics.map(\.message.en)
            }
        }
        #expect(try fault(["ensemble"], ["aa", "b"]) == ["there is no model 'aa'; did you mean 'a'?"])
        #expect(try fault(["a"], ["b"]) == ["'--members' has no use: 'ensemble' is not among '--models'"])
        #expect(try fault(["ensemble"], []) == ["an ensemble needs members: '--members drift,theta'"])
    }

    @Test("Members that were not asked for are in the mixture and not among the forecasts")
    func askedForecasts() async throws {
        var options = options(1, origins: 1, draws: 64)
        options.keepsForecasts = true
        let methods = try BacktestMethods(
            ["drift", "ensemble"], members: ["known-walk", "hold"], registry: registry)
        let found = await Backtester.test(methods, on: walks(3, years: 8), options: options)
        #expect(Set(found.forecasts.map(\.model)) == ["drift", "ensemble"])
        #expect(Set(found.weights.map(\.id)) == ["hold", "known-walk"])
    }

    @Test("A refusal is counted by cause, and the other models' results stand")
    func refusal() async throws {
        let panel = walks(4, years: 6)
        let found = try await test(["known-walk", "patient", "ensemble"], on: panel, options(1)).results
        let alone = try await test(["known-walk"], on: panel, options(1)).results
        #expect(found[0] == alone[0])
        // Five origins a series, of which only the last has five years before it.
        #expect(found[1].sortedFailures.map(\.count) == [16])
        #expect(found[1].sortedFailures.first?.cause.en == "fewer than 5 observations")
        #expect(found[1].total.count == 4)
        #expect(found[2].failureCount == 0 && found[2].total.count == 20)
    }

    @Test("Skill is that of CRPS against drift, 0 for drift itself")
    func skill() async throws {
        let found = try await test(["known-walk", "drift"], on: walks(60, years: 12), options(3)).results
        #expect(found[1].total.skill == 0)
        #expect(found[0].total.skill > 0)
        let expected = 1 - found[0].total.scaledCRPS / found[1].total.scaledCRPS
        #expect(abs(found[0].total.skill - expected) < 1e-12)
    }

    @Test("A panel with a split is forecast once, from the end of training, as far as it tests")
    func split() async throws {
        let text = """
            series,year,value,split
            a,1,1,train
            a,2,2,train
            a,3,3,train
            a,4,4,test
            a,5,5,test
            """
        let panel = try PanelFile.read(text: text, path: "p.csv")
        var options = options(5)
        options.keepsForecasts = true
        let found = try await test(["known-walk"], on: panel, options)
        #expect(found.originCount == 1)
        #expect(found.forecasts.map(\.horizon) == [1, 2])
        #expect(Set(found.forecasts.map(\.origin)) == [3])
        #expect(found.results[0].horizons.map(\.count) == [1, 1, 0, 0, 0])
    }

    @Test("A series that never moved has no scale and is left out of scaled scores only")
    func flat() async throws {
        let panel = SeriesPanel(series: [PanelSeries(name: "a", history: History(firstYear: 1, values: [2, 2, 2, 3]))])
        let found = try await test(["known-walk"], on: panel, options(1, origins: 1)).results[0].total
        #expect(found.count == 1 && found.scaledCount == 0)
        #expect(found.mase.isNaN && found.crps.isFinite)
    }
}
