import TianmuModel
import TianmuNumerics

/// The yardsticks: no growth, the mean growth of the whole history, the mean growth of its last years.
///
/// w_{n+h} = w_n + h m + Σ u, with m = 0, the mean change, or the mean of the last k; deviations u around the mean change
/// may last more than a year (``GrowthDeviations``), which widens the intervals and leaves the point forecast alone. The
/// naive method takes the drift for unknown in sign: its intervals hold the past growth in both directions.
///
/// Source: Hyndman & Athanasopoulos (2021), Forecasting: Principles and Practice, 3rd ed., §5.2 and §5.5.
public struct BenchmarkModel: GrowthModel {
    public enum Method: String, CaseIterable, Sendable {
        case naive, drift
        case meanGrowth = "mean-growth"
    }

    public let method: Method

    public init(_ method: Method) { self.method = method }

    public func fit(_ context: FitContext) throws(ModelRefusal) -> LinearForecast {
        let output = try context.singleOutput()
        let parameters = context.parameters
        let series = try WorkingSeries(
            output, minimum: descriptor.minimumObservations, transform: parameters.choice("transform"))
        let deviations = GrowthDeviations(series, givenPersistence: parameters.number("persistence"))
        let error = try ErrorScale(
            squares: deviations.squares, freedom: deviations.freedom,
            effective: deviations.persistence.effective(deviations.freedom), series: series, parameters: parameters,
            indicator: output.indicator)
        let horizon = context.forecastYears.count
        let window = method == .meanGrowth ? Int(parameters.number("years") ?? 3) : deviations.yearly.count
        let used = deviations.yearly.suffix(window)
        let growth = method == .meanGrowth ? used.reduce(0, +) / Double(max(used.count, 1)) : deviations.mean
        var (spreads, shocks) = deviations.spreads(window: used.count, horizon: horizon)
        if method == .naive, error.sd > 0 {
            spreads.append((1...max(horizon, 1)).map { Double($0) * growth / error.sd })
        }
        let center = method == .naive ? 0 : growth
        return LinearForecast(
            series: series, mean: (1...max(horizon, 1)).map { center * Double($0) }, parameterSpread: spreads,
            shockSpread: shocks, error: error,
            report: FitReport(
                observationCount: series.observationCount,
                priorShare: error.priorShare,
                estimates: [
                    FitReport.Estimate(
                        "growth", center / series.unit,
                        standardError: spreads.prefix(2).reduce(0) { $0 + $1[0] * $1[0] }.squareRoot() * error.sd
                            / series.unit, unit: series.unitWords),
                    FitReport.Estimate("persistence", deviations.persistence.value),
                    FitReport.Estimate("sd", error.sd / series.unit, unit: series.unitWords),
                ],
                notes: error.notes))
    }
}
