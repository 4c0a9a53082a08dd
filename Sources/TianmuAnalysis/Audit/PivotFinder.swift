import TianmuEngine
import TianmuModel
import TianmuScenario

/// Finds formulas of two indicators whose target meets another one at a value of the third.
struct PivotFinder {
    /// Counts of people further apart than this factor are not two bases of one thing.
    private static let comparableFactor = 2.0

    let grid: IdentityGrid
    let figures: ReferenceFigures
    let year: Int
    /// Indices of the year's targets that are not settled.
    let targets: [Int]

    private var plan: Plan { grid.plan }

    func pivots(implied: [MeetingPoint.Solved]) -> [TargetPivot] {
        targets.flatMap { index -> [TargetPivot] in
            let target = plan.targets[index]
            guard let compiled = grid.compiled(target.slot), compiled.inputs.count == 2,
                compiled.inputs.allSatisfy({ $0.lag == 0 && $0.slot != target.slot })
            else { return [] }
            return compiled.inputs.map(\.slot).compactMap { slot in
                let other = compiled.inputs[0].slot == slot ? compiled.inputs[1].slot : compiled.inputs[0].slot
                return pivot(slot, input: other, of: index, compiled, implied)
            }
        }
    }

    private func pivot(
        _ slot: Int, input: Int, of index: Int, _ compiled: CompiledFormula, _ implied: [MeetingPoint.Solved]
    ) -> TargetPivot? {
        let inputTarget = single(input)
        guard single(slot) == nil, grid.known[slot, year] == nil, grid.known[input, year] == nil else { return nil }
        // Without a target of the other input only a count of people is worth a look: the basis of a figure per head.
        guard inputTarget != nil || (isPeople(slot) && !isPeople(input)) else { return nil }
        let target = plan.targets[index]
        let last = grid.known.last(slot: slot, before: year)
        let identity = Identity.formula(slot: target.slot)
        let meets = inputTarget == nil ? nil : implied.first { $0.slot == slot && $0.identities == [identity] }?.value
        func result(_ pivot: Double) -> Double? {
            guard let inputTarget else { return nil }
            let bound = plan.targets[inputTarget].value
            let value = compiled.value(compiled.inputs.map { $0.slot == slot ? pivot : bound })
            return value.isFinite ? value : nil
        }
        func needed(_ pivot: Double) -> Double? {
            let start = grid.known.last(slot: input, before: year)?.value ?? 1
            return SquareSystem { values in
                [(compiled.value(compiled.inputs.map { $0.slot == slot ? pivot : values[0] }), target.value)]
            }.solve(from: [start])?.first
        }
        func comparison(_ basis: TargetPivot.Comparison.Basis, _ value: Double) -> TargetPivot.Comparison {
            .init(basis: basis, value: value, result: result(value), needed: needed(value))
        }
        var comparisons: [TargetPivot.Comparison] = []
        if let last { comparisons.append(comparison(.last(last), last.value)) }
        comparisons += counts(slot, near: meets ?? last?.value).map { figure, value, isLater in
            comparison(.figure(figure, name: figures.name(of: figure.indicator), isLater: isLater), value)
        }
        guard meets != nil || !comparisons.isEmpty else { return nil }
        return TargetPivot(
            slot: slot, year: year, resultTarget: index, inputSlot: input, inputTarget: inputTarget, meets: meets,
            resultBindsAbove: meets.flatMap { meets in
                result(meets * 1.01).map { !target.relation.holds($0, target.value) }
            },
            required: last.flatMap { last in
                meets.flatMap {
                    YearlyChange(
                        from: last.value, to: $0, years: year - last.year, measure: plan.series[slot].measure)
                }
            }, comparisons: comparisons)
    }

    /// Counts of people in the figures, in the unit of `slot`, that may be what it counts.
    private func counts(_ slot: Int, near size: Double?) -> [(Figure, Double, isLater: Bool)] {
        guard isPeople(slot), let size, size > 0 else { return [] }
        let unit = plan.series[slot].unit
        return figures.peopleCounts().compactMap { figure in
            guard let value = try? Unit.convert(figure.value, from: figure.unit, to: unit),
                value < size * Self.comparableFactor, value > size / Self.comparableFactor,
                plan.series[slot].known[figure.year]?.figure != figure
            else { return nil }
            return (figure, value, plan.asOf.map { figure.knownFrom > $0 } ?? false)
        }
    }

    private func isPeople(_ slot: Int) -> Bool { plan.series[slot].unit.dimension == .init(.person) }

    /// The only target of a slot in this year.
    private func single(_ slot: Int) -> Int? {
        let own = targets.filter { plan.targets[$0].slot == slot }
        return own.count == 1 ? own[0] : nil
    }
}
