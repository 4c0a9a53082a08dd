import ArgumentParser
import TianmuAnalysis
import TianmuAnalysisReport
import TianmuCharts
import TianmuEngine
import TianmuParts
import TianmuReport
import TianmuScenario

struct SweepCommand: AsyncParsableCommand {
    enum Design: String, ExpressibleByArgument, CaseIterable {
        case factorial
        case lhs
        case sobol
    }

    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "What targets do at many settings of the levers. 逐一试算政策力度的多种取值。",
        discussion: """
            Every setting uses the same draws, and has exactly the numbers of a run of its own. With --out the points are kept in \
            a file as they come; --resume goes on with one that was interrupted.

              tianmu sweep Scenarios/linan/baseline.yaml --lever demand=-2:2:0.5
              tianmu sweep my.yaml --lever demand=-1:1:1 --lever prices=0:1:1 --chart m.svg
              tianmu sweep my.yaml --lever demand=-1:1 --design lhs --points 20
              tianmu sweep my.yaml --lever rural_boost=0:2:0.1 --out sweep.csv --resume

            Machines can share a sweep: each does one shard of the points, and 'tianmu merge' prints and writes what this \
            command would have done alone.

              tianmu sweep my.yaml --lever demand=-1:1:0.25 --shard 1/4 --out 1.part
            """)

    @Argument(help: "The scenario file. 情景文件。", completion: .file(extensions: ["yaml", "yml"]))
    var scenario: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var draws: DrawOptions
    @OptionGroup var timing: TimingOptions

    @Option(help: "A lever and its values: NAME=LOW:HIGH:STEP, ten steps by default. 政策力度与取值。")
    var lever: [String]

    @Option(help: "factorial (all combinations), lhs (Latin hypercube) or sobol. 设计。")
    var design = Design.factorial

    @Option(help: "How many points lhs and sobol have. 点数。")
    var points: Int?

    @Option(help: "The target of the table and the chart; by default the one that moves most. 只看这个目标。")
    var target: String?

    @Option(
        help: "Keep all points in this file (CSV). With --shard, the part's file. 把各点存入文件。",
        completion: .file(extensions: ["csv"]))
    var out: String?

    @Option(help: "Do shard i of n only, i/n, and write it to --out. 只算 n 片中的第 i 片。")
    var shard: Shard?

    @Flag(help: "Go on with the file of --out if it exists. 接着算。")
    var resume = false

    @Option(help: "Write the chart to this file as well (SVG). 另存图。", completion: .file(extensions: ["svg"]))
    var chart: String?

    @Flag(help: "Replace the files of --out and --chart if they exist. 覆盖已有文件。")
    var replace = false

    func validate() throws {
        if lever.isEmpty { throw ValidationError("Name a lever: '--lever NAME=LOW:HIGH:STEP'.") }
        if resume, out == nil { throw ValidationError("'--resume' goes with '--out'.") }
        if replace, chart == nil, out == nil { throw ValidationError("'--replace' goes with '--out' or '--chart'.") }
        if let shard {
            try Parts.validate(
                shard, out: out, output,
                others: [("--target", target != nil), ("--chart", chart != nil), ("--timings", timing.timings)])
            if resume { throw ValidationError("'--resume' does not go with '--shard': a shard is run as a whole.") }
        }
        if resume, replace { throw ValidationError("'--resume' and '--replace' exclude each other.") }
        switch (design, points) {
        case (.factorial, .some): throw ValidationError("'--points' goes with '--design lhs' or 'sobol'.")
        case (.lhs, nil), (.sobol, nil): throw ValidationError("'--design \(design.rawValue)' needs '--points'.")
        case (_, .some(let count)) where !(1...SweepDesign.largestCount).contains(count):
            throw ValidationError("'--points' must lie in 1...\(SweepDesign.largestCount), not \(count).")
        default: break
        }
    }

    func run() async throws {
        try requireFree()
        let pipeline = Pipeline(language: output.language, draws: draws, watch: timing.watch())
        let source = try pipeline.read(scenario)
        let sweeper = try sweeper(try pipeline.plan(source))
        if let shard, let out { return try await run(shard, to: out, sweeper, source) }
        let shown = try shownTarget(sweeper.plan)
        let file = try file(sweeper, source)
        pipeline.watch?.begin(.points)
        let sweep = try await sweep(sweeper, file)
        pipeline.watch?.begin(.print)
        try present(sweep, file, shown)
        try TimingOptions.tell(pipeline.watch, output)
    }

    /// Files that cannot be written are told before the work, not after it.
    func requireFree() throws {
        if let chart { try Console.requireFree(file: chart, replacing: replace, output.language) }
        if let out { try Console.requireFree(file: out, replacing: replace || resume, output.language) }
    }

    func sweeper(_ plan: Plan) throws -> Sweeper {
        do throws(WhatIfRefusal) {
            return try Sweeper(
                plan: plan, spans: try lever.mapped(LeverSpan.init(parsing:)), design: chosenDesign,
                threads: draws.threads ?? 0)
        } catch {
            throw Console.badInput(error.message, output.language)
        }
    }

    func shownTarget(_ plan: Plan) throws -> Int? {
        do throws(WhatIfRefusal) {
            guard let target else { return nil }
            return try plan.target(named: target)
        } catch {
            throw Console.badInput(error.message, output.language)
        }
    }

    func file(_ sweeper: Sweeper, _ source: Scenario) throws -> SweepFile {
        try SweepFile(sweeper, ingredients: SweepFile.ingredients(source, version: Tianmu.version))
    }

    /// Prints the result, and draws the chart that was asked for.
    func present(_ sweep: Sweep, _ file: SweepFile, _ shown: Int?) throws {
        let language = output.language
        switch output.format {
        case .text:
            try Console.result(
                SweepReport.text(of: sweep, target: shown, language: language, width: Environment.outputWidth))
        case .json: try Console.result(JSONFormat.text(of: SweepDocument(sweep, scenario: scenario)))
        case .csv: try Console.result(file.text(sweep.points))
        }
        guard let chart else { return }
        let svg: String
        do throws(ChartRefusal) {
            svg = try SweepChart.chart(of: sweep, target: shown, language: language).svg()
        } catch {
            throw Console.badInput(error.message, language)
        }
        try Console.write(svg, toFile: chart, replacing: replace, language)
    }

    private var chosenDesign: SweepDesign {
        switch design {
        case .factorial: .factorial
        case .lhs: .latinHypercube(count: points ?? 0)
        case .sobol: .sobol(count: points ?? 0)
        }
    }

    /// Runs the points that are missing, and keeps them as they come.
    private func sweep(_ sweeper: Sweeper, _ file: SweepFile) async throws -> Sweep {
        let language = output.language
        let progress = ProgressLine()
        defer { progress?.finish() }
        do {
            var last = ContinuousClock.now
            return try await sweeper.sweep(kept: try kept(file)) { points in
                progress?.update(Double(points.count) / Double(sweeper.settings.count))
                let isLast = points.count == sweeper.settings.count
                guard let out, isLast || ContinuousClock.now - last > .seconds(2) else { return }
                try Console.write(file.text(points), toFile: out, replacing: true, language)
                last = ContinuousClock.now
            }
        } catch let error as WhatIfRefusal {
            throw Console.badInput(error.message, language)
        }
    }

    private func kept(_ file: SweepFile) throws -> [Sweep.Point] {
        guard resume, let out, FolderWriter.exists(out) else { return [] }
        do {
            return try file.points(in: try SourceFile.load(out, limitBytes: SweepFile.limitBytes))
        } catch let error as DiagnosticList {
            throw Console.badInput(error, output.language)
        } catch let error as WhatIfRefusal {
            let reason = error.message
            throw WhatIfRefusal(zh: "不能接着算“\(out)”：\(reason.zh)", en: "cannot go on with '\(out)': \(reason.en)")
        }
    }
}
