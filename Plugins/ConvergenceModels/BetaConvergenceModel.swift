import TianmuModel
import TianmuNumerics

/// A region that catches up with a leader: its log gap to the leader closes at a steady rate.
///
/// gₜ = ln leaderₜ − ln xₜ,  gₜ − g* = (1 − c)(gₜ₋₁ − g*) − σεₜ,  c = 1 − e^{−β}, g* = −ln(steady-ratio/100)
///
/// so that without shocks half of the gap beyond g* is gone after ln 2/β years, whatever the leader does. (c, σ²) have the
/// conjugate posterior of ``ConjugateRegression`` from −Δg on the gap before, over k years to first order with kc and
/// kσ². Draws of c are kept within 0...1: a region may fail to catch up, but the gap does not feed on itself. With
/// `rate-from: siblings` the prior is first updated by the other regions (``SiblingRate``). Errors may last
/// (``ErrorPersistence``), which widens the band and leaves the point forecast alone.
///
/// Sources: Barro & Sala-i-Martin (1992), Convergence, Journal of Political Economy 100, eq. 11 (β about 2 % a year);
/// Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., §14.8.
public struct BetaConvergenceModel: GrowthModel {
    public init() {}

    public func fit(_ context: FitContext) throws(ModelRefusal) -> FittedBetaConvergence {
        let output = try context.singleOutput()
        let parameters = context.parameters
        let history = try output.requireHistory(of: 1, positive: true)
        let leader = try context.requireDriver(Self.role)
        guard let last = history.last else {
            throw .tooFewObservations(indicator: output.indicator, have: 0, need: 1)
        }
        let ratio = try ElicitedDistribution.of(
            "steady-ratio", parameters.quantiles("steady-ratio") ?? (100, 100, 100))
        let shared = AlignedHistory([history, leader.context.history])
        try History(zip(shared.years, shared.values[1]).map { Observation(year: $0, value: $1) })
            .requirePositive(leader.context.indicator)
        let gaps = zip(shared.values[0], shared.values[1]).map { Double.log($1 / $0) }
        let steady = Self.gap(ratio.p50)
        let rows = shared.steps.map { [$0.years.squareRoot() * (gaps[$0.place - 1] - steady)] }
        let responses = shared.steps.map { (gaps[$0.place - 1] - gaps[$0.place]) / $0.years.squareRoot() }

        var prior = Self.prior(parameters)
        let fromSiblings =
            parameters.choice("rate-from") == "siblings" ? SiblingRate(output.siblings, prior: prior) : nil
        if let fromSiblings {
            prior.means = [fromSiblings.mean]
            prior.standardDeviations = [fromSiblings.standardError]
        }
        guard
            let (posterior, persistence) = ConjugateRegression.lasting(
                rows: rows, responses: responses, prior: prior, given: parameters.number("persistence"))
        else {
            throw .other(
                LocalizedText(
                    zh: "“\(output.indicator)”与领先地区的差距过大，无法计算",
                    en: "the gap of '\(output.indicator)' to its leader is beyond all numbers"))
        }
        return FittedBetaConvergence(
            leader: leader.index, lastValue: last.value, steadyRatio: ratio, posterior: posterior,
            scale: posterior.scale, persistence: persistence,
            report: Self.report(
                posterior, persistence: persistence, gap: gaps.last, output: output, siblings: fromSiblings,
                parameters: parameters))
    }

    static let role = "leader"

    /// The log gap to a leader of whose level this one is `ratio` per cent.
    static func gap(_ ratio: Double) -> Double { -Double.log(max(ratio, 0.1) / 100) }

    /// β in per cent a year, from c.
    static func rate(_ closing: Double) -> Double { -100 * Double.log1p(-min(max(closing, 0), 0.999_999)) }

    /// Of c: dc/dβ = e^{−β}.
    private static func prior(_ parameters: ParameterValues) -> ConjugateRegression.Prior {
        let rate = (parameters.number("rate") ?? 2) / 100
        return ConjugateRegression.Prior(
            means: [-Double.expm1(-rate)],
            standardDeviations: [(parameters.number("rate-sd") ?? 1) / 100 * Double.exp(-rate)],
            sd: (parameters.number("prior-sd") ?? 3) / 100, weight: parameters.number("prior-sd-weight") ?? 4)
    }

    /// `priorShare` is the mean of the shares for c and σ; what siblings say is no prior.
    private static func report(
        _ posterior: ConjugateRegression, persistence: ErrorPersistence, gap: Double?, output: OutputContext,
        siblings: SiblingRate?, parameters: ParameterValues
    ) -> FitReport {
        let closing = posterior.coefficients[0]
        var estimates = [
            FitReport.Estimate(
                "rate", rate(closing), standardError: 100 * posterior.standardError(0) / max(1 - closing, 1e-6),
                unit: "percent per year"),
            FitReport.Estimate("sd", 100 * posterior.sd, unit: "percent per year"),
            FitReport.Estimate("persistence", persistence.value),
        ]
        if let gap {
            estimates.append(FitReport.Estimate("ratio", 100 * Double.exp(-gap), unit: "percent of the leader"))
        }
        if closing > 0 {
            estimates.append(
                FitReport.Estimate("half-life", 100 * Double.log(2) / max(rate(closing), 1e-9), unit: "years"))
        }
        var notes: [LocalizedText] = []
        let share = posterior.priorShares[0] * (siblings?.priorShare ?? 1)
        if share > 0.5, share < 1 {
            let percent = Int((100 * share).rounded())
            notes.append(
                LocalizedText(
                    zh: "趋同速度的 \(percent)% 来自先验", en: "\(percent) % of the rate comes from the prior"))
        }
        if let siblings {
            notes.append(
                LocalizedText(
                    zh: "趋同速度参考了 \(siblings.regions) 个地区的 \(siblings.changes) 个年度变化",
                    en: "the rate draws on \(siblings.changes) yearly changes of \(siblings.regions) other regions"))
        } else if parameters.choice("rate-from") == "siblings" {
            notes.append(
                LocalizedText(
                    zh: "其他地区没有可比的年度变化，趋同速度只取自本地区与先验",
                    en: "other regions have no comparable yearly changes: the rate rests on this region and the prior"))
        }
        if closing <= 0 {
            notes.append(
                LocalizedText(
                    zh: "历史上差距没有缩小：中值路径上差距不变", en: "the gap has not been closing: it stays on the median path"))
        }
        return FitReport(
            observationCount: output.history.count, priorShare: (share + posterior.sdPriorShare) / 2,
            estimates: estimates, notes: notes + posterior.sdNotes())
    }
}
