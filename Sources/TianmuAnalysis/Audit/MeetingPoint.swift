import TianmuEngine
import TianmuModel
import TianmuScenario

/// Where all targets of one year are just met: what the identities then give for the indicators without a target.
///
/// Solves the smallest sets of identities that have as many unknowns as equations, one after the other. Where a set
/// lacks equations, pure numbers (shares, ratios) are held at their last level: they move slowly where amounts grow.
struct MeetingPoint {
    /// At most this many identities are solved together, and this many indicators held for them: with more of them
    /// held the answer says little beyond what was held.
    private static let maximumBlock = 3
    private static let maximumHeld = 1

    struct Solved {
        var slot: Int
        var value: Double
        var targets: Set<Int>
        var held: [ImpliedValue.Held]
        var identities: [Identity]
    }

    private struct Fixed {
        var value: Double
        var targets: Set<Int> = []
        var held: [ImpliedValue.Held] = []
    }

    let grid: IdentityGrid
    let year: Int
    private var fixed: [Int: Fixed] = [:]
    private var open: [IdentityGrid.Placed]
    private(set) var solved: [Solved] = []
    private(set) var redundancies: [TargetRedundancy] = []

    /// - Parameter targets: indices of this year's targets that are not settled.
    init(grid: IdentityGrid, year: Int, targets: [Int]) {
        self.grid = grid
        self.year = year
        let plan = grid.plan
        for slot in plan.series.indices {
            if let level = grid.known[slot, year] { fixed[slot] = Fixed(value: level.value) }
            let own = targets.filter { plan.targets[$0].slot == slot }
            // Two targets of one indicator are a range, and no point.
            if own.count == 1 { fixed[slot] = Fixed(value: plan.targets[own[0]].value, targets: [own[0]]) }
        }
        open = grid.placed.filter { placed in
            placed.year == year
                && grid.cells(of: placed).allSatisfy { $0.year == year || grid.known[$0.slot, $0.year] != nil }
        }
        checkRedundancies(targets)
        var held = 0
        while held <= Self.maximumHeld {
            if solveNext(held: held) { held = 0 } else { held += 1 }
        }
    }

    /// Identities all of whose indicators are targets or known say which target asks for more.
    private mutating func checkRedundancies(_ targets: [Int]) {
        let plan = grid.plan
        for placed in open where unknowns([placed]).isEmpty {
            guard case .formula(let slot) = placed.identity, let own = fixed[slot]?.targets.first,
                let value = sides([placed], with: [:]).first?.0, value.isFinite
            else { continue }
            let others = grid.cells(of: placed).dropLast().flatMap { fixed[$0.slot]?.targets ?? [] }
            guard !others.isEmpty else { continue }
            redundancies.append(
                TargetRedundancy(
                    target: own, others: Set(others).sorted(), value: value,
                    holds: plan.targets[own].relation.holds(value, plan.targets[own].value)))
        }
        open = open.filter { !unknowns([$0]).isEmpty }
    }

    /// Solves one more set of identities; false if there is none with this many indicators to be held.
    private mutating func solveNext(held count: Int) -> Bool {
        for size in 1...Self.maximumBlock {
            // An identity with more unknowns than that cannot be part of the set.
            let candidates = open.filter { unknowns([$0]).count <= size + count }
            for block in Self.subsets(of: candidates, size: size) {
                let unknowns = unknowns(block)
                guard unknowns.count == block.count + count, !targets(of: block).isEmpty,
                    let held = holdable(unknowns, count: count)
                else { continue }
                let sought = unknowns.filter { slot in !held.contains { $0.slot == slot } }
                guard solve(block, for: sought, holding: held) else { continue }
                return true
            }
        }
        return false
    }

    private mutating func solve(
        _ block: [IdentityGrid.Placed], for sought: [Int], holding held: [ImpliedValue.Held]
    ) -> Bool {
        let heldValues = Dictionary(uniqueKeysWithValues: held.map { ($0.slot, $0.level.value) })
        let snapshot = self
        let system = SquareSystem { values in
            snapshot.sides(block, with: heldValues.merging(zip(sought, values)) { $1 })
        }
        let start = sought.map { grid.known.last(slot: $0, before: year)?.value ?? 1 }
        guard let values = system.solve(from: start) else { return false }
        let targets = targets(of: block)
        let allHeld = held + block.flatMap { grid.cells(of: $0) }.flatMap { fixed[$0.slot]?.held ?? [] }
        for held in held { fixed[held.slot] = Fixed(value: held.level.value, held: [held]) }
        for (slot, value) in zip(sought, values) {
            fixed[slot] = Fixed(value: value, targets: targets, held: allHeld)
            solved.append(
                Solved(
                    slot: slot, value: value, targets: targets, held: allHeld, identities: block.map(\.identity)))
        }
        open.removeAll(where: block.contains)
        return true
    }

    /// Shares and ratios among the unknowns that have a last level: models' before formulas'.
    private func holdable(_ unknowns: [Int], count: Int) -> [ImpliedValue.Held]? {
        guard count > 0 else { return [] }
        let candidates = unknowns.filter { slot in
            switch grid.plan.series[slot].unit.kind {
            case .percent, .perMille, .ratio: true
            default: false
            }
        }.sorted { (grid.compiled($0) == nil ? 0 : 1, $0) < (grid.compiled($1) == nil ? 0 : 1, $1) }
        let held = candidates.compactMap { slot in
            grid.known.last(slot: slot, before: year).map { ImpliedValue.Held(slot: slot, level: $0) }
        }
        return held.count >= count ? Array(held.prefix(count)) : nil
    }

    private func unknowns(_ block: [IdentityGrid.Placed]) -> [Int] {
        block.flatMap { grid.cells(of: $0) }.filter { $0.year == year && fixed[$0.slot] == nil }.map(\.slot).uniqued()
    }

    private func targets(of block: [IdentityGrid.Placed]) -> Set<Int> {
        Set(block.flatMap { grid.cells(of: $0) }.filter { $0.year == year }.flatMap { fixed[$0.slot]?.targets ?? [] })
    }

    private func sides(
        _ block: [IdentityGrid.Placed], with assumed: [Int: Double]
    ) -> [(Double, Double)] {
        block.map { placed in
            let values = grid.cells(of: placed).map { cell -> Double in
                guard cell.year == year else { return grid.known[cell.slot, cell.year]?.value ?? .nan }
                return assumed[cell.slot] ?? fixed[cell.slot]?.value ?? .nan
            }
            return grid.sides(of: placed, values)
        }
    }

    /// All subsets of a size, smallest indices first.
    private static func subsets<Element>(of all: [Element], size: Int) -> [[Element]] {
        guard size > 0 else { return [[]] }
        return all.indices.flatMap { first in
            subsets(of: Array(all[(first + 1)...]), size: size - 1).map { [all[first]] + $0 }
        }
    }
}
