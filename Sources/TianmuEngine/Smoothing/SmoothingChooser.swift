import TianmuNumerics

/// Finds a line for every share that has one, by trying some on draws of a replicate that the run does not use.
struct SmoothingChooser {
    private let plan: Plan
    private let gradients: PathGradients
    private let evaluator: LineEvaluator

    private static let pilotCount = 128
    /// More random numbers a draw than these are not looked at.
    private static let largestDimensionCount = 8192

    static func plan(for plan: Plan, source: any PointSource, central: CentralPath) -> SmoothingPlan {
        guard let gradients = PathGradients(plan: plan, central: central, limit: largestDimensionCount) else {
            let refusals = SmoothedShare.all(of: plan).map { ($0, SmoothingRefusal.tooLarge) }
            return SmoothingPlan(lines: [], refusals: Dictionary(uniqueKeysWithValues: refusals))
        }
        let chooser = SmoothingChooser(
            plan: plan, gradients: gradients,
            evaluator: LineEvaluator(plan: plan, source: source, central: central))
        return chooser.choose()
    }

    private func choose() -> SmoothingPlan {
        var found = SmoothingPlan(lines: [], refusals: [:])
        func take(_ shares: [SmoothedShare], from candidates: [SmoothingLine]) {
            guard let best = best(candidates, for: shares) else {
                for share in shares { found.refusals[share] = candidates.isEmpty ? .certain : .notMonotone }
                return
            }
            if let place = found.lines.firstIndex(where: { $0.direction == best.direction }) {
                found.lines[place].shares += shares
            } else {
                var line = best
                line.shares = shares
                found.lines.append(line)
            }
        }
        for index in plan.targets.indices {
            take([.target(index)], from: candidates(target: index))
        }
        let single = found.lines
        func jointCandidates(_ targets: [Int]) -> [SmoothingLine] {
            let own = Set(targets.map { SmoothedShare.target($0) })
            return single.filter { !own.isDisjoint(with: $0.shares) } + [commonLine(targets)].compactMap { $0 }
        }
        let all = Array(plan.targets.indices)
        if !all.isEmpty { take([.atLeast(all.count)], from: jointCandidates(all)) }
        if all.count > 1 { take(all.dropLast().map { .atLeast($0 + 1) }, from: jointCandidates(all)) }
        for share in SmoothedShare.all(of: plan) {
            guard case .allOfYear = share else { continue }
            take([share], from: jointCandidates(share.targets(of: plan)))
        }
        return found
    }

    /// The lines along which a target is tried: its gradient, and parts of that which leave out what it is less likely to be
    /// monotone in: first what stays the same in all years of a draw, then all years but the target's own, and at last all
    /// but one normal of that year.
    private func candidates(target index: Int) -> [SmoothingLine] {
        let target = plan.targets[index]
        let row = plan.grid.row(of: target.year)
        let slopes = gradients.slopes(of: Cell(slot: target.slot, row: row))
        let all = zip(gradients.dimensions, slopes).filter { $0.1 != 0 }
        let dimensions = Dimensions(
            grid: plan.grid, modelledSlots: plan.models.flatMap(\.slots), ids: plan.series.map(\.id.name))
        let slots = plan.models.flatMap(\.slots)
        let innovations = Set(
            slots.flatMap { slot in plan.grid.rows.map { dimensions.innovation(slot: slot, row: $0) } })
        let last = Set(slots.map { dimensions.innovation(slot: $0, row: row) })
        let lastStep = all.filter { last.contains($0.0) }
        let strongest = lastStep.max { $0.1.magnitude < $1.1.magnitude }
        let parts = [all, all.filter { innovations.contains($0.0) }, lastStep, strongest.map { [$0] } ?? []]
        var lines: [SmoothingLine] = []
        for part in parts {
            let line = SmoothingLine(slopes: Dictionary(part) { first, _ in first }, shares: [.target(index)])
            if let line, !lines.contains(line) { lines.append(line) }
        }
        return lines
    }

    /// Where all of these targets come nearer together: the sum of their gradients, each of length 1.
    private func commonLine(_ targets: [Int]) -> SmoothingLine? {
        var sum = [Double](repeating: 0, count: gradients.dimensions.count)
        for index in targets {
            let target = plan.targets[index]
            let slopes = gradients.slopes(of: Cell(slot: target.slot, row: plan.grid.row(of: target.year)))
            let length = slopes.reduce(0) { $0 + $1 * $1 }.squareRoot()
            guard length > 0 else { continue }
            for place in sum.indices { sum[place] += (target.relation.isUpward ? 1 : -1) * slopes[place] / length }
        }
        return SmoothingLine(slopes: Dictionary(zip(gradients.dimensions, sum)) { first, _ in first }, shares: [])
    }

    /// The line with the least sum of the shares' variances among those along which every target of theirs is a smooth,
    /// monotone function in all pilot draws.
    private func best(_ candidates: [SmoothingLine], for judges: [SmoothedShare]) -> SmoothingLine? {
        let shares = ConditionalShares(judges, plan: plan)
        var best: (line: SmoothingLine, variance: Double)?
        for line in candidates {
            let responses = evaluator.responses(
                of: shares.targets, along: line, replicate: Sampling.replicateCount, first: 0, count: Self.pilotCount)
            let found = shares.probabilities(responses, count: Self.pilotCount)
            guard found.offCurve == 0, found.unknown == 0 else { continue }
            let variance = found.probabilities.reduce(0) { $0 + Moments($1).variance }
            if best.map({ variance < $0.variance }) ?? true { best = (line, variance) }
        }
        return best?.line
    }
}

extension YearGrid {
    fileprivate var rows: Range<Int> { 0..<count }
}
