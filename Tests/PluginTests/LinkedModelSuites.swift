import BridgeModels
import ConvergenceModels
import IncomeModels
import PanelModels
import ProductionModels
import TianmuModel
import TianmuTesting

/// Models that read other indicators, other regions, or own two indicators.
enum LinkedModelSuites {
    static let models: [any GrowthModel] = [
        ElasticityBridgeModel(), BetaConvergenceModel(), SolowModel(), ProductRatioModel(), PooledGrowthModel(),
    ]

    static let all = [
        ConformanceSuite(
            model: ElasticityBridgeModel(),
            cases: [
                ConformanceCase(),
                ConformanceCase("values", parameters: ["transform": .choice("none")], domain: .real),
                ConformanceCase("percentage", measure: .percent),
                ConformanceCase("no prior", parameters: ["prior": .choice("none")]),
                ConformanceCase(
                    "known coefficients", parameters: ["elasticity-sd": .number(0), "autonomous-sd": .number(0)]),
            ]),
        ConformanceSuite(
            model: BetaConvergenceModel(),
            cases: [
                ConformanceCase(),
                ConformanceCase(
                    "uncertain steady ratio",
                    parameters: ["steady-ratio": .quantiles(p10: 60, p50: 80, p90: 110), "rate-sd": .number(0)]),
                ConformanceCase("from siblings", parameters: ["rate-from": .choice("siblings")]),
                ConformanceCase("percentage", measure: .percent, domain: .positive),
            ]),
        ConformanceSuite(
            model: SolowModel(),
            cases: [
                ConformanceCase(),
                ConformanceCase(
                    "known factors",
                    parameters: [
                        "capital-share": .number(0.35), "depreciation": .number(6), "research-return": .number(0),
                        "initial-capital": .number(1000), "tfp-growth-sd": .number(0),
                    ]),
                ConformanceCase(
                    "given growth, errors that last",
                    parameters: ["capital-growth": .number(8), "persistence": .number(0.95)]),
            ]),
        ConformanceSuite(
            model: ProductRatioModel(),
            cases: [
                ConformanceCase(),
                ConformanceCase("returning", parameters: ["ratio": .choice("revert"), "damping": .number(0.9)]),
                ConformanceCase(
                    "given ratio",
                    parameters: [
                        "ratio": .choice("revert"), "long-run-ratio": .quantiles(p10: 0.6, p50: 0.8, p90: 0.9),
                        "growth-sd": .number(0), "persistence": .number(0.8),
                    ]),
                ConformanceCase("no trend", parameters: ["ratio-trend-sd": .number(0)]),
            ]),
        ConformanceSuite(
            model: PooledGrowthModel(),
            cases: [
                ConformanceCase(),
                ConformanceCase("values", parameters: ["transform": .choice("none")], domain: .real),
                ConformanceCase("percentage", measure: .percent),
                ConformanceCase("James-Stein", parameters: ["between": .choice("james-stein")]),
                ConformanceCase(
                    "moments of recent years", parameters: ["between": .choice("moments"), "years": .number(6)]),
                ConformanceCase(
                    "given variances",
                    parameters: [
                        "between-sd": .number(1), "common-share": .number(0.5), "persistence": .number(0),
                        "prior-sd": .number(5), "prior-sd-weight": .number(20),
                    ]),
            ]),
    ]
}
