import TianmuModel
import TianmuNumerics

/// A random walk with drift, of logarithms for levels and of the values themselves for percentages.
///
/// yₜ = yₜ₋₁ + μ + σεₜ with y = ln x or y = x. A difference over a gap of k years has mean kμ and variance kσ².
/// Drift μ and variance σ² have the conjugate normal–inverse-χ² posterior
///
///     κ = κ₀ + W,  m = (κ₀m₀ + Σd)/κ,  ν = ν₀ + n (one less if the drift has no prior),
///     νs² = ν₀s₀² + Σ(d − kμ̂)²/k + κ₀W(μ̂ − m₀)²/κ
///
/// for n differences d over W years in all, with μ̂ = Σd/W, so that the value h years ahead is
/// y + hm + s √(h + h²/κ) t_ν. Without priors this is the drift method's classical t interval.
///
/// Sources: Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., §3.3; Hyndman & Athanasopoulos (2021), Forecasting:
/// Principles and Practice, 3rd ed., §5.2 and §5.5.
public struct RandomWalkDriftModel: GrowthModel {
    public init() {}

    public var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: "random-walk-drift",
            title: LocalizedText(zh: "带漂移的随机游走", en: "Random walk with drift"),
            summary: LocalizedText(
                zh: "历史平均增速延续，每年受独立冲击，不确定性随年限扩大。适用于历史较短、没有明显转折的指标；"
                    + "增速正在明显放缓或加快时不宜使用。",
                en: "The average past growth goes on, with an independent shock each year, so that uncertainty widens "
                    + "with the horizon. For short histories without a clear turn; not where growth is visibly slowing "
                    + "or speeding up."),
            minimumObservations: 1,
            parameters: Self.parameters,
            sources: [
                "Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., section 3.3",
                "Hyndman & Athanasopoulos (2021), Forecasting: Principles and Practice, 3rd ed., sections 5.2 and 5.5",
            ],
            isScaleEquivariant: true,
            requiresPositiveValues: true)
    }

    public func fit(_ context: FitContext) throws(ModelRefusal) -> FittedRandomWalkDrift {
        let output = try context.singleOutput()
        let parameters = context.parameters
        let isLogarithmic = (parameters.choice("transform") ?? (output.measure == .level ? "log" : "none")) == "log"
        let prior = DriftPrior(parameters)
        let history = try output.requireHistory(of: prior.observationsNeeded, positive: isLogarithmic)
        guard let last = history.last?.value else {
            throw .tooFewObservations(indicator: output.indicator, have: 0, need: 1)
        }
        let unit = GrowthUnit(output: output, isLogarithmic: isLogarithmic, last: last)
        guard unit.size > 0 else {
            throw .other(
                LocalizedText(
                    zh: "“\(output.indicator)”的最后一个值为 0，无法按其百分比计量变化；请改用百分比类指标",
                    en:
                        "the last value of '\(output.indicator)' is 0, so that changes cannot be measured in "
                        + "per cent of it"
                ))
        }
        let posterior = DriftPosterior(history: history, prior: prior, unit: unit)
        return FittedRandomWalkDrift(
            lastValue: last,
            isLogarithmic: isLogarithmic,
            drift: posterior.drift,
            driftSpread: posterior.driftSpread,
            sd: posterior.sd,
            factor: DeferredScale(degreesOfFreedom: posterior.degreesOfFreedom),
            report: posterior.report(history: history, prior: prior, unit: unit))
    }

    private static var parameters: [ParameterDescriptor] {
        [
            ParameterDescriptor(
                "transform", kind: .choice(["log", "none"]),
                explanation: LocalizedText(
                    zh: "log：对数游走（默认用于水平值）；none：数值本身游走（默认用于百分比）",
                    en:
                        "log: logarithms walk (the default for levels); none: the values walk (the default for "
                        + "percentages)"
                )),
            ParameterDescriptor(
                "drift", unit: "percent per year", range: -50...100,
                explanation: LocalizedText(
                    zh: "已知的年增速；百分比类指标为每年百分点", en: "the yearly growth, if known; points per year for a percentage")),
            ParameterDescriptor(
                "sd", unit: "percent per year", range: 0...100,
                explanation: LocalizedText(
                    zh: "已知的年度冲击标准差；百分比类指标为百分点",
                    en: "the standard deviation of the yearly shock, if known; points for a percentage")),
            ParameterDescriptor(
                "prior-drift", unit: "percent per year", range: -50...100, default: .number(0),
                explanation: LocalizedText(
                    zh: "对年增速的先验判断，权重由 prior-weight 给出",
                    en: "what growth is expected before seeing the history; counts by prior-weight")),
            ParameterDescriptor(
                "prior-weight", unit: "years", range: 0...1000, default: .number(0),
                explanation: LocalizedText(
                    zh: "先验增速相当于多少年的观测；0 表示无先验", en: "how many years of history prior-drift is worth; 0 for none")),
            ParameterDescriptor(
                "prior-sd", unit: "percent per year", range: 0.001...100, default: .number(3),
                explanation: LocalizedText(
                    zh: "对年度冲击标准差的先验判断；百分比类指标为百分点",
                    en: "the standard deviation of the yearly shock expected beforehand; points for a percentage")),
            ParameterDescriptor(
                "prior-sd-weight", unit: "observations", range: 0...1000, default: .number(4),
                explanation: LocalizedText(
                    zh: "prior-sd 相当于多少个观测值", en: "how many observations prior-sd is worth")),
        ]
    }
}
