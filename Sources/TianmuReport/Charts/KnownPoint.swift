import TianmuEngine
import TianmuScenario

/// What is known of an indicator in one year.
struct KnownPoint: Equatable, Sendable {
    enum Ground: Equatable, Sendable {
        /// A final figure.
        case published
        /// An estimate or a preliminary figure.
        case provisional
        /// Set by the scenario.
        case assumed
        /// By the indicator's formula from figures, all of them final; or not.
        case derived(isFirm: Bool)
    }

    var year: Int
    /// In the indicator's unit.
    var value: Double
    var ground: Ground
    /// The figure that it is, or those that it was computed from.
    var figures: [Figure]
    /// The slots of the assumed levels that it is or was computed from.
    var assumedSlots: [Int]

    var isFirm: Bool {
        switch ground {
        case .published: true
        case .provisional, .assumed: false
        case .derived(let isFirm): isFirm
        }
    }

    var isDerived: Bool {
        if case .derived = ground { true } else { false }
    }

    /// True if somebody printed this number.
    var isFigure: Bool { ground == .published || ground == .provisional }
}

/// Finds what is known of indicators: figures, assumed levels, and what formulas make of them.
struct KnownHistory {
    private let plan: Plan
    private let firstYear: Int
    /// What was found: without it, formulas that look back at each other would be followed along every path.
    private var found: [Place: KnownPoint?] = [:]

    private struct Place: Hashable {
        var slot: Int
        var year: Int
    }

    init(_ plan: Plan) {
        self.plan = plan
        firstYear = plan.series.compactMap { $0.known.keys.min() }.min() ?? plan.years.base
    }

    /// In order of year, to the end of the plan where figures go that far.
    mutating func points(slot: Int) -> [KnownPoint] {
        guard firstYear <= plan.years.through else { return [] }
        var points: [KnownPoint] = []
        for year in firstYear...plan.years.through {
            if let point = point(slot: slot, year: year) { points.append(point) }
        }
        return points
    }

    private mutating func point(slot: Int, year: Int) -> KnownPoint? {
        guard year >= firstYear else { return nil }
        let place = Place(slot: slot, year: year)
        if let known = found[place] { return known }
        let point = find(slot: slot, year: year)
        found[place] = .some(point)
        return point
    }

    private mutating func find(slot: Int, year: Int) -> KnownPoint? {
        let series = plan.series[slot]
        if let known = series.known[year] {
            let ground: KnownPoint.Ground =
                known.isAssumed ? .assumed : known.isProvisional ? .provisional : .published
            return KnownPoint(
                year: year, value: known.value, ground: ground, figures: known.figure.map { [$0] } ?? [],
                assumedSlots: known.isAssumed ? [slot] : [])
        }
        guard year <= plan.years.base, case .formula(let formula) = series.method else { return nil }
        var inputs: [KnownPoint] = []
        for input in formula.compiled.inputs {
            guard let point = point(slot: input.slot, year: year - input.lag) else { return nil }
            inputs.append(point)
        }
        guard !inputs.isEmpty else { return nil }
        let value = Self.evaluate(formula.compiled, inputs.map(\.value))
        guard value.isFinite else { return nil }
        return KnownPoint(
            year: year, value: value, ground: .derived(isFirm: inputs.allSatisfy(\.isFirm)),
            figures: inputs.flatMap(\.figures), assumedSlots: inputs.flatMap(\.assumedSlots))
    }

    private static func evaluate(_ formula: CompiledFormula, _ inputs: [Double]) -> Double {
        let count = inputs.count + formula.scratchDepth + 1
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { room in
            room.initialize(repeating: .nan)
            guard let start = room.baseAddress else { return .nan }
            for (index, value) in inputs.enumerated() { room[index] = value }
            formula.evaluate(
                rows: { slot, lag in
                    UnsafePointer(start + (formula.inputs.firstIndex { $0.slot == slot && $0.lag == lag } ?? count - 1))
                }, count: 1, scratch: start + inputs.count, into: start + count - 1)
            return room[count - 1]
        }
    }
}
