import Testing
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport

@Suite("Words of charts")
struct ChartWordingTests {
    private func chart(
        _ kind: String, _ yaml: String, _ indicator: IndicatorID? = nil, _ language: Language, figures: String? = nil
    ) async throws -> Chart {
        let assessment = try await Runs.assess(yaml, figures: figures ?? Runs.plainFigures)
        let variant = Variant(label: LocalizedText("run"), assessment: assessment)
        return try ChartKind.named(kind).chart(
            ChartRequest(variants: [variant], indicator: indicator, language: language))
    }

    @Test("A title says the finding where one target is the last")
    func findings() async throws {
        let zh = try await chart("fan", Runs.plain(growth: 9), "gdp", .zh)
        #expect(zh.title.hasPrefix("地区生产总值：2025年高于900亿元的把握约"))
        #expect(zh.language == "zh-CN")
        let en = try await chart("fan", Runs.plain(growth: 9), "gdp", .en)
        #expect(en.title.hasPrefix("Gross regional product: "))
        #expect(en.title.hasSuffix("% chance of exceeding 900 in 2025"))
        #expect(try await chart("fan", Runs.plain(growth: 30), "gdp", .zh).title.hasSuffix("把握超过99%"))
        #expect(
            try await chart("fan", Runs.plain(growth: 0), "gdp", .en).title
                == "Gross regional product: less than a 1% chance of exceeding 900 in 2025")
    }

    @Test("A title names the subject where no target is set")
    func subject() async throws {
        #expect(try await chart("fan", Runs.plain(), "population", .zh).title == "人口")
    }

    @Test("A target of a known year is met or missed, not probable")
    func knownTarget() async throws {
        let chart = try await chart("fan", Runs.odd, "known", .zh, figures: Runs.oddFigures)
        #expect(chart.title == "各年均已公布：2025年达到13个的目标已经达到")
        #expect(!chart.footer.joined().contains("概率"))
    }

    @Test("Values are shown in the unit of the target, or in 万 and 亿, with at most four digits")
    func units() async throws {
        let income = try await chart("fan", Runs.plain(), "income", .zh)
        #expect(income.subtitle.hasPrefix("万元"))
        #expect(income.table.rows.first == ["2015", "4.123"] + [String](repeating: "", count: 7))
        let large = try await chart("fan", Runs.odd, "large", .zh, figures: Runs.oddFigures)
        #expect(large.subtitle.hasPrefix("亿元"))
        #expect(large.table.rows.first?[1] == "1234.6")
    }

    @Test("A chart says which figures are preliminary, assumed, computed and superseded")
    func legend() async throws {
        let gdp = try await chart("fan", Runs.plain(), "gdp", .zh)
        #expect(gdp.subtitle.contains("空心圆点为初步数或估计数"))
        #expect(gdp.subtitle.contains("浅色小点为已修订的旧数"))
        #expect(gdp.footer.joined().contains("最近一期：2020年600亿元（初步数）。数据来源：政府工作报告（2021-03-01）；统计公报（2019-03-01）"))
        let head = try await chart("fan", Runs.plain(), "gdp_per_head", .en)
        #expect(head.subtitle.contains("Squares: computed from figures"))
        #expect(head.table.rows.contains { $0[0] == "2018" && $0[1] == "10.07" })
        let certain = try await chart("fan", Runs.odd, "certain", .en, figures: Runs.oddFigures)
        #expect(certain.subtitle.contains("all draws agree"))
        #expect(certain.subtitle.contains("Hollow diamonds: assumed"))
    }

    @Test("What rests mainly on assumptions is said to")
    func priorShare() async throws {
        #expect(try await chart("fan", Runs.plain(), "gdp", .zh).footer[0].contains("主要依据假设（占100%）"))
        #expect(try await !chart("fan", Runs.plain(), "income", .zh).footer[0].contains("主要依据假设"))
    }

    @Test("Verdicts are counted in the title and probabilities carry their error")
    func probabilities() async throws {
        let chart = try await chart("probabilities", Runs.plain(growth: 9), nil, .en)
        #expect(chart.title.hasPrefix("4 targets: "))
        #expect(chart.table.rows.count == 4)
        #expect(chart.table.rows.map { $0[0] } == ["2021", "2025", "2025", "2025"])
        #expect(chart.footer[0].hasPrefix("Probability of meeting all 4 together: "))
    }

    @Test("A sheet without targets shows all indicators and says so")
    func noTargets() async throws {
        let sheet = try await chart("sheet", Runs.withoutTargets, nil, .zh)
        #expect(sheet.panels.count == 2)
        #expect(sheet.subtitle.contains("情景没有设目标"))
        #expect(!sheet.footer.joined().contains("目标"))
    }

    @Test("Two models are compared by the range of their probabilities")
    func comparison() async throws {
        let variants = [
            try await Runs.variant("甲", "First", Runs.plain(growth: 30)),
            try await Runs.variant("乙", "Second", Runs.plain(growth: 0)),
        ]
        func title(_ kind: String, _ language: Language) throws -> String {
            try ChartKind.named(kind).chart(
                ChartRequest(variants: variants, indicator: "gdp", language: language)
            ).title
        }
        #expect(try title("models", .zh) == "地区生产总值：2025年高于900亿元的把握因模型而异，从不足1%到超过99%")
        #expect(
            try title("scenarios", .en)
                == "Gross regional product: under 1% to over 99% chance of exceeding 900 in 2025, by scenario")
    }
}
