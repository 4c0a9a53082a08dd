import ArgumentParser
import TianmuAnalysisReport
import TianmuCharts
import TianmuModel
import TianmuReport

struct ModelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "List the growth models, explain one, or hold all against one indicator. 增长模型：列出、说明、比较。",
        discussion: """
              tianmu models
              tianmu models damped-trend --lang zh
              tianmu models --plugins plugins.yaml          with those of workers
              tianmu models --compare my.yaml gdp --draws 64 --chart models.svg
              tianmu models --compare Scenarios/hangzhou/baseline.yaml gdp --draws 64

            --compare fits every model, the scenario's own and its workers among them, with default parameters to one \
            indicator: forecasts, fits, reasons of refusal, and how each did on the known past of the indicator and of the \
            same indicator in other regions of the figures (CRPS skill against drift, MASE, coverage). Documentation/backtest.md \
            has every key of its --format json and csv.
            """)

    @Argument(help: "The id of a model; with --compare, of an indicator. 模型名；与 --compare 同用时为指标名。")
    var id: String?

    @Option(
        help: "Hold all models against the named indicator of this scenario. 在此情景的指标上比较所有模型。",
        completion: .file(extensions: ["yaml", "yml"]))
    var compare: String?

    @Option(
        parsing: .unconditional,
        help: "Years ahead in the backtest: 1...50; by default those of the forecast, at most ten. 回测年数。")
    var horizon: Int?

    @OptionGroup var output: OutputOptions
    @OptionGroup var plugins: PluginOptions
    @OptionGroup var draws: DrawOptions
    @OptionGroup var picture: ChartOutput

    func validate() throws {
        if let horizon, !(1...50).contains(horizon) {
            throw ValidationError("'--horizon' must lie in 1...50, not \(horizon).")
        }
        if compare != nil {
            if id == nil { throw ValidationError("Name an indicator: '--compare SCENARIO INDICATOR'.") }
            if plugins.plugins != nil {
                throw ValidationError("'--compare' and '--plugins' exclude each other: a scenario names its workers.")
            }
        } else if let option = comparing {
            throw ValidationError("'--\(option)' goes with '--compare'.")
        }
    }

    /// An option that only a comparison knows.
    private var comparing: String? {
        [
            ("horizon", horizon != nil), ("chart", picture.chart != nil), ("draws", draws.draws != nil),
            ("seed", draws.seed != nil), ("sampler", draws.sampler != nil), ("threads", draws.threads != nil),
        ].first { $0.1 }?.0
    }

    func run() async throws {
        if let compare, let id { return try await hold(id, in: compare) }
        let language = output.language
        let registry = try plugins.registry(language)
        guard let id else {
            let descriptors = registry.models.map(\.descriptor)
            let table = ModelTable.table(of: descriptors, language: language)
            switch output.format {
            case .text: try Console.result(TextFormat.text(of: table, within: Environment.outputWidth))
            case .json: try Console.result(JSONFormat.text(of: descriptors))
            case .csv: try Console.result(CSVFormat.text(of: table))
            }
            return
        }
        guard let descriptor = registry[ModelID(id)]?.descriptor else {
            let hint = NearestName.hint(for: id, among: registry.ids.map(\.name))
            throw Console.badInput(
                LocalizedText(zh: "没有模型“\(id)”\(hint.zh)", en: "there is no model '\(id)'\(hint.en)"), language)
        }
        switch output.format {
        case .text:
            try Console.result(ModelTable.page(of: descriptor, language: language, width: Environment.outputWidth))
        case .json: try Console.result(JSONFormat.text(of: descriptor))
        case .csv: try Console.result(CSVFormat.text(of: ModelTable.parameters(of: descriptor, language: language)))
        }
    }

    /// Holds all models against one indicator.
    private func hold(_ indicator: String, in scenario: String) async throws {
        let language = output.language
        try picture.check(language)
        let comparison = try await Pipeline(language: language, draws: draws)
            .modelComparison(scenario, indicator: indicator, horizon: horizon)
        switch output.format {
        case .text:
            try Console.result(
                ModelComparisonReport.text(of: comparison, language: language, width: Environment.outputWidth))
        case .json: try Console.result(JSONFormat.text(of: ModelComparisonDocument(comparison, path: scenario)))
        case .csv: try Console.result(CSVFormat.text(of: ModelComparisonTable.long(comparison)))
        }
        try picture.write(language) { () throws(ChartRefusal) in
            try ModelComparisonChart.chart(of: comparison, language: language)
        }
    }
}
