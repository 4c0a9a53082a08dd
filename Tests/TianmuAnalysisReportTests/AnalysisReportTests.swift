import DemographicModels
import Foundation
import PlanModels
import RandomWalkModels
import ShareModels
import SimpleModels
import TestSupport
import Testing
import TianmuAnalysis
import TianmuAnalysisReport
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario
import TrendModels

/// What audits and required growth say in words, on the first real case and on a made-up one.
@Suite struct AnalysisReportTests {
    private static let registry = ModelRegistry([
        RandomWalkDriftModel(), DampedTrendModel(), ConstantGrowthModel(), HoldModel(), PlanPathModel(),
        ElicitedModel(), UrbanisationModel(), SharesModel(),
    ])

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func linan() throws -> Audit {
        let path = Self.root.appendingPathComponent("Scenarios/linan/baseline.yaml").path
        let scenario = try ScenarioReader.read(path: path)
        return Auditor.audit(try Planner.plan(scenario, registry: Self.registry), scenario: scenario)
    }

    /// Without the line breaks of wrapping.
    private func flat(_ text: String, _ language: Language) -> String {
        let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
        return lines.joined(separator: language == .zh ? "" : " ")
    }

    @Test("The audit of Lin'an says what the plan implies, with the arithmetic, in Chinese")
    func linanInChinese() throws {
        let text = flat(AuditReport.text(of: try linan(), language: .zh), .zh)
        for part in [
            "900 亿元 ÷ 16 万元 = 56.25 万人", "2020 年常住人口 63.46 万人", "晚于 2021-03-01", "需要地区生产总值 1015 亿元",
            "城镇居民人均可支配收入 77,890 元", "农村居民人均可支配收入 48,680 元", "5 年年均增长 14.87%", "5 年年均增长 8.45%",
            "100 亿元 ÷ 900 亿元 = 11.1%", "没有发现这 20 项目标互相矛盾",
        ] { #expect(text.contains(part), "\(part)") }
    }

    @Test("The same in English, in units that English counts in")
    func linanInEnglish() throws {
        let text = flat(AuditReport.text(of: try linan(), language: .en), .en)
        for part in [
            "90 billion yuan ÷ 160,000 yuan = 562,500 people", "634,600 people in 2020", "after 2021-03-01",
            "takes Gross regional product of 101.5 billion yuan", "Urban disposable income per capita of 77,890 yuan",
            "growth of 14.87% a year over 5 years", "10 billion yuan ÷ 90 billion yuan = 11.1%",
        ] { #expect(text.contains(part), "\(part)") }
    }

    private let port = """
        tianmu: 1
        title: {zh: 某港口, en: A port}
        years: {base: 2020, through: 2025}
        indicators:
          cargo: {title: {zh: 吞吐量, en: cargo}, unit: 万吨, base: {value: 800, reason: test}, model: hold}
          berths: {title: {zh: 泊位, en: berths}, unit: 个, base: {value: 10, reason: test}, model: hold}
          each: {title: {zh: 单泊位吞吐量, en: cargo per berth}, unit: 万吨, formula: cargo / berths}
        targets:
          - {indicator: cargo, year: 2025, at-most: 900}
          - {indicator: berths, year: 2025, at-least: 12}
          - {indicator: each, year: 2025, at-least: 80}

        """

    private func read(_ yaml: String) throws -> (Scenario, Plan) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tianmu-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("scenario.yaml")
        try Data(yaml.utf8).write(to: path)
        let scenario = try ScenarioReader.read(path: path.path)
        return (scenario, try Planner.plan(scenario, registry: Self.registry))
    }

    private func audit(_ yaml: String) throws -> Audit {
        let (scenario, plan) = try read(yaml)
        return Auditor.audit(plan, scenario: scenario)
    }

    @Test("A set that cannot hold is said not to, with what is left for the last of its targets")
    func contradictionInWords() throws {
        let findings = AuditSentences(try audit(port)).all
        let first = try #require(findings.first)
        #expect(first.kind == .contradiction)
        #expect(first.text.zh.contains("不能同时实现"))
        #expect(first.text.zh.contains("其余目标使单泊位吞吐量最多为 75 万吨"))
        #expect(first.text.en.contains("cannot all be met"))
        #expect(first.text.en.contains("the others leave at most 750,000 tonnes for cargo per berth"))
    }

    @Test("A scenario without targets gets a sentence and no table")
    func noTargets() throws {
        let plain = String(port.prefix(upTo: port.firstRange(of: "targets:")?.lowerBound ?? port.endIndex))
        let audit = try audit(plain)
        #expect(AuditReport.text(of: audit, language: .en).contains("The scenario has no targets."))
        #expect(throws: ChartRefusal.self) { try AuditChart.chart(of: audit, language: .zh) }
    }

    @Test("JSON names targets by place and carries every sentence")
    func json() throws {
        let audit = try linan()
        let text = try JSONFormat.text(of: AuditDocument(audit, scenario: "x.yaml"))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect((object["targets"] as? [Any])?.count == 20)
        #expect((object["findings"] as? [Any])?.count == AuditSentences(audit).all.count)
        let pivots = try #require(object["pivots"] as? [[String: Any]])
        #expect(abs((pivots.first?["meets"] as? Double ?? 0) - 56.25) < 1e-12)
    }

    @Test("The map of implied values draws what needs growth, and leaves out what is met")
    func auditChart() throws {
        let audit = try linan()
        for language in Language.allCases {
            let chart = try AuditChart.chart(of: audit, language: language)
            let names = chart.table.rows.map { $0[0] }
            #expect(names.count == 16)
            #expect(names.contains { $0.contains("56.25") })
            #expect(!names.contains { $0.contains("≥\u{A0}60") })
            #expect(chart.svg().hasPrefix("<svg") || chart.svg().hasPrefix("<?xml"))
        }
    }

    @Test("What a target takes is one sentence; a target that is met, or cannot be reached by growth, says so")
    func requirementInWords() async throws {
        func sentence(_ target: String) async throws -> LocalizedText {
            let (scenario, plan) = try read(
                """
                tianmu: 1
                years: {base: 2020, through: 2025}
                draws: {count: 1024}
                indicators:
                  x: {title: {zh: 产值, en: output}, unit: 亿元, base: {value: 600, reason: t}, model: random-walk-drift, parameters: {drift: 7, sd: 3}}
                targets: [{indicator: x, year: 2025, \(target)}]
                """)
            let summary = Summarizer.summarize(try await Simulator.simulate(plan))
            let requirements = Requirer.require(summary, scenario: scenario)
            return RequireSentences(requirements).sentence(try #require(requirements.targets.first))
        }
        let ahead = try await sentence("above: 900")
        #expect(ahead.zh.contains("由 2020 年的 600 亿元（假设）起，5 年需年均增长 8.45%"))
        #expect(
            ahead.en.contains("from 60 billion yuan (assumed) in 2020 it takes growth of 8.45% a year over 5 years"))
        #expect(ahead.en.contains("a chance of 50% takes 8.45% a year"))
        #expect(!ahead.en.contains("other regions") && !ahead.en.contains("reach as of"))
        #expect(try await sentence("at-least: 500").zh.contains("已满足"))
        #expect(try await sentence("at-most: 0").en.contains("no rate of growth leads to the target"))
    }

    @Test("The ladder is drawn for targets two years ahead or more, and refused in a sentence without any")
    func ladder() async throws {
        func requirements(_ year: Int) async throws -> Requirements {
            let (scenario, plan) = try read(
                port.replacing("year: 2025", with: "year: \(year)"))
            return Requirer.require(
                Summarizer.summarize(try await Simulator.simulate(plan)), scenario: scenario)
        }
        let chart = try RequireChart.chart(of: try await requirements(2025), language: .en)
        #expect(chart.panels.count == 3)
        let near = try await requirements(2021)
        #expect(throws: ChartRefusal.self) { try RequireChart.chart(of: near, language: .en) }
    }
}
