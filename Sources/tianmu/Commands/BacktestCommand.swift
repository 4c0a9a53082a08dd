import ArgumentParser
import TianmuBacktest
import TianmuEngine
import TianmuModel
import TianmuParts
import TianmuReport
import TianmuScenario

extension Measure: ExpressibleByArgument {}
extension IntervalSource: ExpressibleByArgument {}
extension EnsembleWeights: ExpressibleByArgument {}
extension IndicatorCorrelations: ExpressibleByArgument {}

struct BacktestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "How well models forecast a panel's known past, from points where it was not known. 回测模型。",
        discussion: """
            PANEL is a CSV with the columns series, year, value and perhaps split (train or test), region and indicator. Without \
            a split every series is forecast from the last --origins years from which the whole horizon is known; where fewer of \
            these have half of the series behind them, from later ones too. Series of one region, or named region/indicator, \
            are scored together as well. Models that read other regions are told the same indicator of \
            them, until the origin's year. 'ensemble' is the mixture of arima, damped-trend and pooled-growth, or of --members. \
            Models run with their default parameters, or those of --parameters. Intervals are as wide as the panel's errors \
            before each origin ask.

              tianmu backtest panel.csv --horizon 5 --models drift,theta,ensemble
              tianmu backtest panel.csv --horizon 5 --models ensemble --members holt,theta
              tianmu backtest panel.csv --horizon 3 --models theta --forecasts f.csv
              tianmu backtest panel.csv --horizon 3 --models drift,bvar --group gdp,jobs
              tianmu backtest panel.csv --horizon 3 --models drift,theta --skill s.svg

            Machines can share a large panel: each does one shard of its series, and 'tianmu merge' prints and writes what this \
            command would have done alone.

              tianmu backtest panel.csv --horizon 3 --models theta --shard 1/4 --out 1.part

            Documentation/backtest.md has every key of --format json and csv and every column of --forecasts, with its unit.
            """)

    @Argument(
        help: "The panel: series,year,value[,split][,region][,indicator]. 面板数据。", completion: .file(extensions: ["csv"])
    )
    var panel: String

    @Option(parsing: .unconditional, help: "Years ahead to forecast from each origin: 1...50. 预测年数。")
    var horizon: Int

    @Option(help: "Ids separated by commas, 'ensemble' among them; 'tianmu models' lists them. 模型。")
    var models: String

    @Option(
        help: """
            Ids of the ensemble's members, separated by commas, in the place of arima,damped-trend,pooled-growth. They need \
            not be among --models. 集成的成员。
            """)
    var members: String?

    @Option(
        help: """
            Indicators to forecast, separated by commas; the others are there for models that read them. By default all. \
            要预测的指标。
            """)
    var indicators: String?

    @Option(
        help: """
            Indicators, separated by commas, that models of several indicators own together in each region; by default all \
            of the region's. 合并推算的指标。
            """)
    var group: String?

    @Option(
        help: """
            What drives models that read other indicators: model.role=indicator, separated by commas; an indicator of the same \
            region, or the name of a series. 驱动指标。
            """)
    var drivers: String?

    @Option(
        help: """
            How drivers go on after an origin: as a model of this id forecasts them (default: drift), or 'known', as they came. \
            驱动指标的路径。
            """)
    var driverPaths: String?

    @Option(help: "model.parameter=value, separated by commas, in the place of defaults. 模型参数。")
    var parameters: String?

    @Option(
        parsing: .unconditional,
        help: "How many origins of each series: 1...1000, by default 10; a split has its own. 起点个数。")
    var origins: Int?

    @Option(help: "level or percent: whether the series grow by per cent or move by points. 数值类别。")
    var measure = Measure.level

    @Option(
        help: "pooled or own: intervals as wide as the panel's past errors ask, or the models' own. 预测区间的来源。")
    var intervals = IntervalSource.pooled

    @Option(help: "equal, shrunk or stacked: how the ensemble weighs its members, by past errors. 集成权重。")
    var weights = EnsembleWeights.shrunk

    @Option(
        help: """
            estimated or none: whether the indicators of a region are judged together with draws that move as their yearly \
            changes did. 指标间的相关。
            """)
    var correlations = IndicatorCorrelations.estimated

    @Option(parsing: .unconditional, help: "Draws a forecast: 16...100000. 模拟次数。")
    var draws = 1000

    @Option(parsing: .unconditional, help: "The seed. 随机种子。")
    var seed: UInt64 = 1

    @Option(
        parsing: .unconditional,
        help: "Threads; by default one for each processor. The results do not depend on it. 线程数。")
    var threads: Int?

    @Option(
        help: "Write every forecast to this file as well (CSV). 另存全部预测。", completion: .file(extensions: ["csv"]))
    var forecasts: String?

    @Option(
        help: "Write a chart of coverage by horizon to this file (SVG). 另存图。", completion: .file(extensions: ["svg"]))
    var chart: String?

    @Option(
        help: "Write a histogram of the PIT for each model to this file (SVG). 另存 PIT 直方图。",
        completion: .file(extensions: ["svg"]))
    var pit: String?

    @Option(
        help: "Write a chart of CRPS skill against drift by horizon to this file (SVG). 另存技巧图。",
        completion: .file(extensions: ["svg"]))
    var skill: String?

    @Option(help: "Do shard i of n only, i/n, and write it to --out. 只算 n 片中的第 i 片。")
    var shard: Shard?

    @Option(help: "With --shard: the part's file, which holds all forecasts too. 分片文件。")
    var out: String?

    @Flag(help: "Replace the files of --forecasts, --chart, --pit, --skill and --out. 覆盖已有文件。")
    var replace = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var plugins: PluginOptions
    @OptionGroup var timing: TimingOptions

    func validate() throws {
        for (name, value, range) in [
            ("horizon", horizon, 1...50), ("origins", origins ?? 1, 1...1000), ("draws", draws, 16...100_000),
            ("threads", threads ?? 1, 1...256),
        ] where !range.contains(value) {
            throw ValidationError("'--\(name)' must lie in \(range.lowerBound)...\(range.upperBound), not \(value).")
        }
        if replace, files.isEmpty {
            throw ValidationError("'--replace' goes with '--forecasts', '--chart', '--pit', '--skill' or '--out'.")
        }
        if let shard {
            try Parts.validate(
                shard, out: out, output,
                others: [
                    ("--forecasts", forecasts != nil), ("--chart", chart != nil), ("--pit", pit != nil),
                    ("--skill", skill != nil), ("--timings", timing.timings),
                ])
        } else if out != nil {
            throw ValidationError("'--out' goes with '--shard'.")
        }
        if Set(files).count < files.count { throw ValidationError("Two outputs cannot share one file.") }
    }

    func run() async throws {
        let language = output.language
        for path in files { try Console.requireFree(file: path, replacing: replace, language) }
        if let shard, let out { return try await run(shard, to: out) }
        let watch = timing.watch()
        watch?.begin(.read)
        let work = try work()
        watch?.begin(.origins)
        let backtest = await testing { options in await Backtester.test(work.methods, on: work.panel, options: options)
        }
        watch?.begin(.print)
        try present(try requireForecasts(backtest))
        try TimingOptions.tell(watch, output)
    }

    /// What is tested, and on what.
    func work() throws -> (methods: BacktestMethods, panel: SeriesPanel) {
        let names = Self.list(models)
        // The mixture is no model, and nobody need stand in for it; what drivers follow is one.
        let models = names.filter { $0 != BacktestMethods.ensembleID.name }
        let registry = try plugins.registry(
            output.language,
            for: models + (members.map(Self.list) ?? [])
                + [driverPaths].compactMap { $0 }.filter { $0 != BacktestContext.knownPaths })
        return try Parts.checking(output.language) { () throws(DiagnosticList) in
            let methods = try BacktestMethods(
                names, members: members.map(Self.list), registry: registry, context: context)
            let series = try PanelFile.load(panel)
            let work = (methods, try methods.check(series))
            if origins != nil, series.isSplit { Console.report([originsUnused], output.language) }
            return work
        }
    }

    private var originsUnused: Diagnostic {
        .warning(
            zh: "--origins 没有用处：split 列已定每个序列的起点",
            en: "'--origins' has no use: the column 'split' gives each series its one origin",
            at: SourcePosition(file: panel))
    }

    private var context: BacktestContext {
        var context = BacktestContext()
        context.indicators = indicators.map(Self.list)
        context.group = group.map(Self.list)
        context.drivers = drivers.map(Self.list) ?? []
        context.driverPaths = driverPaths
        context.parameters = parameters.map(Self.list) ?? []
        return context
    }

    private static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }.filter { !$0.isEmpty }
    }

    var options: BacktestOptions {
        var options = BacktestOptions(horizon: horizon)
        if let origins { options.originCount = origins }
        options.measure = measure
        options.intervals = intervals
        options.weights = weights
        options.correlations = correlations
        options.drawCount = draws
        options.seed = seed
        options.threads = threads ?? 0
        options.keepsForecasts = forecasts != nil || shard != nil
        return options
    }

    /// Does what takes long, with its progress on the terminal.
    func testing<Result: Sendable>(_ body: (BacktestOptions) async -> Result) async -> Result {
        var options = options
        let progress = ProgressLine()
        defer { progress?.finish() }
        if let progress { options.progress = { progress.update($0) } }
        return await body(options)
    }
}
