import TianmuModel
import TianmuNumerics

/// A Bayesian vector autoregression of order one with a Minnesota prior: 2 to 12 indicators that move each other.
///
/// y_t = c + A y_{t−1} + u_t, u ~ N(0, Σ), for logarithms of levels or for their yearly changes. Beforehand each
/// indicator depends on itself alone (A = mI with `own-lag` m: 1 for levels, a random walk with drift; 0.3 for growth),
/// as closely as the tightness λ says; c is what the history says. Prior and posterior are in ``MinnesotaPosterior``.
/// With λ → 0 the model is a random walk with drift for each indicator with correlated shocks, with λ → ∞ it is least
/// squares.
///
/// Sources: Litterman (1986), Forecasting with Bayesian vector autoregressions, JBES 4, 25-38; Kadiyala & Karlsson
/// (1997), Numerical methods for estimation and inference in Bayesian VAR-models, J. Appl. Econometrics 12, 99-132,
/// section 2.3; Giannone, Lenza & Primiceri (2015), Prior selection for vector autoregressions, Rev. Econ. Stat. 97,
/// 436-451.
public struct BVARModel: GrowthModel {
    public init() {}

    /// The default `own-lag` of growth: yearly growth of economies keeps about a third of its surprises, and with 0 bands
    /// some years ahead are too narrow.
    static let growthPersistence = 0.3

    public func fit(_ context: FitContext) throws(ModelRefusal) -> FittedBVAR {
        let count = context.outputs.count
        guard descriptor.outputs.contains(count) else {
            throw .wrongOutputCount(have: count, allowed: descriptor.outputs)
        }
        let parameters = context.parameters
        let series = try VectorSeries(context)
        let isGrowth = parameters.choice("form") != "levels"
        let ownLag = parameters.number("own-lag") ?? (isGrowth ? Self.growthPersistence : 1)
        let rows = isGrowth ? series.changes : series.rows
        let moments = VectorMoments(rows, ownLag: ownLag)
        let freedom = Double(max(series.observationCount - (isGrowth ? 3 : 2), 0))
        let tightness = parameters.number("tightness") ?? MinnesotaPosterior.tightness(moments, freedom: freedom)
        let posterior = MinnesotaPosterior(moments, tightness: tightness, freedom: freedom)

        let largestRoot = max(parameters.number("largest-root") ?? (isGrowth ? 1 : 1.05), ownLag)
        let prior = SquareMatrix(count, diagonal: ownLag)
        let part = RootBound.part(center: prior, away: posterior.deviation, bound: largestRoot)
        var center = prior
        for i in center.elements.indices { center.elements[i] += part * posterior.deviation.elements[i] }
        return FittedBVAR(
            series: series.working, sds: series.sds, isGrowth: isGrowth, last: rows.last ?? [], mean: moments.mean,
            lagMean: moments.lagMean, meanSpread: 1 / moments.years.squareRoot(), center: center,
            rowFactor: posterior.rowFactor, scaleFactor: posterior.scaleFactor,
            diagonal: (0..<count).map {
                DeferredScale(degreesOfFreedom: posterior.degreesOfFreedom - Double($0))
            },
            largestRoot: largestRoot,
            report: report(context, series, posterior, center: center, tightness: tightness, isDrawnBack: part < 1))
    }

    /// `priorShare` is the mean of two shares: of the coefficients tr V/(Kλ²), of Σ 3/(3 + T − 1).
    private func report(
        _ context: FitContext, _ series: VectorSeries, _ posterior: MinnesotaPosterior, center: SquareMatrix,
        tightness: Double, isDrawnBack: Bool
    ) -> FitReport {
        let count = context.outputs.count
        let freedom = posterior.degreesOfFreedom - Double(count + 2)
        let prior = MinnesotaPosterior.priorFreedom
        let trace = (0..<count).reduce(0) { $0 + posterior.coefficientSpread($1) }
        let coefficientShare = min(trace / (Double(count) * tightness * tightness), 1)
        let logUnits = series.sds.reduce(0) { $0 + Double.log($1) }
        var estimates = [
            FitReport.Estimate("tightness", tightness),
            FitReport.Estimate("log marginal likelihood", posterior.logMarginalLikelihood - freedom * logUnits),
        ]
        for (i, output) in context.outputs.enumerated() {
            let variance = posterior.squares(i) / (prior + freedom)
            estimates.append(
                FitReport.Estimate(
                    "own lag of \(output.indicator)", center[i, i],
                    standardError: (variance * posterior.coefficientSpread(i)).squareRoot()))
            estimates.append(
                FitReport.Estimate(
                    "sd of \(output.indicator)", variance.squareRoot() * series.sds[i] / series.working[i].unit,
                    unit: series.working[i].unitWords))
        }
        var notes = series.notes
        if coefficientShare > 0.5 {
            notes.append(
                LocalizedText(
                    zh: "历史太短，指标间的相互影响主要由先验决定：近于各自带漂移的随机游走、冲击相关",
                    en:
                        "the history says little of how the indicators move each other: the prior decides, close to random "
                        + "walks with drift and correlated shocks"))
        }
        if isDrawnBack {
            notes.append(
                LocalizedText(
                    zh: "估计的系统会发散，系数已向先验收缩至允许的最大根（largest-root）",
                    en: "the estimated system would explode: its coefficients were drawn toward the prior's to keep "
                        + "'largest-root'"))
        }
        return FitReport(
            observationCount: series.observationCount,
            priorShare: 0.5 * (coefficientShare + prior / (prior + freedom)), estimates: estimates, notes: notes)
    }
}
