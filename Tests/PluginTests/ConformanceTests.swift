import DemographicModels
import PlanModels
import RandomWalkModels
import ShareModels
import SimpleModels
import Testing
import TianmuModel
import TianmuTesting
import TrendModels

@Suite struct ConformanceTests {
    static let suites = parametrised + ForecastSuites.all + LinkedModelSuites.all + SystemSuites.all

    static let parametrised = [
        ConformanceSuite(
            model: RandomWalkDriftModel(),
            cases: [
                ConformanceCase(),
                ConformanceCase("percentage", measure: .percent),
                ConformanceCase("level without logarithms", parameters: ["transform": .choice("none")]),
                ConformanceCase("known drift and sd", parameters: ["drift": .number(6), "sd": .number(4)]),
                ConformanceCase("prior drift", parameters: ["prior-drift": .number(7), "prior-weight": .number(5)]),
                ConformanceCase("known sd", parameters: ["sd": .number(4)]),
                ConformanceCase("no prior", parameters: ["prior-sd-weight": .number(0)]),
            ]),
        ConformanceSuite(
            model: DampedTrendModel(),
            cases: [
                ConformanceCase(),
                ConformanceCase("percentage", measure: .percent),
                ConformanceCase(
                    "given constants",
                    parameters: [
                        "alpha": .number(0.5), "beta": .number(0.1), "damping": .number(1), "sd": .number(2),
                    ]),
            ]),
        ConformanceSuite(
            model: PlanPathModel(),
            cases: [
                ConformanceCase(
                    "goals and target",
                    parameters: [
                        "goals": .yearly([2021: 7]), "slippage": .quantiles(p10: -1.5, p50: -0.3, p90: 0.6),
                    ], targets: [2025: 150]),
                ConformanceCase(
                    "noise beside slippage",
                    parameters: [
                        "then": .number(6), "slippage": .quantiles(p10: -1, p50: 0, p90: 1), "sd": .number(2),
                    ]),
                ConformanceCase("noise alone", parameters: ["then": .number(6), "sd": .number(2)]),
                ConformanceCase(
                    "percentage",
                    parameters: [
                        "goals": .yearly([2021: 7, 2022: 6.5]), "slippage": .quantiles(p10: -1, p50: 0, p90: 0.5),
                        "slippage-persistence": .number(1), "sd": .number(0.5),
                    ], measure: .percent),
            ]),
        ConformanceSuite(
            model: ElicitedModel(),
            cases: [
                ConformanceCase("level", parameters: quantiles),
                ConformanceCase("percentage", parameters: quantiles, measure: .percent),
                ConformanceCase(
                    "new each year",
                    parameters: quantiles.merging(["persistence": .number(0)]) { $1 }, measure: .percent),
            ]),
        ConformanceSuite(
            model: ConstantGrowthModel(),
            cases: [
                ConformanceCase("historical mean"),
                ConformanceCase(
                    "uncertain rate", parameters: ["rate": .quantiles(p10: 3, p50: 5, p90: 8)]),
                ConformanceCase("percentage", parameters: ["rate": .number(-0.5)], measure: .percent),
            ]),
        ConformanceSuite(
            model: HoldModel(),
            cases: [
                ConformanceCase(),
                ConformanceCase("noise", parameters: ["sd": .number(5)]),
                ConformanceCase("noise on a percentage", parameters: ["sd": .number(1)], measure: .percent),
            ]),
        ConformanceSuite(
            model: UrbanisationModel(),
            cases: [
                ConformanceCase("default parameters", measure: .percent, domain: .between(0, 100)),
                ConformanceCase(
                    "given difference", parameters: ["growth-difference": .number(3), "sd": .number(0)],
                    measure: .percent, domain: .between(0, 100)),
            ]),
        ConformanceSuite(
            model: SharesModel(),
            cases: [
                ConformanceCase("two", measure: .percent, domain: .shares(total: 100)),
                ConformanceCase("five", measure: .percent, domain: .shares(total: 100), outputCount: 5),
                ConformanceCase(
                    "known sd, no prior",
                    parameters: ["sd": .number(2), "prior-weight": .number(0), "total": .number(1)],
                    domain: .shares(total: 1), outputCount: 3),
            ]),
    ]

    static let quantiles: [String: ParameterValue] = ["p10": .number(2), "p50": .number(5), "p90": .number(7)]

    @Test("Every built-in model keeps every law", arguments: suites.indices)
    func laws(index: Int) {
        let report = Self.suites[index].run()
        #expect(report.isPassed, "\(report)")
    }

    @Test("Parameters for which a history is too short are refused with the number needed")
    func needed() {
        #expect(throws: ModelRefusal.tooFewObservations(indicator: "indicator", have: 1, need: 2)) {
            try fitted(RandomWalkDriftModel(), values: [100])
        }
        #expect(throws: ModelRefusal.tooFewObservations(indicator: "indicator", have: 4, need: 5)) {
            try fitted(RandomWalkDriftModel(), ["prior-sd-weight": .number(0)], values: [100, 105, 111, 118])
        }
        #expect(throws: ModelRefusal.tooFewObservations(indicator: "indicator", have: 0, need: 1)) {
            try fitted(ElicitedModel(), Self.quantiles, values: [])
        }
        #expect(throws: ModelRefusal.tooFewObservations(indicator: "indicator", have: 1, need: 2)) {
            try fitted(ConstantGrowthModel(), values: [100])
        }
    }
}
