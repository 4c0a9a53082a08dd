import ArgumentParser
import TianmuEngine
import TianmuReport
import TianmuScenario

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show a scenario with everything resolved: figures, models, fits, assumptions. 显示解析后的情景。",
        discussion: """
              tianmu plan Scenarios/linan/weak-demand.yaml
              tianmu plan my.yaml --format json
              tianmu plan my.yaml --resolved > whole.yaml     extends nothing
            """)

    @Argument(help: "The scenario file. 情景文件。", completion: .file(extensions: ["yaml", "yml"]))
    var scenario: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var draws: DrawOptions

    @Flag(help: "Print the merged scenario file (YAML). 输出合并后的情景文件。")
    var resolved = false

    func validate() throws {
        if resolved, output.format != .text { throw ValidationError("'--resolved' prints YAML: leave out '--format'.") }
    }

    func run() async throws {
        let pipeline = Pipeline(language: output.language, draws: draws)
        let source = try pipeline.read(scenario)
        let plan = try pipeline.plan(source)
        if resolved { return try Console.result(ResolvedFile(source, copiesData: false).text) }
        let text =
            switch output.format {
            case .text:
                PlanReport.text(
                    of: plan, inputs: source.inputs, language: output.language,
                    width: Environment.outputWidth)
            case .json: try JSONFormat.text(of: PlanDocument(plan, inputs: source.inputs))
            case .csv: CSVFormat.text(of: PlanReport.table(of: plan, language: output.language))
            }
        // Reports of fits may have asked their models to project.
        do throws(SimulationError) {
            try plan.checkModels()
        } catch {
            throw Console.badInput(error.message, output.language)
        }
        try Console.result(text)
    }
}
