import TianmuModel
import TianmuNumerics
import TianmuScenario

extension Planner {
    var sampling: Sampling {
        Sampling(
            count: options.drawCount ?? scenario.draws.count, seed: options.seed ?? scenario.draws.seed,
            sampler: options.sampler ?? Sampler(rawValue: scenario.draws.sampler) ?? .sobol,
            failedShare: scenario.draws.failedShare)
    }

    var probabilities: ProbabilityEstimator {
        options.probabilities ?? ProbabilityEstimator(rawValue: scenario.draws.probabilities) ?? .counted
    }

    mutating func noteSettings() {
        let sampling = sampling
        if probabilities == .smoothed, !scenario.given.isEmpty || !options.given.isEmpty {
            diagnostics.append(
                .warning(
                    zh: "带条件（given）的情景按次数计概率，不作平滑（probabilities: smoothed）",
                    en: "probabilities are not smoothed under conditions ('given'); they are counted",
                    at: scenario.tree["draws"]?.position))
        }
        guard sampling.sampler.isSobol, sampling.count.nonzeroBitCount != 1 else { return }
        diagnostics.append(
            .warning(
                zh: "Sobol 点的个数最好是 2 的幂，现为 \(sampling.count)",
                en: "Sobol points are at their best in powers of two, not \(sampling.count)",
                at: scenario.tree["draws"]?.position))
    }

    /// Finds the principal order if the plan's sampler is of that order, and says so where it cannot.
    mutating func planPrincipalOrder(of plan: inout Plan) {
        guard plan.draws.sampler == .sobolPrincipal else { return }
        let position = scenario.tree["draws"]?.position
        let limit = PrincipalOrder.largestDimensionCount
        guard let gradients = PathGradients(plan: plan, central: CentralPath(plan: plan), limit: limit) else {
            plan.warnings.append(
                .warning(
                    zh: "这个情景的每次模拟用到 \(limit) 个以上的随机数，不排主成分次序，按 sobol 抽样",
                    en:
                        "a draw of this scenario takes more than \(limit) random numbers: they are not put in principal "
                        + "order, but drawn as 'sobol' does", at: position))
            return
        }
        do throws(LinearAlgebraError) {
            plan.principalOrder = try PrincipalOrder(gradients, algebra: try LinearAlgebra.load())
        } catch {
            diagnostics.append(.error(zh: "\(error)", en: "\(error)", at: position))
        }
    }
}
