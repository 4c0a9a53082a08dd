import TestSupport
import TianmuModel
import TianmuNumerics

@testable import TianmuEngine

/// Every value of every draw of a plan, made as the simulator makes them: what the statistics are checked against.
struct AllDraws {
    private let plan: Plan
    private var values: [[Double]]

    init(_ plan: Plan) {
        self.plan = plan
        values = [[Double]](repeating: [], count: plan.series.count * plan.grid.count)
        let evaluator = BlockEvaluator(
            plan: plan, source: plan.pointSource, central: CentralPath(plan: plan))
        for replicate in 0..<Sampling.replicateCount {
            for block in BlockEvaluator.blocks(of: plan.draws.drawCount(ofReplicate: replicate)) {
                evaluator.evaluate(replicate: replicate, block)
                for slot in plan.series.indices {
                    for row in 0..<plan.grid.count {
                        values[slot * plan.grid.count + row] += UnsafeBufferPointer(
                            start: evaluator.values(slot: slot, row: row), count: block.count)
                    }
                }
            }
        }
    }

    /// One value a draw; empty for an unknown indicator.
    subscript(id: IndicatorID, year: Int) -> [Double] {
        plan.slot(of: id).map { values[$0 * plan.grid.count + plan.grid.row(of: year)] } ?? []
    }
}
