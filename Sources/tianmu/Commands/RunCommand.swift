import ArgumentParser
import TianmuEngine
import TianmuReport

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Simulate a scenario: which targets will be met, how surely. 运行情景：哪些目标能实现，把握多大。",
        discussion: """
            Prints the table of targets and writes a run folder: the resolved scenario, the numbers (JSON, CSV), the charts (SVG) \
            and a manifest. The folder's name carries a fingerprint of everything that went in, so that nothing is ever written over.

              tianmu run Scenarios/linan/baseline.yaml
              tianmu run my.yaml --draws 100000 --seed 7 --lang zh
              tianmu run my.yaml --format json --no-folder | jq .joint.all
            """)

    @Argument(help: "The scenario file. 情景文件。", completion: .file(extensions: ["yaml", "yml"]))
    var scenario: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var draws: DrawOptions

    @Option(
        help: "The run folder; by default runs/NAME-FINGERPRINT here. It must not exist. 结果文件夹。",
        completion: .directory)
    var out: String?

    @Flag(help: "Write no run folder. 不写结果文件夹。")
    var noFolder = false

    func validate() throws {
        if noFolder, out != nil { throw ValidationError("'--out' and '--no-folder' exclude each other.") }
    }

    func run() async throws {
        let language = output.language
        let pipeline = Pipeline(language: language, draws: draws)
        let source = try pipeline.read(scenario)
        let assessment = try await pipeline.assess(try pipeline.plan(source))
        let document = RunDocument(assessment, scenario: scenario)
        switch output.format {
        case .text: Console.result(RunReport.text(of: assessment, language: language))
        case .json: Console.result(try JSONFormat.text(of: document))
        case .csv: Console.result(CSVFormat.text(of: TargetTable.table(of: assessment, language: language)))
        }
    }
}
