import Foundation
import PlanModels
import RandomWalkModels
import SimpleModels
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// Small scenarios, run from their text. Without correlations, so that no linear algebra decides a digit.
enum Runs {
    static let registry = ModelRegistry([
        ElicitedModel(), PlanPathModel(), HoldModel(), ConstantGrowthModel(), RandomWalkDriftModel(),
    ])

    /// Runs that several tests look at.
    private actor Kept {
        private var runs: [String: Task<Assessment, any Error>] = [:]

        func run(_ yaml: String, _ figures: String) -> Task<Assessment, any Error> {
            if let run = runs[yaml + figures] { return run }
            let run = Task { try await assessAnew(yaml, figures: figures) }
            runs[yaml + figures] = run
            return run
        }
    }

    private static let kept = Kept()

    static func assess(_ yaml: String, figures: String = plainFigures) async throws -> Assessment {
        try await kept.run(yaml, figures).value
    }

    /// Reads, plans, simulates and assesses a scenario beside `figures.csv`.
    static func assessAnew(_ yaml: String, figures: String = plainFigures) async throws -> Assessment {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tianmu-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("scenario.yaml").path
        try Data(yaml.utf8).write(to: URL(fileURLWithPath: path))
        try Data(figures.utf8).write(to: folder.appendingPathComponent("figures.csv"))
        let plan = try Planner.plan(try ScenarioReader.read(path: path), registry: registry)
        return Assessor.assess(Summarizer.summarize(try await Simulator.simulate(plan)))
    }

    static func variant(_ zh: String, _ en: String, _ yaml: String) async throws -> Variant {
        Variant(label: LocalizedText(zh: zh, en: en), assessment: try await assess(yaml))
    }

    static let plainFigures = """
        indicator,name_zh,name_en,unit,year,value,relation,kind,source,published
        gdp,地区生产总值,Gross regional product,亿元,2018,539.6,=,actual,统计公报,2019-03-01
        gdp,地区生产总值,Gross regional product,亿元,2020,586,=,estimate,年末预计,2020-12-27
        gdp,地区生产总值,Gross regional product,亿元,2020,600,=,preliminary,政府工作报告,2021-03-01
        population,人口,Population,万人,2018,53.6,=,actual,统计公报,2019-03-01
        population,人口,Population,万人,2020,54,=,actual,统计公报,2021-03-01
        income,居民收入,Income,元,2015,41230,=,actual,统计公报,2016-03-01
        income,居民收入,Income,元,2020,59760,=,preliminary,政府工作报告,2021-03-01

        """

    private static func scenario(_ indicators: String, targets: String, title: String = "{zh: 基准情景, en: Baseline}")
        -> String
    {
        """
        tianmu: 1
        title: \(title)
        data: [figures.csv]
        years: {base: 2020, through: 2025}
        draws: {count: 512, seed: 3}
        indicators:
        \(indicators)
        targets:
        \(targets)

        """
    }

    /// - Parameter growth: the median growth of output, per cent.
    static func plain(growth: Double = 8, titled title: String = "{zh: 基准情景, en: Baseline}") -> String {
        scenario(
            """
              gdp: {model: elicited, parameters: {p10: \(growth - 2), p50: \(growth), p90: \(growth + 2)}}
              population: {model: elicited, parameters: {p10: 0, p50: 0.4, p90: 0.8}}
              gdp_per_head: {title: {zh: 人均生产总值, en: GRP per head}, unit: 万元, formula: gdp / population}
              income: {model: random-walk-drift, parameters: {prior-sd: 1.2}}
              growth: {title: {zh: 增速, en: Growth}, unit: percent, formula: growth(gdp)}
            """,
            targets: """
                - {indicator: gdp, year: 2025, above: 900, source: {zh: 规划纲要, en: The plan}}
                - {indicator: gdp_per_head, year: 2025, at-least: 16}
                - {indicator: growth, year: 2021, at-least: 7}
                - {indicator: income, year: 2025, above: 8.5, unit: 万元}
                """.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"), title: title)
    }

    /// Everything that a chart may stumble over.
    static let odd = scenario(
        """
          nothing_known: {title: {zh: 从未公布过的百分比, en: A share never printed}, unit: percent, model: elicited, parameters: {p10: -3, p50: 0.5, p90: 4}}
          constant: {title: {zh: 制度参数, en: A rule}, unit: ratio, model: hold, parameters: {value: 1.25}}
          certain: {title: {zh: 逐年固定增长, en: Fixed growth}, unit: 万人, model: constant-growth, parameters: {rate: 5}, base: {value: 100, reason: {zh: 约数, en: A round number}}}
          known: {title: {zh: 各年均已公布, en: Known throughout}, unit: 个, model: hold}
          tiny: {title: {zh: 很小的比例, en: A small ratio}, unit: ratio, model: elicited, parameters: {p10: -10, p50: 0, p90: 10}, base: {value: 0.00125, reason: {zh: 试算, en: A trial}}}
          large: {title: {zh: 名字特别长的指标规模以上数字经济核心产业增加值占地区生产总值的比重, en: An indicator whose name is so long that it has to be wrapped in every chart that shows it}, unit: 元, model: elicited, parameters: {p10: 2, p50: 6, p90: 10}, base: {value: 123456789012, reason: {zh: 试算, en: A trial}}}
        """,
        targets: """
              - {indicator: constant, year: 2025, at-most: 1.25}
              - {indicator: certain, year: 2025, above: 200}
              - {indicator: known, year: 2025, at-least: 13}
              - {indicator: nothing_known, year: 2023, below: 2}
            """, title: "{zh: 奇例, en: Odd cases}")

    static let oddFigures = """
        indicator,name_zh,name_en,unit,year,value,kind,source,published
        known,各年均已公布,Known throughout,个,2019,9,actual,年鉴,2020
        known,各年均已公布,Known throughout,个,2020,10,actual,年鉴,2021
        known,各年均已公布,Known throughout,个,2021,11,actual,年鉴,2022
        known,各年均已公布,Known throughout,个,2022,11,actual,年鉴,2023
        known,各年均已公布,Known throughout,个,2023,12,actual,年鉴,2024
        known,各年均已公布,Known throughout,个,2024,13,actual,年鉴,2025
        known,各年均已公布,Known throughout,个,2025,14,actual,年鉴,2026

        """

    static let withoutTargets = """
        tianmu: 1
        title: {zh: 无目标, en: No targets}
        data: [figures.csv]
        years: {base: 2020, through: 2025}
        draws: {count: 256, seed: 3}
        indicators:
          gdp: {model: elicited, parameters: {p10: 4, p50: 6, p90: 8}}
          population: {model: elicited, parameters: {p10: 0, p50: 0.4, p90: 0.8}}

        """
}
