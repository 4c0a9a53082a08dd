import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuParts
import TianmuScenario

/// A sweep in shards.
extension SweepCommand {
    /// Does one shard and writes its part.
    func run(_ shard: Shard, to path: String, _ sweeper: Sweeper, _ source: Scenario) async throws {
        let language = output.language
        let part: SweepPart
        do {
            let progress = ProgressLine()
            defer { progress?.finish() }
            part = try await sweeper.part(shard) { progress?.update($0) }
        } catch let error as WhatIfRefusal {
            throw Console.badInput(error.message, language)
        }
        let file = PartFile(header: header(sweeper.plan, source, shard), payload: part.bytes)
        try Parts.write(file, to: path, replacing: replace, language)
    }

    private func header(_ plan: Plan, _ source: Scenario, _ shard: Shard) -> PartHeader {
        var settings = [
            "draws": "\(plan.draws.count)", "seed": "\(plan.draws.seed)", "sampler": plan.draws.sampler.rawValue,
            "design": design.rawValue,
        ]
        settings["points"] = points.map { "\($0)" }
        let options = settings.sorted { $0.key < $1.key }.flatMap { ["--\($0.key)", $0.value] }
        settings["levers"] = lever.joined(separator: " ")
        return PartHeader(
            work: "sweep", version: Tianmu.version, source: scenario, inputs: source.inputs, settings: settings,
            shard: shard, command: ["sweep", scenario] + lever.flatMap { ["--lever", $0] } + options,
            arithmetic: Simulator.arithmetic(of: plan))
    }

    /// Puts all shards together, and goes on as a sweep of all points does.
    func merge(_ parts: PartSet) throws {
        let language = output.language
        try requireFree()
        let pipeline = Pipeline(language: language, draws: draws)
        let source = try pipeline.read(scenario)
        try Parts.checking(language) { () throws(DiagnosticList) in
            try parts.requireInputs(source.inputs, of: scenario)
        }
        let sweeper = try sweeper(try pipeline.plan(source))
        let shown = try shownTarget(sweeper.plan)
        let found = try Parts.checking(language) { () throws(DiagnosticList) in
            try parts.requireArithmetic(Simulator.arithmetic(of: sweeper.plan))
            return try parts.map { file, reader throws(ByteReader.Malformed) in
                try SweepPart(&reader, shard: file.header.shard, sweeper: sweeper)
            }
        }
        let sweep = sweeper.merge(found)
        let file = try file(sweeper, source)
        if let out { try Console.write(file.text(sweep.points), toFile: out, replacing: replace, language) }
        try present(sweep, file, shown)
    }
}
