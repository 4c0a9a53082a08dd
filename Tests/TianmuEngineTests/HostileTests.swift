import TestSupport
import Testing
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// Whatever somebody writes, there is a result or a message, and never a crash.
@Suite struct HostileTests {
    private let scenario = """
        tianmu: 1
        data: [figures.csv]
        as-of: 2021-03-01
        years: {base: 2020, through: 2021}
        draws: {count: 16, seed: 5, sampler: sobol}
        indicators:
          town: {unit: 元, model: random-walk-drift, parameters: {drift: 5, sd: 4}}
          country: {unit: 元, model: plan-path, parameters: {goals: {2021: 7}, slippage: {p10: -2, p50: -0.5, p90: 1}}, base: {value: 35816, year: 2020, reason: x}}
          ratio: {unit: ratio, formula: town / previous(country)}
          free: {unit: percent, model: elicited, parameters: {p10: 1, p50: 2, p90: 5}}
          one: {unit: percent, base: {value: 40, reason: x}}
          two: {unit: percent, base: {value: 60, reason: x}}
        groups: {both: {indicators: [one, two], model: shares}}
        correlations: {[town, country]: 0.6, [free, town]: 0.3}
        links: [{from: town, to: country, elasticity: {p10: 0.2, p50: 0.4, p90: 0.5}, lag: 1}]
        shocks: [{name: Flood, year: 2021, probability: 0.3, effect: {town: -4}, recovery: 0.5}]
        levers: {boost: {to: country, from: 2021, value: 0.5, range: [0, 2]}}
        targets: [{indicator: ratio, year: 2021, at-most: 1.6}, {indicator: one, year: 2021, above: 41}]
        """
    private let figures = """
        indicator,unit,year,value
        town,元,2010,41230
        town,元,2015,53000
        country,元,2010,23736
        country,元,2015,31000
        """

    private let numbers = [
        "-1", "0", "1", "0.999", "1e-320", "99", "1901", "2019", "2021", "2023", "2199", "16.5", "1e15",
    ]

    /// Numbers and words that have brought programs down before.
    private let pieces = [
        "-1", "0", "1e308", "-1e308", "1e-320", ".nan", "9223372036854775807", "-9223372036854775808", "1900", "2200",
        "", "~", "[]", "{}", "'", "\"", "[", "}", ":", "town", "ratio", "one", "nobody", "true", "🌊", "\u{0}", "\n",
        "  ",
        "100000000", "hold", "plan-path", "shares", "constant-growth", "percent", "亿元", "model", "formula", "2020",
        "town/0",
    ]

    @Test(
        "A scenario with a few words replaced runs or is refused", arguments: [1, 20_210_301, 0xDEAD_BEEF] as [UInt64])
    func mutations(_ seed: UInt64) async throws {
        var state = seed
        func random(below bound: Int) -> Int {
            // Knuth's MMIX generator; its upper half is good enough to pick words.
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let separators: Set<Character> = [" ", ":", ",", "{", "}", "[", "]", "\n", "/", "(", ")"]
        var words: [String] = [""]
        for character in scenario {
            if separators.contains(character) {
                words += [String(character), ""]
            } else {
                words[words.count - 1].append(character)
            }
        }
        let places = words.indices.filter { !words[$0].isEmpty && words[$0].first.map(separators.contains) == false }
        var planned = 0
        for _ in 0..<100 {
            var mutated = words
            let place = places[random(below: places.count)]
            // A number for a number comes further than a word.
            let choices = Double(words[place]) != nil && random(below: 4) > 0 ? numbers : pieces
            mutated[place] = choices[random(below: choices.count)]
            let text = mutated.joined()
            do {
                let plan = try Pipeline.plan(text, figures: figures, options: PlanOptions(drawCount: 16))
                planned += 1
                let last = AllDraws(plan)[plan.series[0].id, plan.years.through]
                #expect(last.count == 16, "seed \(seed): \(text)")
                // Whole simulations take long in a debug build: a few of them.
                if planned < 6, plan.grid.count < 9 { _ = try await Pipeline.assess(plan) }
            } catch let list as DiagnosticList {
                #expect(list.hasErrors, "seed \(seed): \(text)")
                #expect(list.diagnostics.allSatisfy { $0.position != nil }, "seed \(seed): \(list) \(text)")
            } catch is SimulationError {
                continue
            }
        }
        // Some of them must come through, or the test would look at the reader only.
        #expect(planned > 4)
    }

    @Test("Fewer draws than replicates are few, and no crash", arguments: [1, 15])
    func fewDraws(_ count: Int) async throws {
        let plan = try Pipeline.plan(scenario, figures: figures, options: PlanOptions(drawCount: count))
        let options = SimulationOptions(threads: 3, storedValueLimit: count == 1 ? 0 : 1000)
        let summary = try await Pipeline.assess(plan, options: options).summary
        let year = try #require(summary.year("town", 2021))
        #expect(year.minimum <= year.median && year.median <= year.maximum)
        #expect(summary.targets[0].probability.standardError > 0)
    }
}
