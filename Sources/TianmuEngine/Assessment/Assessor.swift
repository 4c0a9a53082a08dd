import TianmuScenario

/// Gives each target its verdict.
package enum Assessor {
    package static func assess(_ summary: Summary) -> Assessment {
        let shares = PriorShares(plan: summary.plan)
        return Assessment(
            summary: summary,
            targets: summary.targets.map { target in
                let probability = target.probability
                let verdict = Verdict(probability: probability.value)
                let reach = 2 * probability.standardError
                return TargetAssessment(
                    summary: target, verdict: verdict,
                    isClose: Verdict(probability: probability.value - reach) != verdict
                        || Verdict(probability: probability.value + reach) != verdict,
                    priorShare: shares.share(slot: target.target.slot))
            })
    }
}

/// How much of each series rests on assumptions.
struct PriorShares {
    private let shares: [Double]

    /// A formula takes the largest share among its terms; a path that begins at an assumed level is all assumption
    /// about the level, whatever its growth rests on, but that is listed with the assumptions and not counted here.
    init(plan: Plan) {
        var shares = [Double](repeating: 0, count: plan.series.count)
        for model in plan.models {
            for slot in model.slots { shares[slot] = model.fitted.report.priorShare }
        }
        for slot in plan.order {
            guard case .formula(let formula) = plan.series[slot].method else { continue }
            shares[slot] = formula.compiled.inputs.map(\.slot).map { shares[$0] }.max() ?? 0
        }
        // A model rests on what its drivers rest on.
        for model in plan.models {
            let driven = model.drivers.map { shares[$0.slot] }.max() ?? 0
            for slot in model.slots { shares[slot] = max(shares[slot], driven) }
        }
        // Links carry a share from one series to another; so do terms of the year before, which need a second look.
        for slot in plan.order {
            guard case .formula(let formula) = plan.series[slot].method else { continue }
            shares[slot] = max(shares[slot], formula.compiled.inputs.map(\.slot).map { shares[$0] }.max() ?? 0)
        }
        self.shares = shares
    }

    func share(slot: Int) -> Double { shares[slot] }
}
