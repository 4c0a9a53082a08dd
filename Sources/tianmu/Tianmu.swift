import ArgumentParser
import Glibc
import TianmuModel

/// The program. Commands only: each reads, runs the stages and writes; none computes.
@main
struct Tianmu: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "tianmu",
        abstract: "Scenario forecasts for planners: which targets will be met, how surely. 情景预测：目标能否实现，把握多大。",
        discussion: """
            A scenario is a YAML file that names figures (CSV), indicators with growth models or formulas, and targets.

              tianmu run Scenarios/linan/baseline.yaml     targets, and a folder of charts
              tianmu check my.yaml                         all faults at once, with repair
              tianmu compare base.yaml weak.yaml           scenarios under the same targets
              tianmu chart fan base.yaml --indicator gdp   one chart as SVG

            Exit codes: 0 done, 64 usage, 65 bad input, 69 a library is missing, 70 our fault, 73 an output cannot be written.
            """,
        version: version,
        subcommands: [
            RunCommand.self,
            CheckCommand.self,
            PlanCommand.self,
            ModelsCommand.self,
            CompareCommand.self,
            ChartCommand.self,
            AuditCommand.self,
            RequireCommand.self,
            JointCommand.self,
            ConditionCommand.self,
            SweepCommand.self,
            SeekCommand.self,
            SensitivityCommand.self,
            EvaluateCommand.self,
            ScorecardCommand.self,
            BacktestCommand.self,
            MergeCommand.self,
            SchemaCommand.self,
            PluginCommand.self,
        ])

    static func main() async {
        // A reader that goes away is noticed where the text is written, and does not keep the run folder from being so.
        signal(SIGPIPE, SIG_IGN)
        if let name = CommandLine.arguments.dropFirst().first, !name.isEmpty, !name.hasPrefix("-") {
            let known = configuration.subcommands.map { $0.configuration.commandName ?? "" } + ["help"]
            if !known.contains(name) {
                let hint = NearestName.hint(for: name, among: known)
                let message = LocalizedText(
                    zh: "没有命令“\(name)”\(hint.zh)", en: "There is no command '\(name)'\(hint.en)")
                UsageMessage.exit(withError: ValidationError(message[Environment.language]))
            }
        }
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            UsageMessage.exit(withError: error)
        }
    }
}
