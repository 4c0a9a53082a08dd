import TianmuModel
import TianmuNumerics

/// ARIMA (0,1,0)+c, (0,1,1) or (1,1,0), whichever has the least AICc unless one is named.
///
/// Exact likelihood of the differences, of logarithms or of the values (``ArimaFit``); forecasts and ψ-weight variances
/// in closed form, the coefficient's uncertainty to first order. Errors may last more than a year
/// (``ErrorPersistence``), which widens the intervals. Missing years are interpolated.
///
/// Sources: Brockwell & Davis (1991), Time Series: Theory and Methods, 2nd ed., §8.7; Hurvich & Tsai (1989), Regression
/// and time series model selection in small samples, Biometrika 76.
public struct ArimaModel: GrowthModel {
    public init() {}

    public var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: "arima",
            title: LocalizedText(zh: "差分整合移动平均自回归", en: "ARIMA"),
            summary: LocalizedText(
                zh: "在三种适合短年度序列的形式中按 AICc 选择：带漂移的随机游走、(0,1,1)、(1,1,0)。适用于十年以上、"
                    + "增速自身有惯性或反弹的序列；观测值很少时选择不可靠。(0,1,1) 与 (1,1,0) 不含常数，长期趋于水平。",
                en:
                    "Chooses by AICc among the three forms that a short yearly series can bear: random walk with drift, "
                    + "(0,1,1), (1,1,0). For ten years or more whose growth has momentum or rebounds; with few "
                    + "observations the choice is chance. (0,1,1) and (1,1,0) have no constant and level off."),
            minimumObservations: 5,
            parameters: [
                ParameterDescriptor(
                    "order", kind: .choice(["auto"] + ArimaOrder.allCases.map(\.rawValue)), default: .choice("auto"),
                    explanation: LocalizedText(
                        zh: "形式：auto 按 AICc 选择；010 为带漂移的随机游走；011 为一阶移动平均；110 为一阶自回归",
                        en:
                            "the form: auto chooses by AICc; 010 the random walk with drift; 011 with a moving average; "
                            + "110 with an autoregression"))
            ] + ErrorScale.parameterDescriptors,
            sources: [
                "Brockwell & Davis (1991), Time Series: Theory and Methods, 2nd ed., section 8.7",
                "Hurvich & Tsai (1989), Regression and time series model selection in small samples, Biometrika 76",
            ],
            isScaleEquivariant: true,
            requiresPositiveValues: true)
    }

    public func fit(_ context: FitContext) throws(ModelRefusal) -> LinearForecast {
        let output = try context.singleOutput()
        let series = try WorkingSeries(
            output, minimum: descriptor.minimumObservations, transform: context.parameters.choice("transform"))
        let differences = zip(series.values.dropFirst(), series.values).map { $0 - $1 }
        let named = ArimaOrder(rawValue: context.parameters.choice("order") ?? "")
        let fit = Self.best(differences, among: named.map { [$0] } ?? ArimaOrder.allCases)
        let persistence = ErrorPersistence(errors: fit.errors)
        let freedom = Double(series.observationCount - 2)
        let error = try ErrorScale(
            squares: fit.squares, freedom: freedom, effective: persistence.effective(freedom), series: series,
            parameters: context.parameters, indicator: output.indicator)
        let horizon = context.forecastYears.count
        let (last, shocks) = persistence.spreads(weights: fit.weights(horizon: horizon))
        let uncertainty = Self.spread(differences, fit: fit, horizon: horizon, sd: error.sd)
        return LinearForecast(
            series: series,
            mean: fit.forecast(lastDifference: differences.last ?? 0, horizon: horizon),
            parameterSpread: uncertainty + [last],
            shockSpread: shocks,
            error: error,
            report: Self.report(
                series: series, fit: fit, isNamed: named != nil, persistence: persistence, error: error))
    }

    /// The least AICc; the random walk where they are equal.
    private static func best(_ differences: [Double], among orders: [ArimaOrder]) -> ArimaFit {
        var best = ArimaFit(differences, order: orders.first ?? .walk)
        for order in orders.dropFirst() {
            let fit = ArimaFit(differences, order: order)
            if fit.correctedAIC(count: differences.count) < best.correctedAIC(count: differences.count) { best = fit }
        }
        return best
    }

    /// The coefficient's uncertainty, with a weak prior of standard deviation 0.5 on θ and φ.
    private static func spread(
        _ differences: [Double], fit: ArimaFit, horizon: Int, sd: Double
    ) -> [[Double]] {
        let size = fit.order == .walk ? max(sd, 1e-9) : 1e-4
        let step = fit.coefficient > 0.5 && fit.order != .walk ? -size : size
        let moved = ArimaFit(differences, order: fit.order, coefficient: fit.coefficient + step)
        let last = differences.last ?? 0
        return ParameterSpread.rows(
            jacobian: [zip(moved.errors, fit.errors).map { ($0 - $1) / step }],
            precision: [fit.order == .walk ? 0 : sd * sd / 0.25],
            gradients: [
                zip(
                    moved.forecast(lastDifference: last, horizon: horizon),
                    fit.forecast(lastDifference: last, horizon: horizon)
                ).map { ($0 - $1) / step }
            ])
    }

    private static func report(
        series: WorkingSeries, fit: ArimaFit, isNamed: Bool, persistence: ErrorPersistence, error: ErrorScale
    ) -> FitReport {
        let count = series.values.count - 1
        let coefficient =
            switch fit.order {
            case .walk: FitReport.Estimate("drift", fit.coefficient / series.unit, unit: series.unitWords)
            case .movingAverage: FitReport.Estimate("theta", fit.coefficient)
            case .autoregression: FitReport.Estimate("phi", fit.coefficient)
            }
        let choice =
            isNamed
            ? []
            : [
                LocalizedText(
                    zh: "按 AICc 选择 ARIMA\(fit.order.title)", en: "ARIMA\(fit.order.title) was chosen by AICc")
            ]
        return FitReport(
            observationCount: series.observationCount,
            priorShare: error.priorShare,
            estimates: [
                coefficient,
                FitReport.Estimate("log-likelihood", fit.logLikelihood(count: count)),
                FitReport.Estimate("persistence", persistence.value),
                FitReport.Estimate("sd", error.sd / series.unit, unit: series.unitWords),
            ],
            notes: choice + series.interpolationNotes + error.notes)
    }
}
