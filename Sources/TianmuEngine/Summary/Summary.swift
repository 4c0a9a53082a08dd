import TianmuModel
import TianmuNumerics
import TianmuScenario

/// The numbers of a run: each with its Monte Carlo standard error.
package struct Summary: Sendable {
    package var plan: Plan
    package var indicators: [IndicatorSummary]
    package var targets: [TargetSummary]
    package var joint: JointSummary
    package var failures: [FailureSummary]
    /// How the conditions were met; `nil` for a forecast without any.
    package var conditions: ConditionReport?
    /// Which probabilities are smoothed; `nil` where all are counted.
    package var smoothing: Smoothing?
}

package struct IndicatorSummary: Sendable {
    package var slot: Int
    package var id: IndicatorID
    package var title: LocalizedText
    package var unit: Unit
    /// The forecast years in order.
    package var years: [YearSummary]

    package subscript(year: Int) -> YearSummary? { years.first { $0.year == year } }
}

package struct YearSummary: Sendable {
    package var year: Int
    package var mean: Estimate
    package var sd: Estimate
    /// One for each of ``Simulation/probabilities``.
    package var quantiles: [Estimate]
    package var minimum: Double
    package var maximum: Double
    /// The path without surprises.
    package var central: Double
    /// True if the year is known and not forecast.
    package var isKnown: Bool

    /// The quantile at one of ``Simulation/probabilities``; NaN at any other.
    package func quantile(_ probability: Double) -> Double {
        Simulation.probabilities.firstIndex(of: probability).map { quantiles[$0].value } ?? .nan
    }

    package var median: Double { quantile(0.5) }
}

package struct TargetSummary: Sendable {
    package var target: PlannedTarget
    package var probability: Estimate
    package var forecast: YearSummary
}

/// Which targets are met together.
package struct JointSummary: Sendable {
    package var targetCount: Int
    package var all: Estimate
    /// Entry k: at least k + 1 of the targets.
    package var atLeast: [Estimate]
    /// All targets of one year, in order of year.
    package var byYear: [(year: Int, count: Int, all: Estimate)]
    /// Entry [i][j]: both target i and target j are missed.
    package var bothMissed: [[Double]]
}

/// Draws that have no value.
package struct FailureSummary: Sendable {
    package var indicator: IndicatorID
    package var year: Int
    package var cause: FailureCause
    package var count: Int
}
