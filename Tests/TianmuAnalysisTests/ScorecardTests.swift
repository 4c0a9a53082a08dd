import TestSupport
import Testing
import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// The earlier forecast against what came, and what moved the chances.
@Suite struct ScorecardTests {
    /// Of a share at 4096 draws, four binomial standard errors at one half.
    private let shareTolerance = 4 * (0.25 / 4096).squareRoot()

    private let yaml = """
        tianmu: 1
        data: [figures.csv]
        as-of: 2021-06-01
        years: {base: 2020, through: 2025}
        draws: {count: 4096, seed: 3}
        indicators:
          a: {unit: 亿元, model: random-walk-drift, parameters: {drift: 5, sd: 2}}
          b: {unit: 万人, model: random-walk-drift, parameters: {drift: 1, sd: 1}}
          per_head: {unit: 万元, formula: a / b}
          idle: {unit: 亿元, model: random-walk-drift, parameters: {drift: 5, sd: 2}}
        targets:
          - {indicator: a, year: 2025, at-least: 128}
          - {indicator: per_head, year: 2025, at-least: 12.2}
          - {indicator: idle, year: 2025, at-least: 128}
        """
    private let figures = """
        indicator,unit,year,value,kind,source,published
        a,亿元,2020,100,actual,Book,2021-03-01
        b,万人,2020,10,actual,Book,2021-03-01
        idle,亿元,2020,100,actual,Book,2021-03-01
        a,亿元,2021,109,actual,Book,2022-03-01
        b,万人,2021,10.1,actual,Book,2022-03-01
        """

    private func scenarios(_ figures: String? = nil) throws -> (earlier: Scenario, now: Scenario) {
        let earlier = try Pipeline.read(yaml, figures: figures ?? self.figures)
        return (earlier, earlier.known(on: try #require(CalendarDate("2022-12-31"))))
    }

    private func card(_ figures: String? = nil) async throws -> Scorecard {
        let (earlier, now) = try scenarios(figures)
        return try await ScorecardMaker(earlier: earlier, now: now, registry: Pipeline.registry).scorecard()
    }

    @Test("A walk's PIT is the normal distribution function of its standardised error, and the CRPS that of a normal")
    func closedForm() async throws {
        let card = try await card()
        #expect(card.scores.map { card.now.series[$0.slot].id } == ["a", "b", "per_head"])
        let a = try #require(card.scores.first)
        #expect(a.year == 2021 && a.actual.value == 109)
        #expect(!a.score.isInside80)
        // The model's own spread from its forecast's quantiles; what is under test is the scoring.
        let width = Double.log(a.upper80 / a.lower80) / (2 * NormalDistribution.quantile(0.9))
        let expected = NormalDistribution.cdf(Double.log(109 / a.median) / width)
        #expect(abs(a.score.pit - expected) < 0.01)
        // Of a normal with sd s and error e: s (z (2Φ(z) − 1) + 2φ(z) − 1/√π), Gneiting and Raftery (2007), sec. 4.2.
        let (s, z) = (a.median * width, (109 - a.median) / (a.median * width))
        let density = Double.exp(-z * z / 2) / (2 * Double.pi).squareRoot()
        let crps =
            s * (z * (2 * NormalDistribution.cdf(z) - 1) + 2 * density - 1 / Double.pi.squareRoot())
        #expect(abs(a.score.crps - crps) < 0.03 * crps)
        #expect(abs(card.scores[1].score.pit - 0.5) < 0.1)
    }

    @Test("A chance moves by the news it hangs on and by no other")
    func causes() async throws {
        let card = try await card()
        #expect(card.news.map(\.slots) == [[0], [1]])
        #expect(card.moves.map(\.index) == [0, 1])
        let level = try #require(card.moves.first)
        #expect(level.after > level.before + 0.2)
        // The only news for the level itself: alone it is everything, without it nothing has come.
        #expect(level.causes.map(\.news) == [0])
        #expect(level.causes.first?.alone == level.after)
        #expect(level.causes.first?.without == level.before)
        let perHead = try #require(card.moves.last)
        #expect(perHead.causes.first?.news == 0)
    }

    @Test("Chances are those that a simulation counts")
    func sameChances() async throws {
        let (earlier, _) = try scenarios()
        let summary = try await Pipeline.assess(try Planner.plan(earlier, registry: Pipeline.registry)).summary
        let card = try await card()
        for move in card.moves { #expect(summary.targets[move.index].probability.value == move.before) }
    }

    @Test("What no news concerns does not move, though another series begins its forecast later by now")
    func commonDraws() async throws {
        // b is forecast from 2018 on at first, and from 2022 on by now: the grid of years would shrink.
        let old = figures.replacing("b,万人,2020,10,actual,Book,2021-03-01", with: "b,万人,2017,9.7,actual,Book,2018-03-01")
        let card = try await card(old)
        #expect(card.scores.contains { $0.slot == 1 && $0.year == 2021 })
        #expect(!card.moves.contains { $0.index == 2 })
    }

    @Test("Without news there is nothing to score and nothing that moved")
    func noNews() async throws {
        let old = figures.split(separator: "\n").filter { !$0.contains(",2021,") }.joined(separator: "\n")
        let card = try await card(old)
        #expect(card.scores.isEmpty && card.moves.isEmpty && card.news.isEmpty)
        #expect(card.meanPIT.isNaN)
    }

    @Test("Members of a group come as one piece of news, for one alone cannot be fitted")
    func groups() async throws {
        let yaml = """
            tianmu: 1
            data: [figures.csv]
            as-of: 2021-06-01
            years: {base: 2020, through: 2022}
            draws: {count: 256, seed: 3}
            indicators: {p: {}, q: {}}
            groups: {s: {indicators: [p, q], model: shares, parameters: {prior-sd: 2}}}
            targets: [{indicator: p, year: 2022, at-least: 40}]
            """
        let rows = [(2015, 35, 65), (2020, 38, 62), (2021, 41, 59)].map { year, p, q in
            "p,%,\(year),\(p),actual,Book,\(year + 1)-03-01\nq,%,\(year),\(q),actual,Book,\(year + 1)-03-01\n"
        }
        let earlier = try Pipeline.read(
            yaml, figures: "indicator,unit,year,value,kind,source,published\n" + rows.joined())
        let now = earlier.known(on: try #require(CalendarDate("2022-12-31")))
        let card = try await ScorecardMaker(earlier: earlier, now: now, registry: Pipeline.registry).scorecard()
        #expect(card.news.map(\.slots) == [[0, 1]])
        #expect(card.moves.first?.after ?? 0 > card.moves.first?.before ?? 1)
    }

    @Test("A hedgehog has the plan's day, the days on which figures came, and the last")
    func days() throws {
        let (earlier, now) = try scenarios()
        #expect(
            Hedgehog.days(earlier: earlier, now: now).map(\.description) == ["2021-06-01", "2022-03-01", "2022-12-31"])
    }
}
