import TianmuModel
import TianmuNumerics
import TianmuScenario

/// Moves the draws of a block to where the conditions hold, and weighs them. Each thread has its own.
///
/// A draw's normals z split into w = z − B R z, which stays, and B u, which is chosen so that F(w + B u) = c: a few
/// equations, solved by Broyden's method from the linear guess. Given the conditions, w has a density in proportion to
///
///     φ_Σ(u(w)) / |∂F/∂u|,
///
/// which is the draw's weight (divided by the density with which places in ranges were drawn). Where F is linear u is
/// the same in all draws: weights are equal, and the draws are exactly those of Waggoner and Zha (1999).
///
/// Sources: Waggoner & Zha (1999), Conditional forecasts in dynamic multivariate models, REStat 81, 639-651; Broyden
/// (1965), A class of methods for solving nonlinear simultaneous equations, Math. Comp. 19, 577-593.
final class ConditionSolver {
    /// Logarithms of the weights of the last block; −∞ where no solution was found.
    private(set) var logWeights: [Double]

    let evaluator: BlockEvaluator
    private let plan: Plan
    private let geometry: ConditionGeometry
    private let base: any PointSource
    private let source: ConditionedSource
    /// Evaluates only what the conditions depend on.
    private let narrow: BlockEvaluator
    private let dimensions: [Int]
    private let normals: DrawTable

    private static let maximumSteps = 40
    /// In standard deviations of F.
    private static let tolerance = 1e-10
    /// In standard deviations of F: for differences that give ∂F/∂u.
    private static let step = 1e-4

    init(plan: Plan, geometry: ConditionGeometry, source base: any PointSource, central: CentralPath) {
        self.plan = plan
        self.geometry = geometry
        let base = base.owned(capacity: BlockEvaluator.capacity)
        self.base = base
        source = ConditionedSource(
            base: base, directions: geometry.directions, count: geometry.equations.count,
            capacity: BlockEvaluator.capacity)
        evaluator = BlockEvaluator(plan: plan, source: source, central: central)
        narrow = BlockEvaluator(
            plan: plan, source: source, central: central,
            scope: EvaluationScope(plan: plan, slots: geometry.equations.map(\.condition.slot)))
        dimensions = geometry.slopes.keys.sorted()
        normals = DrawTable(rowCount: 1, stride: BlockEvaluator.capacity)
        logWeights = []
    }

    /// Fills ``evaluator`` with draws that meet the conditions.
    func solve(replicate: Int, first: Int, count: Int) {
        solve(replicate: replicate, first: first, count: count, isNearest: false)
    }

    /// Fills ``evaluator`` with one draw, that of least surprise if the source's normals are zero.
    func solveNearest() { solve(replicate: 0, first: 0, count: 1, isNearest: true) }

    private func solve(replicate: Int, first: Int, count: Int, isNearest: Bool) {
        let size = geometry.equations.count
        let offsets = projections(replicate: replicate, first: first, count: count)
        let noise = noiseNormals(replicate: replicate, first: first, count: count)
        let uniforms = rangeUniforms(replicate: replicate, first: first, count: count)
        let aims = (0..<count).map { draw in
            ConditionAim(geometry, uniform: isNearest ? nil : { uniforms[$0][draw] })
        }
        var draws = (0..<count).map { draw -> Draw in
            let moves = aims[draw]?.moves ?? [Double](repeating: 0, count: size)
            return Draw(size: size, target: zip(moves, geometry.center).map { $0 + $1 }, start: moves)
        }
        for index in draws.indices where aims[index] == nil { draws[index].state = .failed }
        func evaluate(_ u: (Int, Int) -> Double) -> [[Double]] {
            for k in 0..<size {
                let shift = source.shifts.row(k)
                for draw in 0..<count { shift[draw] = u(draw, k) - offsets[k][draw] }
            }
            narrow.evaluate(replicate: replicate, first: first, count: count)
            return values(count: count, noise: noise)
        }
        for _ in 0..<Self.maximumSteps {
            let now = evaluate { draws[$0].u[$1] }
            var isDone = true
            for draw in draws.indices where draws[draw].state == .searching {
                draws[draw].advance(to: now.map { $0[draw] }, tolerances: tolerances)
                if draws[draw].state == .searching { isDone = false }
            }
            if isDone { break }
        }
        let solved = evaluate { draws[$0].u[$1] }
        var jacobians = [[[Double]]](
            repeating: [[Double]](repeating: [Double](repeating: 0, count: size), count: size), count: count)
        for direction in 0..<size {
            let step = Self.step * geometry.covariance[direction][direction].squareRoot()
            let moved = evaluate { draws[$0].u[$1] + ($1 == direction ? step : 0) }
            for draw in 0..<count {
                for k in 0..<size { jacobians[draw][k][direction] = (moved[k][draw] - solved[k][draw]) / step }
            }
        }
        logWeights = draws.indices.map { draw in
            guard draws[draw].state == .solved, let aim = aims[draw] else { return -.infinity }
            return logWeight(u: draws[draw].u, jacobian: jacobians[draw]) - aim.logDensity
        }
        for k in 0..<size {
            let shift = source.shifts.row(k)
            for draw in 0..<count { shift[draw] = draws[draw].u[k] - offsets[k][draw] }
        }
        evaluator.evaluate(replicate: replicate, first: first, count: count)
    }

