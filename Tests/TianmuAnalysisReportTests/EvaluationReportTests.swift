import Foundation
import TestSupport
import Testing
import TianmuAnalysis
import TianmuAnalysisReport
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// What evaluations and scorecards say in words, tables and charts, on a made-up plan with every kind of word.
@Suite struct EvaluationReportTests {
    private static let yaml = """
        tianmu: 1
        title: {zh: 示例规划, en: Example plan}
        data: [figures.csv]
        as-of: 2021-06-01
        years: {base: 2020, through: 2025}
        draws: {count: 512, seed: 3}
        indicators:
          early: {unit: 亿元, model: random-walk-drift, parameters: {drift: 5, sd: 3}}
          fast: {unit: 亿元, model: random-walk-drift, parameters: {drift: 5, sd: 3}}
          slow: {unit: 亿元, model: random-walk-drift, parameters: {drift: 5, sd: 3}}
          away: {unit: ratio, model: random-walk-drift, parameters: {drift: -1, sd: 3}}
          none: {unit: 亿元, model: random-walk-drift, parameters: {drift: 5, sd: 3}}
        targets:
          - {indicator: early, year: 2025, at-least: 120, kind: binding}
          - {indicator: fast, year: 2025, at-least: 130}
          - {indicator: slow, year: 2025, at-least: 130}
          - {indicator: away, year: 2025, at-most: 1.6}
          - {indicator: none, year: 2025, at-least: 130}
        """

    private static let figures: String = {
        let base = ["early", "fast", "slow", "none"].map { "\($0),亿元,2020,100,actual,年鉴,2021-03-01" }
        return """
            indicator,unit,year,value,kind,source,published
            \(base.joined(separator: "\n"))
            away,ratio,2020,1.7,actual,年鉴,2021-03-01
            early,亿元,2022,125,preliminary,公报,2023-03-01
            fast,亿元,2022,118,estimate,报告,2022-12-20
            fast,亿元,2022,120,preliminary,公报,2023-03-01
            slow,亿元,2022,104,preliminary,公报,2023-03-01
            away,ratio,2022,1.72,preliminary,公报,2023-03-01
            """
    }()

    private func scenarios() throws -> (earlier: Scenario, now: Scenario) {
        let earlier = try Pipeline.read(Self.yaml, figures: Self.figures)
        return (earlier, earlier.known(on: try #require(CalendarDate("2023-06-01"))))
    }

    private func assess(_ scenario: Scenario) async throws -> Assessment {
        try await Pipeline.assess(try Planner.plan(scenario, registry: Pipeline.registry))
    }

    private func evaluation() async throws -> Evaluation {
        let (earlier, now) = try scenarios()
        return Evaluator.evaluate(try await assess(now), earlier: try await assess(earlier))
    }

    @Test("The table has a row for each target with the word that officials use")
    func table() async throws {
        let evaluation = try await evaluation()
        let table = EvaluationTable.table(of: evaluation, language: .zh)
        #expect(table.rows.count == 5)
        #expect(table.rows.allSatisfy { $0.count == table.columns.count })
        #expect(table.rows.map { $0[10] } == ["提前实现", "快于预期", "滞后", "背离", "尚无新数"])
        #expect(table.rows.map { $0[2] } == ["约束性", "预期性", "预期性", "预期性", "预期性"])
        #expect(table.rows[3][7] == "\u{2212}20%")
        let long = EvaluationTable.long(evaluation)
        #expect(long.rows.allSatisfy { $0.count == long.columns.count })
    }

    @Test("The text counts the words, names sources with their vintages, and explains itself")
    func text() async throws {
        let text = EvaluationReport.text(of: try await evaluation(), language: .zh)
        #expect(text.contains("5 项目标（约束性 1 项）中，提前实现 1 项，快于预期 1 项，滞后 1 项，背离 1 项，尚无新数 1 项。"))
        #expect(text.contains("fast 2022：120 亿元，初步数，2023-03-01 公布，公报；此前为 118 亿元"))
        let english = EvaluationReport.text(of: try await evaluation(), language: .en)
        #expect(english.contains("Of 5 targets (1 binding): 1 achieved early, 1 faster than expected, 1 behind"))
    }

    @Test("The chart has a row for each target with a figure, in both languages, and refuses when there is none")
    func chart() async throws {
        let evaluation = try await evaluation()
        for language in Language.allCases {
            let svg = try EvaluationChart.chart(of: evaluation, language: language).svg()
            #expect(svg.contains(language == .zh ? "提前实现" : "achieved early"))
        }
        let (earlier, _) = try scenarios()
        let same = try await assess(earlier)
        #expect(throws: ChartRefusal.self) {
            try EvaluationChart.chart(of: Evaluator.evaluate(same, earlier: same), language: .en)
        }
    }

    @Test("A scorecard says why a verdict flipped, and draws the hedgehog and the PIT")
    func scorecard() async throws {
        let (earlier, now) = try scenarios()
        let card = try await ScorecardMaker(earlier: earlier, now: now, registry: Pipeline.registry).scorecard()
        let text = ScorecardReport.text(of: card, language: .zh)
        #expect(text.contains("4 个已知结果中有"))
        #expect(text.contains("主要由于early 2022年的新数字"))
        var spines: [Hedgehog.Spine] = []
        for day in Hedgehog.days(earlier: earlier, now: now) {
            spines.append(.init(asOf: day, summary: try await assess(now.known(on: day)).summary))
        }
        #expect(spines.count == 4)
        for language in Language.allCases {
            let svg = try HedgehogChart.chart(of: Hedgehog(spines: spines), card: card, language: language).svg()
            #expect(svg.contains("2021-06-01"))
            _ = try PITChart.chart(of: card, language: language).svg()
        }
        #expect(throws: ChartRefusal.self) {
            try HedgehogChart.chart(of: Hedgehog(spines: spines), card: card, indicator: "none", language: .en)
        }
        let long = ScorecardTable.long(card)
        #expect(long.rows.count == 4 && long.rows.allSatisfy { $0.count == long.columns.count })
    }
}
