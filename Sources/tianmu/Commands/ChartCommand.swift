import ArgumentParser
import TianmuCharts
import TianmuModel
import TianmuReport

struct ChartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chart",
        abstract: "Draw one chart as SVG. 画一张 SVG 图。",
        discussion: """
              tianmu chart fan Scenarios/linan/baseline.yaml --indicator gdp --out gdp.svg
              tianmu chart sheet my.yaml --lang zh > sheet.svg
              tianmu chart models my.yaml --indicator gdp --models damped-trend,hold
              tianmu chart scenarios base.yaml weak.yaml --indicator gdp

            Kinds:
            \(ChartKind.all.map { "  \($0.id)  \($0.title.en) \($0.title.zh)" }.joined(separator: "\n"))
            """)

    @Argument(help: "The kind of chart. 图的种类。", completion: .list(ChartKind.all.map(\.id)))
    var kind: String

    @Argument(help: "The scenario file, or several to be compared. 情景文件。")
    var scenarios: [String]

    @Option(help: "zh or en; by default the language of the environment. 语言。")
    var lang: Language?

    @OptionGroup var draws: DrawOptions

    @Option(help: "The indicator to draw. 指标。")
    var indicator: String?

    @Option(help: "For 'models': ids separated by commas, or 'all'. 模型名。")
    var models: String?

    @Option(help: "The file to write; by default standard output. 输出文件。", completion: .file(extensions: ["svg"]))
    var out: String?

    @Flag(help: "Replace the file of --out if it exists. 覆盖已有文件。")
    var replace = false

    func validate() throws {
        if out == "" { throw ValidationError("'--out' is empty.") }
        if replace, out == nil { throw ValidationError("'--replace' goes with '--out'.") }
        if models != nil, kind != "models" { throw ValidationError("'--models' goes with 'tianmu chart models'.") }
        if kind == "models", indicator == nil || scenarios.count != 1 {
            throw ValidationError("'tianmu chart models' takes one scenario and '--indicator'.")
        }
    }

    func run() async throws {
        let language = lang ?? Environment.language
        let kind: ChartKind
        do throws(ChartRefusal) {
            kind = try ChartKind.named(self.kind)
        } catch {
            throw Console.badInput(error.message, language)
        }
        if let out { try Console.requireFree(file: out, replacing: replace, language) }
        if kind.id != "models", !kind.variantCount.contains(scenarios.count) {
            throw Console.badInput(
                ChartRequest.wrongCount(scenarios.count, allowed: kind.variantCount).message, language)
        }
        let pipeline = Pipeline(language: language, draws: draws)
        let request = ChartRequest(
            variants: try await variants(kind, pipeline, language), indicator: indicator.map { IndicatorID($0) },
            language: language)
        let svg: String
        do throws(ChartRefusal) {
            svg = try kind.chart(request).svg()
        } catch {
            throw Console.badInput(error.message, language)
        }
        guard let out else { return try Console.result(svg) }
        try Console.write(svg, toFile: out, replacing: replace, language)
    }

    private func variants(_ kind: ChartKind, _ pipeline: Pipeline, _ language: Language) async throws -> [Variant] {
        guard kind.id == "models" else { return try await pipeline.scenarioVariants(scenarios) }
        guard let indicator else { return [] }
        let found = try await pipeline.modelVariants(scenarios[0], indicator: indicator, models: models ?? "all")
        for refusal in found.refusals {
            Console.report(
                [
                    .warning(
                        zh: "\(refusal.label.zh)：\(refusal.reason.zh)", en: "\(refusal.label.en): \(refusal.reason.en)",
                        at: nil)
                ], language)
        }
        return found.variants
    }
}
