import DemographicModels
import PlanModels
import RandomWalkModels
import ShareModels
import SimpleModels
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario
import TrendModels

/// The stages in a row, from the text of a scenario.
package enum Pipeline {
    package static let registry = ModelRegistry([
        RandomWalkDriftModel(), DampedTrendModel(), ConstantGrowthModel(), HoldModel(), PlanPathModel(),
        ElicitedModel(), UrbanisationModel(), SharesModel(),
    ])

    /// Reads `yaml` as `scenario.yaml`, with the rows of `figures` as `figures.csv` beside it.
    package static func read(_ yaml: String, figures: String = "") throws -> Scenario {
        let folder = try TemporaryFolder()
        try folder.write("figures.csv", figures.isEmpty ? "indicator,unit,year,value\n" : figures)
        return try ScenarioReader.read(path: folder.write("scenario.yaml", yaml))
    }

    package static func plan(_ yaml: String, figures: String = "", options: PlanOptions = PlanOptions()) throws -> Plan
    {
        try Planner.plan(read(yaml, figures: figures), registry: registry, options: options)
    }

    package static func assess(_ plan: Plan, options: SimulationOptions = SimulationOptions(threads: 1)) async throws
        -> Assessment
    {
        Assessor.assess(Summarizer.summarize(try await Simulator.simulate(plan, options: options)))
    }

    /// Everything that is wrong with a scenario, as `file:line:column: error: message` with the file relative to its
    /// folder.
    package static func faults(_ yaml: String, figures: String = "", language: Language = .en) -> [String] {
        do {
            _ = try plan(yaml, figures: figures)
            return []
        } catch let list as DiagnosticList {
            return list.diagnostics.map { diagnostic in
                let file = diagnostic.position?.file ?? ""
                let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? "/"
                return diagnostic.text(language).replacing(folder, with: "")
            }
        } catch {
            return ["\(error)"]
        }
    }
}

extension Summary {
    /// One indicator in one year.
    package func year(_ id: IndicatorID, _ year: Int) -> YearSummary? {
        indicators.first { $0.id == id }?[year]
    }
}
