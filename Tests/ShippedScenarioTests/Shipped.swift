import BridgeModels
import DemographicModels
import Foundation
import IncomeModels
import PanelModels
import PlanModels
import RandomWalkModels
import ShareModels
import SimpleModels
import TianmuEngine
import TianmuModel
import TianmuScenario
import TrendModels

/// The scenarios that ship with the program.
enum Shipped {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Scenarios").path

    static let names = [
        "hangzhou/baseline", "hangzhou/pooled", "hangzhou/random-walk", "hangzhou/to-2030",
        "linan/annual-goals-met", "linan/baseline", "linan/incomes-together", "linan/innovation-push",
        "linan/narrow-the-gap", "linan/revenue-bridge", "linan/weak-demand",
    ]

    static let registry = ModelRegistry([
        RandomWalkDriftModel(), DampedTrendModel(), ConstantGrowthModel(), HoldModel(), PlanPathModel(),
        ElicitedModel(), UrbanisationModel(), SharesModel(), ElasticityBridgeModel(), ProductRatioModel(),
        PooledGrowthModel(),
    ])

    static func path(_ name: String) -> String { "\(folder)/\(name).yaml" }

    static func plan(_ name: String) throws -> Plan {
        try Planner.plan(
            ScenarioReader.read(path: path(name)), registry: registry, options: PlanOptions(drawCount: drawCount))
    }

    /// Few, for a debug build.
    static let drawCount = 1024

    /// The scenarios of Lin'an, each run once: tests share what is slow in a debug build.
    static let linan = Task {
        var runs: [String: Assessment] = [:]
        for name in names where name.hasPrefix("linan/") { runs[name] = try await run(name) }
        return runs
    }

    static func run(_ name: String) async throws -> Assessment {
        Assessor.assess(Summarizer.summarize(try await Simulator.simulate(plan(name))))
    }
}

extension Assessment {
    /// The probability, between 0 and 1, that the target of an indicator and year is met; NaN without such a target.
    func probability(_ indicator: IndicatorID, _ year: Int) -> Double {
        targets.first { plan.series[$0.target.slot].id == indicator && $0.target.year == year }?
            .summary.probability.value ?? .nan
    }
}
