import TianmuEngine
import TianmuModel
import TianmuParts
import TianmuScenario

/// A run in shards.
extension RunCommand {
    /// Does one shard and writes its part.
    func run(_ shard: Shard, to path: String, _ pipeline: Pipeline) async throws {
        let language = output.language
        try Console.requireFree(file: path, replacing: replace, language)
        let source = try pipeline.read(scenario)
        let plan = try pipeline.plan(source)
        let part = try await pipeline.simulating { options throws(SimulationError) in
            try await Simulator.part(plan, shard: shard, options: options)
        }
        pipeline.watch?.begin(.write)
        let file = PartFile(header: header(plan, source, shard), payload: part.bytes)
        try Parts.write(file, to: path, replacing: replace, language)
        try TimingOptions.tell(pipeline.watch, output)
    }

    private func header(_ plan: Plan, _ source: Scenario, _ shard: Shard) -> PartHeader {
        let draws = plan.draws
        var settings = ["draws": "\(draws.count)", "seed": "\(draws.seed)", "sampler": draws.sampler.rawValue]
        if plan.probabilities != .counted || source.draws.probabilities != plan.probabilities.rawValue {
            settings["probabilities"] = plan.probabilities.rawValue
        }
        return PartHeader(
            work: "run", version: Tianmu.version, source: scenario, inputs: source.inputs, settings: settings,
            shard: shard,
            command: ["run", scenario] + settings.sorted { $0.key < $1.key }.flatMap { ["--\($0.key)", $0.value] },
            arithmetic: Simulator.arithmetic(of: plan))
    }

    /// Puts all shards together, and goes on as a run of all draws does.
    func merge(_ parts: PartSet, watch: Stopwatch?) async throws {
        let language = output.language
        if let out { try Console.requireFree(folder: out, replacing: replace, language) }
        let pipeline = Pipeline(language: language, draws: draws, watch: watch, probabilities: probabilities)
        let source = try pipeline.read(scenario)
        try Parts.checking(language) { () throws(DiagnosticList) in
            try parts.requireInputs(source.inputs, of: scenario)
        }
        let plan = try pipeline.plan(source)
        watch?.begin(.read)
        let found = try Parts.checking(language) { () throws(DiagnosticList) in
            try parts.requireArithmetic(Simulator.arithmetic(of: plan))
            return try parts.map { file, reader throws(ByteReader.Malformed) in
                try SimulationPart(&reader, shard: file.header.shard, plan: plan)
            }
        }
        let simulation = try await pipeline.simulating { options throws(SimulationError) in
            try await Simulator.merge(found, plan: plan, options: options)
        }
        watch?.begin(.summarize)
        let summary = Summarizer.summarize(simulation)
        watch?.begin(.assess)
        try await present(Assessor.assess(summary), source, pipeline)
    }
}
