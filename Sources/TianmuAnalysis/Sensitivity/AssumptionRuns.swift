import TianmuEngine
import TianmuNumerics
import TianmuScenario

/// Runs one target's indicator under changed assumptions, with common random numbers.
struct AssumptionRuns: Sendable {
    let plan: Plan
    /// Index of the target.
    let target: Int
    let threads: Int
    let frame: InnovationFrame
    let base: any PointSource
    /// Draws that have nothing to do with those of ``base``.
    let second: SecondSample
    /// The assumptions that move the target's indicator at all, with weights along its slopes.
    private(set) var inputs: [AssumptionInput] = []
    private let scope: EvaluationScope
    private let central: CentralPath
    private let row: Int

    var planned: PlannedTarget { plan.targets[target] }

    /// For finite differences, in standard deviations.
    private static let difference = 0.25

    init(plan: Plan, target: Int, threads: Int) {
        self.plan = plan
        self.target = target
        self.threads = threads
        let planned = plan.targets[target]
        frame = InnovationFrame(plan: plan)
        base = plan.draws.sampler.source(seed: plan.draws.seed)
        second = SecondSample(base: base, dimensionCount: Dimensions.unnamedCount(of: plan))
        scope = EvaluationScope(plan: plan, slots: [planned.slot])
        central = CentralPath(plan: plan)
        row = plan.grid.row(of: planned.year)
        inputs = active(AssumptionInput.all(in: plan, target: planned, scope: scope)).map(oriented)
    }

    // MARK: Runs

    /// The indicator in the target's year in every draw, by replicate.
    func values(_ source: any PointSource, plan other: Plan? = nil) async -> [[Double]] {
        await ParallelWork.map(Sampling.replicateCount, threads: threads) { replicate in
            let evaluator = evaluator(source, other)
            var values: [Double] = []
            for block in blocks(replicate) {
                evaluator.evaluate(replicate: replicate, block)
                values += self.values(evaluator, block.count)
            }
            return values
        }
    }

    /// The blocks of a replicate, or of its first draws.
    func blocks(_ replicate: Int, limit: Int = .max) -> [Range<Int>] {
        BlockEvaluator.blocks(of: min(plan.draws.drawCount(ofReplicate: replicate), limit))
    }

    func evaluator(_ source: any PointSource, _ other: Plan? = nil, freeLevers: [Int] = []) -> BlockEvaluator {
        let scope =
            freeLevers.isEmpty
            ? scope : EvaluationScope(plan: plan, slots: [planned.slot], freeLevers: freeLevers)
        return BlockEvaluator(plan: other ?? plan, source: source, central: central, scope: scope)
    }

    /// The indicator in the draws of the last block.
    func values(_ evaluator: BlockEvaluator, _ count: Int) -> [Double] {
        Array(UnsafeBufferPointer(start: evaluator.values(slot: planned.slot, row: row), count: count))
    }

    /// The share of draws that meet the target.
    func probability(_ replicates: [[Double]]) -> Estimate {
        ShareError.estimate(
            counts: replicates.map { $0.count { planned.relation.holds($0, planned.value) } },
            of: replicates.map(\.count), draws: plan.draws)
    }

    func median(_ replicates: [[Double]]) -> Double {
        var values = replicates.flatMap { $0.filter(\.isFinite) }
        guard !values.isEmpty else { return .nan }
        return values.withUnsafeMutableBufferPointer { Selection.quantiles(of: $0, at: [0.5])[0] }
    }

    // MARK: Inputs

    /// The direction of an assumption's score in the independent random numbers.
    func direction(_ input: AssumptionInput) -> [(dimension: Int, weight: Double)] {
        var sum: [Int: Double] = [:]
        for (dimension, weight) in zip(input.dimensions, input.weights) where weight != 0 {
            for term in frame.terms(of: dimension) { sum[term.dimension, default: 0] += weight * term.weight }
        }
        return sum.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Those that change the indicator in some draw.
    private func active(_ candidates: [AssumptionInput]) -> [AssumptionInput] {
        let count = min(BlockEvaluator.capacity, plan.draws.drawCount(ofReplicate: 0))
        let evaluator = evaluator(base)
        func values(_ others: Set<Int>) -> [Double] {
            evaluator.source = MixedSource(base: base, second: second, others: others)
            evaluator.evaluate(replicate: 0, first: 0, count: count)
            return self.values(evaluator, count)
        }
        let plain = values([])
        return candidates.filter { values(Set($0.dimensions.flatMap(frame.ownDimensions))) != plain }
    }

    /// With weights along the slopes of the indicator, so turned that more is more.
    private func oriented(_ input: AssumptionInput) -> AssumptionInput {
        guard input.dimensions.count > 1, !input.isShock else { return input }
        var quiet = plan
        quiet.shocks = []
        let points = input.dimensions.flatMap { dimension in
            [Self.difference, -Self.difference].map { [dimension: $0] }
        }
        let evaluator = evaluator(frame.table(points), quiet)
        var values: [Double] = []
        for block in BlockEvaluator.blocks(of: points.count) {
            evaluator.evaluate(replicate: 0, block)
            values += self.values(evaluator, block.count)
        }
        let slopes = input.dimensions.indices.map { values[2 * $0] - values[2 * $0 + 1] }
        let length = slopes.reduce(0) { $0 + $1 * $1 }.squareRoot()
        guard length > 0, length.isFinite else { return input }
        var input = input
        let sign = slopes.reduce(0, +) < 0 ? -1.0 : 1
        input.weights = slopes.map { sign * $0 / length }
        return input
    }
}
