import ArgumentParser
import TianmuEngine
import TianmuModel
import TianmuParts
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
              tianmu run my.yaml --timings
              tianmu run my.yaml --sampler sobol-principal --probabilities smoothed

            One run can be shared among machines: each does one shard of the draws (at most 16, since draws come in 16 \
            independent replicates), and 'tianmu merge' prints and writes what this command would have done alone.

              tianmu run my.yaml --shard 1/4 --out 1.part
            """)

    @Argument(help: "The scenario file. 情景文件。", completion: .file(extensions: ["yaml", "yml"]))
    var scenario: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var draws: DrawOptions

    @Option(
        help: "counted or smoothed: the share of draws, or the mean of their conditional probabilities. 概率的估计方法。")
    var probabilities: ProbabilityEstimator?

    @Option(
        help: "The run folder; by default runs/NAME-FINGERPRINT here. With --shard, the part's file. 结果文件夹。",
        completion: .directory)
    var out: String?

    @Option(help: "Do shard i of n only, i/n with n at most 16, and write it to --out. 只算 n 片中的第 i 片。")
    var shard: Shard?

    @Flag(help: "Replace the run folder of --out if it exists. 覆盖已有的结果文件夹。")
    var replace = false

    @Flag(help: "Write no run folder. 不写结果文件夹。")
    var noFolder = false

    @OptionGroup var timing: TimingOptions

    func validate() throws {
        if noFolder, out != nil { throw ValidationError("'--out' and '--no-folder' exclude each other.") }
        if out == "" { throw ValidationError("'--out' is empty.") }
        if replace, out == nil { throw ValidationError("'--replace' goes with '--out'.") }
        if let shard {
            try Parts.validate(shard, out: out, output, others: [("--no-folder", noFolder)])
            if shard.count > Sampling.replicateCount {
                throw ValidationError(
                    "'--shard \(shard)': draws come in \(Sampling.replicateCount) replicates, so that there can be at "
                        + "most \(Sampling.replicateCount) shards.")
            }
        }
    }

    func run() async throws {
        let pipeline = Pipeline(
            language: output.language, draws: draws, watch: timing.watch(), probabilities: probabilities)
        if let shard, let out { return try await run(shard, to: out, pipeline) }
        // A folder that cannot be written is told before the work, not after it.
        if let out { try Console.requireFree(folder: out, replacing: replace, output.language) }
        let source = try pipeline.read(scenario)
        try await present(try await pipeline.assess(try pipeline.plan(source)), source, pipeline)
    }

    /// Prints the result and writes the run folder.
    func present(_ assessment: Assessment, _ source: Scenario, _ pipeline: Pipeline) async throws {
        let language = output.language
        pipeline.watch?.begin(.print)
        let document = RunDocument(assessment, scenario: scenario)
        switch output.format {
        case .text:
            try Console.result(RunReport.text(of: assessment, language: language, width: Environment.outputWidth))
        case .json: try Console.result(JSONFormat.text(of: document))
        case .csv: try Console.result(CSVFormat.text(of: TargetTable.plain(of: assessment, language: language)))
        }
        if !noFolder { try await write(assessment, source, document, pipeline) }
        try TimingOptions.tell(pipeline.watch, output)
    }

    private func write(
        _ assessment: Assessment, _ source: Scenario, _ document: RunDocument, _ pipeline: Pipeline
    ) async throws {
        let language = output.language
        pipeline.watch?.begin(.charts)
        let folder = try await RunFolder(
            assessment, scenario: source, document: document, version: Tianmu.version, language: language,
            threads: draws.threads ?? 0)
        pipeline.watch?.begin(.write)
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
