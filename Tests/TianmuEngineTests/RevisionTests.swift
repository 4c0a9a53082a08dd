import TestSupport
import Testing
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// Provisional last figures that may yet be revised, and years without a figure between two that have one.
@Suite struct RevisionTests {
    private let rounding = 1e-9

    private func yaml(_ model: String, revisions: String, extra: String = "", through: Int = 2025) -> String {
        """
        tianmu: 1
        data: [figures.csv]
        years: {base: 2020, through: \(through)}
        draws: {count: 4096, seed: 3}
        \(revisions)
        indicators:
          x: {unit: 亿元, model: \(model)}
        \(extra)
        """
    }

    private func figures(_ rows: (Int, Double, String)...) -> String {
        "indicator,unit,year,value,kind,published\n"
            + rows.map { "x,亿元,\($0),\($1),\($2),\($0 + 1)-03-01\n" }.joined()
    }

    @Test("Nothing is revised unless the scenario asks, and then no final figure")
    func onlyIfAsked() throws {
        let walk = "random-walk-drift, parameters: {drift: 5, sd: 2}"
        let rows = figures((2020, 100, "preliminary"))
        #expect(try Pipeline.plan(yaml(walk, revisions: ""), figures: rows).revisions.isEmpty)
        let asked = try Pipeline.plan(yaml(walk, revisions: "revisions: {levels: 3}"), figures: rows)
        #expect(asked.revisions.map(\.sd) == [0.03])
        let final = figures((2020, 100, "actual"))
        #expect(try Pipeline.plan(yaml(walk, revisions: "revisions: {levels: 3}"), figures: final).revisions.isEmpty)
    }

    @Test("A certain path from an uncertain figure spreads as the figure does")
    func spread() async throws {
        let plan = try Pipeline.plan(
            yaml("constant-growth, parameters: {rate: 5}", revisions: "revisions: {levels: 3}"),
            figures: figures((2020, 100, "preliminary")))
        let summary = try await Pipeline.assess(plan).summary
        for year in 2021...2025 {
            let found = try #require(summary.year("x", year))
            let sd = Double.log(found.quantile(0.9) / found.quantile(0.1)) / (2 * NormalDistribution.quantile(0.9))
            #expect(abs(sd - 0.03) < 0.001)
            #expect(abs(found.median - 100 * Double.pow(1.05, Double(year - 2020))) < 0.2)
        }
    }

    @Test("A drift from two figures moves with the last: after h of n years the effect is 1 + h/n of the revision")
    func drift() throws {
        let plan = try Pipeline.plan(
            yaml("random-walk-drift, parameters: {sd: 2}", revisions: "revisions: {levels: 3}"),
            figures: figures((2015, 70, "actual"), (2020, 100, "preliminary")))
        let effects = try #require(plan.revisions.first).effects
        for (place, effect) in effects.enumerated() {
            #expect(abs(effect - 0.03 * (1 + Double(place + 1) / 5)) < rounding)
        }
    }

    @Test("A model that does not read its last figure is not moved by it")
    func indifferent() throws {
        let plan = try Pipeline.plan(
            yaml("hold, parameters: {value: 105, sd: 10}", revisions: "revisions: {levels: 3}"),
            figures: figures((2020, 100, "preliminary")))
        #expect(try #require(plan.revisions.first).effects.allSatisfy { $0 == 0 })
    }

    @Test("A provisional figure of a forecast year leaves its target open, and formulas read the revised one")
    func knownYear() async throws {
        let plan = try Pipeline.plan(
            yaml(
                "constant-growth, parameters: {rate: 5}", revisions: "revisions: {levels: 3}",
                extra: """
                      y: {unit: 亿元, formula: 2 * x}
                    targets:
                      - {indicator: x, year: 2021, at-least: 105}
                      - {indicator: y, year: 2021, at-least: 210}
                      - {indicator: x, year: 2022, at-least: 110.25}
                    """),
            figures: figures((2020, 100, "actual"), (2021, 105, "preliminary")))
        let found = try await Pipeline.assess(plan).targets.map(\.summary.probability.value)
        // One draw, one revision: all three are met together, in half of the draws.
        #expect(found.allSatisfy { abs($0 - 0.5) < 0.02 && $0 == found[0] })
    }

    @Test("Without vintages a default is taken and listed as an assumption; a stated sd is not")
    func assumption() throws {
        func subjects(_ revisions: String) throws -> [String] {
            try Pipeline.plan(
                yaml("constant-growth, parameters: {rate: 5}", revisions: revisions),
                figures: figures((2020, 100, "preliminary"))
            ).assumptions.map(\.subject)
        }
        #expect(try subjects("revisions: estimate").contains("revisions"))
        #expect(try !subjects("revisions: {levels: 3}").contains("revisions"))
        #expect(try !subjects("").contains("revisions"))
    }

    @Test("Five revisions of one kind and more give their root mean square")
    func estimated() throws {
        var rows = "indicator,unit,year,value,kind,published\n"
        let revisions = [2.0, -1, 3, 0, -2]
        for (place, revision) in revisions.enumerated() {
            let year = 2015 + place
            rows += "x,亿元,\(year),100,preliminary,\(year + 1)-03-01\n"
            rows += "x,亿元,\(year),\(100 * Double.exp(revision / 100)),actual,\(year + 1)-12-01\n"
        }
        rows += "x,亿元,2020,120,preliminary,2021-03-01\n"
        let plan = try Pipeline.plan(
            yaml("constant-growth, parameters: {rate: 5}", revisions: "revisions: estimate"), figures: rows)
        let expected = (revisions.reduce(0) { $0 + $1 * $1 } / 5).squareRoot() / 100
        #expect(abs(try #require(plan.revisions.first).sd - expected) < rounding)
        // Seen before the last revision was published there are four only: the default.
        let earlier = yaml(
            "constant-growth, parameters: {rate: 5}", revisions: "revisions: estimate\nas-of: 2020-06-01")
        #expect(try Pipeline.plan(earlier, figures: rows).revisions.map(\.sd) == [0.01])
    }

    @Test("A year without a figure lies between those around it, and says so")
    func bridge() async throws {
        let plan = try Pipeline.plan(
            yaml("random-walk-drift, parameters: {drift: 5, sd: 2}", revisions: ""),
            figures: figures((2020, 100, "actual"), (2023, 133.1, "actual")))
        let summary = try await Pipeline.assess(plan).summary
        for (year, value) in [(2021, 110.0), (2022, 121), (2023, 133.1)] {
            #expect(abs(try #require(summary.year("x", year)).median - value) < 1e-9)
        }
        #expect(try #require(summary.year("x", 2024)).sd.value > 1)
        #expect(plan.assumptions.contains { $0.subject == "x" && $0.text.en.contains("2021, 2022") })
        // No model is fitted to it.
        #expect(plan.series[0].known.count == 2)
    }
}
