import TianmuEngine
import TianmuNumerics
import TianmuScenario

/// Which targets are met and missed together.
package struct JointAttainment: Sendable {
    /// Targets that are missed together while all others are met.
    package struct FailureSet: Sendable {
        /// Indices of the plan's targets, in order.
        package var targets: [Int]
        /// With the error that independent draws would have.
        package var share: Estimate
    }

    package var plan: Plan
    /// Of each target by itself.
    package var each: [Estimate]
    package var all: Estimate
    /// What ``all`` would be if the targets had nothing to do with each other: the product of ``each``.
    package var allIfIndependent: Double
    /// Entry k: at least k + 1 of the targets.
    package var atLeast: [Estimate]
    /// Entry [i][j]: the correlation of missing target i with missing target j; NaN where one is always or never missed.
    package var missCorrelation: [[Double]]
    /// The sets that are missed most often, first the most frequent; among equals the one with the earlier targets.
    package var failureSets: [FailureSet]

    /// Makes the draws of the simulation once more, to see which targets each of them misses.
    /// - Parameter setCount: how many failure sets to keep.
    package init(_ simulation: Simulation, setCount: Int = 10) {
        plan = simulation.plan
        let targets = plan.targets.indices
        let shares = ShareError(draws: plan.draws, outcomes: simulation.outcomes)
        each = targets.map { index in shares.estimate { $0.met[index] } }
        all = shares.estimate { $0.metTogether[targets.count] }
        allIfIndependent = each.reduce(1) { $0 * $1.value }
        atLeast = targets.map { k in shares.estimate { $0.metTogether[(k + 1)...].reduce(0, +) } }
        let missed = each.map { 1 - $0.value }
        missCorrelation = targets.map { i in
            targets.map { j in
                let both = shares.estimate { $0.bothMissed[min(i, j)][max(i, j)] }.value
                return Self.correlation(missed[i], missed[j], both: both)
            }
        }
        let counts = Self.missedSets(simulation).filter { !$0.key.isEmpty }
        let total = plan.draws.count
        failureSets = counts.sorted { a, b in
            a.value != b.value ? a.value > b.value : a.key.lexicographicallyPrecedes(b.key)
        }.prefix(setCount).map { set, count in
            // √(p̃(1 − p̃)/n) with p̃ = (k + 2)/(n + 4) (Agresti and Coull 1998).
            let smoothed = (Double(count) + 2) / Double(total + 4)
            return FailureSet(
                targets: set,
                share: Estimate(
                    Double(count) / Double(total),
                    standardError: (smoothed * (1 - smoothed) / Double(total)).squareRoot()))
        }
    }

    /// How many draws miss exactly each set of targets.
    private static func missedSets(_ simulation: Simulation) -> [[Int]: Int] {
        let plan = simulation.plan
        guard !plan.targets.isEmpty else { return [:] }
        let evaluator = BlockEvaluator(
            plan: plan, source: plan.pointSource, central: simulation.central)
        var counts: [[Int]: Int] = [:]
        for replicate in 0..<Sampling.replicateCount {
            for block in BlockEvaluator.blocks(of: plan.draws.drawCount(ofReplicate: replicate)) {
                evaluator.evaluate(replicate: replicate, block)
                var missed = [[Int]](repeating: [], count: block.count)
                for (index, target) in plan.targets.enumerated() {
                    let values = evaluator.values(slot: target.slot, row: plan.grid.row(of: target.year))
                    for draw in 0..<block.count where !target.relation.holds(values[draw], target.value) {
                        missed[draw].append(index)
                    }
                }
                for set in missed { counts[set, default: 0] += 1 }
            }
        }
        return counts
    }

    /// φ = (P(AB) − P(A)P(B)) / √(P(A)(1−P(A))P(B)(1−P(B))): Pearson's correlation of two events.
    static func correlation(_ a: Double, _ b: Double, both: Double) -> Double {
        let variance = a * (1 - a) * b * (1 - b)
        return variance > 0 ? (both - a * b) / variance.squareRoot() : .nan
    }
}
