import TianmuEngine
import TianmuModel
import TianmuScenario

/// What targets leave of every indicator and year: constraint propagation over the identities to a fixpoint.
///
/// Sound, not complete: what it rules out cannot be, but it may leave more than can be where an indicator stands twice
/// in a formula. A contradiction that it reports is one.
struct TargetBounds {
    private static let maximumSweeps = 200

    let grid: IdentityGrid
    /// Indices of the targets whose outcome is not known yet.
    let open: [Int]

    private var targets: [PlannedTarget] { grid.plan.targets }

    init(grid: IdentityGrid) {
        self.grid = grid
        open = grid.plan.targets.indices.filter {
            grid.known[grid.plan.targets[$0].slot, grid.plan.targets[$0].year] == nil
        }
    }

    /// What is left of every cell that the identities or targets name; `nil` if nothing is left of one.
    func narrowed(
        targets wanted: [Int], identities: [IdentityGrid.Placed]
    ) -> [AuditCell: Interval]? {
        var left: [AuditCell: Interval] = [:]
        func value(_ cell: AuditCell) -> Interval { left[cell] ?? grid.domain(of: cell) }
        for index in wanted {
            let cell = AuditCell(slot: targets[index].slot, year: targets[index].year)
            guard let both = value(cell).intersection(Self.interval(of: targets[index])) else { return nil }
            left[cell] = both
        }
        for placed in identities {
            for cell in grid.cells(of: placed) where left[cell] == nil { left[cell] = grid.domain(of: cell) }
        }
        for _ in 0..<Self.maximumSweeps {
            var hasChanged = false
            for placed in identities {
                let cells = grid.cells(of: placed)
                let before = cells.map(value)
                guard let after = narrowed(placed, before) else { return nil }
                for (cell, pair) in zip(cells, zip(before, after)) where Self.isSmaller(pair.1, than: pair.0) {
                    left[cell] = pair.1
                    hasChanged = true
                }
            }
            if !hasChanged { break }
        }
        // "Above 900" and "at most 900" leave the point 900, which is not above it.
        for index in wanted where targets[index].relation == .above || targets[index].relation == .below {
            let cell = AuditCell(slot: targets[index].slot, year: targets[index].year)
            let end = targets[index].relation.isFloor ? value(cell).upper : value(cell).lower
            if Interval.areSame(end, targets[index].value) { return nil }
        }
        return left
    }

    /// All sets of targets that contradict each other, each without a spare one, apart from each other.
    ///
    /// Deletion filter (Chinneck and Dravnieks 1991, Locating minimal infeasible constraint sets in linear programs).
    func contradictions() -> [TargetContradiction] {
        var found: [TargetContradiction] = []
        var rest = open
        while narrowed(targets: rest, identities: grid.placed) == nil {
            var core = rest
            for index in rest.reversed() {
                let without = core.filter { $0 != index }
                if narrowed(targets: without, identities: grid.placed) == nil { core = without }
            }
            var identities = grid.placed
            for placed in grid.placed {
                let without = identities.filter { $0 != placed }
                if narrowed(targets: core, identities: without) == nil { identities = without }
            }
            guard let last = core.last else {
                found.append(TargetContradiction(targets: [], identities: identities.map(\.identity), allowed: nil))
                break
            }
            let cell = AuditCell(slot: targets[last].slot, year: targets[last].year)
            let others = narrowed(targets: Array(core.dropLast()), identities: identities)
            found.append(
                TargetContradiction(
                    targets: core, identities: identities.map(\.identity).uniqued(),
                    allowed: others?[cell] ?? grid.domain(of: cell)))
            rest.removeAll(where: core.contains)
        }
        return found
    }

    private func narrowed(_ placed: IdentityGrid.Placed, _ before: [Interval]) -> [Interval]? {
        switch placed.identity {
        case .formula(let slot):
            guard let compiled = grid.compiled(slot), var result = before.last else { return before }
            var inputs = Array(before.dropLast())
            guard compiled.narrow(&inputs, result: &result) else { return nil }
            return inputs + [result]
        case .sum(_, let total):
            var after = before
            for place in before.indices {
                let others = before.indices.filter { $0 != place }
                let lower = others.reduce(total) { $0 - before[$1].upper }
                let upper = others.reduce(total) { $0 - before[$1].lower }
                guard let both = before[place].intersection(Interval(lower, upper)) else { return nil }
                after[place] = both
            }
            return after
        }
    }

    static func interval(of target: PlannedTarget) -> Interval {
        target.relation.isFloor ? Interval(target.value, .infinity) : Interval(-.infinity, target.value)
    }

    /// Smaller by enough to be worth another sweep.
    private static func isSmaller(_ a: Interval, than b: Interval) -> Bool {
        !Interval.areSame(a.lower, b.lower) || !Interval.areSame(a.upper, b.upper)
    }
}
