import PanelModels
import TestSupport
import Testing
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// `model: ensemble` in a scenario.
@Suite struct EnsembleScenarioTests {
    private let figures =
        "indicator,unit,year,value\n"
        + [100, 106, 109, 118, 121, 130, 141, 149].enumerated().map { "a,亿元,\(2013 + $0.offset),\($0.element)\n" }
        .joined()

    private func yaml(_ method: String) -> String {
        """
        tianmu: 1
        data: [figures.csv]
        years: {base: 2020, through: 2025}
        draws: {count: 2048, seed: 4}
        indicators:
          a: {\(method)}
          double: {unit: 亿元, formula: 2 * a}
        """
    }

    private func draws(_ method: String) throws -> [Double] {
        AllDraws(try Pipeline.plan(yaml(method), figures: figures))["a", 2025]
    }

    @Test("An ensemble lies between its members, holds identities and reports what its spread consists of")
    func between() throws {
        let plan = try Pipeline.plan(
            yaml("model: ensemble, members: [random-walk-drift, damped-trend]"), figures: figures)
        let all = AllDraws(plan)
        #expect(zip(all["double", 2025], all["a", 2025]).allSatisfy { $0 == 2 * $1 })
        let means = try [
            Moments(draws("model: random-walk-drift")).mean, Moments(draws("model: damped-trend")).mean,
        ].sorted()
        let mean = Moments(all["a", 2025]).mean
        #expect(mean > means[0] && mean < means[1])
        let report = try #require(plan.models.first).fitted.report
        #expect(report.notes.last?.en.hasPrefix("of the variance in 2025, ") == true)
        #expect(report.estimates.first == FitReport.Estimate("weight of damped-trend", 0.5))
    }

    @Test("Members in another order give the same draws, and weights move them")
    func order() throws {
        let one = try draws("model: ensemble, members: [random-walk-drift, damped-trend]")
        #expect(try one == draws("model: ensemble, members: [damped-trend, random-walk-drift]"))
        #expect(try one == draws("model: ensemble, members: {damped-trend: 2, random-walk-drift: 2}"))
        #expect(try one != draws("model: ensemble, members: {damped-trend: 1, random-walk-drift: 2}"))
    }

    @Test("An ensemble without members has the registry's, and goes on with the others where one refuses")
    func usual() throws {
        let registry = ModelRegistry(
            Pipeline.registry.models + [PooledGrowthModel()],
            ensemble: ["random-walk-drift", "pooled-growth", "damped-trend"])
        let plan = try Planner.plan(
            Pipeline.read(yaml("model: ensemble"), figures: figures), registry: registry)
        let named = try Planner.plan(
            Pipeline.read(yaml("model: ensemble, members: [random-walk-drift, damped-trend]"), figures: figures),
            registry: registry)
        #expect(plan.models[0].members.map(\.id) == ["damped-trend", "pooled-growth", "random-walk-drift"])
        let report = plan.models[0].fitted.report
        #expect(report.estimates[0] == FitReport.Estimate("weight of damped-trend", 0.5))
        #expect(report.notes.contains { $0.en.hasPrefix("pooled-growth is left out: ") })
        #expect(AllDraws(plan)["a", 2025] == AllDraws(named)["a", 2025])
    }

    @Test("A plan that fails says so, even where no stage says why")
    func unexplained() {
        #expect(DiagnosticList([]).withReason.hasErrors)
        #expect(DiagnosticList([]).withReason.reason.en.contains("please report it"))
        let told = DiagnosticList([.warning(zh: "一", en: "one", at: nil), .error(zh: "二", en: "two", at: nil)])
        #expect(told.withReason == told && told.reason.en == "two")
    }

    @Test("Members that cannot be are told at their place")
    func faults() {
        func fault(_ method: String) -> String {
            Pipeline.faults(yaml(method), figures: figures).joined(separator: "\n")
        }
        #expect(fault("model: ensemble").contains("'ensemble' needs members"))
        #expect(
            fault("model: ensemble, members: [damped-trent]")
                .contains("6:34: error: the member 'damped-trent' is no known model; did you mean 'damped-trend'?"))
        #expect(fault("model: ensemble, members: [ensemble]").contains("'ensemble' cannot be its own member"))
        #expect(fault("model: ensemble, members: [hold, hold]").contains("'hold' is named twice"))
        #expect(fault("model: ensemble, members: [shares]").contains("projects several indicators"))
        #expect(fault("model: ensemble, members: [elicited]").contains("the member 'elicited': parameter 'p50'"))
        #expect(fault("model: hold, members: [damped-trend]").contains("only 'ensemble' has members"))
        #expect(
            fault("model: hold, weights: stacked").contains("6:29: error: only 'ensemble' has weights, 'hold' has none")
        )
        #expect(fault("model: ensemble, members: {hold: 0}").contains("a weight above 0"))
        #expect(fault("model: ensembel").contains("did you mean 'ensemble'?"))
    }

    @Test("A scenario that takes another model takes the members away")
    func extending() throws {
        let folder = try TemporaryFolder()
        try folder.write("figures.csv", figures)
        try folder.write("base.yaml", yaml("model: ensemble, members: [random-walk-drift, damped-trend]"))
        func plan(_ child: String) throws -> Plan {
            let path = try folder.write("child.yaml", "tianmu: 1\nextends: base.yaml\nindicators: {a: {\(child)}}\n")
            return try Planner.plan(ScenarioReader.read(path: path), registry: Pipeline.registry)
        }
        #expect(try plan("model: damped-trend").models[0].descriptor.id == "damped-trend")
        #expect(try plan("members: [damped-trend]").models[0].fitted.report.estimates[0].value == 1)
    }
}
