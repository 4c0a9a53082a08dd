import TianmuModel
import TianmuNumerics
import TianmuScenario

/// How conditions depend on the standard normals near the central path: F ≈ F₀ + R z.
///
/// Σ = R R′ is their covariance, and B = R′ Σ⁻¹ the directions along which normals are moved to meet them: R B = I, so
/// that a move of B u changes F by u, and z − B R z is independent of R z.
struct ConditionGeometry: Sendable {
    /// The conditions that anything uncertain moves, ranges last.
    let equations: [ConditionEquation]
    /// F at the central path.
    let center: [Double]
    /// Dimension → column of R.
    let slopes: [Int: [Double]]
    /// Dimension → row of B.
    let directions: [Int: [Double]]
    let covariance: [[Double]]
    /// Lower Cholesky factor of Σ.
    let factor: [[Double]]

    /// Half the difference by which slopes are measured, in standard deviations of a normal.
    private static let step = 1e-3

    /// - Throws: ``SimulationError/condition(_:)`` where nothing uncertain moves a conditioned value that is elsewhere, or
    ///   where conditions repeat or contradict each other.
    init(plan: Plan, central: CentralPath) throws(SimulationError) {
        var candidates: [ConditionEquation] = []
        for condition in plan.conditions {
            let middle = central.value(slot: condition.slot, row: plan.grid.row(of: condition.year))
            candidates.append(try ConditionEquation(condition, plan: plan, central: middle))
        }
        // Ranges last: where in them a draw lies depends on the other conditions.
        candidates = candidates.filter { !$0.isRange } + candidates.filter(\.isRange)
        let measured = Self.slopes(of: candidates, plan: plan, central: central)
        var kept: [ConditionEquation] = []
        var rows: [[Int: Double]] = []
        for (equation, row) in zip(candidates, measured) {
            let middle = central.value(slot: equation.condition.slot, row: equation.row)
            if row.isEmpty {
                try Self.checkCertain(equation, value: middle, plan: plan)
            } else {
                kept.append(equation)
                rows.append(row)
            }
        }
        equations = kept
        center = kept.map { equation in
            equation.working(central.value(slot: equation.condition.slot, row: equation.row)) - equation.noise(0)
        }
        var slopes: [Int: [Double]] = [:]
        for (number, row) in rows.enumerated() {
            for (dimension, slope) in row {
                slopes[dimension, default: [Double](repeating: 0, count: kept.count)][number] = slope
            }
        }
        self.slopes = slopes
        // In order of dimension, so that sums have the same last digit in every run.
        let dimensions = slopes.keys.sorted()
        let covariance = kept.indices.map { i in
            kept.indices.map { j in
                dimensions.reduce(0) { $0 + (slopes[$1]?[i] ?? 0) * (slopes[$1]?[j] ?? 0) }
            }
        }
        guard let factor = SmallMatrix.cholesky(covariance) else {
            let names = kept.map { "\(plan.series[$0.condition.slot].id)@\($0.condition.year)" }.joined(separator: ", ")
            throw .condition(
                LocalizedText(
                    zh: "这些条件说的是同一件事，或互相矛盾（\(names)）：其中之一由其余决定",
                    en:
                        "the conditions \(names) say the same thing or contradict each other: one follows from the others"
                ))
        }
        self.covariance = covariance
        self.factor = factor
        directions = slopes.mapValues { SmallMatrix.solve(factor, $0) }
    }

    /// Differences of F around the central path, by dimension; those that move nothing are left out, and so are the
    /// normals that decide whether a shock happens, for there F jumps.
    private static func slopes(
        of equations: [ConditionEquation], plan: Plan, central: CentralPath
    ) -> [[Int: Double]] {
        let recording = RecordingSource()
        BlockEvaluator(plan: plan, source: recording, central: central).evaluate(replicate: 0, first: 0, count: 1)
        let events = Set(plan.shocks.map(\.dimension))
        let dimensions = Set(recording.dimensions).subtracting(events).sorted()
        let evaluator = BlockEvaluator(
            plan: plan, source: ProbeSource(dimensions: dimensions, step: step), central: central)
        var slopes = [[Int: Double]](repeating: [:], count: equations.count)
        for block in BlockEvaluator.blocks(of: 2 * dimensions.count) {
            evaluator.evaluate(replicate: 0, block)
            for (number, equation) in equations.enumerated() {
                let values = evaluator.values(slot: equation.condition.slot, row: equation.row)
                for draw in stride(from: 0, to: block.count, by: 2) {
                    let up = equation.working(values[draw])
                    let down = equation.working(values[draw + 1])
                    let slope = (up - down) / (2 * step)
                    let rounding = 1e-12 * (1 + up.magnitude) / step
                    if slope.isFinite, slope.magnitude > rounding {
                        slopes[number][dimensions[(block.lowerBound + draw) / 2]] = slope
                    }
                }
            }
        }
        for (number, equation) in equations.enumerated() where equation.hasNoise && !slopes[number].isEmpty {
            slopes[number][equation.dimension] = -(equation.noise(step) - equation.noise(-step)) / (2 * step)
        }
        return slopes
    }

    /// A value that nothing moves meets its condition or never will.
    private static func checkCertain(_ equation: ConditionEquation, value: Double, plan: Plan) throws(SimulationError) {
        let working = equation.working(value)
        let isMet =
            switch equation.kind {
            case .exact(let wanted): (working - wanted).magnitude <= 1e-9 * (1 + wanted.magnitude)
            case .range(let range): range.contains(working)
            case .reading, .elicited: true
            }
        guard !isMet else { return }
        let id = plan.series[equation.condition.slot].id
        throw .condition(
            LocalizedText(
                zh: "“\(id)”\(equation.condition.year) 年没有不确定性，总是 \(value.shortText)，条件不可能满足",
                en: "nothing uncertain moves '\(id)' in \(equation.condition.year): it is always \(value.shortText), "
                    + "and the condition cannot hold"))
    }
}
