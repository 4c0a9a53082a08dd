import TianmuNumerics

/// Runs replicates block by block: one for each thread, with an evaluator that is made when it is first needed.
final class ReplicateRunner {
    private let simulator: Simulator
    private lazy var evaluator = BlockEvaluator(
        plan: simulator.plan, source: simulator.source, central: simulator.central)

    init(_ simulator: Simulator) { self.simulator = simulator }

    /// Runs all blocks of one replicate in order.
    func run(_ replicate: Int, _ body: (BlockEvaluator, _ count: Int) -> Void) {
        for block in BlockEvaluator.blocks(of: simulator.plan.draws.drawCount(ofReplicate: replicate)) {
            evaluator.evaluate(replicate: replicate, block)
            body(evaluator, block.count)
        }
    }

    /// Shows all values of one replicate once more, cell by cell: the finite ones that were kept, or else all made again.
    /// - Parameter kept: one segment for each replicate of the first pass; this one is `segment`.
    func lookAgain(
        _ replicate: Int, segment: Int, _ kept: SegmentedTable?,
        _ body: (UnsafeBufferPointer<Double>, _ cell: Int) -> Void
    ) {
        if let kept {
            for cell in simulator.cells.indices { body(kept.values(column: cell, segment: segment), cell) }
        } else {
            run(replicate) { evaluator, count in
                for (index, cell) in simulator.cells.enumerated() {
                    let values = evaluator.values(slot: cell.slot, row: cell.row)
                    body(UnsafeBufferPointer(start: values, count: count), index)
                }
            }
        }
    }
}
