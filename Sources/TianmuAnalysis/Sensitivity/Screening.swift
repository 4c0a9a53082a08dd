import TianmuEngine
import TianmuNumerics

/// Morris screening of a target's indicator: elementary effects of each assumption over its range from p10 to p90, of each
/// lever over its range, and of each shock between never and for sure (with its median effect).
///
/// The other random numbers are at zero: the effects are those on the path without surprises.
package struct Screening: Sendable {
    package var plan: Plan
    package var target: Int
    package var inputs: [AssumptionInput]
    /// In the unit of the indicator, over the whole range of the assumption.
    package var effects: [Morris.Effect]
    package var trajectoryCount: Int

    private static let trajectories = 64

    package static func make(_ plan: Plan, target: Int, threads: Int = 0) async throws(WhatIfRefusal) -> Screening {
        let runs = AssumptionRuns(plan: plan, target: target, threads: threads)
        let inputs = runs.inputs + AssumptionInput.levers(in: plan, target: plan.targets[target])
        guard !inputs.isEmpty else {
            let name = plan.name(ofTarget: target)
            throw WhatIfRefusal(zh: "“\(name)”没有不确定性，无可筛选", en: "nothing about '\(name)' is uncertain")
        }
        let morris = Morris(inputs: inputs.count, trajectories: trajectories, seed: plan.draws.seed)
        let levers = inputs.compactMap(\.lever)
        let normals = morris.points.map { point in
            var normals: [Int: Double] = [:]
            for (input, place) in zip(inputs, point) {
                let score =
                    input.isShock
                    ? (place < 0.5 ? 40.0 : -40) : NormalDistribution.quantile(0.1 + 0.8 * place)
                for (dimension, weight) in zip(input.dimensions, input.weights) { normals[dimension] = weight * score }
            }
            // A shock that is no input of this target does not happen.
            for shock in plan.shocks where normals[shock.dimension] == nil { normals[shock.dimension] = 40 }
            return normals
        }
        let source = runs.frame.table(normals)
        let chunk = (morris.points.count + Sampling.replicateCount - 1) / Sampling.replicateCount
        let values = await ParallelWork.map(Sampling.replicateCount, threads: threads) { part in
            let evaluator = runs.evaluator(source, freeLevers: levers)
            return (part * chunk..<max(part * chunk, min((part + 1) * chunk, morris.points.count))).map {
                point -> Double in
                evaluator.evaluate(replicate: 0, first: point, count: 1)
                var settings = plan.levers.map(\.value)
                for (input, place) in zip(inputs, morris.points[point]) {
                    guard let lever = input.lever, let range = plan.levers[lever].range else { continue }
                    settings[lever] = range.lowerBound + place * (range.upperBound - range.lowerBound)
                }
                if !levers.isEmpty { evaluator.reevaluate(leverValues: settings, count: 1) }
                return runs.values(evaluator, 1)[0]
            }
        }
        let effects = morris.effects(values.flatMap { $0 })
        let order = effects.indices.sorted { (effects[$1].meanAbsolute, $0) < (effects[$0].meanAbsolute, $1) }
        return Screening(
            plan: plan, target: target, inputs: order.map { inputs[$0] }, effects: order.map { effects[$0] },
            trajectoryCount: trajectories)
    }
}
