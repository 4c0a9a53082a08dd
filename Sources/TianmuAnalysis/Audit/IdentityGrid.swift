import TianmuEngine
import TianmuModel
import TianmuScenario

/// One indicator in one year.
struct AuditCell: Hashable {
    var slot: Int
    var year: Int
}

/// The identities of a plan, year by year.
struct IdentityGrid {
    struct Placed: Hashable {
        var identity: Identity
        var year: Int
    }

    let plan: Plan
    let known: KnownLevels
    /// Formulas of indicators that are not known, in the forecast years, and shares that sum to a whole.
    let placed: [Placed]
    private let sums: [Identity]

    init(plan: Plan, known: KnownLevels) {
        self.plan = plan
        self.known = known
        let identities = plan.order.compactMap { slot -> Identity? in
            if case .formula = plan.series[slot].method { .formula(slot: slot) } else { nil }
        }
        let sums = plan.models.compactMap { Self.sum(of: $0.slots, plan) }
        self.sums = sums
        placed = plan.years.forecast.flatMap { year in
            (identities + sums).compactMap { identity in
                // A figure stands against its formula; what all is known has nothing left to find.
                if case .formula(let slot) = identity, known[slot, year] != nil { return nil }
                return Placed(identity: identity, year: year)
            }
        }
    }

    /// Percentages of one model that the last figures add up to 100 are shares of one whole.
    private static func sum(of slots: [Int], _ plan: Plan) -> Identity? {
        guard slots.count > 1, slots.allSatisfy({ plan.series[$0].unit.kind == .percent }) else { return nil }
        let years = slots.map { Set(plan.series[$0].known.keys) }
        guard let year = years.dropFirst().reduce(years[0], { $0.intersection($1) }).max() else { return nil }
        let total = slots.reduce(0.0) { $0 + (plan.series[$1].known[year]?.value ?? .nan) }
        return abs(total - 100) <= roundingOfShares ? .sum(slots: slots, total: 100) : nil
    }

    /// How far printed shares may miss 100 together.
    private static let roundingOfShares = 0.5

    func compiled(_ slot: Int) -> CompiledFormula? {
        if case .formula(let formula) = plan.series[slot].method { formula.compiled } else { nil }
    }

    /// The cells of an identity: of a formula its inputs in order, then its result.
    func cells(of placed: Placed) -> [AuditCell] {
        switch placed.identity {
        case .formula(let slot):
            (compiled(slot)?.inputs ?? []).map { AuditCell(slot: $0.slot, year: placed.year - $0.lag) }
                + [AuditCell(slot: slot, year: placed.year)]
        case .sum(let slots, _): slots.map { AuditCell(slot: $0, year: placed.year) }
        }
    }

    /// Both sides of an identity with these values of ``cells(of:)``.
    func sides(of placed: Placed, _ values: [Double]) -> (Double, Double) {
        switch placed.identity {
        case .formula(let slot): (compiled(slot)?.value(Array(values.dropLast())) ?? .nan, values.last ?? .nan)
        case .sum(_, let total): (values.reduce(0, +), total)
        }
    }

    /// What a cell can be before any target or identity is looked at.
    ///
    /// Amounts and ratios that were never negative stay so; shares of one whole lie between 0 and it.
    func domain(of cell: AuditCell) -> Interval {
        if let level = known[cell.slot, cell.year] { return Interval(level.value) }
        for case .sum(let slots, let total) in sums where slots.contains(cell.slot) {
            return Interval(0, total)
        }
        switch plan.series[cell.slot].unit.kind {
        case .quantity, .index, .yearOnYearIndex, .ratio:
            let levels = known.all(slot: cell.slot)
            return levels.allSatisfy { $0.value >= 0 } ? .positive : .whole
        default: return .whole
        }
    }
}
