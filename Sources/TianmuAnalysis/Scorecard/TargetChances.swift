import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// The chance of each target and nothing else: a tenth of what a simulation costs, from the same draws.
enum TargetChances {
    /// One for each target of the plan; NaN without draws.
    static func chances(of plan: Plan, threads: Int) async -> [Double] {
        let source = plan.draws.sampler.source(seed: plan.draws.seed)
        let central = CentralPath(plan: plan)
        let workers = max(1, min(Sampling.replicateCount, threads > 0 ? threads : ThreadCount.available))
        let counts = await withTaskGroup(of: [Int].self) { group in
            for worker in 0..<workers {
                group.addTask {
                    let evaluator = BlockEvaluator(plan: plan, source: source, central: central)
                    return stride(from: worker, to: Sampling.replicateCount, by: workers).reduce(
                        into: [Int](repeating: 0, count: plan.targets.count)
                    ) { sum, replicate in count(replicate, evaluator, into: &sum) }
                }
            }
            // Whole numbers: the order of the workers does not matter.
            return await group.reduce(into: [Int](repeating: 0, count: plan.targets.count)) { sum, part in
                for (index, count) in part.enumerated() { sum[index] += count }
            }
        }
        return counts.map { Double($0) / Double(plan.draws.count) }
    }

    private static func count(_ replicate: Int, _ evaluator: BlockEvaluator, into sum: inout [Int]) {
        let plan = evaluator.plan
        let total = plan.draws.drawCount(ofReplicate: replicate)
        for first in stride(from: 0, to: total, by: BlockEvaluator.capacity) {
            let count = min(BlockEvaluator.capacity, total - first)
            evaluator.evaluate(replicate: replicate, first: first, count: count)
            for (index, target) in plan.targets.enumerated() {
                let values = evaluator.values(slot: target.slot, row: plan.grid.row(of: target.year))
                for draw in 0..<count where target.relation.holds(values[draw], target.value) { sum[index] += 1 }
            }
        }
    }
}
