import TestSupport
import Testing
import TianmuEngine
import TianmuModel
import TianmuNumerics

/// What levers, shocks and links do, in percentage points.
@Suite struct AdjustmentTests {
    private let rounding = 1e-10

    /// A level that grows by 5 %, one that grows by 3 %, a percentage that rests at 6, and growth of the levels.
    private func plan(_ rest: String, draws: Int = 32, sampler: Sampler = .sobol) throws -> Plan {
        try Pipeline.plan(
            """
            tianmu: 1
            years: {base: 2020, through: 2024}
            draws: {count: \(draws), sampler: \(sampler.rawValue), seed: 2}
            indicators:
              a: {unit: 元, base: {value: 100, reason: test}, model: constant-growth, parameters: {rate: 5}}
              b: {unit: 人, base: {value: 50, reason: test}, model: constant-growth, parameters: {rate: 3}}
              p: {unit: percent, model: hold, parameters: {value: 6}}
              a_growth: {unit: percent, formula: growth(a)}
              b_growth: {unit: percent, formula: growth(b)}
            \(rest)
            """)
    }

    private func expect(
        _ plan: Plan, _ id: IndicatorID, is expected: [Double], location: SourceLocation = #_sourceLocation
    ) {
        let draws = AllDraws(plan)
        for (year, value) in zip(2021...2024, expected) {
            let worst = draws[id, year].map { abs($0 - value) }.max() ?? .infinity
            #expect(
                worst < rounding, "\(id) in \(year): \(draws[id, year][0]), should be \(value)",
                sourceLocation: location)
        }
    }

    @Test("A lever lifts the growth of a level by exactly its points, and the level keeps the gain")
    func leverOnLevel() throws {
        let open = try plan("levers: {boost: {to: a, from: 2022, value: 2}}")
        expect(open, "a_growth", is: [5, 7, 7, 7])
        expect(open, "b_growth", is: [3, 3, 3, 3])
        expect(open, "a", is: [105, 105 * 1.07, 105 * 1.07 * 1.07, 105 * 1.07 * 1.07 * 1.07])
        let closed = try plan("levers: {boost: {to: a, unit: points per year, from: 2022, through: 2023, value: -2}}")
        expect(closed, "a_growth", is: [5, 3, 3, 5])
    }

    @Test("A lever lifts a percentage in its years, or adds up from year to year and then stays")
    func leverOnPercentage() throws {
        expect(
            try plan("levers: {l: {to: p, unit: points, from: 2022, through: 2023, value: 2}}"), "p", is: [6, 8, 8, 6])
        expect(try plan("levers: {l: {to: p, from: 2022, through: 2023, value: 2}}"), "p", is: [6, 8, 10, 10])
    }

    @Test("Two levers on one indicator add up; one at 0 does nothing and is no assumption")
    func severalLevers() throws {
        let plan = try plan(
            "levers: {one: {to: a, from: 2021, value: 1}, two: {to: a, from: 2022, value: 2}, off: {to: b, from: 2021, value: 0}}"
        )
        expect(plan, "a_growth", is: [6, 8, 8, 8])
        expect(plan, "b_growth", is: [3, 3, 3, 3])
        #expect(plan.assumptions.map(\.subject).filter { ["one", "two", "off"].contains($0) } == ["one", "two"])
    }

    @Test("A shock that is certain takes its points in its year; the next brings a part back")
    func certainShock() throws {
        let shock = "shocks: [{name: Flood, year: 2022, probability: 1, effect: {a: -4, p: -2}, recovery: 0.5}]"
        expect(try plan(shock), "a_growth", is: [5, 1, 7, 5])
        expect(try plan(shock), "p", is: [6, 4, 7, 6])
        let lasting = "shocks: [{name: Flood, year: 2022, probability: 1, effect: {a: -4}}]"
        expect(try plan(lasting), "a_growth", is: [5, 1, 5, 5])
    }

    @Test("A shock of probability 0 never happens")
    func impossibleShock() throws {
        expect(
            try plan("shocks: [{name: Flood, year: 2022, probability: 0, effect: {a: -4}}]"), "a_growth",
            is: [5, 5, 5, 5])
    }

    @Test("A shock happens in its share of draws, to all its indicators together", arguments: Sampler.allCases)
    func probableShock(_ sampler: Sampler) throws {
        let draws = AllDraws(
            try plan(
                "shocks: [{name: Flood, year: 2022, probability: 0.3, effect: {a: {p10: -6, p50: -4, p90: -3}, p: -2}}]",
                draws: 4096, sampler: sampler))
        let hit = draws["p", 2022].map { $0 == 4 }
        let count = hit.count { $0 }
        // Shocks draw from the independent stream with either sampler: sd √(0.3 · 0.7 / 4096) = 0.0072.
        #expect(abs(Double(count) / 4096 - 0.3) < 4 * 0.0072)
        let growth = draws["a_growth", 2022]
        #expect(zip(hit, growth).allSatisfy { $0 ? abs($1 - 5) > 0.1 : abs($1 - 5) < rounding })
        let effects = zip(hit, growth).filter(\.0).map { $1 - 5 }.sorted()
        for (probability, quantile) in [(0.1, -6.0), (0.5, -4), (0.9, -3)] {
            let below = Double(effects.count { $0 < quantile }) / Double(count)
            let error = (probability * (1 - probability) / Double(count)).squareRoot()
            #expect(abs(below - probability) < 4 * error)
        }
        #expect(draws["a_growth", 2023].allSatisfy { abs($0 - 5) < rounding })
    }

    @Test("A link carries a departure on, times its elasticity")
    func link() throws {
        let lever = "levers: {boost: {to: a, from: 2022, through: 2022, value: 2}}\n"
        let level = try plan(lever + "links: [{from: a, to: b, elasticity: 0.5}]")
        expect(level, "b_growth", is: [3, 4, 3, 3])
        expect(try plan(lever + "links: [{from: a, to: b, elasticity: 0.5, lag: 1}]"), "b_growth", is: [3, 3, 4, 3])
        expect(try plan(lever + "links: [{from: a, to: p, elasticity: -1.5}]"), "p", is: [6, 3, 6, 6])
        // From a formula, and from a percentage.
        expect(try plan(lever + "links: [{from: a_growth, to: b, elasticity: 0.5}]"), "b_growth", is: [3, 4, 3, 3])
        let points = "levers: {boost: {to: p, unit: points, from: 2023, through: 2023, value: 2}}\n"
        expect(try plan(points + "links: [{from: p, to: b, elasticity: 0.5}]"), "b_growth", is: [3, 3, 4, 3])
    }

    @Test("Links carry on what other links have moved")
    func chainOfLinks() throws {
        let moved = try plan(
            """
            levers: {boost: {to: p, unit: points, from: 2022, through: 2022, value: 4}}
            links: [{from: b, to: a, elasticity: 0.25}, {from: p, to: b, elasticity: 0.5}]
            """)
        expect(moved, "b_growth", is: [3, 5, 3, 3])
        expect(moved, "a_growth", is: [5, 5.5, 5, 5])
    }

    @Test("Without a departure a link does nothing, however large")
    func quietLink() throws {
        expect(try plan("links: [{from: a, to: b, elasticity: 9}]"), "b_growth", is: [3, 3, 3, 3])
    }

    @Test("An uncertain elasticity has its quantiles and is one number for all years of a draw")
    func uncertainElasticity() throws {
        let draws = AllDraws(
            try plan(
                """
                levers: {boost: {to: a, from: 2021, value: 2}}
                links: [{from: a, to: b, elasticity: {p10: 0.2, p50: 0.5, p90: 1}}]
                """, draws: 4096))
        let effects = draws["b_growth", 2021].map { ($0 - 3) / 2 }
        for (probability, quantile) in [(0.1, 0.2), (0.5, 0.5), (0.9, 1)] {
            let below = Double(effects.count { $0 < quantile }) / 4096
            #expect(abs(below - probability) < 4 * (probability * (1 - probability) / 4096).squareRoot())
        }
        #expect(zip(draws["b_growth", 2021], draws["b_growth", 2024]).allSatisfy { abs($0 - $1) < rounding })
    }

    @Test("The central path is without levers unless they are asked for, and then links carry them on")
    func centralPath() throws {
        let plan = try plan(
            """
            levers: {boost: {to: a, from: 2021, through: 2021, value: 2}}
            links: [{from: a, to: b, elasticity: 0.5}]
            shocks: [{name: Flood, year: 2021, probability: 1, effect: {a: -40}}]
            """)
        let without = CentralPath(plan: plan)
        let with = CentralPath(plan: plan, levers: true)
        let (a, b) = (try #require(plan.slot(of: "a")), try #require(plan.slot(of: "b")))
        #expect(abs(without.value(slot: a, year: 2021) - 105) < rounding)
        #expect(abs(without.value(slot: b, year: 2021) - 51.5) < rounding)
        #expect(abs(with.value(slot: a, year: 2021) - 107) < rounding)
        #expect(abs(with.value(slot: b, year: 2021) - 52) < rounding)
        #expect(without.value(slot: a, year: 2020) == 100)
    }

    @Test("A lever or a link moves a level that is held at a value and has no figure")
    func levelWithoutHistory() throws {
        let draws = AllDraws(
            try Pipeline.plan(
                """
                tianmu: 1
                years: {base: 2020, through: 2022}
                draws: {count: 16}
                indicators:
                  jobs: {unit: 人, model: hold, parameters: {value: 100}}
                  pupils: {unit: 人, model: hold, parameters: {value: 100}}
                levers: {boost: {to: jobs, from: 2021, through: 2021, value: 10}}
                links: [{from: jobs, to: pupils, elasticity: 1}]
                """))
        for id in ["jobs", "pupils"] as [IndicatorID] {
            for year in [2021, 2022] {
                #expect(
                    draws[id, year].allSatisfy { abs($0 - 110) < rounding }, "\(id) in \(year): \(draws[id, year][0])")
            }
        }
    }

    @Test("Two shocks of one name and year, which would share their draws, are refused; other years or names are not")
    func twinShocks() throws {
        func faults(_ second: String) -> [String] {
            Pipeline.faults(
                """
                tianmu: 1
                years: {base: 2020, through: 2024}
                indicators: {p: {unit: percent, model: hold, parameters: {value: 6}}}
                shocks:
                  - {name: Flood, year: 2021, probability: 0.3, effect: {p: -1}}
                  - {\(second), probability: 0.3, effect: {p: -2}}
                """)
        }
        #expect(
            faults("name: Flood, year: 2021") == [
                "scenario.yaml:6:25: error: two shocks of 2021 are called 'Flood'; rename one, or make them one"
            ])
        #expect(faults("name: Flood, year: 2022").isEmpty)
        #expect(faults("name: Drought, year: 2021").isEmpty)
    }
}
