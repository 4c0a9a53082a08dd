import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// How a plan under way stands: 中期评估.
package struct Evaluation: Sendable {
    /// With what is known now.
    package var plan: Plan
    /// The same scenario on its own day.
    package var earlier: Plan
    package var options: EvaluationOptions
    /// One for each target, in the plan's order.
    package var targets: [TargetEvaluation]
}

package struct EvaluationOptions: Sendable {
    /// How many years before or after its schedule a target still counts as on schedule.
    package var tolerance: Double

    package init(tolerance: Double = 0.25) { self.tolerance = tolerance }
}

package struct TargetEvaluation: Sendable {
    /// Index in the plan's targets.
    package var index: Int
    /// The level of the base year as known now; `nil` if there is none.
    package var base: KnownLevel?
    /// The last level after the base year and up to the target's.
    package var latest: KnownLevel?
    package var progress: Progress
    package var probability: Estimate
    package var verdict: Verdict
    /// The same on the plan's own day.
    package var earlierProbability: Estimate
    package var earlierVerdict: Verdict
    /// The median forecast of the target's year.
    package var expected: Double
    /// From the last known level to the target; `nil` where the target's year is known, and for yearly rates.
    package var required: YearlyChange?
    package var currentStatus: Double?
    package var anticipated: Double?

    /// In shares: positive where the target has become more probable.
    package var change: Double { probability.value - earlierProbability.value }
    package var hasFlipped: Bool { verdict != earlierVerdict }
    package var outlook: ProgressIndex.Outlook? { anticipated.map { ProgressIndex.Outlook(anticipated: $0) } }
}

/// Holds a plan against what has come.
package enum Evaluator {
    /// - Parameters:
    ///   - now: of the scenario with the figures known now.
    ///   - earlier: of the same scenario on its own day.
    package static func evaluate(
        _ now: Assessment, earlier: Assessment, options: EvaluationOptions = EvaluationOptions()
    ) -> Evaluation {
        let plan = now.plan
        let known = KnownLevels(plan: plan)
        let targets = zip(now.targets, earlier.targets).enumerated().map { index, pair in
            evaluate(index, pair.0, earlier: pair.1, plan: plan, known: known, options: options)
        }
        return Evaluation(plan: plan, earlier: earlier.plan, options: options, targets: targets)
    }

    private static func evaluate(
        _ index: Int, _ now: TargetAssessment, earlier: TargetAssessment, plan: Plan, known: KnownLevels,
        options: EvaluationOptions
    ) -> TargetEvaluation {
        let target = now.target
        let series = plan.series[target.slot]
        let base = known[target.slot, plan.years.base]
        let latest = known.last(slot: target.slot, before: target.year + 1).flatMap {
            $0.year > plan.years.base ? $0 : nil
        }
        let isRate = target.isRate ?? plan.isRate(slot: target.slot)
        let progress = Progress(
            target, base: base, latest: latest, baseYear: plan.years.base, measure: series.measure, isRate: isRate,
            tolerance: options.tolerance)
        let expected = now.summary.forecast.median
        let start = latest ?? known.last(slot: target.slot, before: target.year)
        return TargetEvaluation(
            index: index, base: base, latest: latest, progress: progress,
            probability: now.summary.probability, verdict: now.verdict,
            earlierProbability: earlier.summary.probability, earlierVerdict: earlier.verdict, expected: expected,
            required: isRate || latest?.year == target.year
                ? nil
                : start.flatMap {
                    YearlyChange(
                        from: $0.value, to: target.value, years: target.year - $0.year, measure: series.measure)
                },
            currentStatus: isRate
                ? nil
                : base.flatMap { base in
                    latest.flatMap {
                        ProgressIndex.currentStatus(
                            base: base.value, now: $0.value, target: target.value, target.relation)
                    }
                },
            anticipated: isRate
                ? nil
                : base.flatMap {
                    ProgressIndex.anticipated(
                        base: $0.value, end: expected, target: target.value, target.relation)
                })
    }
}
