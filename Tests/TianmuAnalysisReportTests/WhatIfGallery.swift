import TestSupport
import TianmuAnalysis
import TianmuAnalysisReport
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuScenario

/// The what-if charts with golden files, all of one made-up county.
enum WhatIfGallery {
    struct Picture {
        var name: String
        var chart: Chart
    }

    static let county = """
        tianmu: 1
        title: {zh: 某县基准情景, en: "A county, baseline"}
        years: {base: 2020, through: 2025}
        draws: {count: 1024, seed: 3}
        indicators:
          growth: {title: {zh: 实际增速, en: Real growth}, unit: percent, model: elicited, parameters: {p10: 4, p50: 6, p90: 7.5, persistence: 0.5}}
          gdp: {title: {zh: 地区生产总值, en: GRP}, unit: 亿元, base: {value: 300, reason: t}, formula: previous(gdp) * (1 + growth/100)}
          revenue: {title: {zh: 财政收入, en: Revenue}, unit: 亿元, base: {value: 30, reason: t}, model: random-walk-drift, parameters: {drift: 6, sd: 4}}
          share: {title: {zh: 财政收入占比, en: Revenue share}, unit: percent, formula: 100 * revenue / gdp}
        links: [{from: growth, to: revenue, elasticity: {p10: 0.6, p50: 1.1, p90: 1.8}}]
        shocks: [{name: {zh: 疫情反复, en: Epidemic wave}, year: 2022, probability: 0.3, effect: {growth: {p10: -4, p50: -2, p90: -1}}, recovery: 0.3}]
        levers:
          demand: {title: {zh: 总需求, en: Demand}, to: growth, unit: points, from: 2021, range: [-2, 2], value: 0}
          tax: {title: {zh: 征管, en: Tax effort}, to: revenue, unit: points, from: 2021, range: [0, 3], value: 0}
        targets:
          - {indicator: gdp, year: 2025, above: 400}
          - {indicator: revenue, year: 2025, at-least: 42}
        """

    static let weak = county.replacing("A county, baseline", with: "A county, weak demand")
        .replacing("某县基准情景", with: "某县需求偏弱").replacing("p10: 4, p50: 6", with: "p10: 3, p50: 5")
        .replacing("range: [-2, 2], value: 0", with: "range: [-2, 2], value: -0.5")
        .replacing("probability: 0.3", with: "probability: 0.5")

    static let correlated = county + "\ncorrelations: {[growth, revenue]: 0.5}\n"

    static func sweep(_ spans: [String]) async throws -> Sweep {
        try await Sweeper(
            plan: Pipeline.plan(county), spans: spans.map { try LeverSpan(parsing: $0) }, design: .factorial, threads: 1
        ).sweep()
    }

    static func seek(_ target: Int, _ probability: Double, _ levers: [String] = []) async throws -> SeekResult {
        try await Seeker.seek(
            SeekQuestion(
                target: target, probability: probability, levers: levers.map { try LeverSpan(parsingRange: $0) },
                costs: [:]),
            in: Pipeline.plan(county), threads: 1)
    }

    /// Made once for all tests.
    static let pages = Task { try await makePages() }

    private static func makePages() async throws -> [(name: String, page: any SensitivityPage)] {
        let plan = try Pipeline.plan(county)
        return [
            ("tornado", TornadoPage(await Tornado.make(plan, target: 0, threads: 1))),
            ("sobol", VariancePage(try await VarianceShares.sobol(plan, target: 1, threads: 1))),
            (
                "shapley",
                VariancePage(try await VarianceShares.shapley(Pipeline.plan(correlated), target: 1, threads: 1))
            ),
            ("morris", ScreeningPage(try await Screening.make(plan, target: 1, threads: 1))),
            ("prim", FailureBoxPage(await FailureBox.find(plan, target: 0, threads: 1))),
            (
                "change",
                ChangePage(
                    try await ChangeDecomposition.make(
                        Pipeline.read(county), Pipeline.read(weak), target: 0, registry: Pipeline.registry,
                        options: PlanOptions(), threads: 1))
            ),
        ]
    }

    static func pictures() async throws -> [Picture] {
        let grid = try await sweep(["demand=-2:2:0.5", "tax=0:3:0.5"])
        let line = try await sweep(["demand=-2:2:0.25"])
        let one = try await seek(0, 0.6, ["demand"])
        let several = try await seek(1, 0.8)
        let beyond = try await seek(0, 0.9, ["demand=0:0.5"])
        let pages = try await pages.value
        return try Language.allCases.flatMap { language -> [Picture] in
            var charts: [(String, Chart)] = [
                ("sweep-map", try SweepChart.chart(of: grid, target: 1, language: language)),
                ("sweep-lines", try SweepChart.chart(of: line, target: nil, language: language)),
                ("sweep-line", try SweepChart.chart(of: line, target: 0, language: language)),
                ("seek-one", SeekChart.chart(of: one, language: language)),
                ("seek-several", SeekChart.chart(of: several, language: language)),
                ("seek-beyond", SeekChart.chart(of: beyond, language: language)),
            ]
            for (name, page) in pages { charts.append((name, try page.chart(language))) }
            return charts.map { Picture(name: "\($0.0)-\(language.rawValue)", chart: $0.1) }
        }
    }
}
