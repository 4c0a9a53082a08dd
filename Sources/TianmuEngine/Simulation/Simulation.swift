import TianmuModel
import TianmuNumerics
import TianmuScenario

/// What a run of draws left behind: enough for every statistic, however many draws there were.
package struct Simulation: Sendable {
    package var plan: Plan
    package var central: CentralPath
    /// For every slot its forecast years in order.
    package var cells: [Cell]
    package var statistics: [CellStatistics]
    /// One for each replicate.
    package var outcomes: [TargetOutcomes]
    /// Where probabilities are smoothed.
    package var smoothing: Smoothing?

    /// The quantiles that are found for every indicator and year.
    package static let probabilities = [0.05, 0.10, 0.20, 0.25, 0.50, 0.75, 0.80, 0.90, 0.95]
}

/// One indicator in one forecast year.
package struct Cell: Hashable, Sendable {
    package var slot: Int
    package var row: Int
}

/// Why a draw has no finite value.
package enum FailureCause: Hashable, Sendable {
    case formula(EvaluationCause)
    /// The growth model itself gave NaN or infinity.
    case model

    package var description: LocalizedText {
        switch self {
        case .formula(let cause): cause.text
        case .model: LocalizedText(zh: "模型给出的不是有限的数", en: "the model gave no finite number")
        }
    }
}

/// What is kept of one cell.
package struct CellStatistics: Sendable {
    /// Of the finite values, one for each replicate.
    package var moments: [Moments]
    package var minimum: Double
    package var maximum: Double
    /// For each of ``Simulation/probabilities`` the exact sample quantile (Hyndman and Fan's type 7).
    package var quantiles: [Double]
    /// Its Monte Carlo standard error.
    package var quantileErrors: [Double]
    /// Draws without a finite value, by cause.
    package var failures: [FailureCause: Int]

    /// All replicates together.
    package var total: Moments {
        moments.reduce(into: Moments()) { $0.merge($1) }
    }
}

/// What the simulation may be told.
package struct SimulationOptions: Sendable {
    /// Threads to use; 0 for as many as the machine has.
    package var threads: Int
    /// Values that may be kept for a second look (8 bytes each); beyond, draws are made again instead.
    package var storedValueLimit: Int
    /// Called now and then with the share done, 0...1, from any thread.
    package var progress: (@Sendable (Double) -> Void)?
    /// Called when a step begins, for those who measure time.
    package var step: (@Sendable (WorkStep) -> Void)?

    package init(
        threads: Int = 0, storedValueLimit: Int = 8 << 20, progress: (@Sendable (Double) -> Void)? = nil,
        step: (@Sendable (WorkStep) -> Void)? = nil
    ) {
        self.threads = threads
        self.storedValueLimit = storedValueLimit
        self.progress = progress
        self.step = step
    }
}

/// Why a simulation has no result.
package enum SimulationError: Error, Sendable {
    /// Too many draws of one cell fail to compute.
    case tooManyFailures(
        indicator: IndicatorID, year: Int, cause: FailureCause, count: Int, of: Int, allowedShare: Double)
    /// Conditions that cannot be met, or not by enough draws; the sentence says why.
    case condition(LocalizedText)
    /// The question is asked of a forecast without conditions, and the scenario has some.
    case conditionsNotTaken
    /// Conditions need the weights of all draws together.
    case conditionsNotSharded
    /// More shards than replicates.
    case tooManyShards(count: Int)
    /// A model that works elsewhere failed after it was fitted.
    case modelFailed(model: ModelID, indicators: [IndicatorID], reason: LocalizedText)

    /// One sentence.
    package var message: LocalizedText {
        switch self {
        case .modelFailed(let model, let indicators, let reason):
            LocalizedText(
                zh: "模型“\(model)”推算“\(indicators.names)”失败：\(reason.zh)",
                en: "model '\(model)' fails for '\(indicators.names)': \(reason.en)")
        case .tooManyFailures(let indicator, let year, let cause, let count, let total, let share):
            LocalizedText(
                zh: "“\(indicator)”\(year) 年有 \(count)/\(total) 次模拟算不出（\(cause.description.zh)），"
                    + "超过允许的比例 \(share)（draws: failed-share）",
                en: "'\(indicator)' in \(year) cannot be computed in \(count) of \(total) draws "
                    + "(\(cause.description.en)), more than the allowed share \(share) (draws: failed-share)")
        case .condition(let text): text
        case .conditionsNotSharded:
            LocalizedText(
                zh: "带条件（given）的情景不能分片：条件的权重要所有模拟放在一起才能算；请不用 --shard 直接运行",
                en: "a scenario with conditions ('given') cannot be cut into shards: their weights need all draws "
                    + "together; run it without --shard")
        case .tooManyShards(let count):
            LocalizedText(
                zh: "模拟由 \(Sampling.replicateCount) 组独立的重复构成，最多分 \(Sampling.replicateCount) 片，不能分 \(count) 片",
                en: "draws come in \(Sampling.replicateCount) independent replicates, so that there can be at most "
                    + "\(Sampling.replicateCount) shards, not \(count)")
        case .conditionsNotTaken:
            LocalizedText(
                zh: "这项分析不支持带条件（given）的情景", en: "this analysis does not take a scenario with conditions ('given')")
        }
    }
}

extension [IndicatorID] {
    /// Separated by commas.
    fileprivate var names: String { map(\.name).joined(separator: ", ") }
}
