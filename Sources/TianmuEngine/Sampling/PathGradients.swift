import TianmuNumerics

/// How every forecast value depends on each standard normal of a draw, near the central path: x ≈ x₀ + J z.
///
/// Central differences, all of them in a few blocks. The normals that decide whether a shock happens are left out, for
/// there values jump; so are normals that move nothing in first order, such as an elasticity.
package struct PathGradients: Sendable {
    /// The dimensions that move anything, ascending.
    package let dimensions: [Int]
    /// The forecast values, one for each row of J; those that are known are left out.
    let cells: [Cell]
    /// J, cell after cell.
    let slopes: [[Double]]

    /// Half the difference by which slopes are measured, in standard deviations of a normal.
    private static let step = 1e-3

    /// - Parameter limit: the most dimensions that are looked at.
    /// - Returns: `nil` for a plan with more.
    init?(plan: Plan, central: CentralPath, limit: Int) {
        let recording = RecordingSource()
        BlockEvaluator(plan: plan, source: recording, central: central).evaluate(replicate: 0, first: 0, count: 1)
        let candidates = Set(recording.dimensions).subtracting(plan.shocks.map(\.dimension)).sorted()
        guard candidates.count <= limit else { return nil }
        let cells = plan.series.indices.flatMap { slot in
            plan.years.forecast.compactMap { year in
                plan.series[slot].known[year] == nil ? Cell(slot: slot, row: plan.grid.row(of: year)) : nil
            }
        }
        let evaluator = BlockEvaluator(
            plan: plan, source: ProbeSource(dimensions: candidates, step: Self.step), central: central)
        var slopes = [[Double]](repeating: [Double](repeating: 0, count: candidates.count), count: cells.count)
        for first in stride(from: 0, to: 2 * candidates.count, by: BlockEvaluator.capacity) {
            let count = min(BlockEvaluator.capacity, 2 * candidates.count - first)
            evaluator.evaluate(replicate: 0, first: first, count: count)
            for (number, cell) in cells.enumerated() {
                let values = evaluator.values(slot: cell.slot, row: cell.row)
                for draw in stride(from: 0, to: count, by: 2) {
                    let slope = (values[draw] - values[draw + 1]) / (2 * Self.step)
                    let rounding = 1e-12 * (1 + values[draw].magnitude) / Self.step
                    if slope.isFinite, slope.magnitude > rounding { slopes[number][(first + draw) / 2] = slope }
                }
            }
        }
        let moving = candidates.indices.filter { index in slopes.contains { $0[index] != 0 } }
        dimensions = moving.map { candidates[$0] }
        self.cells = cells
        self.slopes = slopes.map { row in moving.map { row[$0] } }
    }

    /// The row of J of one forecast value: all zeros for one that is known.
    func slopes(of cell: Cell) -> [Double] {
        cells.firstIndex(of: cell).map { slopes[$0] } ?? [Double](repeating: 0, count: dimensions.count)
    }
}
