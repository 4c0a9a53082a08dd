import TianmuModel
import TianmuNumerics
import TianmuScenario

/// Turns the plan into values, one block of draws at a time. Each thread has its own.
///
/// A block is a table of slots × years × draws, the draws of one year side by side, small enough for the second-level
/// cache. Nothing is allocated while a block is filled.
package final class BlockEvaluator {
    /// The most draws in a block.
    package static let capacity = 512

    package let plan: Plan
    /// Where the random numbers of the next block come from.
    package var source: any PointSource
    private let grid: YearGrid
    /// Draws from one row to the next.
    private let stride: Int
    private let dimensions: Dimensions
    private let values: DrawTable
    /// Correlated slots first, in the order of the correlation matrix: BLAS wants them side by side.
    private let innovations: DrawTable
    private let innovationPlace: [Int: Int]
    private let correlatedRows: Range<Int>
    private let parameterNormals: [DrawTable]
    private let scratch: DrawTable
    private var adjustments: Adjustments
    private let revisions: RevisionDraws
    private var scope: EvaluationScope
    /// What the models gave to the slots that levers reach, before anything was adjusted.
    private let projected: DrawTable

    /// - Parameters:
    ///   - central: what departures are measured from; `nil` while it is itself being found.
    ///   - scope: what is to be evaluated; everything if `nil`.
    ///   - capacity: the most draws in a block of this evaluator.
    package init(
        plan: Plan, source: any PointSource, central: CentralPath?, scope: EvaluationScope? = nil,
        capacity: Int = BlockEvaluator.capacity
    ) {
        self.plan = plan
        stride = capacity
        let scope = scope ?? EvaluationScope(plan: plan)
        self.scope = scope
        self.source = source.owned(capacity: Self.capacity)
        grid = plan.grid
        let modelled = plan.models.flatMap(\.slots)
        dimensions = Dimensions(grid: grid, modelledSlots: modelled, ids: plan.series.map(\.id.name))
        values = DrawTable(rowCount: plan.series.count * grid.count, stride: stride)
        let correlated = plan.correlation?.slots ?? []
        let others = modelled.filter { !correlated.contains($0) }
        innovations = DrawTable(rowCount: modelled.count * grid.count, stride: stride)
        innovationPlace = Dictionary(uniqueKeysWithValues: (correlated + others).enumerated().map { ($1, $0) })
        let firstYear = correlated.map { plan.series[$0].firstForecastYear }.min() ?? grid.last + 1
        correlatedRows = grid.row(of: firstYear)..<grid.count
        parameterNormals = plan.models.map {
            DrawTable(rowCount: $0.fitted.parameterNormalCount, stride: capacity)
        }
        let depth = plan.series.map { series in
            if case .formula(let formula) = series.method { formula.compiled.scratchDepth } else { 0 }
        }
        scratch = DrawTable(rowCount: depth.max() ?? 0, stride: stride)
        adjustments = Adjustments(
            plan: plan, central: central, freeLevers: scope.freeLevers, capacity: stride)
        projected = DrawTable(rowCount: scope.movedModelSlots.count * grid.count, stride: stride)
        revisions = RevisionDraws(plan: plan, capacity: stride)
        for (slot, series) in plan.series.enumerated() {
            for row in 0..<grid.count {
                let year = grid.year(ofRow: row)
                values.fill(
                    row: slot * grid.count + row, with: series.known[year]?.value ?? series.bridges[year] ?? .nan)
            }
        }
    }

    /// The values of one slot in one row of the grid, as many as the last block had draws.
    package func values(slot: Int, row: Int) -> UnsafeMutablePointer<Double> {
        values.row(slot * grid.count + row)
    }

    /// Evaluates only this from now on; values outside of it are of earlier blocks.
    /// - Precondition: neither this scope nor the one before has free levers.
    func narrow(to scope: EvaluationScope) {
        precondition(scope.freeLevers.isEmpty && self.scope.freeLevers.isEmpty, "free levers need their own evaluator")
        self.scope = scope
    }

    /// Fills the block with `count` draws of a replicate from draw number `first` on.
    package func evaluate(replicate: Int, first: Int, count: Int) {
        fillInnovations(replicate: replicate, first: first, count: count)
        adjustments.draw(from: source, replicate: replicate, first: first, count: count)
        revisions.draw(from: source, replicate: replicate, first: first, count: count, values: values)
        for stage in scope.stages {
            for index in stage.models where drawParameters(of: index, replicate: replicate, first: first, count: count)
            {
                project(index, count: count)
                keepProjections(of: index)
            }
            settle(stage.order, count: count)
        }
    }

    /// Moves the levers and evaluates the same draws again: all random numbers, and every value that no free lever
    /// reaches, stay as they are.
    /// - Parameter leverValues: one for each lever of the plan.
    package func reevaluate(leverValues: [Double], count: Int) {
        adjustments.leverValues = leverValues
        adjustments.restart(scope.moved)
        for (place, slot) in scope.movedModelSlots.enumerated() {
            values(slot: slot, row: 0).update(
                from: projected.row(place * grid.count), count: grid.count * stride)
        }
        for stage in scope.movedStages {
            // A model whose drivers have moved projects anew; the others' paths have been put back.
            for index in stage.models where projects(index) { project(index, count: count) }
            settle(stage.order, count: count)
        }
        adjustments.leverValues = plan.levers.map(\.value)
    }

    private func keepProjections(of index: Int) {
        for slot in plan.models[index].slots {
            guard let place = scope.movedModelSlots.firstIndex(of: slot) else { continue }
            projected.row(place * grid.count).update(
                from: values(slot: slot, row: 0), count: grid.count * stride)
        }
    }

    /// Adjusts models' paths and evaluates formulas, year by year, in an order in which each slot finds what it reads.
    private func settle(_ order: [Int], count: Int) {
        for row in 0..<grid.count {
            let year = grid.year(ofRow: row)
            for slot in order {
                let series = plan.series[slot]
                guard year >= series.firstForecastYear, series.known[year] == nil else { continue }
                switch series.method {
                case .model:
                    adjustments.apply(slot: slot, row: row, count: count, values: values)
                case .formula(let formula):
                    formula.compiled.evaluate(
                        rows: { slot, lag in UnsafePointer(self.values(slot: slot, row: row - lag)) }, count: count,
                        scratch: scratch.base, into: values(slot: slot, row: row))
                }
            }
        }
    }

    /// Why one draw of the last block has no finite value.
    func failureCause(slot: Int, row: Int, draw: Int) -> FailureCause {
        guard case .formula(let formula) = plan.series[slot].method else { return .model }
        let failure = formula.compiled.explainFailure(
            rows: { slot, lag in UnsafePointer(self.values(slot: slot, row: row - lag)) }, draw: draw)
        return failure.map { .formula($0.cause) } ?? .model
    }

    private func fillInnovations(replicate: Int, first: Int, count: Int) {
        let correlated = scope.needsCorrelation ? plan.correlation?.slots ?? [] : []
        for model in plan.models {
            for slot in model.slots where scope.isNeeded(slot) || correlated.contains(slot) {
                let firstRow =
                    correlated.contains(slot)
                    ? correlatedRows.lowerBound : grid.row(of: model.forecastYears.lowerBound)
                for row in firstRow..<grid.count {
                    source.fillNormals(
                        dimension: dimensions.innovation(slot: slot, row: row), replicate: replicate, first: first,
                        into: innovations.row(place(slot, row), count: count))
                }
            }
        }
        if let correlation = plan.correlation, scope.needsCorrelation {
            // One triangular product for all years: row k of the table is slot k's years side by side.
            correlation.algebra.multiplyInPlace(
                lowerTriangular: correlation.factor, rows: innovations.base, columnCount: grid.count * stride,
                rowStride: grid.count * stride)
        }
    }

    /// False for a model whose series are known to the end: it has been fitted for a year that must not be overwritten.
    private func projects(_ index: Int) -> Bool {
        let model = plan.models[index]
        return model.slots.contains { plan.series[$0].known[model.forecastYears.lowerBound] == nil }
    }

    /// Draws what stays the same in all years of a draw.
    /// - Returns: whether the model projects at all.
    private func drawParameters(of index: Int, replicate: Int, first: Int, count: Int) -> Bool {
        guard projects(index) else { return false }
        let normals = parameterNormals[index]
        for number in 0..<normals.rowCount {
            source.fillNormals(
                dimension: dimensions.parameter(slot: plan.models[index].slots[0], index: number),
                replicate: replicate, first: first, into: normals.row(number, count: count))
        }
        return true
    }

    private func project(_ index: Int, count: Int) {
        let model = plan.models[index]
        let firstRow = grid.row(of: model.forecastYears.lowerBound)
        func rows(_ slot: Int, from row: Int) -> ProjectionBlock.Rows {
            ProjectionBlock.Rows(base: values(slot: slot, row: row), stride: stride)
        }
        model.fitted.project(
            ProjectionBlock(
                yearCount: model.forecastYears.count, drawCount: count,
                innovations: model.slots.map {
                    ProjectionBlock.Rows(base: innovations.row(place($0, firstRow)), stride: stride)
                },
                parameterNormals: ProjectionBlock.Rows(base: parameterNormals[index].base, stride: stride),
                paths: model.slots.map { rows($0, from: firstRow) },
                drivers: model.drivers.map { rows($0.slot, from: firstRow - 1) }))
        revisions.apply(to: model, count: count, values: values)
    }

    private func place(_ slot: Int, _ row: Int) -> Int { (innovationPlace[slot] ?? 0) * grid.count + row }
}
