import TianmuEngine
import TianmuNumerics
import TianmuScenario

/// What targets do at one setting of the levers.
package struct LeverOutcome: Sendable {
    /// For each target asked about, for each replicate: the draws that meet it.
    package var met: [[Int]]
    /// For each replicate: the draws that meet all of them.
    package var all: [Int]
    /// The median of each target's indicator in its year, in the indicator's unit; empty if not asked for.
    package var medians: [Estimate]
    /// The most draws of a target's indicator without a finite value.
    package var failedCount: Int
}

/// Runs one plan at many settings of its levers, all with the same draws (common random numbers), so that differences
/// between settings are differences and not noise.
///
/// A block is drawn once; then for every setting only what the levers reach is evaluated again. A setting costs a small
/// part of a run, and gives exactly the numbers of a run with these lever values.
package struct LeverRuns: Sendable {
    package let plan: Plan
    /// Indices of the targets asked about.
    package let targets: [Int]
    /// Indices of the levers that move; all others keep the plan's value.
    package let levers: [Int]
    package let threads: Int
    private let central: CentralPath
    private let source: any PointSource
    private let scope: EvaluationScope
    private let tests: [TargetTest]
    private let rows: [Int]
    private let slots: [Int]
    private let isMoved: [Bool]

    /// The most values kept at a time for medians: 64 MB.
    private static let storedValueLimit = 8 << 20

    /// - Parameter threads: 0 for one each processor.
    package init(plan: Plan, targets: [Int], levers: [Int], threads: Int = 0) {
        self.plan = plan
        self.targets = targets
        self.levers = levers
        self.threads = threads
        central = CentralPath(plan: plan)
        source = plan.pointSource
        slots = targets.map { plan.targets[$0].slot }
        rows = targets.map { plan.grid.row(of: plan.targets[$0].year) }
        scope = EvaluationScope(plan: plan, slots: slots, freeLevers: levers)
        tests = targets.map { TargetTest(plan.targets[$0].relation, plan.targets[$0].value) }
        let moved = Set(scope.moved)
        isMoved = slots.map(moved.contains)
    }

    /// Draws in each replicate.
    package var drawCounts: [Int] { (0..<Sampling.replicateCount).map(plan.draws.drawCount(ofReplicate:)) }

    /// The probability behind counts of replicates.
    package func share(_ counts: [Int]) -> Estimate {
        ShareError.estimate(counts: counts, of: drawCounts, draws: plan.draws)
    }

    /// How many settings ``outcomes(at:wantsMedians:)`` holds in memory at once; more are run one part after another.
    package func batchSize(wantsMedians: Bool) -> Int {
        guard wantsMedians else { return 1024 }
        return max(1, min(1024, Self.storedValueLimit / max(1, plan.draws.count * isMoved.count { $0 })))
    }

    /// - Parameter points: for each setting one value for each of ``levers``.
    /// - Returns: in the order of `points`.
    package func outcomes(at points: [[Double]], wantsMedians: Bool = false) async -> [LeverOutcome] {
        var outcomes: [LeverOutcome] = []
        let size = batchSize(wantsMedians: wantsMedians)
        for first in stride(from: 0, to: points.count, by: size) {
            outcomes += await batch(Array(points[first..<min(first + size, points.count)]), wantsMedians)
        }
        return outcomes
    }

    /// What one replicate tells of a batch of settings.
    private struct Part: Sendable {
        /// Indices: setting, target.
        var met: [[Int]]
        var failed: [[Int]]
        /// By setting.
        var all: [Int]
        /// The finite values of each setting and target; of a target that no lever reaches those of setting 0 alone.
        var values: [[[Double]]]
    }

    private func batch(_ points: [[Double]], _ wantsMedians: Bool) async -> [LeverOutcome] {
        let parts = await ParallelWork.map(Sampling.replicateCount, threads: threads) { replicate in
            part(replicate, points, wantsMedians)
        }
        let still: [Estimate?] = targets.indices.map { target in
            wantsMedians && !isMoved[target] ? Self.median(parts.map { $0.values[0][target] }) : nil
        }
        return await ParallelWork.map(points.count, threads: threads) { point in
            let failed = targets.indices.map { target in parts.reduce(0) { $0 + $1.failed[point][target] } }
            return LeverOutcome(
                met: targets.indices.map { target in parts.map { $0.met[point][target] } },
                all: parts.map { $0.all[point] },
                medians: wantsMedians
                    ? targets.indices.map { target in
                        still[target] ?? Self.median(parts.map { $0.values[point][target] })
                    } : [],
                failedCount: failed.max() ?? 0)
        }
    }

    private func part(_ replicate: Int, _ points: [[Double]], _ wantsMedians: Bool) -> Part {
        let zeros = [[Int]](repeating: [Int](repeating: 0, count: targets.count), count: points.count)
        var part = Part(
            met: zeros, failed: zeros, all: [Int](repeating: 0, count: points.count),
            values: wantsMedians
                ? [[[Double]]](repeating: [[Double]](repeating: [], count: targets.count), count: points.count) : [])
        let evaluator = BlockEvaluator(plan: plan, source: source, central: central, scope: scope)
        let isMet = DrawTable(rowCount: 2, stride: BlockEvaluator.capacity)
        let settings = points.map(leverValues)
        for block in BlockEvaluator.blocks(of: plan.draws.drawCount(ofReplicate: replicate)) {
            evaluator.evaluate(replicate: replicate, block)
            // Row 0: the targets that no lever reaches, the same for all settings.
            isMet.fill(row: 0, with: 1)
            for target in targets.indices where !isMoved[target] {
                let values = evaluator.values(slot: slots[target], row: rows[target])
                let met = tests[target].narrow(isMet.row(0), by: values, count: block.count)
                let failed = Self.failures(values, block.count)
                for point in points.indices {
                    part.met[point][target] += met
                    part.failed[point][target] += failed
                }
                if wantsMedians { Self.append(values, block.count, failed, to: &part.values[0][target]) }
            }
            for point in points.indices {
                evaluator.reevaluate(leverValues: settings[point], count: block.count)
                isMet.row(1).update(from: isMet.row(0), count: block.count)
                for target in targets.indices where isMoved[target] {
                    let values = evaluator.values(slot: slots[target], row: rows[target])
                    part.met[point][target] += tests[target].narrow(isMet.row(1), by: values, count: block.count)
                    let failed = Self.failures(values, block.count)
                    part.failed[point][target] += failed
                    if wantsMedians { Self.append(values, block.count, failed, to: &part.values[point][target]) }
                }
                part.all[point] += Int(isMet.row(1, count: block.count).reduce(0, +))
            }
        }
        return part
    }

    /// The plan's values with those of a setting in their places.
    private func leverValues(_ point: [Double]) -> [Double] {
        var values = plan.levers.map(\.value)
        for (lever, value) in zip(levers, point) { values[lever] = value }
        return values
    }

    private static func failures(_ values: UnsafePointer<Double>, _ count: Int) -> Int {
        // Zero times anything finite is zero: one sum tells whether a slow look is needed.
        var sum = 0.0
        for draw in 0..<count { sum += values[draw] * 0 }
        return sum == 0 ? 0 : (0..<count).count { !values[$0].isFinite }
    }

    private static func append(_ values: UnsafePointer<Double>, _ count: Int, _ failed: Int, to kept: inout [Double]) {
        let block = UnsafeBufferPointer(start: values, count: count)
        if failed == 0 { kept.append(contentsOf: block) } else { kept += block.filter(\.isFinite) }
    }

    /// The sample median of all replicates; its error is that of the mean of the replicates' medians.
    private static func median(_ replicates: [[Double]]) -> Estimate {
        func median(_ values: [Double]) -> Double {
            var values = values
            return values.withUnsafeMutableBufferPointer { Selection.quantiles(of: $0, at: [0.5])[0] }
        }
        let filled = replicates.filter { !$0.isEmpty }
        guard !filled.isEmpty else { return Estimate(.nan, standardError: .nan) }
        return Estimate(
            median(filled.flatMap { $0 }),
            standardError: filled.count > 1 ? Moments(filled.map(median)).standardError : .nan)
    }
}
