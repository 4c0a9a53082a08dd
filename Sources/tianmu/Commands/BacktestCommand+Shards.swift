import TianmuBacktest
import TianmuModel
import TianmuParts
import TianmuScenario

/// A backtest in shards.
extension BacktestCommand {
    /// Does one shard and writes its part.
    func run(_ shard: Shard, to path: String) async throws {
        let work = try work()
        let part = await testing { options in
            await Backtester.part(work.methods, on: work.panel, options: options, shard: shard)
        }
        let file = PartFile(header: header(shard), payload: part.bytes)
        try Parts.write(file, to: path, replacing: replace, output.language)
    }

    private func header(_ shard: Shard) -> PartHeader {
        var settings = [
            "horizon": "\(horizon)", "models": models, "measure": measure.rawValue,
            "intervals": intervals.rawValue, "weights": weights.rawValue, "correlations": correlations.rawValue,
            "draws": "\(draws)", "seed": "\(seed)",
        ]
        settings["origins"] = origins.map(String.init)
        settings["plugins"] = plugins.plugins
        settings["members"] = members
        settings["indicators"] = indicators
        settings["group"] = group
        settings["drivers"] = drivers
        settings["driver-paths"] = driverPaths
        settings["parameters"] = parameters
        return PartHeader(
            work: "backtest", version: Tianmu.version, source: panel, inputs: inputs, settings: settings, shard: shard,
            command: ["backtest", panel] + settings.sorted { $0.key < $1.key }.flatMap { ["--\($0.key)", $0.value] })
    }

    private var inputs: [InputFile] { [panel, plugins.plugins].compactMap { $0.flatMap(SourceFile.fingerprint) } }

    /// Puts all shards together, and goes on as a test of all series does.
    func merge(_ parts: PartSet) throws {
        let language = output.language
        for path in files { try Console.requireFree(file: path, replacing: replace, language) }
        try Parts.checking(language) { () throws(DiagnosticList) in try parts.requireInputs(inputs, of: panel) }
        let work = try work()
        let found = try Parts.checking(language) { () throws(DiagnosticList) in
            try parts.map { file, reader throws(ByteReader.Malformed) in
                try BacktestPart(
                    &reader, shard: file.header.shard, methods: work.methods, panel: work.panel, horizon: horizon)
            }
        }
        try present(
            try requireForecasts(
                Backtester.merge(found, methods: work.methods, panel: work.panel, options: options)))
    }
}
