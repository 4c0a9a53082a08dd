/// Labels that share a margin, moved apart as little as possible.
enum LabelSpreading {
    /// The middles y that minimise Σ (yᵢ - wantedᵢ)² with yᵢ₊₁ - yᵢ ≥ (heightᵢ + heightᵢ₊₁) / 2 + gap in the order of
    /// the wanted places, and all labels within `bounds` if they fit there.
    ///
    /// With the stacked offsets taken off, this is isotonic regression, solved exactly by pooling adjacent violators
    /// (Ayer et al. 1955); clipping an isotonic fit to bounds keeps it optimal. O(n log n).
    static func spread(
        wanted: [Double], heights: [Double], gap: Double, within bounds: ClosedRange<Double>
    ) -> [Double] {
        let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
        var offsets: [Double] = []
        for (rank, index) in order.enumerated() {
            let before = rank == 0 ? 0 : offsets[rank - 1] + (heights[order[rank - 1]] + heights[index]) / 2 + gap
            offsets.append(before)
        }
        var pools: [(mean: Double, count: Int)] = []
        for (rank, index) in order.enumerated() {
            var pool = (mean: wanted[index] - offsets[rank], count: 1)
            while let last = pools.last, last.mean > pool.mean {
                pools.removeLast()
                let count = last.count + pool.count
                pool = ((last.mean * Double(last.count) + pool.mean * Double(pool.count)) / Double(count), count)
            }
            pools.append(pool)
        }
        guard let first = order.first, let last = order.last, let total = offsets.last else { return [] }
        let low = bounds.lowerBound + heights[first] / 2
        let high = max(low, bounds.upperBound - heights[last] / 2 - total)
        let fitted = pools.flatMap { pool in Array(repeating: min(max(pool.mean, low), high), count: pool.count) }
        var result = wanted
        for (rank, index) in order.enumerated() { result[index] = fitted[rank] + offsets[rank] }
        return result
    }
}
