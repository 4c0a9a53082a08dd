import ArgumentParser
import TianmuAnalysis
import TianmuAnalysisReport
import TianmuEngine
import TianmuReport
import TianmuScenario

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "What the targets imply, before any forecast: do they fit together? 目标审核：目标之间是否衔接。",
        discussion: """
            Works through the formulas alone: which values the targets imply for indicators without one, which target is the \
            stricter, whether all can be met, and what the way there takes from the last known figures.

              tianmu audit Scenarios/linan/baseline.yaml
              tianmu audit my.yaml --reference Scenarios/data/zhejiang.csv --lang zh
              tianmu audit my.yaml --format json --chart audit.svg
            """)

    @Argument(help: "The scenario file. 情景文件。", completion: .file(extensions: ["yaml", "yml"]))
    var scenario: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var known: KnownOptions
    @OptionGroup var picture: ChartOutput

    func run() async throws {
        try picture.check(output.language)
        // Nothing is drawn: whatever a run would take by default.
        let pipeline = Pipeline(language: output.language, draws: try DrawOptions.parse([]))
        let source = known.dated(try pipeline.read(scenario))
        let audit = Auditor.audit(
            try pipeline.plan(source), scenario: source, further: try known.further(output.language))
        switch output.format {
        case .text: try Console.result(AuditReport.text(of: audit, language: output.language))
        case .json: try Console.result(JSONFormat.text(of: AuditDocument(audit, scenario: scenario)))
        case .csv: try Console.result(CSVFormat.text(of: AuditTable.table(of: audit, language: output.language)))
        }
        try picture.write(output.language) { () throws(ChartRefusal) in
            try AuditChart.chart(of: audit, language: output.language)
        }
    }
}
