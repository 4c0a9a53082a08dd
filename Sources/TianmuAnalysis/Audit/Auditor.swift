import TianmuEngine
import TianmuModel
import TianmuScenario

/// Holds the targets of a plan against its identities and figures.
package struct Auditor {
    private let plan: Plan
    private let figures: ReferenceFigures
    private let known: KnownLevels
    private let grid: IdentityGrid
    private let bounds: TargetBounds

    /// - Parameters:
    ///   - scenario: the one that `plan` was made of: its figures tell of other regions and later counts.
    ///   - further: figures that serve for comparison only.
    package static func audit(_ plan: Plan, scenario: Scenario, further: [Figure] = []) -> Audit {
        Auditor(plan: plan, figures: ReferenceFigures(scenario: scenario, further: further)).audit()
    }

    private init(plan: Plan, figures: ReferenceFigures) {
        self.plan = plan
        self.figures = figures
        known = KnownLevels(plan: plan)
        grid = IdentityGrid(plan: plan, known: known)
        bounds = TargetBounds(grid: grid)
    }

    private func audit() -> Audit {
        let contradictions = bounds.contradictions()
        // Targets that contradict each other have no common bounds; the identities still have a meeting point.
        let left = contradictions.isEmpty ? bounds.narrowed(targets: bounds.open, identities: grid.placed) : nil
        var implied: [ImpliedValue] = []
        var redundancies: [TargetRedundancy] = []
        var pivots: [TargetPivot] = []
        for year in Set(bounds.open.map { plan.targets[$0].year }).sorted() {
            let targets = bounds.open.filter { plan.targets[$0].year == year }
            let point = MeetingPoint(grid: grid, year: year, targets: targets)
            implied += point.solved.map { self.implied($0, year: year, left: left) }
            redundancies += point.redundancies
            let finder = PivotFinder(grid: grid, figures: figures, year: year, targets: targets)
            pivots += finder.pivots(implied: point.solved)
        }
        return Audit(
            plan: plan, known: known, targets: plan.targets.indices.map(target), implied: implied, pivots: pivots,
            redundancies: redundancies, ratios: ratios(), multiples: multiples(), contradictions: contradictions)
    }

    private func target(_ index: Int) -> AuditedTarget {
        let target = plan.targets[index]
        let last = known.last(slot: target.slot, before: target.year)
        let against = comparison(slot: target.slot, year: target.year, value: target.value, last: last)
        return AuditedTarget(
            index: index, last: last, required: against.required, outcome: known[target.slot, target.year],
            siblings: against.siblings, history: against.history)
    }

    private func implied(_ solved: MeetingPoint.Solved, year: Int, left: [AuditCell: Interval]?) -> ImpliedValue {
        let last = known.last(slot: solved.slot, before: year)
        let against = comparison(slot: solved.slot, year: year, value: solved.value, last: last)
        var relation = ImpliedValue.Relation.meets
        if solved.held.isEmpty, let range = left?[AuditCell(slot: solved.slot, year: year)] {
            if Self.isNear(range.lower, solved.value) { relation = .atLeast }
            if Self.isNear(range.upper, solved.value) { relation = relation == .atLeast ? .meets : .atMost }
        }
        return ImpliedValue(
            slot: solved.slot, year: year, value: solved.value, relation: relation, targets: solved.targets.sorted(),
            held: solved.held, identities: solved.identities, last: last, required: against.required,
            siblings: against.siblings, history: against.history)
    }

    private func comparison(
        slot: Int, year: Int, value: Double, last: KnownLevel?
    ) -> (required: YearlyChange?, siblings: ReferenceClass, history: [ReferenceClass.Window]) {
        let series = plan.series[slot]
        let years = last.map { year - $0.year } ?? 0
        return (
            last.flatMap { YearlyChange(from: $0.value, to: value, years: years, measure: series.measure) },
            figures.siblings(of: series, slot: slot, years: years), history(slot: slot, before: year)
        )
    }

    /// From each known year to the next.
    private func history(slot: Int, before year: Int) -> [ReferenceClass.Window] {
        let levels = known.all(slot: slot).filter { $0.year < year }
        return zip(levels, levels.dropFirst()).compactMap { start, end in
            YearlyChange(
                from: start.value, to: end.value, years: end.year - start.year, measure: plan.series[slot].measure
            ).map {
                ReferenceClass.Window(
                    region: plan.region ?? "", startYear: start.year, endYear: end.year, change: $0)
            }
        }
    }

    /// Amounts of money that two targets of one year state in one unit, the smaller as a share of the larger.
    private func ratios() -> [TargetRatio] {
        plan.targets.indices.flatMap { i in
            plan.targets.indices.compactMap { j -> TargetRatio? in
                let (small, large) = (plan.targets[i], plan.targets[j])
                guard i != j, small.year == large.year, small.slot != large.slot,
                    small.statedUnit.isSame(as: large.statedUnit), small.statedUnit.dimension.isMoney,
                    0 < small.statedValue, small.statedValue < large.statedValue
                else { return nil }
                var ratio = TargetRatio(
                    numerator: i, denominator: j, percent: 100 * small.statedValue / large.statedValue)
                let common = known.all(slot: small.slot).last { level in
                    level.year < small.year && known[large.slot, level.year] != nil
                }
                if let common, let whole = known[large.slot, common.year], whole.value > 0 {
                    let (from, to) = (plan.series[small.slot].unit, plan.series[large.slot].unit)
                    ratio.lastYear = common.year
                    ratio.lastPercent = 100 * common.value / whole.value * from.scale / to.scale
                }
                return ratio
            }
        }
    }

    /// Indices against the largest amount of money among the targets of their year.
    private func multiples() -> [TargetMultiple] {
        plan.targets.indices.compactMap { index -> TargetMultiple? in
            let target = plan.targets[index]
            guard case .index(let base?) = plan.series[target.slot].unit.kind else { return nil }
            let totals = plan.targets.indices.filter { other in
                plan.targets[other].year == target.year && plan.targets[other].statedUnit.dimension.isMoney
                    && known[plan.targets[other].slot, base] != nil
            }
            func amount(_ index: Int) -> Double {
                plan.targets[index].statedValue * plan.targets[index].statedUnit.scale
            }
            guard let total = totals.max(by: { amount($0) < amount($1) }),
                let start = known[plan.targets[total].slot, base]?.value, start > 0
            else { return nil }
            return TargetMultiple(
                index: index, total: total, baseYear: base, indexMultiple: target.value / 100,
                totalMultiple: plan.targets[total].value / start)
        }
    }

    /// Narrowing stops a little before the value that Newton's method finds.
    private static func isNear(_ end: Double, _ value: Double) -> Bool {
        end.isFinite && abs(end - value) <= 1e-6 * max(abs(end), abs(value))
    }
}

extension Unit.Dimension {
    /// True for money as such, not for money per anything.
    var isMoney: Bool { self == .init(.yuan) || self == .init(.dollar) || self == .init(.euro) }
}
