import ArgumentParser
import TianmuCharts
import TianmuModel
import TianmuReport

struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Several scenarios under the same targets, or one under several models. 比较情景，或比较模型。",
        discussion: """
              tianmu compare Scenarios/linan/baseline.yaml Scenarios/linan/weak-demand.yaml
              tianmu compare my.yaml --indicator gdp --models damped-trend,hold
              tianmu compare my.yaml --indicator gdp --models all --format csv
              tianmu compare base.yaml weak.yaml --chart compared.svg

            A model takes its default parameters. One that cannot be used is listed with its reason.
            """)

    @Argument(help: "Scenario files: one with --models, two or more without. 情景文件。")
    var scenarios: [String]

    @OptionGroup var output: OutputOptions
    @OptionGroup var draws: DrawOptions

    @Option(help: "Compare this indicator. 只比较这个指标。")
    var indicator: String?

    @Option(help: "Ids of models, separated by commas, or 'all'. 模型名，用逗号分隔。")
    var models: String?

    @Option(help: "Draw the comparison to this file (SVG). 把比较画成图。", completion: .file(extensions: ["svg"]))
    var chart: String?

    @Flag(help: "Replace the file of --chart if it exists. 覆盖已有文件。")
    var replace = false

    func validate() throws {
        if chart == "" { throw ValidationError("'--chart' is empty.") }
        if replace, chart == nil { throw ValidationError("'--replace' goes with '--chart'.") }
        if models != nil {
            guard scenarios.count == 1 else { throw ValidationError("'--models' takes exactly one scenario.") }
            guard indicator != nil else { throw ValidationError("'--models' needs '--indicator'.") }
        } else if scenarios.count < 2 {
            throw ValidationError("Name two scenarios or more, or one with '--indicator' and '--models'.")
        }
    }

    func run() async throws {
        let pipeline = Pipeline(language: output.language, draws: draws)
        if let chart { try requireDrawable(chart) }
        let comparison: Comparison
        if let models, let indicator {
            let found = try await pipeline.modelVariants(scenarios[0], indicator: indicator, models: models)
            comparison = Comparison(
                variants: found.variants, refusals: found.refusals, indicator: IndicatorID(indicator))
        } else {
            let variants = try await pipeline.scenarioVariants(scenarios)
            if let indicator { try requireIndicator(indicator, in: variants) }
            comparison = Comparison(variants: variants, indicator: indicator.map { IndicatorID($0) })
        }
        let language = output.language
        switch output.format {
        case .text:
            try Console.result(
                TextFormat.text(
                    of: ComparisonTable.table(of: comparison, language: language), within: Environment.outputWidth))
            let notes = ComparisonTable.footnotes(comparison, language: language)
            if !notes.isEmpty { try Console.result("\n" + notes) }
        case .json: try Console.result(JSONFormat.text(of: ComparisonDocument(comparison)))
        case .csv: try Console.result(CSVFormat.text(of: ComparisonTable.long(comparison, language: language)))
        }
        if let chart { try draw(comparison, to: chart) }
    }

    private var chartKind: String {
        models != nil ? "models" : indicator != nil ? "scenarios" : "scenario-targets"
    }

    /// What keeps the chart from being drawn is told before the work, not after it.
    private func requireDrawable(_ path: String) throws {
        try Console.requireFree(file: path, replacing: replace, output.language)
        do throws(ChartRefusal) {
            let allowed = try ChartKind.named(chartKind).variantCount
            if models == nil, !allowed.contains(scenarios.count) {
                throw ChartRequest.wrongCount(scenarios.count, allowed: allowed)
            }
        } catch {
            throw Console.badInput(error.message, output.language)
        }
    }

    private func draw(_ comparison: Comparison, to path: String) throws {
        let svg: String
        do throws(ChartRefusal) {
            let request = ChartRequest(
                variants: comparison.variants, indicator: indicator.map { IndicatorID($0) }, language: output.language)
            svg = try ChartKind.named(chartKind).chart(request).svg()
        } catch {
            throw Console.badInput(error.message, output.language)
        }
        try Console.write(svg, toFile: path, replacing: replace, output.language)
    }

    private func requireIndicator(_ name: String, in variants: [Variant]) throws {
        let known = variants.flatMap { $0.assessment.plan.series.map(\.id.name) }
        guard !known.contains(name) else { return }
        let hint = NearestName.hint(for: name, among: Array(Set(known)).sorted())
        throw Console.badInput(
            LocalizedText(zh: "没有指标“\(name)”\(hint.zh)", en: "there is no indicator '\(name)'\(hint.en)"),
            output.language)
    }
}
