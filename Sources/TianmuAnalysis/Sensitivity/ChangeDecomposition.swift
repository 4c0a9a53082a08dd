import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// How the change of a target from one scenario to another comes from the parts in which they differ.
///
/// Each part's contribution is its Shapley value: the mean, over all orders in which the parts may be taken over, of what
/// the answer changes when it comes. The contributions add up to the whole change; an interaction of two parts is shared
/// evenly between them. All mixtures use the first scenario's targets, years, seed and number of draws.
package struct ChangeDecomposition: Sendable {
    package struct Contribution: Equatable, Sendable {
        package var part: ScenarioPart
        /// Of the probability, −1…1.
        package var probability: Double
        /// Of the median of the target's indicator, in its unit.
        package var median: Double
        /// Standard error from trying some orders only; 0 where all were.
        package var orderError: Double
    }

    package var plan: Plan
    package var target: Int
    package var otherTitle: LocalizedText
    package var from: (probability: Estimate, median: Double)
    package var to: (probability: Estimate, median: Double)
    /// First what changes the probability most.
    package var contributions: [Contribution]
    /// How many mixtures were simulated.
    package var mixtureCount: Int

    /// Orders tried, each with its reverse, where there are too many parts for all subsets.
    private static let orderPairs = 10

    /// - Throws: where the two do not differ, have other years, or a mixture cannot be planned.
    package static func make(
        _ first: Scenario, _ second: Scenario, target: Int, registry: ModelRegistry, options: PlanOptions,
        threads: Int = 0
    ) async throws(WhatIfRefusal) -> ChangeDecomposition {
        guard first.years == second.years else {
            throw WhatIfRefusal(
                zh:
                    "两个情景的年份不同（\(first.years.base)–\(first.years.through)，\(second.years.base)–\(second.years.through)），无法分解",
                en: "the two scenarios have different years (\(first.years.base)-\(first.years.through) and "
                    + "\(second.years.base)-\(second.years.through)), which cannot be parted")
        }
        let mixer = ScenarioMixer(first, second)
        let count = mixer.parts.count
        guard count > 0 else {
            throw WhatIfRefusal(zh: "两个情景没有差别", en: "the two scenarios do not differ")
        }
        guard count < 60 else {
            throw WhatIfRefusal(zh: "两个情景有 \(count) 处差别，太多", en: "the two scenarios differ in \(count) parts, too many")
        }
        let isExact = count <= Shapley.largestExactCount
        let orders = isExact ? [] : Shapley.orders(players: count, pairs: orderPairs, seed: first.draws.seed)
        let subsets = isExact ? Array(0..<(1 << count)) : visited(orders)
        var probabilities: [Int: Double] = [:]
        var medians: [Int: Double] = [:]
        var ends: [LeverOutcome] = []
        var plan: Plan?
        for subset in subsets {
            let mixture = try planned(mixer.mixed(subset), registry, options)
            if subset == 0 { plan = mixture }
            let runs = LeverRuns(plan: mixture, targets: [target], levers: [], threads: threads)
            guard let outcome = await runs.outcomes(at: [[]], wantsMedians: true).first else { continue }
            probabilities[subset] = runs.share(outcome.met[0]).value
            medians[subset] = outcome.medians[0].value
            if subset == 0 || subset == (1 << count) - 1 { ends.append(outcome) }
        }
        guard let plan, ends.count == 2 else { throw WhatIfRefusal(zh: "无法分解", en: "nothing to part") }
        // The other scenario itself: the order of its indicators may give it other draws than the full mixture.
        var other = second
        (other.targets, other.draws) = (first.targets, first.draws)
        let goal = try planned(other, registry, options)
        let runs = LeverRuns(plan: goal, targets: [target], levers: [], threads: threads)
        guard let last = await runs.outcomes(at: [[]], wantsMedians: true).first else {
            throw WhatIfRefusal(zh: "无法分解", en: "nothing to part")
        }
        let (fromShare, toShare) = (runs.share(ends[0].met[0]), runs.share(last.met[0]))
        let shares =
            isExact
            ? (
                Shapley.exact(subsets.map { probabilities[$0] ?? .nan }).map { Estimate($0, standardError: 0) },
                Shapley.exact(subsets.map { medians[$0] ?? .nan })
            )
            : (
                Shapley.sampled(orders) { probabilities[$0] ?? .nan },
                Shapley.sampled(orders) { medians[$0] ?? .nan }.map(\.value)
            )
        var contributions = mixer.parts.indices.map { part in
            Contribution(
                part: mixer.parts[part], probability: shares.0[part].value, median: shares.1[part],
                orderError: shares.0[part].standardError)
        }
        let full = (1 << count) - 1
        let restShare = toShare.value - (probabilities[full] ?? .nan)
        let restMedian = last.medians[0].value - (medians[full] ?? .nan)
        if restShare != 0 || restMedian != 0 {
            contributions.append(
                Contribution(
                    part: ScenarioPart(
                        kind: .rest,
                        title: LocalizedText(zh: "其余（指标次序与模拟抽样）", en: "The rest (order of indicators, draws)")),
                    probability: restShare, median: restMedian, orderError: 0))
        }
        contributions.sort {
            abs($0.probability) != abs($1.probability)
                ? abs($0.probability) > abs($1.probability) : abs($0.median) > abs($1.median)
        }
        return ChangeDecomposition(
            plan: plan, target: target, otherTitle: second.title, from: (fromShare, ends[0].medians[0].value),
            to: (toShare, last.medians[0].value), contributions: contributions, mixtureCount: subsets.count)
    }

    private static func visited(_ orders: [[Int]]) -> [Int] {
        var subsets: Set<Int> = [0]
        for order in orders {
            var subset = 0
            for part in order {
                subset |= 1 << part
                subsets.insert(subset)
            }
        }
        return subsets.sorted()
    }

    private static func planned(
        _ scenario: Scenario, _ registry: ModelRegistry, _ options: PlanOptions
    ) throws(WhatIfRefusal) -> Plan {
        let plan: Plan
        do throws(DiagnosticList) {
            plan = try Planner.plan(scenario, registry: registry, options: options)
        } catch {
            let fault = error.diagnostics.first?.message ?? LocalizedText("")
            throw WhatIfRefusal(
                zh: "两个情景的一部分差别不能单独改动：\(fault.zh)",
                en: "some of the differences cannot be taken over by themselves: \(fault.en)")
        }
        try plan.requireNoConditions()
        return plan
    }
}
