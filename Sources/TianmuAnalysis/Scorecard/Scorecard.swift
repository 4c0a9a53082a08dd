import TianmuBacktest
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// How an earlier forecast did against what came after it.
package struct Scorecard: Sendable {
    /// The forecast, as made on its own day.
    package var earlier: Plan
    /// The same scenario with what is known now.
    package var now: Plan
    /// By indicator, then by year.
    package var scores: [Score]
    /// One for each target whose chance moved, in the plan's order.
    package var moves: [TargetMove]
    /// New figures, in the order of the scenario's indicators.
    package var news: [News]

    /// One indicator in one year that was forecast and has become known.
    package struct Score: Sendable {
        package var slot: Int
        package var year: Int
        package var actual: KnownLevel
        package var median: Double
        package var lower80: Double
        package var upper80: Double
        package var score: ForecastScore
    }

    /// Figures that became known between the two days, of one indicator or of one group that a model projects together.
    package struct News: Sendable {
        package var slots: [Int]
        package var figures: [Figure]
    }

    /// What moved the chance of one target.
    package struct TargetMove: Sendable {
        package struct Cause: Sendable {
            /// Index in ``Scorecard/news``.
            package var news: Int
            /// What the chance would be had nothing else become known; `nil` where that cannot be planned.
            package var alone: Double?
            /// What it would be had everything but this become known.
            package var without: Double?
        }

        /// Index in the plan's targets.
        package var index: Int
        package var before: Double
        package var after: Double
        /// Those that matter, the one that moves most first.
        package var causes: [Cause]

        package var verdictBefore: Verdict { Verdict(probability: before) }
        package var verdictAfter: Verdict { Verdict(probability: after) }
        package var hasFlipped: Bool { verdictBefore != verdictAfter }
    }

    package var insideCount: Int { scores.count(where: \.score.isInside80) }
    package var flips: [TargetMove] { moves.filter(\.hasFlipped) }
    /// The mean of the PIT values; one half for a forecast without bias.
    package var meanPIT: Double { scores.isEmpty ? .nan : scores.map(\.score.pit).reduce(0, +) / Double(scores.count) }
}
