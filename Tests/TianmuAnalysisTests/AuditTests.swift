import TestSupport
import Testing
import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuScenario

/// What targets imply through identities. Nothing here is about a place: ports and firms serve as well.
@Suite struct AuditTests {
    private let rounding = 1e-9

    private func audit(_ yaml: String, figures: String = "", further: [Figure] = []) throws -> Audit {
        let scenario = try Pipeline.read(yaml, figures: figures)
        return Auditor.audit(
            try Planner.plan(scenario, registry: Pipeline.registry), scenario: scenario, further: further)
    }

    private func near(_ a: Double?, _ b: Double) -> Bool { a.map { abs($0 - b) <= rounding * abs(b) } ?? false }

    private func value(_ id: IndicatorID, _ audit: Audit) -> ImpliedValue? {
        audit.implied.first { audit.plan.series[$0.slot].id == id }
    }

    private let perHead = """
        tianmu: 1
        as-of: 2021-03-01
        years: {base: 2020, through: 2025}
        data: [figures.csv]
        indicators:
          output: {unit: 亿元, base: {value: 600, reason: test}, model: constant-growth, parameters: {rate: 5}}
          heads: {unit: 万人, base: {value: 54, reason: test}, model: constant-growth, parameters: {rate: 0}}
          per_head: {unit: 万元, formula: output / heads}
        """

    @Test("A total of 900 and 16 per head imply 56.25 heads, above which the target per head is the stricter one")
    func totalAndPerHead() throws {
        let audit = try audit(
            perHead + """

                targets:
                  - {indicator: output, year: 2025, above: 900}
                  - {indicator: per_head, year: 2025, above: 16}
                """,
            figures: """
                indicator,unit,year,value,published
                census,人,2020,634555,2021-06-01
                visitors,人,2020,9000000,2021-02-01
                """)
        #expect(near(value("heads", audit)?.value, 56.25))
        #expect(audit.contradictions.isEmpty)
        let pivot = try #require(audit.pivots.first)
        #expect(near(pivot.meets, 56.25))
        #expect(pivot.resultBindsAbove == true)
        #expect(abs((pivot.required?.value ?? 0) - 0.8198) < 1e-4)
        // The head count of the scenario first, then the census; the visitors are not a base of anything per head.
        #expect(pivot.comparisons.count == 2)
        #expect(near(pivot.comparisons[0].needed, 864))
        #expect(near(pivot.comparisons[1].result, 900 / 63.4555))
        #expect(near(pivot.comparisons[1].needed, 16 * 63.4555))
        guard case .figure(let figure, _, let isLater) = pivot.comparisons[1].basis else {
            Issue.record("the census is no figure")
            return
        }
        #expect(figure.indicator == "census" && isLater)
        #expect(near(audit.targets[0].required?.value, 8.447177119769855))
    }

    @Test("Targets that no head count can fulfil are found, with what the others leave, and no target to spare")
    func contradiction() throws {
        let audit = try audit(
            perHead + """

                targets:
                  - {indicator: output, year: 2025, at-most: 800}
                  - {indicator: output, year: 2024, above: 700}
                  - {indicator: heads, year: 2025, at-least: 60}
                  - {indicator: per_head, year: 2025, at-least: 16}
                """)
        let found = try #require(audit.contradictions.first)
        #expect(audit.contradictions.count == 1)
        #expect(found.targets == [0, 2, 3])
        #expect(near(found.allowed?.upper, 800.0 / 60))
        #expect(found.identities.count == 1)
    }

    @Test("'Above' and 'at most' of one number contradict each other, 'at least' and 'at most' do not")
    func strictness() throws {
        func count(_ first: String) throws -> Int {
            try audit(
                perHead + """

                    targets:
                      - {indicator: output, year: 2025, \(first): 900}
                      - {indicator: output, year: 2025, at-most: 900}
                    """
            ).contradictions.count
        }
        #expect(try count("above") == 1)
        #expect(try count("at-least") == 0)
    }

    @Test("A target that the others already give is slack; one that asks for more binds")
    func redundancy() throws {
        func found(_ bound: Double) throws -> TargetRedundancy? {
            try audit(
                perHead + """

                    targets:
                      - {indicator: output, year: 2025, at-least: 900}
                      - {indicator: heads, year: 2025, at-most: 60}
                      - {indicator: per_head, year: 2025, at-least: \(bound)}
                    """
            ).redundancies.first
        }
        #expect(try found(14)?.holds == true)
        #expect(try found(16)?.holds == false)
        #expect(near(try found(16)?.value, 15))
    }

