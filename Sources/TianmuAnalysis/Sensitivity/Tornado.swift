import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// What each assumption at its p10 and at its p90 does to a target, with all else at its distribution.
///
/// An assumption of several random numbers is held at the p10 and p90 of its score (``AssumptionInput/weights``); what is
/// correlated with it moves along. A shock never happens, or surely; a lever stands at the ends of its range.
package struct Tornado: Sendable {
    package struct End: Equatable, Sendable {
        /// What the assumption is there: an elasticity, a lever's value, never; nothing more than p10 or p90 if `nil`.
        package var setting: LocalizedText?
        package var probability: Estimate
        /// Of the target's indicator, in its unit.
        package var median: Double
    }

    package struct Bar: Equatable, Sendable {
        package var input: AssumptionInput
        package var low: End
        package var high: End

        package var probabilitySpan: Double { abs(high.probability.value - low.probability.value) }
        package var medianSpan: Double { abs(high.median - low.median) }
    }

    package var plan: Plan
    package var target: Int
    package var probability: Estimate
    package var median: Double
    /// First what moves the probability most.
    package var bars: [Bar]

    /// Φ⁻¹(0.9).
    private static let score = 1.2815515655446004
    /// A normal beyond every probability that a file can state.
    private static let certain = 40.0

    package static func make(_ plan: Plan, target: Int, threads: Int = 0) async -> Tornado {
        let runs = AssumptionRuns(plan: plan, target: target, threads: threads)
        let plain = await runs.values(runs.base)
        var bars: [Bar] = []
        for input in runs.inputs + AssumptionInput.levers(in: plan, target: plan.targets[target]) {
            let low = await end(input, isHigh: false, runs)
            let high = await end(input, isHigh: true, runs)
            bars.append(Bar(input: input, low: low, high: high))
        }
        return Tornado(
            plan: plan, target: target, probability: runs.probability(plain), median: runs.median(plain),
            bars: bars.enumerated().sorted { a, b in
                (b.element.probabilitySpan, b.element.medianSpan, a.offset)
                    < (a.element.probabilitySpan, a.element.medianSpan, b.offset)
            }.map(\.element))
    }

    private static func end(_ input: AssumptionInput, isHigh: Bool, _ runs: AssumptionRuns) async -> End {
        let plan = runs.plan
        let sign = isHigh ? 1.0 : -1
        var setting: LocalizedText?
        let values: [[Double]]
        switch input.kind {
        case .lever(let index):
            var moved = plan
            let range = plan.levers[index].range ?? 0...0
            moved.levers[index].value = isHigh ? range.upperBound : range.lowerBound
            setting = LocalizedText(moved.levers[index].value.shortText)
            values = await runs.values(runs.base, plan: moved)
        case .shock:
            // Below its limit it happens.
            setting = isHigh ? LocalizedText(zh: "必然发生", en: "for sure") : LocalizedText(zh: "不发生", en: "never")
            let pinned = PinnedSource(base: runs.base, direction: runs.direction(input), score: -sign * certain)
            values = await runs.values(pinned)
        case .lasting, .yearly, .revision, .link:
            if case .link(let index) = input.kind {
                let elasticity = plan.links[index].elasticity
                setting = LocalizedText((isHigh ? elasticity.p90 : elasticity.p10).shortText)
            }
            values = await runs.values(
                PinnedSource(base: runs.base, direction: runs.direction(input), score: sign * score))
        }
        return End(setting: setting, probability: runs.probability(values), median: runs.median(values))
    }
}
