import TestSupport
import Testing
import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuScenario

@Suite struct ChangeDecompositionTests {
    private func read(_ changes: [(String, String)]) throws -> Scenario {
        var text = WhatIfScenarios.everything
        for (old, new) in changes {
            try #require(text.contains(old))
            text = text.replacing(old, with: new)
        }
        return try Pipeline.read(text)
    }

    private func make(_ changes: [(String, String)], target: Int = 0) async throws -> ChangeDecomposition {
        try await ChangeDecomposition.make(
            try read([]), try read(changes), target: target, registry: Pipeline.registry, options: PlanOptions(),
            threads: 1)
    }

    private let demand = ("range: [-3, 3], value: 0", "range: [-3, 3], value: 1")
    private let storm = ("probability: 0.3, effect", "probability: 0.6, effect")
    private let judgement = ("p10: 4, p50: 6", "p10: 3, p50: 5.5")
    private let elasticity = ("p10: 0.2, p50: 0.5, p90: 0.8", "p10: 0.5, p50: 0.9, p90: 1.2")
    private let correlation = ("[u, r]: 0.6", "[u, r]: -0.2")

    @Test("Contributions add up to the change within 1e-9, and the change is that of the two runs")
    func addsUp() async throws {
        for target in 0..<3 {
            let found = try await make([demand, storm, judgement, elasticity, correlation], target: target)
            #expect(found.contributions.count == 5)
            let change = found.to.probability.value - found.from.probability.value
            #expect(abs(found.contributions.reduce(0) { $0 + $1.probability } - change) < 1e-9)
            let median = found.to.median - found.from.median
            #expect(abs(found.contributions.reduce(0) { $0 + $1.median } - median) < 1e-9)
        }
        let other = try await Pipeline.assess(
            Planner.plan(try read([demand, storm, judgement]), registry: Pipeline.registry))
        let found = try await make([demand, storm, judgement])
        #expect(found.to.probability == other.summary.targets[0].probability)
        #expect(found.to.median == other.summary.targets[0].forecast.median)
    }

    @Test("A single difference carries all of the change, and one out of the target's way none")
    func single() async throws {
        let found = try await make([demand])
        #expect(found.contributions.map(\.part.kind) == [.lever("demand")])
        #expect(found.contributions[0].probability == found.to.probability.value - found.from.probability.value)
        #expect(found.contributions[0].probability > 0.1)
        let two = try await make([demand, correlation])
        #expect(two.contributions.map(\.probability) == [found.contributions[0].probability, 0])
    }

    @Test("What is added counts as a difference: an indicator, a link, a shock")
    func added() async throws {
        let found = try await make([
            ("  away:", "  more: {unit: percent, model: hold, parameters: {value: 3}}\n  away:"),
            ("shocks: [", "shocks: [{name: boom, year: 2021, probability: 0.5, effect: {g: 2}}, "),
        ])
        #expect(Set(found.contributions.map(\.part.kind)).isSuperset(of: [.indicator("more"), .shock("boom 2021")]))
        let change = found.to.probability.value - found.from.probability.value
        #expect(abs(found.contributions.reduce(0) { $0 + $1.probability } - change) < 1e-9)
    }

    /// One indicator of two regions.
    private func ensemble(_ method: String, pool: String) throws -> Scenario {
        let rows = [("here", 1.05), ("there", 1.06), ("yonder", 1.04)].flatMap { region, growth in
            (0..<9).map { year in
                let wave = 1 + 0.02 * Double((year * 7 + region.count) % 5)
                let value = 100 * wave * (0..<year).reduce(1) { product, _ in product * growth }
                return "a,\(region),亿元,\(2012 + year),\(value)\n"
            }
        }
        return try Pipeline.read(
            """
            tianmu: 1
            data: [figures.csv]
            region: here
            years: {base: 2020, through: 2022}
            draws: {count: 256, seed: 4}
            indicators: {a: {model: ensemble, \(method)}}
            targets: [{indicator: a, year: 2022, above: 150}]
            \(pool)
            """, figures: "indicator,region,unit,year,value\n" + rows.joined())
    }

    @Test("A member's parameters, weights and the pool that they rest on are differences of their indicator")
    func members() async throws {
        let base = try ensemble("members: [hold, random-walk-drift]", pool: "")
        for (method, pool) in [
            ("members: {hold: 2, random-walk-drift: 1}", ""),
            ("members: {hold: {parameters: {sd: 2}}, random-walk-drift: 1}", ""),
            ("members: [hold, random-walk-drift]", "pool: {a: siblings}"),
            ("members: [hold, random-walk-drift], weights: stacked", "pool: {a: siblings}"),
        ] {
            let found = try await ChangeDecomposition.make(
                base, try ensemble(method, pool: pool), target: 0, registry: Pipeline.registry, options: PlanOptions(),
                threads: 1)
            #expect(found.contributions.map(\.part.kind) == [.indicator("a")], "\(method)")
            #expect(found.to.median != found.from.median || found.to.probability != found.from.probability)
        }
        let same = try ensemble("members: [random-walk-drift, hold]", pool: "")
        await #expect(throws: WhatIfRefusal.self) {
            try await ChangeDecomposition.make(
                base, same, target: 0, registry: Pipeline.registry, options: PlanOptions(), threads: 1)
        }
    }

    @Test("Scenarios without a difference, or of other years, are refused in a sentence")
    func refusals() async throws {
        let same = await #expect(throws: WhatIfRefusal.self) { try await make([]) }
        #expect(same?.message.en == "the two scenarios do not differ")
        let years = await #expect(throws: WhatIfRefusal.self) {
            try await make([("through: 2023", "through: 2024")])
        }
        #expect(years?.message.en.contains("2020-2024") == true)
    }
}
