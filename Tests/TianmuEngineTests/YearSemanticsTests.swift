import TestSupport
import Testing
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// Which year a value belongs to, and what is known of it.
@Suite struct YearSemanticsTests {
    /// A few digits of rounding.
    private let rounding = 1e-12

    private func scenario(through: Int = 2023, head: String = "", indicators: String, rest: String = "") -> String {
        """
        tianmu: 1
        data: [figures.csv]
        \(head)
        years: {base: 2020, through: \(through)}
        draws: {count: 32}
        indicators:
        \(indicators)
        \(rest)
        """
    }

    @Test("previous and growth reach back over the base year")
    func lookingBack() throws {
        let draws = AllDraws(
            try Pipeline.plan(
                scenario(
                    indicators: """
                          x: {unit: 元, model: constant-growth}
                          last: {unit: 元, formula: previous(x)}
                          second: {unit: 元, formula: "previous(x, 2)"}
                          rate: {unit: percent, formula: growth(x)}
                        """),
                figures: "indicator,unit,year,value\nx,元,2019,100\nx,元,2020,110\n"))
        #expect(draws["last", 2021].allSatisfy { $0 == 110 })
        #expect(draws["second", 2021].allSatisfy { $0 == 100 })
        #expect(draws["second", 2022].allSatisfy { $0 == 110 })
        for year in 2021...2023 {
            #expect(draws["rate", year].allSatisfy { abs($0 - 10) < 1e-10 })
            #expect(zip(draws["last", 2023], draws["x", 2022]).allSatisfy { $0 == $1 })
        }
    }

    @Test("A formula that chains on its own past begins at the known base")
    func chaining() throws {
        let draws = AllDraws(
            try Pipeline.plan(
                scenario(
                    indicators: """
                          real: {unit: percent, model: hold, parameters: {value: 7}}
                          deflator: {unit: percent, model: hold, parameters: {value: 2}}
                          gdp: {unit: 亿元, formula: previous(gdp) * (1 + real/100) * (1 + deflator/100)}
                        """),
                figures: "indicator,unit,year,value\ngdp,亿元,2020,600\n"))
        #expect(draws["gdp", 2023].allSatisfy { abs($0 / (600 * Double.pow(1.07 * 1.02, 3)) - 1) < rounding })
    }

    @Test("A figure later than the base year is known and not simulated", arguments: [2021, 2023])
    func laterFigures(_ through: Int) async throws {
        let plan = try Pipeline.plan(
            scenario(
                through: through,
                indicators: """
                      x: {unit: 元, model: random-walk-drift}
                      twice: {unit: 元, formula: 2 * x}
                      half: {unit: 元, formula: x / 2}
                    """,
                rest: """
                    shocks: [{name: Flood, year: 2021, probability: 1, effect: {x: -50}}]
                    """),
            figures: """
                indicator,unit,year,value
                x,元,2018,80
                x,元,2020,100
                x,元,2021,120
                half,元,2021,61
                """)
        let summary = try await Pipeline.assess(plan).summary
        let known = try #require(summary.year("x", 2021))
        #expect(known.isKnown)
        #expect(known.mean == Estimate(120, standardError: 0))
        #expect(known.sd.value == 0)
        #expect(known.quantiles.allSatisfy { $0 == Estimate(120, standardError: 0) })
        #expect(known.central == 120)
        #expect(summary.year("twice", 2021)?.median == 240)
        #expect(summary.year("twice", 2021)?.isKnown == false)
        // What is published stands, even where a formula would say otherwise.
        #expect(summary.year("half", 2021)?.median == 61)
        guard through > 2021 else { return }
        let next = try #require(summary.year("x", 2022))
        #expect(!next.isKnown)
        #expect(next.sd.value > 0)
        // Its point forecast goes on from the known value: 120 · (120/80)^{1/3}.
        #expect(abs(next.central / (120 * Double.pow(1.5, 1.0 / 3)) - 1) < rounding)
    }

    @Test("A day decides which vintage a forecast knows")
    func vintages() throws {
        let figures = """
            indicator,unit,year,value,kind,published
            x,元,2020,595,estimate,2020-12-20
            x,元,2020,605,preliminary,2021-02-01
            x,元,2020,612,actual,2021-11-30
            """
        for (day, value) in [("2020-12-31", 595.0), ("2021-03-01", 605), ("2022-01-01", 612)] {
            let plan = try Pipeline.plan(
                scenario(head: "as-of: \(day)", indicators: "  x: {unit: 元, model: hold}"), figures: figures)
            #expect(plan.series[0].known[2020]?.value == value)
            #expect(plan.series[0].known[2020]?.isProvisional == (value != 612))
            #expect(AllDraws(plan)["x", 2021].allSatisfy { $0 == value })
        }
        let estimates = try Pipeline.plan(
            scenario(head: "accept: [estimate]", indicators: "  x: {unit: 元, model: hold}"), figures: figures)
        #expect(estimates.series[0].known[2020]?.value == 595)
        let latest = try Pipeline.plan(scenario(indicators: "  x: {unit: 元, model: hold}"), figures: figures)
        #expect(latest.series[0].superseded.map(\.value) == [605, 595])
    }

    @Test("An assumed base stands in place of a figure, and is told")
    func assumedBase() throws {
        let plan = try Pipeline.plan(
            scenario(
                indicators: "  x: {unit: 亿元, model: hold, base: {value: 610000, unit: 万元, reason: rounded up}}"),
            figures: "indicator,unit,year,value\nx,亿元,2020,60\n")
        #expect(plan.series[0].known[2020]?.value == 61)
        #expect(plan.series[0].known[2020]?.isAssumed == true)
        #expect(plan.assumptions.map(\.subject) == ["x"])
        #expect(plan.assumptions.first?.reason == LocalizedText("rounded up"))
        #expect(plan.assumptions.first?.text.en.contains("not 60") == true)
    }

    @Test("A model whose last figure is older than the base year is run from there")
    func olderFigures() async throws {
        let plan = try Pipeline.plan(
            scenario(
                indicators: """
                      x: {unit: 元, model: random-walk-drift, parameters: {drift: 10, sd: 5}}
                      y: {unit: 元, base: {value: 1, reason: test}, model: hold}
                      rate: {unit: percent, formula: growth(x)}
                    """,
                rest: "levers: {boost: {to: x, from: 2021, through: 2021, value: 3}}"),
            figures: "indicator,unit,year,value\nx,元,2018,100\n")
        #expect(plan.grid == YearGrid(first: 2019, last: 2023))
        let draws = AllDraws(plan)
        let central = CentralPath(plan: plan)
        for (years, year) in (2019...2023).enumerated() {
            let expected = 100 * Double.pow(1.1, Double(years + 1))
            #expect(abs(central.value(slot: 0, year: year) / expected - 1) < rounding)
        }
        // Two years of uncertainty lie behind the base year already.
        #expect(Set(draws["x", 2020]).count > 16)
        // The lever adds 3 points to whatever the year's growth was.
        var bare = plan
        bare.levers = []
        for (with, without) in zip(draws["rate", 2021], AllDraws(bare)["rate", 2021]) {
            #expect(abs(with - without - 3) < 1e-10)
        }
        let summary = try await Pipeline.assess(plan).summary
        #expect(summary.indicators[0].years.map(\.year) == [2021, 2022, 2023])
    }
}
