import TianmuModel
import TianmuNumerics

/// The urban share by the United Nations' method: the log odds of living in town grow by the urban–rural growth
/// difference, which converges to a world norm.
///
/// With the share S per cent and p = S/100 the difference of urban and rural population growth is the change of the log
/// odds ln(p/(1−p)). The observed difference d₀ is that change per year between the last two observations; the norm is
/// d∞ = a − b p(t₀), at the share of the last observation. In the year that begins i years after it,
///
///     dᵢ = w d₀ + (1 − w) d∞ + σεᵢ,   w = max(0, 1 − i/T),
///
/// with T = `convergence-years`. Shares stay between 0 and 100 in every draw.
///
/// Sources: United Nations (1980), Patterns of Urban and Rural Population Growth; National Research Council (2003),
/// Cities Transformed, appendix D, equation D.1. The norm's default coefficients are those of a world regression of
/// the early 2000s revisions of World Urbanization Prospects as handed on to this project; they could not be checked
/// against a printed edition and hence are parameters.
public struct UrbanisationModel: GrowthModel {
    public init() {}

    public var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: "urbanisation",
            title: LocalizedText(zh: "城镇化（联合国方法）", en: "Urbanisation (United Nations method)"),
            summary: LocalizedText(
                zh: "城乡人口增长率之差由近期观测值逐步收敛到世界平均水平，城镇化率沿逻辑曲线变化。适用于城镇人口占比；"
                    + "口径调整或行政区划变动的年份之间不宜直接套用。",
                en:
                    "The difference of urban and rural growth converges from what was last observed to the "
                    + "world norm, and the share follows a logistic curve. For the urban share of a population; "
                    + "not across a change of definition or boundaries."),
            minimumObservations: 1,
            parameters: Self.parameters,
            sources: [
                "United Nations (1980), Patterns of Urban and Rural Population Growth, pp. 10-11",
                "National Research Council (2003), Cities Transformed, appendix D, equation D.1",
            ])
    }

    public func fit(_ context: FitContext) throws(ModelRefusal) -> FittedUrbanisation {
        let output = try context.singleOutput()
        let history = try output.requireHistory(of: 1)
        guard output.measure == .percent else {
            throw .other(
                LocalizedText(
                    zh: "“\(output.indicator)”不是百分比，此模型只推算占比",
                    en: "'\(output.indicator)' is no percentage, and the model projects shares only"))
        }
        if let bad = history.observations.first(where: { !($0.value > 0 && $0.value < 100) }) {
            throw .outsideRange(indicator: output.indicator, year: bad.year, value: bad.value, allowed: 0...100)
        }
        let recent = history.observations.suffix(2).map { (year: $0.year, logOdds: Self.logOdds($0.value)) }
        guard let share = history.last?.value, let last = recent.last, let before = recent.first else {
            throw .tooFewObservations(indicator: output.indicator, have: 0, need: 1)
        }
        let parameters = context.parameters
        let norm =
            (parameters.number("norm-intercept") ?? 0.044177)
            - (parameters.number("norm-slope") ?? 0.028274) * share / 100
        let observed =
            last.year > before.year ? (last.logOdds - before.logOdds) / Double(last.year - before.year) : nil
        let start = parameters.number("growth-difference").map { $0 / 100 } ?? observed ?? norm
        let convergence = parameters.number("convergence-years") ?? 25
        let firstYear = context.forecastYears.lowerBound
        let weights = context.forecastYears.map { max(0, 1 - Double($0 - firstYear) / convergence) }
        let sd = (parameters.number("sd") ?? 1) / 100
        let isObserved = parameters.number("growth-difference") == nil && observed != nil
        return FittedUrbanisation(
            logOdds: last.logOdds,
            differences: weights.map { $0 * start + (1 - $0) * norm },
            sd: sd,
            report: FitReport(
                observationCount: history.count,
                priorShare: isObserved ? 1 - weights.reduce(0, +) / Double(weights.count) : 1,
                estimates: [
                    FitReport.Estimate("growth-difference", 100 * start, unit: "percent per year"),
                    FitReport.Estimate("norm", 100 * norm, unit: "percent per year"),
                ],
                notes: isObserved || parameters.number("growth-difference") != nil
                    ? []
                    : [
                        LocalizedText(
                            zh: "只有一个观测值：城乡增长率之差取世界平均水平",
                            en: "one observation only: the growth difference is the world norm")
                    ]))
    }

    /// ln(p/(1−p)) of a share in per cent.
    static func logOdds(_ percent: Double) -> Double { Double.log(percent / (100 - percent)) }

    private static var parameters: [ParameterDescriptor] {
        [
            ParameterDescriptor(
                "growth-difference", unit: "percent per year", range: -50...50,
                explanation: LocalizedText(
                    zh: "城镇与乡村人口年增长率之差；不给则由最后两个观测值计算",
                    en: "urban less rural population growth; from the last two observations if absent")),
            ParameterDescriptor(
                "convergence-years", unit: "years", range: 1...1000, default: .number(25),
                explanation: LocalizedText(
                    zh: "多少年后完全收敛到世界平均水平", en: "after how many years the difference is the norm's")),
            ParameterDescriptor(
                "norm-intercept", unit: "per year", range: -1...1, default: .number(0.044177),
                explanation: LocalizedText(
                    zh: "世界平均关系 a − b·p 的截距 a", en: "the intercept a of the norm a − b·p, p the urban proportion")),
            ParameterDescriptor(
                "norm-slope", unit: "per year", range: -1...1, default: .number(0.028274),
                explanation: LocalizedText(
                    zh: "世界平均关系 a − b·p 的斜率 b", en: "the slope b of the norm a − b·p")),
            ParameterDescriptor(
                "sd", unit: "percent per year", range: 0...50, default: .number(1),
                explanation: LocalizedText(
                    zh: "增长率之差的年度冲击标准差；城镇化率 50% 时 1 约合 0.25 个百分点",
                    en:
                        "the standard deviation of the difference's yearly shock; at a share of 50, 1 is about "
                        + "a quarter of a point")),
        ]
    }
}
