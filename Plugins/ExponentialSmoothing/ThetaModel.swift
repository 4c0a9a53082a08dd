import TianmuModel
import TianmuNumerics

/// The theta method: simple exponential smoothing with half the slope of a straight line as its drift.
///
///     ŷ_{n+h} = l_n + (b/2)(h − 1 + (1 − (1 − α)ⁿ)/α)
///
/// with α and l from simple smoothing of the series and b its least-squares slope, as R's `thetaf` without seasons. Errors
/// are those of the same recursion with that drift, so that what half a slope misses widens the intervals, the more so
/// the longer it lasts (``ErrorPersistence``).
///
/// Sources: Assimakopoulos & Nikolopoulos (2000), The theta model, International Journal of Forecasting 16;
/// Hyndman & Billah (2003), Unmasking the theta method, International Journal of Forecasting 19, eq. 9.
public struct ThetaModel: GrowthModel {
    public init() {}

    public var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: "theta",
            title: LocalizedText(zh: "Theta 法", en: "Theta"),
            summary: LocalizedText(
                zh: "简单指数平滑加上一半的线性趋势，在短年度序列的预测竞赛中表现稳健。适用于有趋势但难保持久的指标；"
                    + "趋势确定会完整延续时偏保守。",
                en:
                    "Simple smoothing with half of the linear trend, sturdy in forecasting competitions on short yearly "
                    + "series. For trends that may not last; too cautious where the trend is sure to go on."),
            minimumObservations: 4,
            parameters: ErrorScale.parameterDescriptors,
            sources: [
                "Assimakopoulos & Nikolopoulos (2000), The theta model: a decomposition approach to forecasting, "
                    + "International Journal of Forecasting 16",
                "Hyndman & Billah (2003), Unmasking the theta method, International Journal of Forecasting 19",
            ],
            isScaleEquivariant: true,
            requiresPositiveValues: true)
    }

    public func fit(_ context: FitContext) throws(ModelRefusal) -> LinearForecast {
        let output = try context.singleOutput()
        let series = try WorkingSeries(
            output, minimum: descriptor.minimumObservations, transform: context.parameters.choice("transform"))
        let values = series.values
        let fit = SmoothingFit(values, kind: .simple)
        let alpha = fit.constants.alpha
        let drift = Self.slope(values) / 2
        let pass = Self.errors(values, level: fit.first.level, drift: drift, alpha: alpha)
        let persistence = ErrorPersistence(errors: pass.errors)
        let freedom = Double(series.observationCount - 3)
        let error = try ErrorScale(
            squares: pass.errors.reduce(0) { $0 + $1 * $1 }, freedom: freedom,
            effective: persistence.effective(freedom), series: series, parameters: context.parameters,
            indicator: output.indicator)
        let horizon = context.forecastYears.count
        let (last, shocks) = persistence.spreads(
            weights: SmoothingFit.shockWeights(fit.constants, horizon: horizon))
        let spread = Self.spread(
            values, level: fit.first.level, drift: drift, alpha: alpha, horizon: horizon, sd: error.sd)
        return LinearForecast(
            series: series,
            mean: (1...max(horizon, 1)).map { pass.level + drift * Double($0) },
            parameterSpread: spread + [last],
            shockSpread: shocks,
            error: error,
            report: FitReport(
                observationCount: series.observationCount,
                priorShare: error.priorShare,
                estimates: [
                    FitReport.Estimate("alpha", alpha),
                    FitReport.Estimate("drift", drift / series.unit, unit: series.unitWords),
                    FitReport.Estimate("persistence", persistence.value),
                    FitReport.Estimate("sd", error.sd / series.unit, unit: series.unitWords),
                ],
                notes: series.interpolationNotes + error.notes))
    }

    /// The least-squares slope on time.
    static func slope(_ values: [Double]) -> Double {
        let middle = Double(values.count - 1) / 2
        var (xy, xx) = (0.0, 0.0)
        for (t, value) in values.enumerated() {
            let x = Double(t) - middle
            xy += x * value
            xx += x * x
        }
        return xy / xx
    }

    /// The errors of simple smoothing with drift from l₀ on, and the last level. Before the first observation no drift is
    /// due: lₙ then exceeds simple smoothing's by drift × ((1 − (1 − α)ⁿ)/α − 1), as the formula wants.
    private static func errors(
        _ values: [Double], level: Double, drift: Double, alpha: Double
    ) -> (errors: [Double], level: Double) {
        var level = level - drift
        let errors = values.map { value in
            level += drift
            let error = value - level
            level += alpha * error
            return error
        }
        return (errors, level)
    }

    /// The uncertainty of first level, drift and α, as in ``SmoothingFit``.
    private static func spread(
        _ values: [Double], level: Double, drift: Double, alpha: Double, horizon: Int, sd: Double
    ) -> [[Double]] {
        let base = errors(values, level: level, drift: drift, alpha: alpha)
        var jacobian: [[Double]] = []
        var gradients: [[Double]] = []
        func add(level: Double, drift moved: Double, alpha: Double, step: Double) {
            let run = errors(values, level: level, drift: moved, alpha: alpha)
            jacobian.append(zip(run.errors, base.errors).map { ($0 - $1) / step })
            gradients.append(
                (1...max(horizon, 1)).map { (run.level - base.level + Double($0) * (moved - drift)) / step })
        }
        let size = max(sd, values.reduce(0) { max($0, abs($1)) } / 100, 1e-300)
        add(level: level + size, drift: drift, alpha: alpha, step: size)
        add(level: level, drift: drift + size, alpha: alpha, step: size)
        let step = alpha > 0.5 ? -1e-4 : 1e-4
        add(level: level, drift: drift, alpha: alpha + step, step: step)
        return ParameterSpread.rows(
            jacobian: jacobian, precision: [0, 0, sd * sd / 0.09], gradients: gradients)
    }
}
