import TestSupport
import Testing
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// Ratios, shares and identities hold in every draw, and plain arithmetic comes out as on paper.
@Suite struct IdentityTests {
    private let rounding = 1e-12

    @Test("Shares sum to 100 in every draw, whatever moves them")
    func shares() throws {
        let draws = AllDraws(
            try Pipeline.plan(
                """
                tianmu: 1
                data: [figures.csv]
                years: {base: 2020, through: 2025}
                draws: {count: 100}
                indicators:
                  primary: {unit: percent}
                  secondary: {unit: percent}
                  tertiary: {unit: percent}
                groups:
                  sectors: {indicators: [primary, secondary, tertiary], model: shares}
                """,
                figures: """
                    indicator,unit,year,value
                    primary,percent,2015,9
                    secondary,percent,2015,50
                    tertiary,percent,2015,41
                    primary,percent,2020,8
                    secondary,percent,2020,44
                    tertiary,percent,2020,48
                    """))
        for year in 2021...2025 {
            let sums = draws["primary", year].indices.map { draw in
                (["primary", "secondary", "tertiary"] as [IndicatorID]).reduce(0) { $0 + draws[$1, year][draw] }
            }
            #expect(sums.count == 100)
            #expect(sums.allSatisfy { abs($0 - 100) < 1e-10 })
        }
        #expect(Set(draws["primary", 2025]).count == 100)
    }

    @Test("Per head times population is the total, and the mean income lies between its parts, in every draw")
    func identities() throws {
        let draws = AllDraws(
            try Pipeline.plan(
                """
                tianmu: 1
                years: {base: 2020, through: 2025}
                draws: {count: 200}
                indicators:
                  total: {unit: 亿元, base: {value: 600, reason: test}, model: random-walk-drift, parameters: {drift: 7, sd: 3}}
                  people: {unit: 万人, base: {value: 55, reason: test}, model: random-walk-drift, parameters: {drift: 0, sd: 1}}
                  per_head: {unit: 万元, formula: total / people}
                  town: {unit: 元, base: {value: 59760, reason: test}, model: random-walk-drift, parameters: {drift: 7, sd: 9}}
                  country: {unit: 元, base: {value: 35816, reason: test}, model: random-walk-drift, parameters: {drift: 8, sd: 9}}
                  share: {unit: percent, base: {value: 59.3, reason: test}, model: urbanisation}
                  mean: {unit: 元, formula: share/100 * town + (1 - share/100) * country}
                links: [{from: total, to: town, elasticity: 0.5}]
                levers: {boost: {to: country, from: 2022, value: 3}}
                """))
        for year in 2021...2025 {
            for draw in 0..<200 {
                // 亿元 and 万人 and 万元 are each other's ratio to within 10⁴: 1 亿元 / 1 万人 = 1 万元.
                let product = draws["per_head", year][draw] * draws["people", year][draw]
                #expect(abs(product / draws["total", year][draw] - 1) < rounding)
                let (town, country) = (draws["town", year][draw], draws["country", year][draw])
                let mean = draws["mean", year][draw]
                #expect(mean > min(town, country) && mean < max(town, country))
                #expect((0...100).contains(draws["share", year][draw]))
            }
        }
    }

    @Test("900 亿元 for 56.25 万人 are 16 万元 each, exactly")
    func perHead() throws {
        let draws = AllDraws(
            try Pipeline.plan(
                """
                tianmu: 1
                years: {base: 2024, through: 2025}
                draws: {count: 16}
                indicators:
                  total: {unit: 亿元, model: hold, parameters: {value: 900}}
                  people: {unit: 万人, model: hold, parameters: {value: 56.25}}
                  per_head: {unit: 万元, formula: total / people}
                  in_yuan: {unit: 元, formula: total / people}
                """))
        #expect(draws["per_head", 2025] == [Double](repeating: 16, count: 16))
        #expect(draws["in_yuan", 2025] == [Double](repeating: 160_000, count: 16))
    }

    @Test("Lin'an's urban-rural ratio on its trend of 2015-2020 is 1.6027 in 2025: just outside 1.6")
    func urbanRuralRatio() async throws {
        let plan = try Pipeline.plan(
            """
            tianmu: 1
            data: [figures.csv]
            years: {base: 2020, through: 2025}
            draws: {count: 64}
            indicators:
              urban_income: {model: constant-growth}
              rural_income: {model: constant-growth}
              ratio: {unit: ratio, formula: urban_income / rural_income}
            targets: [{indicator: ratio, year: 2025, at-most: 1.6}]
            """,
            figures: """
                indicator,unit,year,value
                urban_income,元,2015,41230
                urban_income,元,2020,59760
                rural_income,元,2015,23736
                rural_income,元,2020,35816
                """)
        let assessment = try await Pipeline.assess(plan)
        let median = try #require(assessment.summary.year("ratio", 2025)?.median)
        // (59760²/41230) / (35816²/23736).
        #expect(abs(median - 1.602733) < 1e-6)
        #expect(assessment.targets[0].verdict == .outOfReach)
    }

    @Test("From 600 to 900 亿元 in five years takes 8.45 % a year, and a plan path takes them")
    func requiredGrowth() throws {
        let draws = AllDraws(
            try Pipeline.plan(
                """
                tianmu: 1
                years: {base: 2020, through: 2025}
                draws: {count: 16}
                indicators:
                  gdp: {unit: 亿元, base: {value: 600, reason: test}, model: plan-path}
                  rate: {unit: percent, formula: growth(gdp)}
                targets: [{indicator: gdp, year: 2025, above: 9000000, unit: 万元}]
                """))
        // 100 (1.5^{1/5} − 1).
        for year in 2021...2025 {
            #expect(draws["rate", year].allSatisfy { abs($0 - 8.447177119769854) < 1e-9 })
        }
        #expect(draws["gdp", 2025].allSatisfy { abs($0 - 900) < 1e-9 })
    }

    @Test(
        "A target in another unit of its kind is converted", arguments: [("万元", 170_000.0), ("亿元", 17), ("元", 1.7e9)])
    func targetUnits(_ unit: String, _ value: Double) throws {
        let plan = try Pipeline.plan(
            """
            tianmu: 1
            years: {base: 2020, through: 2021}
            indicators:
              x: {unit: 亿元, base: {value: 1, reason: test}, model: hold}
            targets: [{indicator: x, year: 2021, at-least: \(value), unit: \(unit)}]
            """)
        #expect(plan.targets.map(\.value) == [17])
        #expect(plan.targets.map(\.statedValue) == [value])
    }

    @Test("The answer says how much of it rests on assumptions")
    func priorShares() async throws {
        let plan = try Pipeline.plan(
            """
            tianmu: 1
            data: [figures.csv]
            years: {base: 2020, through: 2021}
            draws: {count: 64}
            indicators:
              fitted: {unit: 元, model: constant-growth}
              stated: {unit: 元, model: constant-growth, parameters: {rate: 3}}
              ratio: {unit: ratio, formula: previous(stated) / fitted}
            targets:
              - {indicator: fitted, year: 2021, above: 1}
              - {indicator: stated, year: 2021, above: 1}
              - {indicator: ratio, year: 2021, above: 1}
            """, figures: "indicator,unit,year,value\nfitted,元,2019,1\nfitted,元,2020,2\nstated,元,2020,2\n")
        let shares = try await Pipeline.assess(plan).targets.map(\.priorShare)
        // A mean rate of the history is half an assumption: that there is no spread about it.
        #expect(shares == [0.5, 1, 1])
        #expect(plan.assumptions.map(\.subject) == ["stated"])
    }
}