    @Test("A mean and a ratio give both incomes, with the share held at its last level")
    func incomes() throws {
        let audit = try audit(
            """
            tianmu: 1
            years: {base: 2020, through: 2025}
            indicators:
              town: {unit: 元, base: {value: 59760, reason: test}, model: constant-growth, parameters: {rate: 7}}
              country: {unit: 元, base: {value: 35816, reason: test}, model: constant-growth, parameters: {rate: 7}}
              share: {unit: percent, base: {value: 59.3, reason: test}, model: hold}
              ratio: {unit: ratio, formula: town / country}
              mean: {unit: 元, formula: share/100 * town + (1 - share/100) * country}
            targets:
              - {indicator: mean, year: 2025, above: 6.6, unit: 万元}
              - {indicator: ratio, year: 2025, at-most: 1.6}
            """)
        let country = 66_000 / (0.593 * 1.6 + 1 - 0.593)
        #expect(near(value("country", audit)?.value, country))
        #expect(near(value("town", audit)?.value, 1.6 * country))
        #expect(value("town", audit)?.held.map(\.level.value) == [59.3])
        #expect(audit.ratios.isEmpty)
    }

    @Test("Growth on a known year gives a level, whatever else happens: in ports as well")
    func growthOfPorts() throws {
        let audit = try audit(
            """
            tianmu: 1
            years: {base: 2020, through: 2022}
            indicators:
              cargo: {unit: 万吨, base: {value: 800, reason: test}, model: constant-growth, parameters: {rate: 3}}
              cargo_growth: {unit: percent, formula: growth(cargo)}
            targets:
              - {indicator: cargo_growth, year: 2021, at-least: 5}
            """)
        let cargo = try #require(value("cargo", audit))
        #expect(near(cargo.value, 840))
        #expect(cargo.relation == .atLeast)
        #expect(near(cargo.required?.value, 5))
    }

    @Test("The share that is left is bounded by those that have targets")
    func shares() throws {
        let audit = try audit(
            """
            tianmu: 1
            data: [figures.csv]
            years: {base: 2020, through: 2022}
            indicators:
              sea: {unit: percent}
              land: {unit: percent}
            groups:
              ways: {indicators: [sea, land], model: shares}
            targets:
              - {indicator: sea, year: 2022, at-least: 74}
            """,
            figures: """
                indicator,unit,year,value
                sea,percent,2020,70
                land,percent,2020,30
                """)
        let land = try #require(value("land", audit))
        #expect(near(land.value, 26))
        #expect(land.relation == .atMost)
    }

    @Test("Money targets as shares of each other, and an index against the money since its base year")
    func ratios() throws {
        let audit = try audit(
            """
            tianmu: 1
            years: {base: 2020, through: 2025}
            indicators:
              output: {unit: 亿元, base: {value: 600, reason: test}, model: constant-growth, parameters: {rate: 5}}
              revenue: {unit: 亿元, base: {value: 60, reason: test}, model: constant-growth, parameters: {rate: 5}}
              digital: {unit: 2020=100, base: {value: 100, reason: test}, model: constant-growth, parameters: {rate: 5}}
            targets:
              - {indicator: output, year: 2025, above: 900}
              - {indicator: revenue, year: 2025, above: 100}
              - {indicator: digital, year: 2025, at-least: 200}
            """)
        let ratio = try #require(audit.ratios.first)
        #expect(audit.ratios.count == 1)
        #expect(near(ratio.percent, 100.0 / 9))
        #expect(near(ratio.lastPercent, 10))
        #expect(near(audit.targets[2].required?.value, 14.869835499703509))
        let multiple = try #require(audit.multiples.first)
        #expect(near(multiple.indexMultiple / multiple.totalMultiple, 4.0 / 3))
    }

    @Test("Without formulas nothing is implied, and without targets nothing is found")
    func nothing() throws {
        let plain = """
            tianmu: 1
            years: {base: 2020, through: 2025}
            indicators:
              firms: {unit: 家, base: {value: 11, reason: test}, model: hold}
            """
        let empty = try audit(plain)
        #expect(empty.targets.isEmpty && empty.implied.isEmpty && empty.contradictions.isEmpty)
        let one = try audit(plain + "\ntargets: [{indicator: firms, year: 2025, at-least: 18}]")
        #expect(one.implied.isEmpty && one.contradictions.isEmpty && one.pivots.isEmpty)
        #expect(near(one.targets[0].required?.value, 10.35092145999348))
    }

    @Test("A target whose year is known is settled and binds nothing any more")
    func settled() throws {
        let audit = try audit(
            """
            tianmu: 1
            data: [figures.csv]
            as-of: 2022-06-01
            years: {base: 2020, through: 2025}
            indicators:
              output: {model: constant-growth, parameters: {rate: 5}}
            targets:
              - {indicator: output, year: 2021, at-least: 700}
            """,
            figures: """
                indicator,unit,year,value,published
                output,亿元,2020,600,2021-03-01
                output,亿元,2021,650,2022-03-01
                """)
        #expect(audit.targets[0].outcome?.value == 650)
        #expect(audit.contradictions.isEmpty)
    }
}
