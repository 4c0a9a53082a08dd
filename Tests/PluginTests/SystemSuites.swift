import CohortModels
import StockFlowModels
import TianmuModel
import TianmuTesting
import VectorModels

/// Models that own several indicators at once, or follow stocks and their flows.
enum SystemSuites {
    static let models: [any GrowthModel] = [BVARModel(), StockFlowModel(), CohortComponentModel()]

    static let all = [vector, stockFlow, cohorts]

    static let vector = ConformanceSuite(
        model: BVARModel(),
        cases: [
            ConformanceCase("two"),
            ConformanceCase("five", outputCount: 5),
            ConformanceCase("twelve", parameters: ["tightness": .number(0.2)], outputCount: 12),
            ConformanceCase("levels", parameters: ["form": .choice("levels")], outputCount: 3),
            ConformanceCase("values", parameters: ["transform": .choice("none")], domain: .real, outputCount: 3),
            ConformanceCase("percentages", measure: .percent, outputCount: 3),
            ConformanceCase(
                "loose prior",
                parameters: ["form": .choice("levels"), "tightness": .number(1e6), "own-lag": .number(0.5)],
                outputCount: 3),
            ConformanceCase("heavy prior", parameters: ["prior-sd": .number(5), "prior-sd-weight": .number(20)]),
        ])

    static let stockFlow = ConformanceSuite(
        model: StockFlowModel(),
        cases: [
            ConformanceCase(
                "given rates",
                parameters: ["entries": .quantiles(p10: 2, p50: 4, p90: 9), "exit-rate": .number(6)], domain: .positive),
            ConformanceCase(
                "entries per stock",
                parameters: [
                    "entry-rate": .number(8), "exit-rate": .quantiles(p10: 4, p50: 6, p90: 9),
                    "growth": .quantiles(p10: -2, p50: 1, p90: 3),
                ], domain: .positive),
            ConformanceCase("implied entries", parameters: ["exit-rate": .number(5)], domain: .positive),
            ConformanceCase(
                "history of entries per stock", parameters: ["exit-rate": .number(5), "basis": .choice("stock")],
                domain: .positive, outputCount: 2),
            ConformanceCase("history of all flows", domain: .positive, outputCount: 3),
            ConformanceCase(
                "chance alone", parameters: ["entry-variation": .number(0), "exit-variation": .number(0)],
                domain: .positive, outputCount: 3),
        ])

    static let cohorts = ConformanceSuite(
        model: CohortComponentModel(),
        cases: [
            ConformanceCase("migration from past growth", parameters: population),
            ConformanceCase(
                "three groups of ages",
                parameters: population.merging(["migration-rate": .quantiles(p10: -0.5, p50: 0.3, p90: 1.5)]) { $1 },
                outputCount: 3),
            ConformanceCase(
                "certain but for the shocks",
                parameters: population.merging([
                    "fertility": .number(2.1), "life-gain": .number(0), "migration": .number(-3),
                    "migration-sd": .number(1),
                ]) { $1 }, outputCount: 2),
        ])

    static let population: [String: ParameterValue] = [
        "ages": .yearly([0: 5, 5: 5, 15: 12, 30: 20, 45: 22, 60: 14, 75: 6, 85: 2]),
        "fertility": .quantiles(p10: 1, p50: 1.2, p90: 1.5), "life-gain": .quantiles(p10: 0, p50: 0.15, p90: 0.3),
    ]
}