    private var tolerances: [Double] {
        geometry.equations.indices.map {
            Self.tolerance * geometry.covariance[$0][$0].squareRoot() + 4e-16 * geometry.center[$0].magnitude
        }
    }

    /// log φ_Σ(u) − log |∂F/∂u|; −∞ where F does not move with u.
    private func logWeight(u: [Double], jacobian: [[Double]]) -> Double {
        let v = SmallMatrix.forward(geometry.factor, u)
        let prior = v.indices.reduce(0) {
            $0 - 0.5 * v[$1] * v[$1] - halfLogTwoPi - Double.log(geometry.factor[$1][$1])
        }
        guard let determinant = SmallMatrix.eliminate(jacobian, u)?.determinant else { return -.infinity }
        let weight = prior - Double.log(determinant.magnitude)
        return weight.isFinite ? weight : -.infinity
    }

    /// R z of each draw.
    private func projections(replicate: Int, first: Int, count: Int) -> [[Double]] {
        var sums = geometry.equations.map { _ in [Double](repeating: 0, count: count) }
        for dimension in dimensions {
            let row = normals.row(0, count: count)
            base.fillNormals(dimension: dimension, replicate: replicate, first: first, into: row)
            for (k, slope) in (geometry.slopes[dimension] ?? []).enumerated() where slope != 0 {
                for draw in 0..<count { sums[k][draw] += slope * row[draw] }
            }
        }
        return sums
    }

    /// ε of each equation before any move; empty for one without a reading.
    private func noiseNormals(replicate: Int, first: Int, count: Int) -> [[Double]] {
        geometry.equations.map { equation in
            guard equation.hasNoise else { return [] }
            let row = normals.row(0, count: count)
            base.fillNormals(dimension: equation.dimension, replicate: replicate, first: first, into: row)
            return Array(row)
        }
    }

    private func rangeUniforms(replicate: Int, first: Int, count: Int) -> [[Double]] {
        geometry.equations.map { equation in
            guard equation.isRange else { return [] }
            let row = normals.row(0, count: count)
            base.fillNormals(dimension: equation.dimension, replicate: replicate, first: first, into: row)
            return row.map { min(max(NormalDistribution.cdf($0), 1e-16), 1 - 1e-16) }
        }
    }

    /// F of each equation and draw, at the shifts of the block.
    private func values(count: Int, noise: [[Double]]) -> [[Double]] {
        geometry.equations.enumerated().map { k, equation in
            let row = narrow.values(slot: equation.condition.slot, row: equation.row)
            guard equation.hasNoise, let direction = geometry.directions[equation.dimension] else {
                return (0..<count).map { equation.working(row[$0]) }
            }
            return (0..<count).map { draw in
                let move = direction.enumerated().reduce(0) { $0 + $1.element * source.shifts.row($1.offset)[draw] }
                return equation.working(row[draw]) - equation.noise(noise[k][draw] + move)
            }
        }
    }
}

extension ConditionSolver {
    /// One draw on its way.
    private struct Draw {
        enum State { case searching, solved, failed }

        let target: [Double]
        var state = State.searching
        var u: [Double]
        /// Broyden's guess at ∂F/∂u.
        private var jacobian: [[Double]]
        private var last: (u: [Double], value: [Double])?

        init(size: Int, target: [Double], start: [Double]) {
            self.target = target
            u = start
            jacobian = (0..<size).map { row in (0..<size).map { $0 == row ? 1 : 0 } }
        }

        /// Takes F at `u`, and either stops or moves on.
        mutating func advance(to value: [Double], tolerances: [Double]) {
            guard value.allSatisfy(\.isFinite) else {
                // Half the way back, if there is a way back.
                guard let last else { return state = .failed }
                u = zip(u, last.u).map { ($0 + $1) / 2 }
                return
            }
            let rest = zip(target, value).map { $0 - $1 }
            if zip(rest, tolerances).allSatisfy({ $0.magnitude <= $1 }) { return state = .solved }
            if let last {
                let step = zip(u, last.u).map { $0 - $1 }
                let length = step.reduce(0) { $0 + $1 * $1 }
                if length > 0 {
                    for row in jacobian.indices {
                        let predicted = zip(jacobian[row], step).reduce(0) { $0 + $1.0 * $1.1 }
                        let miss = (value[row] - last.value[row] - predicted) / length
                        for column in step.indices { jacobian[row][column] += miss * step[column] }
                    }
                }
            }
            last = (u, value)
            guard let move = SmallMatrix.eliminate(jacobian, rest)?.x, move.allSatisfy(\.isFinite) else {
                return state = .failed
            }
            u = zip(u, move).map { $0 + $1 }
        }
    }
}
