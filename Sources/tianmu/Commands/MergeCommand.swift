import ArgumentParser
import TianmuModel
import TianmuParts
import TianmuScenario

struct MergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Put shards together: what the whole work would have printed and written. 合并各分片的结果。",
        discussion: """
            PART files come from '--shard i/n --out PART' of tianmu run, sweep and backtest, in any order and from any \
            machine; the result has the same bytes as the work in one piece. Scenario, figures and panel are read again where \
            they were, and must not have changed. A shard that is missing or broken is run alone; the message says how.

              tianmu run my.yaml --shard 1/2 --out 1.part
              tianmu run my.yaml --shard 2/2 --out 2.part
              tianmu merge 1.part 2.part --lang zh
              tianmu merge 1.part 2.part --format json --no-folder
            """)

    @Argument(help: "The parts of all shards. 全部分片文件。", completion: .file(extensions: ["part"]))
    var parts: [String]

    @OptionGroup var output: OutputOptions

    @Option(
        help: "Parts of a run or sweep: where the scenario is now. 情景文件的新位置。",
        completion: .file(extensions: ["yaml", "yml"]))
    var scenario: String?

    @Option(help: "Parts of a backtest: where the panel is now. 面板数据的新位置。", completion: .file(extensions: ["csv"]))
    var panel: String?

    @Option(help: "Parts of a run: the run folder; of a sweep: the file of its points (CSV). 结果文件夹或文件。")
    var out: String?

    @Flag(help: "Parts of a run: write no run folder. 不写结果文件夹。")
    var noFolder = false

    @Option(help: "Parts of a backtest: write every forecast to this file (CSV). 另存全部预测。")
    var forecasts: String?

    @Option(help: "Parts of a sweep: the target of the table and the chart. 只看这个目标。")
    var target: String?

    @Option(help: "Parts of a sweep or backtest: write the chart to this file (SVG). 另存图。")
    var chart: String?

    @Option(help: "Parts of a backtest: write a histogram of the PIT to this file (SVG). 另存 PIT 直方图。")
    var pit: String?

    @Option(help: "Parts of a backtest: write a chart of CRPS skill to this file (SVG). 另存技巧图。")
    var skill: String?

    @Flag(help: "Replace what is to be written if it exists. 覆盖已有的文件或文件夹。")
    var replace = false

    @Option(parsing: .unconditional, help: "Threads; by default one for each processor. 线程数。")
    var threads: Int?

    @OptionGroup var timing: TimingOptions

    func validate() throws {
        if parts.isEmpty { throw ValidationError("Name the parts of all shards.") }
        if noFolder, out != nil { throw ValidationError("'--out' and '--no-folder' exclude each other.") }
        if out == "" { throw ValidationError("'--out' is empty.") }
        if replace, [out, forecasts, chart, pit, skill].allSatisfy({ $0 == nil }) {
            throw ValidationError("'--replace' goes with '--out', '--forecasts', '--chart', '--pit' or '--skill'.")
        }
        if let threads, !(1...256).contains(threads) {
            throw ValidationError("'--threads' must lie in 1...256, not \(threads).")
        }
    }

    func run() async throws {
        let watch = timing.watch()
        watch?.begin(.read)
        let set = try load()
        let words = Array(set.header.command.dropFirst())
        switch set.header.work {
        case "run":
            try refuse(["--panel", "--forecasts", "--target", "--chart", "--pit", "--skill"], of: "run")
            try await merge(try parse(RunCommand.self, words, set), set, watch)
        case "sweep":
            try refuse(["--panel", "--forecasts", "--no-folder", "--timings", "--pit", "--skill"], of: "sweep")
            try merge(try parse(SweepCommand.self, words, set), set)
        case "backtest":
            try refuse(["--scenario", "--out", "--target", "--no-folder", "--timings"], of: "backtest")
            try merge(try parse(BacktestCommand.self, words, set), set)
        default:
            throw unreadable(set)
        }
    }

    private func load() throws -> PartSet {
        try Parts.checking(output.language) { () throws(DiagnosticList) in
            var files: [PartFile] = []
            var faults: [Diagnostic] = []
            for path in parts {
                do throws(DiagnosticList) { files.append(try PartFile.load(path)) } catch {
                    faults += error.diagnostics
                }
            }
            guard faults.isEmpty else { throw DiagnosticList(faults) }
            return try PartSet(files, version: Tianmu.version)
        }
    }

    private func merge(_ command: RunCommand, _ set: PartSet, _ watch: Stopwatch?) async throws {
        var command = command
        command.output = output
        command.scenario = scenario ?? command.scenario
        command.out = out
        command.noFolder = noFolder
        command.replace = replace
        command.draws.threads = threads
        try await command.merge(set, watch: watch)
    }

    private func merge(_ command: SweepCommand, _ set: PartSet) throws {
        var command = command
        command.output = output
        command.scenario = scenario ?? command.scenario
        command.out = out
        command.target = target
        command.chart = chart
        command.replace = replace
        command.draws.threads = threads
        try command.merge(set)
    }

    private func merge(_ command: BacktestCommand, _ set: PartSet) throws {
        var command = command
        command.output = output
        command.panel = panel ?? command.panel
        command.forecasts = forecasts
        command.chart = chart
        command.pit = pit
        command.skill = skill
        command.replace = replace
        command.threads = threads
        try command.merge(set)
    }

    /// Refuses options that the parts' work does not have.
    private func refuse(_ names: [String], of work: String) throws {
        let given = [
            ("--scenario", scenario != nil), ("--panel", panel != nil), ("--out", out != nil),
            ("--forecasts", forecasts != nil), ("--target", target != nil), ("--chart", chart != nil),
            ("--no-folder", noFolder), ("--timings", timing.timings), ("--pit", pit != nil), ("--skill", skill != nil),
        ]
        for (name, isGiven) in given where isGiven && names.contains(name) {
            throw ValidationError("'\(name)' does not go with parts of 'tianmu \(work)'.")
        }
    }

    /// The command that was cut, as the parts tell it.
    private func parse<Command: ParsableCommand>(
        _ type: Command.Type, _ words: [String], _ set: PartSet
    ) throws -> Command {
        do {
            return try type.parse(words)
        } catch {
            throw unreadable(set)
        }
    }

    private func unreadable(_ set: PartSet) -> ExitCode {
        let words = set.header.command.joined(separator: " ")
        return Console.badInput(
            LocalizedText(
                zh: "分片来自本程序不认识的命令：\(words)", en: "the parts are of a command that this program does not know: \(words)"
            ),
            output.language)
    }
}
