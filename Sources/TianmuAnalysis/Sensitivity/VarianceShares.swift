import TianmuEngine
import TianmuModel
import TianmuNumerics

/// How the variance of a target's indicator comes from its assumptions: Sobol indices, or Shapley effects where
/// assumptions are correlated.
package struct VarianceShares: Sendable {
    package enum Method: Equatable, Sendable {
        case sobol(SobolIndices)
        /// Shares of the variance with standard errors; they add up to 1. `orders` is `nil` where all subsets were tried.
        case shapley([Estimate], orders: Int?)
    }

    package var plan: Plan
    package var target: Int
    package var inputs: [AssumptionInput]
    package var method: Method
    /// Of the indicator, in its unit.
    package var sd: Double
    /// Draws used for each subset.
    package var drawCount: Int

    /// More draws than these for each subset would make Shapley effects slow and hardly better.
    private static let shapleyDraws = 4096
    /// Subsets are all tried up to so many assumptions.
    private static let exactCount = 7
    private static let orderPairs = 8

    /// - Throws: where two assumptions are correlated: their shares overlap, and first-order indices no longer add up;
    ///   where nothing is uncertain.
    package static func sobol(_ plan: Plan, target: Int, threads: Int = 0) async throws(WhatIfRefusal) -> VarianceShares
    {
        let runs = AssumptionRuns(plan: plan, target: target, threads: threads)
        try requireUncertainty(runs)
        try requireIndependence(runs)
        let inputs = runs.inputs
        let sums = await ParallelWork.map(Sampling.replicateCount, threads: threads) { replicate in
            var sums = SobolIndices.Sums(inputCount: inputs.count)
            let evaluator = runs.evaluator(runs.base)
            let all = MixedSource(base: runs.base, second: runs.second, others: Set(inputs.flatMap(\.dimensions)))
            let mixed = inputs.map { MixedSource(base: runs.base, second: runs.second, others: Set($0.dimensions)) }
            for block in runs.blocks(replicate) {
                func values(_ source: any PointSource) -> [Double] {
                    evaluator.source = source
                    evaluator.evaluate(replicate: replicate, block)
                    return runs.values(evaluator, block.count)
                }
                let (a, b) = (values(runs.base), values(all))
                let each = mixed.map(values)
                for draw in a.indices { sums.add(a: a[draw], b: b[draw], mixed: each.map { $0[draw] }) }
            }
            return sums
        }
        let indices = SobolIndices(sums, seed: plan.draws.seed)
        return VarianceShares(
            plan: plan, target: target, inputs: inputs, method: .sobol(indices), sd: indices.variance.squareRoot(),
            drawCount: plan.draws.count)
    }

    /// Shapley effects; see ``Shapley``. v(u) is the covariance of the indicator in two samples that share u (pick and
    /// freeze; Sobol' 1993, Janon et al. 2014), the others being drawn given u.
    package static func shapley(_ plan: Plan, target: Int, threads: Int = 0) async throws(WhatIfRefusal)
        -> VarianceShares
    {
        let runs = AssumptionRuns(plan: plan, target: target, threads: threads)
        try requireUncertainty(runs)
        let count = runs.inputs.count
        let isExact = count <= exactCount
        let orders = isExact ? [] : Shapley.orders(players: count, pairs: orderPairs, seed: plan.draws.seed)
        let full = 1 << count - 1
        var wanted = Set<Int>()
        if isExact {
            wanted = Set(1..<max(full, 1))
        } else {
            for order in orders {
                var subset = 0
                for input in order.dropLast() {
                    subset |= 1 << input
                    wanted.insert(subset)
                }
            }
        }
        let subsets = wanted.sorted()
        let sources = subsets.map { conditional($0, runs) }
        let limit = max(1, shapleyDraws / Sampling.replicateCount)
        let tables = await ParallelWork.map(Sampling.replicateCount, threads: threads) { replicate in
            replicateValues(replicate, subsets, sources, runs, limit)
        }
        let variance = Moments(tables.map(\.variance)).mean
        // Each replicate shares out its own variance, so that the effects add up in each of them.
        let effects = tables.map { table in
            isExact
                ? Shapley.exact((0...full).map { table.value($0, full) })
                : Shapley.sampled(orders) { table.value($0, full) }.map(\.value)
        }
        // How much the orders disagree about the mean of the replicates.
        let orderErrors: [Double] =
            isExact
            ? []
            : Shapley.sampled(orders) { subset in Moments(tables.map { $0.value(subset, full) }).mean }.map(
                \.standardError)
        let shares = (0..<count).map { input in
            let moments = Moments(effects.map { $0[input] / variance })
            let order = isExact ? 0 : orderErrors[input] / variance
            return Estimate(
                moments.mean,
                standardError: (moments.standardError * moments.standardError + order * order).squareRoot())
        }
        return VarianceShares(
            plan: plan, target: target, inputs: runs.inputs,
            method: .shapley(shares, orders: isExact ? nil : orders.count), sd: variance.squareRoot(),
            drawCount: min(plan.draws.count, limit * Sampling.replicateCount))
    }

    private struct SubsetTable: Sendable {
        var variance: Double
        var explained: [Int: Double]

        func value(_ subset: Int, _ full: Int) -> Double {
            subset == 0 ? 0 : subset == full ? variance : explained[subset] ?? .nan
        }
    }

    private static func replicateValues(
        _ replicate: Int, _ subsets: [Int], _ sources: [ConditionalSource], _ runs: AssumptionRuns, _ limit: Int
    ) -> SubsetTable {
        let evaluator = runs.evaluator(runs.base)
        func values(_ source: any PointSource) -> [Double] {
            evaluator.source = source
            var values: [Double] = []
            for block in runs.blocks(replicate, limit: limit) {
                evaluator.evaluate(replicate: replicate, block)
                values += runs.values(evaluator, block.count)
            }
            return values
        }
        let plain = values(runs.base)
        let moments = Moments(plain)
        return SubsetTable(
            variance: moments.variance,
            explained: Dictionary(
                uniqueKeysWithValues: zip(subsets, sources).map { subset, source in
                    let other = values(source)
                    let mean = (moments.mean + Moments(other).mean) / 2
                    let sum = zip(plain, other).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
                    return (subset, sum / Double(plain.count - 1))
                }))
    }

    /// A second sample that shares a subset of the assumptions.
    private static func conditional(_ subset: Int, _ runs: AssumptionRuns) -> ConditionalSource {
        let shared = runs.inputs.indices.filter { subset >> $0 & 1 == 1 }.map { runs.inputs[$0] }
        let slots = Set(shared.compactMap(\.slot))
        let needed = Set(runs.inputs.compactMap(\.slot)).intersection(runs.frame.slots)
        // Where at most one correlated indicator matters, nothing is correlated with anything.
        let rows = needed.count > 1 ? 0..<runs.plan.grid.count : 0..<0
        return ConditionalSource(
            base: runs.base, second: runs.second, shared: Set(shared.flatMap(\.dimensions)),
            transfer: runs.frame.transfer(sharing: { slots.contains($0) }, rows: rows))
    }

    private static func requireUncertainty(_ runs: AssumptionRuns) throws(WhatIfRefusal) {
        guard runs.inputs.isEmpty else { return }
        let name = runs.plan.name(ofTarget: runs.target)
        throw WhatIfRefusal(zh: "“\(name)”没有不确定性，无可分解", en: "nothing about '\(name)' is uncertain")
    }

    private static func requireIndependence(_ runs: AssumptionRuns) throws(WhatIfRefusal) {
        let slots = runs.inputs.compactMap(\.slot)
        for (place, a) in slots.enumerated() {
            for b in slots[(place + 1)...] where runs.frame.areCorrelated(a, b) {
                let (first, second) = (runs.plan.series[a].id.name, runs.plan.series[b].id.name)
                throw WhatIfRefusal(
                    zh: "“\(first)”与“\(second)”的逐年波动相关，方差不能按 Sobol 指数分给各自；请用 --method shapley",
                    en: "the yearly surprises of '\(first)' and '\(second)' are correlated, and Sobol indices cannot "
                        + "part the variance that they share; use --method shapley")
            }
        }
    }
}
