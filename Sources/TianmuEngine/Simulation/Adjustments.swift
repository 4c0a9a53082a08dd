import TianmuNumerics

/// What links, shocks and levers do to the series that have a model.
///
/// Everything is in percentage points. A level grows by so much more in the year and keeps the gain; a number in per
/// cent is lifted in that year alone, except by a lever in points per year, which adds up.
struct Adjustments {
    private let plan: Plan
    private let central: CentralPath?
    private let isActive: [Bool]
    /// One for each lever of the plan.
    var leverValues: [Double]
    private let elasticities: DrawTable
    /// For each shock and effect the points that it adds, zero in draws in which it does not happen.
    private let shockPoints: [DrawTable]
    private let uniform: DrawTable
    /// The adjustment of the slot and year at hand.
    private let points: DrawTable
    /// For each slot how far its level has been moved so far, as a factor.
    private let factors: DrawTable

    /// - Parameter freeLevers: indices of levers that may leave the plan's value.
    init(plan: Plan, central: CentralPath?, freeLevers: [Int], capacity: Int) {
        self.plan = plan
        self.central = central
        var active = [Bool](repeating: false, count: plan.series.count)
        if central != nil {
            for link in plan.links { active[link.to] = true }
            for effect in plan.shocks.flatMap(\.effects) { active[effect.slot] = true }
            for lever in plan.levers where lever.value != 0 { active[lever.slot] = true }
            for index in freeLevers { active[plan.levers[index].slot] = true }
        }
        isActive = active
        leverValues = plan.levers.map(\.value)
        elasticities = DrawTable(rowCount: plan.links.count, stride: capacity)
        shockPoints = plan.shocks.map { DrawTable(rowCount: $0.effects.count, stride: capacity) }
        uniform = DrawTable(rowCount: 1, stride: capacity)
        points = DrawTable(rowCount: 1, stride: capacity)
        factors = DrawTable(rowCount: plan.series.count, stride: capacity)
    }

    /// Draws what is uncertain in a block: elasticities, and which shocks happen how hard.
    func draw(from source: any PointSource, replicate: Int, first: Int, count: Int) {
        guard central != nil else { return }
        restart(0..<plan.series.count)
        for (index, link) in plan.links.enumerated() {
            let row = elasticities.row(index, count: count)
            source.fillNormals(dimension: link.dimension, replicate: replicate, first: first, into: row)
            link.elasticity.transform(UnsafeBufferPointer(row), into: row)
        }
        for (index, shock) in plan.shocks.enumerated() {
            let event = uniform.row(0, count: count)
            source.fillNormals(dimension: shock.dimension, replicate: replicate, first: first, into: event)
            // A standard normal lies below this with the shock's probability.
            let limit =
                shock.probability <= 0
                ? -Double.infinity
                : shock.probability >= 1 ? Double.infinity : NormalDistribution.quantile(shock.probability)
            for (number, effect) in shock.effects.enumerated() {
                let row = shockPoints[index].row(number, count: count)
                source.fillNormals(dimension: effect.dimension, replicate: replicate, first: first, into: row)
                effect.points.transform(UnsafeBufferPointer(row), into: row)
                for draw in 0..<count where !(event[draw] < limit) { row[draw] = 0 }
            }
        }
    }

    /// Forgets how far the levels of these slots have been moved, so that the same draws may be adjusted once more.
    func restart(_ slots: some Sequence<Int>) {
        for slot in slots where isActive[slot] { factors.fill(row: slot, with: 1) }
    }

    /// Adjusts one slot in one year. Years must come in order, sources of links before what they move.
    func apply(slot: Int, row: Int, count: Int, values: DrawTable) {
        guard isActive[slot] else { return }
        let grid = plan.grid
        let year = grid.year(ofRow: row)
        let sum = points.row(0, count: count)
        sum.update(repeating: leverPoints(slot: slot, year: year))
        for (index, shock) in plan.shocks.enumerated() {
            // The year after brings back a part of what the shock took.
            let share = year == shock.year ? 1 : year == shock.year + 1 ? -shock.recovery : 0
            guard share != 0 else { continue }
            for (number, effect) in shock.effects.enumerated() where effect.slot == slot {
                let effects = shockPoints[index].row(number, count: count)
                for draw in 0..<count { sum[draw] += share * effects[draw] }
            }
        }
        for (index, link) in plan.links.enumerated() where link.to == slot {
            addDeparture(of: link, number: index, row: row - link.lag, count: count, values: values, to: sum)
        }
        let now = values.row(slot * grid.count + row)
        switch plan.series[slot].measure {
        case .percent:
            for draw in 0..<count { now[draw] += sum[draw] }
        case .level:
            // A level that has no year before, held at a value without any figure, grows from itself.
            let before = values.row(slot * grid.count + (hasValue(slot: slot, row: row - 1) ? row - 1 : row))
            let factor = factors.row(slot)
            for draw in 0..<count {
                // The ratio to the year before as the model had it: `before` has been moved by `factor` already.
                let ratio = now[draw] * factor[draw] / before[draw]
                factor[draw] *= (ratio + sum[draw] / 100) / ratio
                now[draw] *= factor[draw]
            }
        }
    }

    private func hasValue(slot: Int, row: Int) -> Bool {
        guard row >= 0 else { return false }
        let year = plan.grid.year(ofRow: row)
        let series = plan.series[slot]
        return series.known[year] != nil || series.bridges[year] != nil || year >= plan.series[slot].firstForecastYear
    }

    private func leverPoints(slot: Int, year: Int) -> Double {
        zip(plan.levers, leverValues).reduce(0) { sum, pulled in
            let (lever, value) = pulled
            guard lever.slot == slot, year >= lever.years.lowerBound else { return sum }
            if plan.series[slot].measure == .percent, lever.effect == .pointsPerYear {
                return sum + value * Double(min(year, lever.years.upperBound) - lever.years.lowerBound + 1)
            }
            return lever.years.contains(year) ? sum + value : sum
        }
    }

    /// Adds elasticity × departure of the link's source from its central path, in percentage points.
    private func addDeparture(
        of link: PlannedLink, number: Int, row: Int, count: Int, values: DrawTable,
        to sum: UnsafeMutableBufferPointer<Double>
    ) {
        let grid = plan.grid
        guard let central, row > 0, grid.year(ofRow: row) > plan.years.base else { return }
        let elasticity = elasticities.row(number)
        let now = values.row(link.from * grid.count + row)
        let centralNow = central.value(slot: link.from, row: row)
        switch plan.series[link.from].measure {
        case .percent:
            for draw in 0..<count { sum[draw] += elasticity[draw] * (now[draw] - centralNow) }
        case .level where !hasValue(slot: link.from, row: row - 1):
            for draw in 0..<count { sum[draw] += elasticity[draw] * 100 * (now[draw] / centralNow - 1) }
        case .level:
            let before = values.row(link.from * grid.count + row - 1)
            let centralRatio = centralNow / central.value(slot: link.from, row: row - 1)
            for draw in 0..<count {
                sum[draw] += elasticity[draw] * 100 * (now[draw] / before[draw] - centralRatio)
            }
        }
    }
}
