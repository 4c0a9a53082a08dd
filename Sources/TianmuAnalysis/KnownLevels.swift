import TianmuEngine
import TianmuModel
import TianmuScenario

/// A value of an indicator that needs no forecast.
package struct KnownLevel: Equatable, Sendable {
    package enum Origin: Equatable, Sendable {
        case figure(Figure)
        /// The scenario assumes it.
        case assumed
        /// A formula gives it from other known values, assumed ones among them or not.
        case derived(fromAssumed: Bool)
    }

    package var year: Int
    /// In the indicator's unit.
    package var value: Double
    package var origin: Origin

    package var restsOnAssumption: Bool {
        switch origin {
        case .figure: false
        case .assumed: true
        case .derived(let fromAssumed): fromAssumed
        }
    }
}

/// What the figures and assumptions of a plan say, and what its formulas make of them.
package struct KnownLevels: Sendable {
    private let plan: Plan
    private let levels: [[Int: KnownLevel]]

    /// Cost: one evaluation of each formula for each year from the first figure on.
    package init(plan: Plan) {
        self.plan = plan
        var levels = plan.series.map { series in
            Dictionary(
                uniqueKeysWithValues: series.known.map { year, known in
                    let origin = known.figure.map { KnownLevel.Origin.figure($0) } ?? .assumed
                    return (year, KnownLevel(year: year, value: known.value, origin: origin))
                })
        }
        let first = plan.series.compactMap { $0.known.keys.min() }.min() ?? plan.grid.last + 1
        for year in first...max(first, plan.grid.last) {
            for slot in plan.order where levels[slot][year] == nil {
                guard case .formula(let formula) = plan.series[slot].method else { continue }
                let inputs = formula.compiled.inputs.map { levels[$0.slot][year - $0.lag] }
                let known = inputs.compactMap { $0 }
                guard known.count == inputs.count else { continue }
                let value = formula.compiled.value(known.map(\.value))
                guard value.isFinite else { continue }
                levels[slot][year] = KnownLevel(
                    year: year, value: value, origin: .derived(fromAssumed: known.contains(where: \.restsOnAssumption)))
            }
        }
        self.levels = levels
    }

    package subscript(slot: Int, year: Int) -> KnownLevel? { levels[slot][year] }

    /// The latest level before `year`.
    package func last(slot: Int, before year: Int) -> KnownLevel? {
        levels[slot].values.filter { $0.year < year }.max { $0.year < $1.year }
    }

    /// All levels in order of year.
    package func all(slot: Int) -> [KnownLevel] { levels[slot].values.sorted { $0.year < $1.year } }
}
