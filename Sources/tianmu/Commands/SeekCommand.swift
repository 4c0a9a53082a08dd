import ArgumentParser
import TianmuAnalysis
import TianmuAnalysisReport
import TianmuCharts
import TianmuReport

struct SeekCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seek",
        abstract: "Where levers must stand for a target to have a probability. 政策力度要多大才有这样的把握。",
        discussion: """
            One lever: its value, with the Monte Carlo error that the draws leave. Several: the smallest move, by the root of \
            the sum of squares of each move times its unit cost. All settings use the same draws.

              tianmu seek Scenarios/linan/baseline.yaml --target gdp --probability 0.5 --lever demand
              tianmu seek my.yaml --target urban_rural_ratio --probability 0.8
              tianmu seek my.yaml --target gdp@2025 --probability 0.6 --cost prices=2 --chart seek.svg
            """)

    @Argument(help: "The scenario file. 情景文件。", completion: .file(extensions: ["yaml", "yml"]))
    var scenario: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var draws: DrawOptions
    @OptionGroup var picture: ChartOutput

    @Option(help: "The target: an indicator, or indicator@year. 目标。")
    var target: String

    @Option(help: "The probability that it shall have: between 0 and 1. 所要的把握。")
    var probability: Double

    @Option(
        help: "A lever that may move: NAME, or NAME=LOW:HIGH; by default all that reach the target. 可动的政策力度。")
    var lever: [String] = []

    @Option(help: "What one point of a lever costs: NAME=COST; 1 by default. 单位成本。")
    var cost: [String] = []

    func validate() throws {
        guard probability > 0, probability < 1 else {
            throw ValidationError("'--probability' must lie between 0 and 1, not \(probability).")
        }
    }

    func run() async throws {
        let language = output.language
        try picture.check(language)
        let pipeline = Pipeline(language: language, draws: draws)
        let plan = try pipeline.plan(try pipeline.read(scenario))
        let result: SeekResult
        do throws(WhatIfRefusal) {
            let question = SeekQuestion(
                target: try plan.target(named: target), probability: probability,
                levers: try lever.mapped(LeverSpan.init(parsingRange:)), costs: try LeverCost.parse(cost))
            result = try await Seeker.seek(question, in: plan, threads: draws.threads ?? 0)
        } catch {
            throw Console.badInput(error.message, language)
        }
        switch output.format {
        case .text:
            try Console.result(SeekReport.text(of: result, language: language, width: Environment.outputWidth))
        case .json: try Console.result(JSONFormat.text(of: SeekDocument(result, scenario: scenario)))
        case .csv: try Console.result(CSVFormat.text(of: SeekReport.plain(of: result)))
        }
        try picture.write(language) { () throws(ChartRefusal) in SeekChart.chart(of: result, language: language) }
    }
}
