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
        do throws(DiagnosticList) {
            let planned = try Planner.plan(try ScenarioReader.read(path: scenario), registry: BuiltInModels.registry)
            plan = planned
            diagnostics = planned.warnings
        } catch {
            diagnostics = error.diagnostics
        }
        diagnostics.sort { ($0.position.map { "\($0.file)" } ?? "") < ($1.position.map { "\($0.file)" } ?? "") }
        switch output.format {
        case .text:
            for diagnostic in diagnostics { Console.result(diagnostic.text(language) + "\n") }
            Console.result(
                CheckReport.conclusion(plan: plan, diagnostics: diagnostics, path: scenario, language) + "\n")
        case .json: Console.result(try JSONFormat.text(of: CheckReport.document(diagnostics)))
        case .csv: Console.result(CSVFormat.text(of: CheckReport.table(diagnostics, language)))
        }
        if plan == nil { throw ExitCode.badInput }
    }
}
