import ArgumentParser
import TianmuAnalysis
import TianmuAnalysisReport
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

struct ScorecardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scorecard",
        abstract: "How the scenario's own forecast did against what came, and what changed the verdicts. 预测回顾。",
        discussion: """
            For each indicator and year that has become known: the forecast median and 80 % interval, the outcome, PIT and CRPS. \
            For each target: which new figure moved its chance. --chart draws the forecasts of successive days (hedgehog).

              tianmu scorecard Scenarios/linan/baseline.yaml --as-of 2022-12-31
              tianmu scorecard my.yaml --as-of 2022-12-31 --pit pit.svg
              tianmu scorecard my.yaml --as-of 2022-12-31 --indicator gdp --chart gdp.svg
            """)

    @Argument(help: "The scenario file. 情景文件。", completion: .file(extensions: ["yaml", "yml"]))
    var scenario: String

    @OptionGroup var later: LaterOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var draws: DrawOptions
    @OptionGroup var picture: ChartOutput

    @Option(
        help: "Write a chart of the PIT values to this file (SVG). 另存 PIT 图。", completion: .file(extensions: ["svg"]))
    var pit: String?

    @Option(help: "Draw this indicator alone. 只画这个指标。")
    var indicator: String?

    func validate() throws {
        if indicator != nil, picture.chart == nil { throw ValidationError("'--indicator' goes with '--chart'.") }
    }

    func run() async throws {
        let language = output.language
        try picture.check(language)
        if let pit { try Console.requireFree(file: pit, replacing: picture.replace, language) }
        let pipeline = Pipeline(language: language, draws: draws)
        let source = try pipeline.read(scenario)
        let now = try later.later(source, language)
        try requireIndicator(in: source)
        let card = try await scorecard(pipeline, earlier: source, now: now)
        switch output.format {
        case .text:
            try Console.result(ScorecardReport.text(of: card, language: language, width: Environment.outputWidth))
        case .json: try Console.result(JSONFormat.text(of: ScorecardDocument(card, scenario: scenario)))
        case .csv: try Console.result(CSVFormat.text(of: ScorecardTable.long(card)))
        }
        if picture.chart != nil {
            let hedgehog = try await hedgehog(pipeline, earlier: source, now: now)
            try picture.write(language) { () throws(ChartRefusal) in
                try HedgehogChart.chart(
                    of: hedgehog, card: card, indicator: indicator.map { IndicatorID($0) }, language: language)
            }
        }
        if let pit { try draw(card, to: pit) }
    }

    private func scorecard(_ pipeline: Pipeline, earlier: Scenario, now: Scenario) async throws -> Scorecard {
        try Pipeline.prepareLinearAlgebra(for: earlier, output.language)
        var earlier = earlier
        let registry = pipeline.plugins.registry(for: &earlier)
        do throws(DiagnosticList) {
            return try await ScorecardMaker(
                earlier: earlier, now: now, registry: registry, options: draws.planOptions(),
                threads: draws.threads ?? 0
            ).scorecard()
        } catch {
            throw Console.badInput(error, output.language)
        }
    }

    private func hedgehog(_ pipeline: Pipeline, earlier: Scenario, now: Scenario) async throws -> Hedgehog {
        var spines: [Hedgehog.Spine] = []
        for day in Hedgehog.days(earlier: earlier, now: now) {
            let plan = try pipeline.plan(now.known(on: day), isQuiet: true)
            spines.append(Hedgehog.Spine(asOf: day, summary: try await pipeline.assess(plan).summary))
        }
        return Hedgehog(spines: spines)
    }

    private func draw(_ card: Scorecard, to path: String) throws {
        let svg: String
        do throws(ChartRefusal) {
            svg = try PITChart.chart(of: card, language: output.language).svg()
        } catch {
            throw Console.badInput(error.message, output.language)
        }
        try Console.write(svg, toFile: path, replacing: picture.replace, output.language)
    }

    private func requireIndicator(in scenario: Scenario) throws {
        let known = scenario.indicators.map(\.id.value.name)
        guard let indicator, !known.contains(indicator) else { return }
        let hint = NearestName.hint(for: indicator, among: known)
        throw Console.badInput(
            LocalizedText(zh: "没有指标“\(indicator)”\(hint.zh)", en: "there is no indicator '\(indicator)'\(hint.en)"),
            output.language)
    }
}
