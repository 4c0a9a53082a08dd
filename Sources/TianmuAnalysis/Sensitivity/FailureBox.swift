import TianmuEngine
import TianmuNumerics

/// Scenario discovery: the box of assumptions in which a target fails.
///
/// Each draw is a point: the score of each assumption as a percentile (0 to 1), a shock as 1 where it happens and 0 where
/// not. See ``PatientRuleInduction``.
package struct FailureBox: Sendable {
    package var plan: Plan
    package var target: Int
    package var inputs: [AssumptionInput]
    /// Draws looked at, and the share of them that miss the target.
    package var drawCount: Int
    package var failureShare: Double
    /// `nil` where no draw fails, or all do.
    package var box: PatientRuleInduction.Box?
    package var trajectory: [PatientRuleInduction.Box]
    /// For each restricted input of the box.
    package var quasiPValues: [Int: Double]

    /// More draws than these do not sharpen a box.
    private static let largestDrawCount = 16384

    package static func find(_ plan: Plan, target: Int, threads: Int = 0) async -> FailureBox {
        let runs = AssumptionRuns(plan: plan, target: target, threads: threads)
        let limit = largestDrawCount / Sampling.replicateCount
        let parts = await ParallelWork.map(Sampling.replicateCount, threads: threads) { replicate in
            points(replicate, limit, runs)
        }
        let inputs = runs.inputs.indices.map { input in parts.flatMap { $0.inputs[input] } }
        let fails = parts.flatMap(\.fails)
        let failures = fails.count { $0 }
        var found = FailureBox(
            plan: plan, target: target, inputs: runs.inputs, drawCount: fails.count,
            failureShare: Double(failures) / Double(max(1, fails.count)), box: nil, trajectory: [], quasiPValues: [:])
        guard failures > 0, failures < fails.count else { return found }
        let search = PatientRuleInduction(inputs: inputs, isCase: fails)
        found.trajectory = search.trajectory()
        let box = search.best(of: found.trajectory)
        found.box = box
        found.quasiPValues = search.quasiPValues(box)
        return found
    }

    private static func points(_ replicate: Int, _ limit: Int, _ runs: AssumptionRuns) -> (
        inputs: [[Double]], fails: [Bool]
    ) {
        let evaluator = runs.evaluator(runs.base)
        var inputs = [[Double]](repeating: [], count: runs.inputs.count)
        var fails: [Bool] = []
        let directions = runs.inputs.map(runs.direction)
        for block in runs.blocks(replicate, limit: limit) {
            let (first, count) = (block.lowerBound, block.count)
            evaluator.evaluate(replicate: replicate, block)
            fails += runs.values(evaluator, count).map { !runs.planned.relation.holds($0, runs.planned.value) }
            var normals = [Double](repeating: 0, count: count)
            for (place, direction) in directions.enumerated() {
                var score = [Double](repeating: 0, count: count)
                for term in direction {
                    normals.withUnsafeMutableBufferPointer {
                        runs.base.fillNormals(dimension: term.dimension, replicate: replicate, first: first, into: $0)
                    }
                    for draw in 0..<count { score[draw] += term.weight * normals[draw] }
                }
                if case .shock(let shock) = runs.inputs[place].kind {
                    let limit = runs.plan.shocks[shock].probability
                    inputs[place] += score.map { NormalDistribution.cdf($0) < limit ? 1 : 0 }
                } else {
                    inputs[place] += score.map(NormalDistribution.cdf)
                }
            }
        }
        return (inputs, fails)
    }
}
