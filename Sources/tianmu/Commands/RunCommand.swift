import ArgumentParser
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Simulate a scenario: which targets will be met, how surely. 运行情景：哪些目标能实现，把握多大。",
        discussion: """
            Prints the table of targets and writes a run folder: the resolved scenario, the numbers (JSON, CSV), the charts (SVG) \
            and a manifest. The folder's name carries a fingerprint of everything that went in, so that the same run has the same \
            name and nothing is ever written over.

              tianmu run Scenarios/linan/baseline.yaml
              tianmu run my.yaml --draws 100000 --seed 7 --lang zh
              tianmu run my.yaml --format json --no-folder | jq .joint.all
            """)

    @Argument(help: "The scenario file. 情景文件。", completion: .file(extensions: ["yaml", "yml"]))
    var scenario: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var draws: DrawOptions

    @Option(help: "The run folder; by default runs/NAME-FINGERPRINT here. 结果文件夹。", completion: .directory)
    var out: String?

    @Flag(help: "Replace the run folder of --out if it exists. 覆盖已有的结果文件夹。")
    var replace = false

    @Flag(help: "Write no run folder. 不写结果文件夹。")
    var noFolder = false

    func validate() throws {
        if noFolder, out != nil { throw ValidationError("'--out' and '--no-folder' exclude each other.") }
        if out == "" { throw ValidationError("'--out' is empty.") }
        if replace, out == nil { throw ValidationError("'--replace' goes with '--out'.") }
    }

    func run() async throws {
        let language = output.language
        let pipeline = Pipeline(language: language, draws: draws)
        // A folder that cannot be written is told before the work, not after it.
        if let out { try Console.requireFree(folder: out, replacing: replace, language) }
        let source = try pipeline.read(scenario)
        let assessment = try await pipeline.assess(try pipeline.plan(source))
        let document = RunDocument(assessment, scenario: scenario)
        switch output.format {
        case .text:
            try Console.result(RunReport.text(of: assessment, language: language, width: Environment.outputWidth))
        case .json: try Console.result(JSONFormat.text(of: document))
        case .csv: try Console.result(CSVFormat.text(of: TargetTable.plain(of: assessment, language: language)))
        }
        if !noFolder { try write(assessment, source, document) }
    }

    private func write(_ assessment: Assessment, _ source: Scenario, _ document: RunDocument) throws {
        let language = output.language
        let folder = try RunFolder(
            assessment, scenario: source, document: document,
            charts: ChartFile.all(of: assessment, language: language), version: Tianmu.version, language: language)
        let path = out ?? folder.defaultPath(scenario: scenario)
        // The name says what went in: a folder of that name holds this very run.
        if out == nil, FolderWriter.exists(path) {
            return Console.message(
                language == .zh ? "\n结果已在 \(path)" : "\nThis run is in \(path) already")
        }
        do throws(FolderWriter.Fault) {
            try FolderWriter.write(folder, to: path, replacing: replace)
            Console.message(language == .zh ? "\n结果写入 \(path)" : "\nWritten to \(path)")
        } catch {
            throw Console.cannotCreate(error.message, language)
        }
    }
}
