import TestSupport
import Testing
import TianmuAnalysis
import TianmuAnalysisReport
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// What conditional forecasts say, on a made-up harbour.
@Suite struct ConditionalReportTests {
    private func forecast(_ given: String) async throws -> ConditionalForecast {
        try await ConditionalForecast.forecast(
            try Pipeline.plan(
                """
                tianmu: 1
                title: {zh: 某港口, en: A port}
                years: {base: 2020, through: 2023}
                draws: {count: 1024, seed: 3}
                indicators:
                  cargo: {title: {zh: 吞吐量, en: Cargo}, unit: 亿元, base: {value: 100, reason: test}, model: elicited, parameters: {p10: 2, p50: 5, p90: 8}}
                  income: {title: {zh: 收入, en: Revenue}, unit: 亿元, formula: cargo * 0.1}
                given: {\(given)}
                targets: [{indicator: income, year: 2023, above: 12}]
                """), options: SimulationOptions(threads: 1))
    }

    @Test("The conditions, their distance and the earlier years they move are said in both languages")
    func sentences() async throws {
        let forecast = try await forecast("cargo: {2023: 125}")
        let sentences = ConditionalSentences.all(forecast)
        #expect(sentences.count == 3)
        #expect(
            sentences[0].en.hasPrefix("Given: Cargo in 2023 is 12.5 billion yuan") || sentences[0].en.contains("125"))
        #expect(sentences[0].zh.hasPrefix("给定：吞吐量 2023 年为 125亿元"))
        #expect(sentences[1].zh.contains("个标准差"))
        #expect(sentences[2].en.contains("The condition of 2023 moves earlier years as well: the median of Cargo in"))
        let text = ConditionalReport.text(of: forecast, language: .zh)
        #expect(text.contains("条件中位数") && text.contains("12.5"))
    }

    @Test("A condition on what follows by formula moves what it follows from")
    func throughFormula() async throws {
        let forecast = try await forecast("income: {2022: {at-least: 11.5}}")
        let cargo = try #require(forecast.conditioned.summary.indicators.first { $0.id == "cargo" })
        #expect((cargo[2022]?.minimum ?? 0) >= 115 - 1e-9)
        let found = try #require(forecast.report?.probability)
        #expect(found.value > 0.05 && found.value < 0.5)
        #expect(ConditionalSentences.all(forecast).contains { $0.en.contains("hold together with a probability of") })
    }

    @Test("The chart lays the conditional fan over the unconditional one")
    func chart() async throws {
        let chart = try ConditionalReport.chart(
            of: try await forecast("cargo: {2023: 125}"), indicator: nil, language: .en)
        let svg = chart.svg()
        #expect(svg.contains("unconditional") && svg.contains("given the conditions"))
    }

    @Test("As JSON it names the conditions and both forecasts")
    func json() async throws {
        let text = try JSONFormat.text(
            of: ConditionalDocument(try await forecast("cargo: {2022: {value: 112, sd: 2}}"), scenario: "port.yaml"))
        for part in ["\"before\"", "\"given\"", "\"effectiveDrawCount\"", "\"readings\"", "\"distance\""] {
            #expect(text.contains(part))
        }
    }
}
