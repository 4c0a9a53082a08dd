import TianmuNumerics

/// What revisions of the last figures do to a block of draws.
struct RevisionDraws {
    private let plan: Plan
    /// The standard normals of each revision.
    private let normals: DrawTable

    init(plan: Plan, capacity: Int) {
        self.plan = plan
        normals = DrawTable(rowCount: plan.revisions.count, stride: capacity)
    }

    /// Draws the revisions of a block and puts the revised figures into their years.
    func draw(from source: any PointSource, replicate: Int, first: Int, count: Int, values: DrawTable) {
        for (index, revision) in plan.revisions.enumerated() {
            source.fillNormals(
                dimension: revision.dimension, replicate: replicate, first: first,
                into: normals.row(index, count: count))
            // A figure from before the grid is in no row; what it does to later years is.
            let row = plan.grid.row(of: revision.year)
            guard row >= 0, let known = plan.series[revision.slot].known[revision.year] else { continue }
            let figures = values.row(revision.slot * plan.grid.count + row, count: count)
            figures.update(repeating: known.value)
            move(figures, index, effect: revision.sd)
        }
    }

    /// Moves the years that a model has just projected. Models of several series have no revisions.
    func apply(to model: PlannedModel, count: Int, values: DrawTable) {
        guard let index = plan.revisions.firstIndex(where: { $0.slot == model.slots[0] }) else { return }
        let firstRow = plan.grid.row(of: model.forecastYears.lowerBound)
        for (place, effect) in plan.revisions[index].effects.enumerated() where effect != 0 {
            let row = plan.revisions[index].slot * plan.grid.count + firstRow + place
            move(values.row(row, count: count), index, effect: effect)
        }
    }

    private func move(_ row: UnsafeMutableBufferPointer<Double>, _ index: Int, effect: Double) {
        let z = normals.row(index)
        if plan.revisions[index].isRelative {
            for draw in row.indices { row[draw] *= .exp(effect * z[draw]) }
        } else {
            for draw in row.indices { row[draw] += effect * z[draw] }
        }
    }
}
