extension BlockEvaluator {
    /// The draws of a replicate, by number, cut into blocks that the evaluator can hold; all but the last are full.
    package static func blocks(of total: Int) -> [Range<Int>] {
        stride(from: 0, to: total, by: capacity).map { $0..<min($0 + capacity, total) }
    }

    /// Fills the block with these draws of a replicate.
    package func evaluate(replicate: Int, _ block: Range<Int>) {
        evaluate(replicate: replicate, first: block.lowerBound, count: block.count)
    }
}
