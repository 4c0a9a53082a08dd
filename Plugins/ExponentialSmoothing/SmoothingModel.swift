import TianmuModel
import TianmuNumerics

/// Simple, Holt's and damped exponential smoothing with additive errors, fitted by maximum likelihood.
///
///     yₜ = lₜ₋₁ + φbₜ₋₁ + εₜ,  lₜ = lₜ₋₁ + φbₜ₋₁ + αεₜ,  bₜ = φbₜ₋₁ + βεₜ
///
/// on logarithms or the values themselves, with b = 0 for `ses` and φ = 1 for `holt`. First states and constants minimise Σε²
/// within the bounds of R's `ets`. σ² has n − p degrees of freedom for p states and constants; their uncertainty enters
/// the draws to first order. Errors may last more than a year (``ErrorPersistence``), which widens the intervals.
///
/// Source: Hyndman, Koehler, Ord & Snyder (2008), Forecasting with Exponential Smoothing, §2.5, §5.2 and table 6.1.
public struct SmoothingModel: GrowthModel {
    let kind: SmoothingKind

    /// `ses`.
    public static let simple = SmoothingModel(kind: .simple)
    /// `holt`.
    public static let holt = SmoothingModel(kind: .holt)
    /// `damped-holt`.
    public static let dampedHolt = SmoothingModel(kind: .dampedHolt)

    public func fit(_ context: FitContext) throws(ModelRefusal) -> LinearForecast {
        let output = try context.singleOutput()
        let series = try WorkingSeries(
            output, minimum: descriptor.minimumObservations, transform: context.parameters.choice("transform"))
        let fit = SmoothingFit(series.values, kind: kind)
        let persistence = ErrorPersistence(errors: fit.errors, fitted: kind.hasTrend ? kind.parameterCount : 1)
        let freedom = Double(series.observationCount - kind.parameterCount)
        let error = try ErrorScale(
            squares: fit.squares, freedom: freedom, effective: persistence.effective(freedom), series: series,
            parameters: context.parameters, indicator: output.indicator)
        let horizon = context.forecastYears.count
        let (last, shocks) = persistence.spreads(
            weights: SmoothingFit.shockWeights(fit.constants, horizon: horizon))
        return LinearForecast(
            series: series,
            mean: SmoothingFit.forecast(fit.last, damping: fit.constants.damping, horizon: horizon),
            parameterSpread: fit.parameterSpread(series.values, horizon: horizon, sd: error.sd) + [last],
            shockSpread: shocks,
            error: error,
            report: report(series: series, fit: fit, persistence: persistence, error: error))
    }

    private func report(
        series: WorkingSeries, fit: SmoothingFit, persistence: ErrorPersistence, error: ErrorScale
    ) -> FitReport {
        var estimates = [FitReport.Estimate("alpha", fit.constants.alpha)]
        if kind.hasTrend {
            estimates.append(FitReport.Estimate("beta", fit.constants.beta))
            if kind == .dampedHolt { estimates.append(FitReport.Estimate("damping", fit.constants.damping)) }
            estimates.append(FitReport.Estimate("trend", fit.last.trend / series.unit, unit: series.unitWords))
        }
        estimates.append(FitReport.Estimate("persistence", persistence.value))
        estimates.append(FitReport.Estimate("sd", error.sd / series.unit, unit: series.unitWords))
        return FitReport(
            observationCount: series.observationCount, priorShare: error.priorShare, estimates: estimates,
            notes: series.interpolationNotes + error.notes)
    }
}
