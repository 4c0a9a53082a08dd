import TianmuNumerics

/// The path of every series when nothing surprising happens: all normals zero, no shock, no lever.
package struct CentralPath: Equatable, Sendable {
    private let grid: YearGrid
    private let values: [Double]

    /// Runs the plan once with zero normals. With `levers` true they are pulled, and links carry on what they move.
    package init(plan: Plan, levers: Bool = false) {
        var quiet = plan
        quiet.shocks = []
        let untouched = levers ? CentralPath(plan: plan) : nil
        let evaluator = BlockEvaluator(plan: quiet, source: ZeroSource(), central: untouched, capacity: 1)
        evaluator.evaluate(replicate: 0, first: 0, count: 1)
        grid = plan.grid
        values = (0..<plan.series.count).flatMap { slot in
            (0..<plan.grid.count).map { row in evaluator.values(slot: slot, row: row)[0] }
        }
    }

    /// The value of a slot in a row of the grid; NaN where the series has none.
    package func value(slot: Int, row: Int) -> Double { values[slot * grid.count + row] }

    package func value(slot: Int, year: Int) -> Double { value(slot: slot, row: grid.row(of: year)) }
}

/// All normals zero.
struct ZeroSource: PointSource {
    func fillNormals(dimension: Int, replicate: Int, first: Int, into buffer: UnsafeMutableBufferPointer<Double>) {
        buffer.update(repeating: 0)
    }
}
