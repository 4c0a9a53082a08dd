import TianmuModel
import TianmuNumerics

/// Growth shrunk towards that of the other regions: a hierarchical normal model, estimated by empirical Bayes.
///
///     g_it = μ_i + e_it,  μ_i ~ N(μ, τ²),  e_it = ρ e_i,t−1 + √(1 − ρ²) ε_it,  var e_i = σ²_i
///
/// with g the growth of region i in year t. The region's mean is the best linear unbiased predictor
///
///     μ̃ = μ̂ + w(ḡ − μ̂),  w = τ²/(τ² + σ²n),  n = 1/W for W years of own history without persistence
///
/// and its prediction error σ²[λ(1 − w) + (1 − w)²/Σ(1/V)], λ = τ²/σ², V = λ + n, enters the draws. What the last year's growth
/// departs from the mean is left to ρ a year later, so that h years on the median has moved by
///
///     hμ̃ + (g_T − μ̃) Σ_{j ≤ h} ρʲ
///
/// Two things keep bands honest where yearly figures are not independent: errors last (``PanelPersistence`` over all regions
/// makes n larger), and regions share shocks (``PanelErrors``), whose part of the error no pooling removes.
///
/// Sources: Robinson (1991), That BLUP is a good thing, Statistical Science 6; Efron & Morris (1973), Stein's estimation
/// rule and its competitors, JASA 68; Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., §5.4.
public struct PooledGrowthModel: GrowthModel {
    public init() {}

    public func fit(_ context: FitContext) throws(ModelRefusal) -> LinearForecast {
        let output = try context.singleOutput()
        let parameters = context.parameters
        let series = try WorkingSeries(output, minimum: 1, transform: parameters.choice("transform"))
        let panel = try Panel(output, parameters: parameters)
        let errors = PanelErrors(panel, parameters: parameters)
        let scale = try ErrorScale(
            squares: errors.squares, freedom: errors.freedom, effective: errors.effectiveFreedom, series: series,
            parameters: parameters, indicator: output.indicator)
        let means = RegionMeans(panel, errors: errors)
        let between = try means.betweenVariance(
            parameters, unit: series.unit, withinSquares: errors.squares, freedom: errors.freedom, scale: scale)
        let own = means.prediction(of: panel.own, between: between)

        let horizon = max(context.forecastYears.count, 1)
        let sums = errors.persistence.spreads(weights: [Double](repeating: 1, count: horizon))
        let spread = own.variance.squareRoot()
        // Σ ρʲ: how much of a deviation in the last year has come by each year; nobody knows it without a change.
        let last = panel.own.last
        let lasting = last == nil ? [Double](repeating: 0, count: horizon) : sums.last
        return LinearForecast(
            series: series,
            mean: lasting.enumerated().map { year, left in
                own.mean * Double(year + 1) + ((last ?? own.mean) - own.mean) * left
            },
            parameterSpread: [
                lasting.enumerated().map { spread * (Double($0 + 1) - $1) },
                last == nil ? sums.last : [],
            ],
            shockSpread: sums.shocks, error: scale,
            report: FitReport(
                observationCount: series.observationCount, priorShare: scale.priorShare,
                estimates: [
                    FitReport.Estimate(
                        "growth", own.mean / series.unit, standardError: spread * scale.sd / series.unit,
                        unit: series.unitWords),
                    FitReport.Estimate("panel-growth", own.panelMean / series.unit, unit: series.unitWords),
                    FitReport.Estimate("own-weight", own.weight),
                    FitReport.Estimate(
                        "between-sd", between.squareRoot() * scale.sd / series.unit, unit: series.unitWords),
                    FitReport.Estimate("common-share", errors.commonShare),
                    FitReport.Estimate("persistence", errors.persistence.value),
                    FitReport.Estimate("sd", scale.sd / series.unit, unit: series.unitWords),
                ],
                notes: notes(panel, own: own, between: between, persistence: errors.persistence) + scale.notes))
    }

    private func notes(
        _ panel: Panel, own: RegionMeans.Prediction, between: Double, persistence: ErrorPersistence
    ) -> [LocalizedText] {
        let percent = Int((100 * (1 - own.weight)).rounded())
        let count = panel.siblings.count
        var notes = [
            LocalizedText(
                zh: "增速的 \(percent)% 取自其他 \(count) 个地区的平均",
                en: "\(percent) % of the growth is the mean of \(count) other regions")
        ]
        if between == 0 {
            notes.append(
                LocalizedText(
                    zh: "各地区平均增速的差异不超出偶然波动", en: "the regions' mean growths differ by no more than chance"))
        }
        if persistence.value > 0, !panel.own.changes.isEmpty {
            let left = Int((100 * persistence.value).rounded())
            notes.append(
                LocalizedText(
                    zh: "最后一年的增速偏离均值，其偏离的 \(left)% 留到下一年",
                    en: "of what the last year's growth departs from the mean, \(left) % is left a year later"))
        }
        if !panel.skipped.isEmpty {
            let names = panel.skipped
            notes.append(
                LocalizedText(
                    zh: "未使用的地区：\(names.joined(separator: "、"))",
                    en: "regions not used: \(names.joined(separator: ", "))"))
        }
        return notes
    }
}
