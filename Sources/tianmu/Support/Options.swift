import ArgumentParser
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case csv
}

extension Language: ExpressibleByArgument {}
extension Sampler: ExpressibleByArgument {}
extension ProbabilityEstimator: ExpressibleByArgument {}

/// What every command that prints takes.
struct OutputOptions: ParsableArguments {
    @Option(help: "text, json or csv. 输出格式。")
    var format = OutputFormat.text

    @Option(help: "zh or en; by default the language of the environment. 语言。")
    var lang: Language?

    var language: Language { lang ?? Environment.language }
}

/// What every command that simulates takes.
struct DrawOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: "How many draws; by default as the scenario says. 模拟次数。")
    var draws: Int?

    @Option(parsing: .unconditional, help: "The seed; by default as the scenario says. 随机种子。")
    var seed: UInt64?

    @Option(help: "sobol, sobol-principal, philox or antithetic; by default as the scenario says. 抽样方法。")
    var sampler: Sampler?

    @Option(
        parsing: .unconditional,
        help: "Threads; by default one for each processor. The results do not depend on it. 线程数。")
    var threads: Int?

    func validate() throws {
        if let draws, !(16...100_000_000).contains(draws) {
            throw ValidationError("'--draws' must lie in 16...100000000, not \(draws).")
        }
        if let threads, !(1...256).contains(threads) {
            throw ValidationError("'--threads' must lie in 1...256, not \(threads).")
        }
    }

    func planOptions(
        models: [IndicatorID: ModelID] = [:], given: [GivenEntry] = [], firstYear: Int? = nil
    ) -> PlanOptions {
        PlanOptions(
            drawCount: draws, seed: seed, sampler: sampler, models: models, given: given, firstYear: firstYear)
    }
}
