import TianmuModel
import TianmuNumerics

/// Two levels that belong together, such as urban and rural income: their geometric mean and their ratio are modelled.
///
///     p = (ln x₁ + ln x₂)/2,  q = ln(x₁/x₂),  x₁ = e^{p + q/2},  x₂ = e^{p − q/2}
///     p_{n+h} = p_n + μ(1 + d + … + d^{h−1}) + σ_p Σε,  q_{n+h} = q_n + b_h + σ_q Σφ^{h−j}ε_j
///
/// The mean walks with a drift that may fade (d, `damping`). The log ratio returns to a long-run level, q_n + b_h = c +
/// φ^h(q_n − c), or its trend fades, b_h = b(φ + … + φ^h): both have bounded medians and shocks that wear off, so that the
/// ratio never runs away, and both levels are positive in every draw. Drift, step and the two σ have conjugate posteriors
/// (``ConjugateRegression``).
///
/// The two outputs' innovations ε₁, ε₂ make the shocks (ε₁ + ε₂)/√2 of p and (ε₁ − ε₂)/√2 of q, independent if they are.
/// So σ_p and σ_q say how far the two levels move together, (σ_p² − σ_q²/4)/(σ_p² + σ_q²/4) in the first year; a
/// correlation between the two in the scenario would come on top. Correlations with third indicators work as anywhere.
///
/// Source: Hyndman, Booth & Yasmeen (2013), Coherent mortality forecasting: the product-ratio method with functional time
/// series models, Demography 50, eq. 3 and 4 (for two levels instead of two curves).
public struct ProductRatioModel: GrowthModel {
    public init() {}

    public func fit(_ context: FitContext) throws(ModelRefusal) -> FittedProductRatio {
        guard context.outputs.count == 2 else { throw .wrongOutputCount(have: context.outputs.count, allowed: 2...2) }
        for output in context.outputs { _ = try output.requireHistory(of: 1, positive: true) }
        let lastYears = context.outputs.compactMap { $0.history.last?.year }
        guard lastYears[0] == lastYears[1] else {
            throw .other(
                LocalizedText(
                    zh: "两个指标的最后观测年份须相同，现为 \(lastYears[0]) 与 \(lastYears[1])",
                    en: "both indicators must end in the same year, but end in \(lastYears[0]) and \(lastYears[1])"))
        }
        let parameters = context.parameters
        let shared = AlignedHistory(context.outputs.map(\.history))
        let logs = shared.values.map { $0.map { Double.log($0) } }
        let means = zip(logs[0], logs[1]).map { 0.5 * ($0 + $1) }
        let ratios = zip(logs[0], logs[1]).map { $0 - $1 }
        let years = shared.steps.map(\.years)
        let mean = try MeanWalk(means, years: years, parameters: parameters)
        let ratio = try RatioPath(
            ratios, years: years, parameters: parameters, indicator: context.outputs[0].indicator)
        return FittedProductRatio(
            mean: mean, ratio: ratio, meanScale: mean.posterior.scale, ratioScale: ratio.posterior.scale,
            report: Self.report(mean: mean, ratio: ratio, count: shared.years.count))
    }

    /// `priorShare` is the mean of four: growth and its σ, the ratio's step or level and its σ.
    private static func report(mean: MeanWalk, ratio: RatioPath, count: Int) -> FitReport {
        let (p, q) = (mean.posterior, ratio.posterior)
        let (squares, ratioSquares) = (p.sd * p.sd, q.sd * q.sd / 4)
        var estimates = [
            FitReport.Estimate(
                "growth", 100 * p.coefficients[0], standardError: 100 * p.standardError(0), unit: "percent per year"),
            FitReport.Estimate("sd", 100 * p.sd, unit: "percent per year"),
        ]
        if ratio.isReverting {
            estimates.append(FitReport.Estimate("long-run-ratio", Double.exp(ratio.center)))
        } else {
            estimates.append(
                FitReport.Estimate(
                    "ratio-trend", 100 * q.coefficients[0], standardError: 100 * q.standardError(0),
                    unit: "percent per year"))
        }
        estimates += [
            FitReport.Estimate("ratio-sd", 100 * q.sd, unit: "percent per year"),
            FitReport.Estimate("correlation", (squares - ratioSquares) / (squares + ratioSquares)),
        ]
        let shares = [p.priorShares[0], p.sdPriorShare, q.priorShares[0], q.sdPriorShare]
        var notes = p.sdNotes()
        if !ratio.isReverting, q.priorShares[0] > 0.5, q.priorShares[0] < 1 {
            let percent = Int((100 * q.priorShares[0]).rounded())
            notes.append(
                LocalizedText(
                    zh: "比值趋势的 \(percent)% 来自先验（比值不变）",
                    en: "\(percent) % of the ratio's trend comes from the prior of no trend"))
        }
        return FitReport(
            observationCount: count, priorShare: shares.reduce(0, +) / 4, estimates: estimates,
            notes: notes + q.sdNotes("ratio-prior-sd"))
    }
}
