import TianmuNumerics

/// Evaluates the draws of a block along smoothing lines. Each thread has its own.
final class LineEvaluator {
    /// What is known of one target along the line, for each draw of the block.
    struct Response {
        enum Kind: Equatable {
            /// t does not move the value: the target is met on all of the line or nowhere.
            case flat
            /// The target is met on one side of this t.
            case crossing(Double, isMetAbove: Bool)
            /// The value is no smooth function of t that rises or falls throughout.
            case unknown
        }

        var kinds: [Kind]
        /// Whether the draw itself meets the target.
        var isMet: [Bool]
        /// Whether the draw's own value lies where the curve has it.
        var isOnCurve: [Bool]
    }

    private let plan: Plan
    private let source: BlockSource
    private let evaluator: BlockEvaluator
    private let normals = DrawTable(rowCount: 1, stride: BlockEvaluator.capacity)
    private var scopes: [[Int]: EvaluationScope] = [:]
    /// t of each draw as it was drawn.
    private(set) var drawn: [Double] = []

    /// A curve may be so far from a draw's own value that the probability is wrong by φ(0) times this.
    private static let tolerance = 1e-5

    init(plan: Plan, source: any PointSource, central: CentralPath) {
        self.plan = plan
        self.source = BlockSource(base: source, capacity: BlockEvaluator.capacity)
        evaluator = BlockEvaluator(plan: plan, source: self.source, central: central)
    }

    /// The responses of some targets along one line.
    func responses(
        of targets: [Int], along line: SmoothingLine, replicate: Int, first: Int, count: Int
    ) -> [Response] {
        let moved = ConditionedSource(
            base: source, directions: line.direction.mapValues { [$0] }, count: 1, capacity: BlockEvaluator.capacity)
        let slots = Set(targets.map { plan.targets[$0].slot }).sorted()
        let scope = scopes[slots] ?? EvaluationScope(plan: plan, slots: slots)
        scopes[slots] = scope
        evaluator.narrow(to: scope)
        evaluator.source = moved
        drawn = project(line, replicate: replicate, first: first, count: count)
        // As drawn, then at the nodes.
        var values = [[[Double]]](repeating: [], count: targets.count)
        for node in [nil] + ResponseCurve.nodes.map({ Optional($0) }) {
            let shift = moved.shifts.row(0)
            for draw in 0..<count { shift[draw] = node.map { $0 - drawn[draw] } ?? 0 }
            evaluator.evaluate(replicate: replicate, first: first, count: count)
            for (place, index) in targets.enumerated() {
                let target = plan.targets[index]
                let row = evaluator.values(slot: target.slot, row: plan.grid.row(of: target.year))
                values[place].append(Array(UnsafeBufferPointer(start: row, count: count)))
            }
        }
        return targets.enumerated().map { response(of: plan.targets[$1], values: values[$0], count: count) }
    }

    private func response(of target: PlannedTarget, values: [[Double]], count: Int) -> Response {
        // Levels grow by factors: their logarithms are nearly linear in t.
        let isLogarithmic = plan.series[target.slot].measure == .level && target.value > 0
        func scaled(_ x: Double) -> Double { isLogarithmic ? Double.log(x) : x }
        let threshold = scaled(target.value)
        var response = Response(
            kinds: [Response.Kind](repeating: .unknown, count: count),
            isMet: values[0].map { target.relation.holds($0, target.value) },
            isOnCurve: [Bool](repeating: true, count: count))
        var y = ResponseCurve.nodes
        let middle = y.count / 2
        for draw in 0..<count {
            for node in y.indices { y[node] = scaled(values[1 + node][draw]) }
            let own = scaled(values[0][draw])
            if ResponseCurve.isFlat(y) {
                response.kinds[draw] = .flat
                response.isOnCurve[draw] = (own - y[middle]).magnitude <= 1e-9 * (1 + y[middle].magnitude)
            } else if let curve = ResponseCurve(y) {
                response.kinds[draw] = .crossing(
                    curve.crossing(threshold), isMetAbove: curve.isRising == target.relation.isUpward)
                let t = drawn[draw]
                // Where the normal density is low, an error of t matters less.
                let allowed = min(Self.tolerance * Double.exp(0.5 * t * t), 0.1) * curve.middleSlope.magnitude
                response.isOnCurve[draw] = (curve.value(t) - own).magnitude <= allowed
            }
        }
        return response
    }

    /// v·z of each draw.
    private func project(_ line: SmoothingLine, replicate: Int, first: Int, count: Int) -> [Double] {
        var sums = [Double](repeating: 0, count: count)
        let row = normals.row(0, count: count)
        for (dimension, weight) in line.direction.sorted(by: { $0.key < $1.key }) {
            source.fillNormals(dimension: dimension, replicate: replicate, first: first, into: row)
            for draw in 0..<count { sums[draw] += weight * row[draw] }
        }
        return sums
    }
}
