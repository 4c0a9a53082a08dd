import TianmuModel
import TianmuNumerics

/// Logistic, Gompertz and Bass curves with a given or an estimated ceiling K.
///
///     logistic x = K/(1 + e^{−r(t − m)}),  gompertz x = K e^{−e^{−r(t − m)}},
///     bass x = K (1 − E)/(1 + (q/p)E), E = e^{−(p + q)τ}
///
/// fitted by least squares of logarithms. The last year's distance from the curve fades by ρ a year (``ErrorPersistence``).
/// The uncertainty of ceiling and shape enters the draws to first order and shocks add up, so that draws may pass the
/// ceiling.
///
/// Sources: Verhulst (1838); Gompertz (1825); Bass (1969), A new product growth for model consumer durables, Management
/// Science 15, eq. 9; Seber & Wild (1989), Nonlinear Regression, §5.1 and §7.3.
public struct CurveModel: GrowthModel {
    let kind: CurveKind

    /// `logistic`.
    public static let logistic = CurveModel(kind: .logistic)
    /// `gompertz`.
    public static let gompertz = CurveModel(kind: .gompertz)
    /// `bass`.
    public static let bass = CurveModel(kind: .bass)

    public func fit(_ context: FitContext) throws(ModelRefusal) -> LinearForecast {
        let output = try context.singleOutput()
        let parameters = context.parameters
        let series = try WorkingSeries(output, minimum: descriptor.minimumObservations, transform: "log")
        let ceiling = parameters.number("ceiling")
        if let ceiling, let above = output.history.observations.first(where: { $0.value >= ceiling }) {
            throw .outsideRange(
                indicator: output.indicator, year: above.year, value: above.value, allowed: 0...ceiling)
        }
        let fit = CurveFit(
            series, kind: kind, logCeiling: ceiling.map { Double.log($0 / series.lastValue) },
            launchYears: parameters.number("years-before") ?? 1)
        let errors = fit.errors
        let persistence = ErrorPersistence(errors: errors, fitted: fit.parameterCount)
        let rho = persistence.value
        // Around a curve that may be the wrong one errors wander: what is new each year stays. A Bass curve is steep just
        // after its launch, where changes of errors say nothing of today: its errors fade.
        let keep = kind == .bass ? rho : 1
        let news = zip(errors.dropFirst(), errors).map { $0 - keep * $1 }
        let wander = kind == .bass ? ErrorPersistence(0) : ErrorPersistence(errors: news)
        let freedom = Double(news.count - fit.parameterCount)
        let error = try ErrorScale(
            squares: news.reduce(0) { $0 + $1 * $1 }, freedom: freedom, effective: wander.effective(freedom),
            series: series, parameters: parameters, indicator: output.indicator)
        let horizon = context.forecastYears.count
        var powers = [1.0]
        for _ in 0..<max(horizon, 1) { powers.append((powers.last ?? 1) * rho) }
        let last = errors.last ?? 0
        let weights = kind == .bass ? Array(powers.dropLast()) : powers.dropLast().map { _ in 1 }
        let spreads = wander.spreads(weights: weights)
        return LinearForecast(
            series: series,
            mean: fit.forecast(horizon: horizon).enumerated().map { $1 + powers[$0 + 1] * last },
            parameterSpread: fit.parameterSpread(horizon: horizon, sd: error.sd, persistence: rho) + [spreads.last],
            shockSpread: spreads.shocks,
            error: error,
            report: report(series: series, fit: fit, persistence: persistence, error: error))
    }

    private func report(
        series: WorkingSeries, fit: CurveFit, persistence: ErrorPersistence, error: ErrorScale
    ) -> FitReport {
        let shape =
            kind == .bass
            ? [
                FitReport.Estimate("p", Double.exp(fit.shape[0]), unit: "per year"),
                FitReport.Estimate("q", Double.exp(fit.shape[1]), unit: "per year"),
            ]
            : [
                FitReport.Estimate("rate", Double.exp(fit.shape[0]), unit: "per year"),
                FitReport.Estimate("midpoint", fit.shape[1], unit: "years after the last observation"),
            ]
        let ceiling = FitReport.Estimate(
            "ceiling", series.lastValue * Double.exp(fit.logCeiling), unit: "the indicator's unit")
        return FitReport(
            observationCount: series.observationCount,
            priorShare: fit.isCeilingGiven ? 0.5 * (1 + error.priorShare) : error.priorShare,
            estimates: [ceiling] + shape + [
                FitReport.Estimate("persistence", persistence.value),
                FitReport.Estimate("sd", error.sd / series.unit, unit: series.unitWords),
            ],
            notes: error.notes)
    }
}
