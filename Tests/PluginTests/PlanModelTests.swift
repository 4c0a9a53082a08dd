import PlanModels
import Testing
import TianmuModel
import TianmuNumerics
import TianmuTesting

@Suite struct PlanPathTests {
    @Test("Without slippage the path meets the target at the constant rate that it requires")
    func target() throws {
        let plan = try fitted(PlanPathModel(), values: [600], targets: [2025: 900])
        let path = pointForecast(plan)
        // 1.5^(1/5) − 1 = 8.447177 %.
        #expect(isClose(path, (1...5).map { 600 * Double.pow(1.5, Double($0) / 5) }, tolerance: 1e-13))
        #expect(abs(path[0] / 600 - 1.08447177) < 1e-8)
        #expect(abs(path[4] - 900) < 1e-10)
    }

    @Test("Annual goals come first, the years between make up for them")
    func goalsFirst() throws {
        let plan = try fitted(
            PlanPathModel(), ["goals": .yearly([2021: 7, 2023: 10])], values: [100], targets: [2025: 150])
        let path = pointForecast(plan)
        #expect(abs(path[0] - 107) < 1e-12 && abs(path[2] / path[1] - 1.1) < 1e-12 && abs(path[4] - 150) < 1e-10)
        let rate = Double.pow(150 / (107 * 1.1), 1.0 / 3)
        #expect(abs(path[1] / path[0] - rate) < 1e-12 && abs(path[4] / path[3] - rate) < 1e-12)
    }

    @Test("After the last target the last goal is held, or 'then'")
    func afterwards() throws {
        let goals: [String: ParameterValue] = ["goals": .yearly([2021: 7])]
        #expect(
            isClose(
                pointForecast(try fitted(PlanPathModel(), goals, values: [100]), years: 2), [107, 114.49],
                tolerance: 1e-13))
        let then = goals.merging(["then": .number(5)]) { $1 }
        #expect(
            isClose(
                pointForecast(try fitted(PlanPathModel(), then, values: [100]), years: 2), [107, 112.35],
                tolerance: 1e-13))
    }

    @Test("A percentage goes to its target in a straight line, from a goal or from its last value")
    func percentage() throws {
        let plan = try fitted(
            PlanPathModel(), ["goals": .yearly([2021: 7])], values: [], measure: .percent, targets: [2025: 5])
        #expect(isClose(pointForecast(plan), [7, 6.5, 6, 5.5, 5], tolerance: 1e-13))
        let share = try fitted(PlanPathModel(), values: [60], measure: .percent, targets: [2025: 65])
        #expect(isClose(pointForecast(share), [61, 62, 63, 64, 65], tolerance: 1e-13))
    }

    @Test("Slippage of one draw is the elicited value at the mixed normal")
    func slippage() throws {
        let plan = try fitted(
            PlanPathModel(),
            [
                "then": .number(6), "slippage": .quantiles(p10: -1.5, p50: -0.3, p90: 0.6),
                "slippage-persistence": .number(0.36),
            ], values: [100], through: 2021)
        var table = ProjectionTable(yearCount: 1, drawCount: 1, parameterNormalCount: 1, seed: nil)
        table.parameterNormals[0] = 1
        table.innovations[0] = -2
        table.project(plan)
        let slip = try ElicitedDistribution(p10: -1.5, p50: -0.3, p90: 0.6).value(atNormal: 0.6 - 1.6)
        #expect(abs(table.paths[0] - (106 + slip)) < 1e-12)
    }

    @Test("A level with neither goal nor target is refused, as is a target that is not positive")
    func refused() {
        #expect(throws: ModelRefusal.badParameter(.missing(name: "goals", unit: "percent per year"))) {
            try fitted(PlanPathModel(), values: [100])
        }
        #expect(throws: ModelRefusal.notPositive(indicator: "indicator", year: 2025, value: 0)) {
            try fitted(PlanPathModel(), values: [100], targets: [2025: 0])
        }
    }
}

@Suite struct ElicitedModelTests {
    @Test("The quantiles of a percentage are reproduced in every year", arguments: [0, 0.5, 1])
    func quantiles(persistence: Double) throws {
        let model = try fitted(
            ElicitedModel(),
            ["p10": .number(0.5), "p50": .number(2), "p90": .number(5), "persistence": .number(persistence)],
            values: [], through: 2022, measure: .percent)
        var table = ProjectionTable(
            yearCount: 2, drawCount: 20_000, parameterNormalCount: model.parameterNormalCount, seed: 3)
        table.project(model)
        for year in 0..<2 {
            for (bound, p) in [(0.5, 0.1), (2, 0.5), (5, 0.9)] {
                let share = StatisticalExpectation.share(
                    of: table.path(yearIndex: year), upTo: bound, expected: p)
                #expect(share.isWithin(4, of: p), "\(share)")
            }
        }
        #expect((table.path(yearIndex: 0) == table.path(yearIndex: 1)) == (persistence == 1))
    }

    @Test("A level grows by the median where all normals are zero")
    func level() throws {
        let model = try fitted(
            ElicitedModel(), ["p10": .number(0), "p50": .number(5), "p90": .number(8)], values: [200])
        #expect(isClose(pointForecast(model, years: 2), [210, 220.5], tolerance: 1e-13))
    }

    @Test("Extremely skewed quantiles are refused in a sentence of their own")
    func skewed() {
        let refusal = #expect(throws: ModelRefusal.self) {
            try fitted(ElicitedModel(), ["p10": .number(0), "p50": .number(0.001), "p90": .number(8)], values: [1])
        }
        #expect(refusal?.message.en.contains("too skewed") == true)
    }

    @Test("Unordered quantiles are refused")
    func unordered() {
        #expect(throws: ModelRefusal.self) {
            try fitted(
                ElicitedModel(), ["p10": .number(9), "p50": .number(5), "p90": .number(8)], values: [200])
        }
    }
}
