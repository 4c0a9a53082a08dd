import ArgumentParser
import TianmuAnalysis
import TianmuAnalysisReport
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

struct ConditionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "condition",
        abstract: "Forecast under conditions: what else moves if this happens? 条件推算：若某年如此，其余如何。",
        discussion: """
            Fixes or bounds indicators in some years and draws everything else jointly over the horizon. Conditions come from \
            the scenario's 'given' and from --given: a value (gdp@2023=745), a reading with an error (gdp@2023=745±10), a \
            range (gdp@2023=700..800) or a bound (gdp@2023>=700).

              tianmu condition Scenarios/linan/baseline.yaml --given gdp@2023=745
              tianmu condition my.yaml --given gdp@2025=900..950 --lang zh
              tianmu condition my.yaml --given gdp@2023=745 --chart gdp.svg --indicator gdp
            """)

    @Argument(help: "The scenario file. 情景文件。", completion: .file(extensions: ["yaml", "yml"]))
    var scenario: String

    @Option(help: "A condition, beside the scenario's own; may be repeated. 条件，可重复。")
    var given: [String] = []

    @Option(help: "The indicator of the chart; the first conditioned one by default. 作图的指标。")
    var indicator: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var draws: DrawOptions
    @OptionGroup var picture: ChartOutput

    func run() async throws {
        let language = output.language
        try picture.check(language)
        let pipeline = Pipeline(language: language, draws: draws)
        let plan = try pipeline.plan(try pipeline.read(scenario), given: try conditions())
        guard !plan.conditions.isEmpty else {
            throw Console.badInput(
                LocalizedText(
                    zh: "没有条件：请用 --given gdp@2023=745，或在情景中写 given",
                    en: "there is no condition: use '--given gdp@2023=745', or 'given' in the scenario"), language)
        }
        let forecast: ConditionalForecast
        do throws(SimulationError) {
            forecast = try await ConditionalForecast.forecast(
                plan, options: SimulationOptions(threads: draws.threads ?? 0))
        } catch {
            throw Console.badInput(error.message, language)
        }
        switch output.format {
        case .text:
            try Console.result(
                ConditionalReport.text(of: forecast, language: language, width: Environment.outputWidth))
        case .json: try Console.result(JSONFormat.text(of: ConditionalDocument(forecast, scenario: scenario)))
        case .csv: try Console.result(CSVFormat.text(of: ConditionalReport.targets(of: forecast, language: language)))
        }
        try picture.write(language) { () throws(ChartRefusal) in
            try ConditionalReport.chart(of: forecast, indicator: indicator, language: language)
        }
    }

    /// Those of `--given`, or all that cannot be read at once.
    private func conditions() throws -> [GivenEntry] {
        var entries: [GivenEntry] = []
        var faults: [Diagnostic] = []
        for text in given {
            do throws(Diagnostic) {
                entries.append(try GivenEntry(parsing: text))
            } catch {
                faults.append(error)
            }
        }
        guard faults.isEmpty else { throw Console.badInput(DiagnosticList(faults), output.language) }
        return entries
    }
}
