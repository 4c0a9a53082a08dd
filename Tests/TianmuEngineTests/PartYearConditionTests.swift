import TestSupport
import Testing
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// A part of this year tightens its forecast.
@Suite struct PartYearConditionTests {
    private let yaml = """
        tianmu: 1
        data: [figures.csv]
        as-of: 2022-10-31
        years: {base: 2021, through: 2025}
        draws: {count: 4096, seed: 3}
        indicators:
          x: {unit: 亿元, model: random-walk-drift, parameters: {drift: 8, sd: 3}}
        """
    private let whole = """
        indicator,unit,year,value,kind,published,period
        x,亿元,2021,600,actual,2022-03-01,

        """
    private let part = """
        x,亿元,2021,420,actual,2021-10-20,1-9
        x,亿元,2022,430.5,actual,2022-10-20,1-9

        """

    private func width(_ year: YearSummary) -> Double {
        Double.log(year.quantile(0.9) / year.quantile(0.1)) / (2 * NormalDistribution.quantile(0.9))
    }

    @Test("The reading and the forecast are weighed by their precisions, on the scale of logarithms")
    func precision() async throws {
        let walk = yaml
        let free = try #require(try await forecast(walk, whole).year("x", 2022))
        let plan = try Pipeline.plan(walk, figures: whole + part)
        #expect(plan.conditions.map(\.year) == [2022])
        let summary = try await Forecaster.summarize(plan, options: SimulationOptions(threads: 1))
        let found = try #require(summary.year("x", 2022))
        // 600 · 430.5 / 420 = 615, with an sd of 0.3 · 5 %.
        let (a, b) = (1 / (width(free) * width(free)), 1 / (0.015 * 0.015))
        let center = Double.exp((a * Double.log(free.median) + b * Double.log(615)) / (a + b))
        #expect(abs(found.median - center) < 0.0015 * center)
        #expect(abs(width(found) - 1 / (a + b).squareRoot()) < 0.0015)
        #expect(plan.assumptions.contains { $0.subject == "x" && $0.text.en.contains("month 9") })
    }

    @Test("Once the year is known its parts no longer count; before they are published they do not yet")
    func superseded() throws {
        let later = whole + part + "x,亿元,2022,612,actual,2022-10-25,\n"
        #expect(try Pipeline.plan(yaml, figures: later).conditions.isEmpty)
        let early = yaml.replacing("2022-10-31", with: "2022-09-30")
        #expect(try Pipeline.plan(early, figures: whole + part).conditions.isEmpty)
    }

    @Test("A part without the same months of the year before is not used, and says so")
    func warning() throws {
        let plan = try Pipeline.plan(
            yaml,
            figures: whole + "x,亿元,2022,430.5,actual,2022-10-20,1-9\n")
        #expect(plan.conditions.isEmpty)
        #expect(plan.warnings.contains { $0.text(.en).contains("the year before lacks its whole or the same months") })
    }

    private func forecast(_ yaml: String, _ figures: String) async throws -> Summary {
        try await Pipeline.assess(try Pipeline.plan(yaml, figures: figures)).summary
    }
}
