import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// The chance of each target and nothing else: a tenth of what a simulation costs, from the same draws.
enum TargetChances {
    /// One for each target of the plan.
    /// - Throws: ``SimulationError/condition(_:)`` where the plan has conditions that cannot be met.
    static func chances(of plan: Plan, threads: Int) async throws(SimulationError) -> [Double] {
        guard plan.conditions.isEmpty else {
            let options = SimulationOptions(threads: threads)
            return try await Forecaster.summarize(plan, options: options).targets.map(\.probability.value)
        }
        let source = plan.pointSource
        let central = CentralPath(plan: plan)
        let parts = await ParallelWork.map(Sampling.replicateCount, threads: threads) { replicate in
            count(replicate, BlockEvaluator(plan: plan, source: source, central: central))
        }
        return plan.targets.indices.map { index in
            Double(parts.reduce(0) { $0 + $1[index] }) / Double(plan.draws.count)
        }
    }

    private static func count(_ replicate: Int, _ evaluator: BlockEvaluator) -> [Int] {
        let plan = evaluator.plan
        var sum = [Int](repeating: 0, count: plan.targets.count)
        for block in BlockEvaluator.blocks(of: plan.draws.drawCount(ofReplicate: replicate)) {
            evaluator.evaluate(replicate: replicate, block)
            for (index, target) in plan.targets.enumerated() {
                let values = evaluator.values(slot: target.slot, row: plan.grid.row(of: target.year))
                for draw in 0..<block.count where target.relation.holds(values[draw], target.value) { sum[index] += 1 }
            }
        }
        return sum
    }
}
