import TianmuEngine
import TianmuNumerics

/// The answer to: where do the levers have to stand for a target to have this probability?
package struct SeekResult: Sendable {
    /// How the question ends.
    package enum Ending: Equatable, Sendable {
        /// At ``SeekResult/move``.
        case found
        /// The probability is high enough where the levers stand now.
        case alreadyMet
        /// No lever changes the probability at all.
        case withoutEffect
        /// At no value within the ranges; ``SeekResult/move`` is the best one.
        case beyondReach
    }

    /// A setting of the levers and what it gives.
    package struct Move: Equatable, Sendable {
        /// One value for each of ``SeekResult/levers``.
        package var values: [Double]
        package var probability: Estimate
        /// √Σ (cᵢ (xᵢ − xᵢ⁰))²: how far it is from the plan's values, in the stated costs.
        package var cost: Double
    }

    package var plan: Plan
    /// Index of the target.
    package var target: Int
    package var wanted: Double
    /// Indices of the levers that may move.
    package var levers: [Int]
    package var ranges: [ClosedRange<Double>]
    /// For each lever what one point of it costs.
    package var costs: [Double]
    package var ending: Ending
    /// Where the levers stand now.
    package var now: Move
    package var move: Move
    /// Monte Carlo standard errors of the lever values of ``move``; with several levers of each along the direction of
    /// the move. NaN unless found.
    package var errors: [Double]
    /// With one lever: probabilities over its range, for a picture.
    package var curve: [(lever: Double, probability: Estimate)]
    /// False if the least costly move was not found and ``move`` is only one that reaches the probability.
    package var isLeast: Bool
    /// Levers that do not move the probability by themselves.
    package var idleLevers: [Int]
}

/// What a search is asked for.
package struct SeekQuestion: Sendable {
    package var target: Int
    package var probability: Double
    /// Names of levers; all that reach the target if empty.
    package var levers: [LeverSpan]
    /// By name of lever; 1 where none is stated.
    package var costs: [String: Double]

    package init(target: Int, probability: Double, levers: [LeverSpan] = [], costs: [String: Double] = [:]) {
        self.target = target
        self.probability = probability
        self.levers = levers
        self.costs = costs
    }
}
