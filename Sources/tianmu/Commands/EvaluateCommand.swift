import ArgumentParser
import TianmuAnalysis
import TianmuAnalysisReport
import TianmuEngine
import TianmuReport
import TianmuScenario

struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "How a plan under way stands: progress, words, chances. 中期评估：提前实现、快于预期、符合预期、滞后。",
        discussion: """
            The scenario is planned twice: on its own day, and with the figures published by --as-of. Each target gets its \
            progress against the schedule, the word, the chance now and at first, and the rate that the remaining years take.

              tianmu evaluate Scenarios/linan/baseline.yaml --as-of 2022-12-31
              tianmu evaluate my.yaml --as-of 2022-12-31 --lang zh --chart progress.svg
              tianmu evaluate my.yaml --as-of 2022-12-31 --format csv
            """)

    @Argument(help: "The scenario file. 情景文件。", completion: .file(extensions: ["yaml", "yml"]))
    var scenario: String

    @OptionGroup var later: LaterOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var draws: DrawOptions
    @OptionGroup var picture: ChartOutput

    @Option(help: "Years before or after its schedule that still count as on schedule: 0...5. 符合预期的范围（年）。")
    var tolerance = 0.25

    func validate() throws {
        guard (0...5).contains(tolerance) else {
            throw ValidationError("'--tolerance' must lie in 0...5, not \(tolerance).")
        }
    }

    func run() async throws {
        let language = output.language
        try picture.check(language)
        let pipeline = Pipeline(language: language, draws: draws)
        let source = try pipeline.read(scenario)
        let later = try later.later(source, language)
        let first = try pipeline.plan(source, isQuiet: true)
        let now = try pipeline.plan(later, firstYear: first.grid.first)
        let earlier = try await pipeline.assess(first)
        let evaluation = Evaluator.evaluate(
            try await pipeline.assess(now), earlier: earlier, options: EvaluationOptions(tolerance: tolerance))
        switch output.format {
        case .text:
            try Console.result(
                EvaluationReport.text(of: evaluation, language: language, width: Environment.outputWidth))
        case .json: try Console.result(JSONFormat.text(of: EvaluationDocument(evaluation, scenario: scenario)))
        case .csv: try Console.result(CSVFormat.text(of: EvaluationTable.long(evaluation)))
        }
        try picture.write(language) { () throws(ChartRefusal) in
            try EvaluationChart.chart(of: evaluation, language: language)
        }
    }
}
