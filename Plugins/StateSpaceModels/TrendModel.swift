import TianmuModel
import TianmuNumerics

/// Local level, local linear trend and smooth trend by the Kalman filter.
///
///     yₜ = lₜ + εₜ,  lₜ = lₜ₋₁ + bₜ₋₁ + ηₜ,  bₜ = bₜ₋₁ + ζₜ
///
/// on logarithms or the values; `local-level` has no slope, `smooth-trend` no η. Variances by maximum likelihood with a
/// diffuse start. Missing years need no filling, and a known measurement error of a preliminary figure
/// (`Observation.measurementSD`) adds to ε in its year. The uncertainty of the last level and slope enters the draws;
/// that of the variances as one common factor. Errors may last more than a year (``ErrorPersistence``).
///
/// Sources: Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter, §2.3; Durbin & Koopman (2012),
/// Time Series Analysis by State Space Methods, 2nd ed., §3.2, §4.10, §5.2.
public struct TrendModel: GrowthModel {
    let kind: TrendKind

    /// `local-level`.
    public static let localLevel = TrendModel(kind: .localLevel)
    /// `local-linear-trend`.
    public static let localLinearTrend = TrendModel(kind: .localLinearTrend)
    /// `smooth-trend`.
    public static let smoothTrend = TrendModel(kind: .smoothTrend)

    public func fit(_ context: FitContext) throws(ModelRefusal) -> LinearForecast {
        let output = try context.singleOutput()
        let series = try WorkingSeries(
            output, minimum: descriptor.minimumObservations, transform: context.parameters.choice("transform"))
        let fit = TrendFit(series, kind: kind)
        let horizon = context.forecastYears.count
        let shocks = fit.shockSpread(horizon: horizon)
        let states = fit.stateSpread(horizon: horizon)
        // σ is the error of the first year, of which the last level's is a part; all else is in its units.
        let firstYear = states.reduce(shocks[0][0] * shocks[0][0]) { $0 + $1[0] * $1[0] }
        let unit = max(firstYear.squareRoot(), 1e-300)
        let persistence = ErrorPersistence(errors: fit.filter.errors)
        // Of the variances one is the size; the shape takes the others from the degrees of freedom.
        let freedom = Double(fit.filter.count - kind.varianceCount + 1)
        let error = try ErrorScale(
            squares: unit * unit * fit.filter.squares, freedom: freedom, effective: persistence.effective(freedom),
            series: series, parameters: context.parameters, indicator: output.indicator)
        let (last, moved) = persistence.spreads(shocks: shocks.map { $0.map { $0 / unit } })
        return LinearForecast(
            series: series,
            mean: fit.forecast(horizon: horizon),
            parameterSpread: states.map { $0.map { $0 / unit } } + [last],
            shockSpread: moved,
            error: error,
            report: report(series: series, fit: fit, persistence: persistence, error: error))
    }

    private func report(
        series: WorkingSeries, fit: TrendFit, persistence: ErrorPersistence, error: ErrorScale
    ) -> FitReport {
        func sd(_ name: String, _ variance: Double) -> FitReport.Estimate {
            FitReport.Estimate(name, variance.squareRoot() / series.unit, unit: series.unitWords)
        }
        var estimates = [sd("irregular-sd", fit.variances.irregular)]
        if kind.hasLevelNoise { estimates.append(sd("level-sd", fit.variances.level)) }
        if kind.hasSlope {
            estimates.append(sd("slope-sd", fit.variances.slope))
            estimates.append(
                FitReport.Estimate(
                    "slope", fit.filter.slope / series.unit,
                    standardError: fit.filter.covariance.slope.squareRoot() / series.unit, unit: series.unitWords))
        }
        estimates.append(FitReport.Estimate("persistence", persistence.value))
        estimates.append(FitReport.Estimate("sd", error.sd / series.unit, unit: series.unitWords))
        let missing =
            series.missingCount == 0
            ? []
            : [
                LocalizedText(
                    zh: "历史缺 \(series.missingCount) 年，滤波时按未知处理",
                    en: "\(series.missingCount) missing years are unknown to the filter")
            ]
        return FitReport(
            observationCount: series.observationCount, priorShare: error.priorShare, estimates: estimates,
            notes: missing + error.notes)
    }
}
