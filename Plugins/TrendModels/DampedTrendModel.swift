import TianmuModel
import TianmuNumerics

/// Holt's linear trend with damping, on logarithms for levels and on the values themselves for percentages: the
/// innovations state space model ETS(A,Ad,N).
///
///     yₜ = lₜ₋₁ + φbₜ₋₁ + εₜ,  lₜ = lₜ₋₁ + φbₜ₋₁ + αεₜ,  bₜ = φbₜ₋₁ + αβ*εₜ
///
/// The first level is the first value; the first trend is its least-squares estimate from the one-step errors, and its
/// standard error enters the draws. Smoothing constants that are not given have the defaults α = 0.8, β* = 0.2,
/// φ = 0.9 below six observations; from six on they minimise ν ln(νs²) plus squared distances from those defaults in
/// units of 0.3, 0.2 and 0.08. Missing years are interpolated.
///
/// Sources: Gardner & McKenzie (1985), Forecasting trends in time series, Management Science 31(10);
/// Hyndman, Koehler, Ord & Snyder (2008), Forecasting with Exponential Smoothing, §2.5 and Table 6.1.
public struct DampedTrendModel: GrowthModel {
    public init() {}

    public var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: "damped-trend",
            title: LocalizedText(zh: "阻尼趋势", en: "Damped trend"),
            summary: LocalizedText(
                zh: "近期增速延续但逐年衰减，是年度经济指标的稳健默认选择。增速由政策目标决定、或有明显周期时不宜使用。",
                en:
                    "Recent growth goes on but fades year by year: a sturdy default for yearly economic "
                    + "figures. Not where growth is set by a plan, or moves in cycles."),
            minimumObservations: 2,
            parameters: Self.parameters,
            sources: [
                "Gardner & McKenzie (1985), Forecasting trends in time series, Management Science 31(10)",
                "Hyndman, Koehler, Ord & Snyder (2008), Forecasting with Exponential Smoothing, section 2.5, table 6.1",
            ],
            isScaleEquivariant: true,
            requiresPositiveValues: true)
    }

    public func fit(_ context: FitContext) throws(ModelRefusal) -> FittedDampedTrend {
        let output = try context.singleOutput()
        let isLogarithmic = output.measure == .level
        let parameters = context.parameters
        let knownSD = parameters.number("sd")
        let sdWeight = parameters.number("prior-sd-weight") ?? 4
        // The differences less one for the trend give degrees of freedom; at least 3, as in the model's documentation.
        let needed = knownSD != nil ? 2 : max(2, 2 + Int((3 - sdWeight).rounded(.up)))
        let history = try output.requireHistory(of: needed, positive: isLogarithmic)
        let series = try YearlySeries(output: output, history: history, isLogarithmic: isLogarithmic)

        let unit = isLogarithmic ? 0.01 : 1
        let priorSD = (parameters.number("prior-sd") ?? 3) * unit
        let freedom = sdWeight + Double(history.count - 2)
        let constants = SmoothingConstants.choose(
            parameters: parameters, series: series.values, observationCount: history.count,
            priorSquares: sdWeight * priorSD * priorSD, degreesOfFreedom: freedom)
        let filter = TrendFilter(series.values, constants: constants)
        let sd = knownSD.map { $0 * unit } ?? ((sdWeight * priorSD * priorSD + filter.squares) / freedom).squareRoot()
        return FittedDampedTrend(
            lastValue: series.lastValue, isLogarithmic: isLogarithmic, constants: constants, level: filter.level,
            trend: filter.trend, levelSpread: filter.levelSpread, trendSpread: filter.trendSpread, sd: sd,
            factor: DeferredScale(degreesOfFreedom: knownSD == nil ? freedom : nil),
            report: Self.report(
                history: history, series: series, constants: constants, filter: filter, sd: sd, unit: unit,
                sdShare: knownSD != nil ? 1 : sdWeight / (sdWeight + Double(history.count - 1))))
    }

    /// `priorShare` is ν₀/(ν₀ + differences), 1 if the standard deviation is given; a note says where the smoothing
    /// constants come from.
    private static func report(
        history: History, series: YearlySeries, constants: SmoothingConstants, filter: TrendFilter, sd: Double,
        unit: Double, sdShare: Double
    ) -> FitReport {
        var notes: [LocalizedText] = []
        if series.filledYears > 0 {
            notes.append(
                LocalizedText(
                    zh: "历史缺 \(series.filledYears) 年，已插补", en: "\(series.filledYears) missing years were interpolated"))
        }
        if !constants.isEstimated {
            notes.append(
                LocalizedText(
                    zh: "观测值不足 6 个（或已给定），平滑系数取默认值或给定值",
                    en: "smoothing constants are defaults or as given: fewer than 6 observations, or all given"))
        }
        let words = series.isLogarithmic ? "percent per year" : "points per year"
        return FitReport(
            observationCount: history.count,
            priorShare: sdShare,
            estimates: [
                FitReport.Estimate("alpha", constants.alpha),
                FitReport.Estimate("beta", constants.beta),
                FitReport.Estimate("damping", constants.damping),
                FitReport.Estimate(
                    "trend", filter.trend / unit, standardError: abs(filter.trendSpread) * sd / unit, unit: words),
                FitReport.Estimate("sd", sd / unit, unit: words),
            ],
            notes: notes)
    }

    private static var parameters: [ParameterDescriptor] {
        [
            ParameterDescriptor(
                "alpha", range: 0.01...1,
                explanation: LocalizedText(
                    zh: "水平平滑系数 α；不给则估计（少于 6 个观测值时为 0.8）",
                    en: "smoothing of the level, α; estimated if absent (0.8 below 6 observations)")),
            ParameterDescriptor(
                "beta", range: 0...1,
                explanation: LocalizedText(
                    zh: "趋势平滑系数 β*；不给则估计（少于 6 个观测值时为 0.2）",
                    en: "smoothing of the trend, β*; estimated if absent (0.2 below 6 observations)")),
            ParameterDescriptor(
                "damping", range: 0.5...1,
                explanation: LocalizedText(
                    zh: "阻尼系数 φ：每年保留的趋势份额，1 为不衰减；不给则估计（少于 6 个观测值时为 0.9）",
                    en:
                        "damping φ: the share of the trend left after a year, 1 for none lost; estimated if "
                        + "absent (0.9 below 6 observations)")),
            ParameterDescriptor(
                "sd", unit: "percent per year", range: 0...100,
                explanation: LocalizedText(
                    zh: "已知的一年期预测误差标准差；百分比类指标为百分点",
                    en: "the standard deviation of the one-year error, if known; points for a percentage")),
            ParameterDescriptor(
                "prior-sd", unit: "percent per year", range: 0.001...100, default: .number(3),
                explanation: LocalizedText(
                    zh: "对一年期误差标准差的先验判断；百分比类指标为百分点",
                    en: "the standard deviation of the one-year error expected beforehand; points for a percentage")),
            ParameterDescriptor(
                "prior-sd-weight", unit: "observations", range: 0...1000, default: .number(4),
                explanation: LocalizedText(
                    zh: "prior-sd 相当于多少个观测值", en: "how many observations prior-sd is worth")),
        ]
    }
}
