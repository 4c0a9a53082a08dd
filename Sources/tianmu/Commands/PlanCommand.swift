import ArgumentParser
import TianmuReport
import TianmuScenario

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show a scenario with everything resolved: figures, models, fits, assumptions. 显示解析后的情景。",
        discussion: """
              tianmu plan Scenarios/linan/weak-demand.yaml
              tianmu plan my.yaml --format json
              tianmu plan my.yaml --resolved > whole.yaml       one file that extends nothing
            """)

    @Argument(help: "The scenario file. 情景文件。", completion: .file(extensions: ["yaml", "yml"]))
    var scenario: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var draws: DrawOptions

    @Flag(help: "Print the merged scenario file (YAML). 输出合并后的情景文件。")
    var resolved = false

    func run() async throws {
        let pipeline = Pipeline(language: output.language, draws: draws)
        let source = try pipeline.read(scenario)
        let plan = try pipeline.plan(source)
        if resolved { return Console.result(try ResolvedFile(source, copiesData: false).text) }
        switch output.format {
        case .text:
            Console.result(PlanReport.text(of: plan, inputs: source.inputs, language: output.language))
        case .json: Console.result(try JSONFormat.text(of: PlanDocument(plan, inputs: source.inputs)))
        case .csv: Console.result(CSVFormat.text(of: PlanReport.table(of: plan, language: output.language)))
        }
    }
}
