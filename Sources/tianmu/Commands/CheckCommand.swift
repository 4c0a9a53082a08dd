import ArgumentParser
import TianmuEngine
import TianmuReport
import TianmuScenario

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Tell everything that is wrong with a scenario, at once. 一次列出情景文件的全部问题。",
        discussion: """
            Prints a line for each fault: file, line, column, what is wrong, what is allowed. Exit code 65 if there is an error.

              tianmu check Scenarios/linan/baseline.yaml
              tianmu check my.yaml --format json
            """)

    @Argument(help: "The scenario file. 情景文件。", completion: .file(extensions: ["yaml", "yml"]))
    var scenario: String

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let language = output.language
        var diagnostics: [Diagnostic]
        var plan: Plan?
        do {
            var source = try ScenarioReader.read(path: scenario)
            try Pipeline.prepareLinearAlgebra(for: source, language)
            let plugins = Plugins()
            let planned = try Planner.plan(source, registry: plugins.registry(for: &source))
            plan = planned
            diagnostics = planned.warnings
        } catch let list as DiagnosticList {
            diagnostics = list.diagnostics
        }
        diagnostics = CheckReport.inOrder(diagnostics)
        switch output.format {
        case .text:
            for diagnostic in diagnostics.capped() { try Console.result(diagnostic.text(language) + "\n") }
            try Console.result(
                CheckReport.conclusion(plan: plan, diagnostics: diagnostics, path: scenario, language) + "\n")
        case .json: try Console.result(JSONFormat.text(of: CheckReport.document(diagnostics)))
        case .csv: try Console.result(CSVFormat.text(of: CheckReport.table(diagnostics, language)))
        }
        if plan == nil { throw ExitCode.badInput }
    }
}
