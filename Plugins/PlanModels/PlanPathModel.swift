import TianmuModel
import TianmuNumerics

/// The plan's own path: its annual goals, then the constant rate that the next target requires, with slippage.
///
/// Growth of a level in year t is gₜ + sₜ, as a factor 1 + (gₜ + sₜ)/100 of at least 0.01, times e^{σηₜ/100}; a
/// percentage has the value gₜ + sₜ + σηₜ. Here gₜ is the goal of ``PlanSchedule``, sₜ the slippage: the value of its
/// elicited distribution at √ρ u + √(1−ρ) εₜ, with ρ `slippage-persistence`; σ is `sd`.
public struct PlanPathModel: GrowthModel {
    public init() {}

    public var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: "plan-path",
            title: LocalizedText(zh: "规划路径", en: "Plan path"),
            summary: LocalizedText(
                zh: "按规划的年度目标增长，之后按达到下一目标所需的固定增速增长，并计入完成偏差。用于回答“规划若按部就班会怎样”；"
                    + "不是对趋势的预测，不宜用来判断目标能否自然实现。",
                en:
                    "Grows by the plan's annual goals, then by the constant rate that the next target requires, "
                    + "less what is usually missed. Answers what happens if the plan is kept; not a forecast of "
                    + "the trend."),
            minimumObservations: 0,
            parameters: Self.parameters,
            sources: [
                "Arithmetic of constant growth: (target / level)^(1 / years) - 1",
                "Slippage: Hoaglin (1985), Summarizing shape numerically: the g-and-h distributions",
            ],
            isScaleEquivariant: true,
            requiresPositiveValues: true)
    }

    public func fit(_ context: FitContext) throws(ModelRefusal) -> FittedPlanPath {
        let output = try context.singleOutput()
        let parameters = context.parameters
        let isLevel = output.measure == .level
        let history = try output.requireHistory(of: isLevel ? 1 : 0, positive: isLevel)
        let schedule = try PlanSchedule(output: output, parameters: parameters, years: context.forecastYears)
        let slippage = try ElicitedDistribution.of("slippage", parameters.quantiles("slippage") ?? (0, 0, 0))
        return FittedPlanPath(
            lastValue: isLevel ? history.last?.value : nil,
            goals: schedule.goals,
            slippage: slippage,
            persistence: parameters.number("slippage-persistence") ?? 0.5,
            sd: parameters.number("sd") ?? 0,
            report: FitReport(
                observationCount: history.count,
                priorShare: 1,
                estimates: zip(context.forecastYears, schedule.goals).map { year, goal in
                    FitReport.Estimate("goal \(year)", goal, unit: isLevel ? "percent per year" : "percent")
                },
                notes: schedule.notes))
    }

    private static var parameters: [ParameterDescriptor] {
        [
            ParameterDescriptor(
                "goals", kind: .yearly, unit: "percent per year (level); percent (percentage)", range: -99...1000,
                explanation: LocalizedText(
                    zh: "年度目标：水平值为增速，百分比类指标为数值本身",
                    en: "the annual goals: growth of a level, the value itself of a percentage")),
            ParameterDescriptor(
                "then", unit: "percent per year (level); percent (percentage)", range: -99...1000,
                explanation: LocalizedText(
                    zh: "没有年度目标、之后也没有规划目标的年份用此值；不给则沿用最后一个年度目标",
                    en: "for years without goal and without a later target; the last goal is kept if absent")),
            ParameterDescriptor(
                "slippage", kind: .uncertain, unit: "points per year", range: -50...50, default: .number(0),
                explanation: LocalizedText(
                    zh: "实际比目标高出的百分点（未完成为负）",
                    en: "points by which the outcome exceeds the goal; negative for a shortfall")),
            ParameterDescriptor(
                "slippage-persistence", range: 0...1, default: .number(0.5),
                explanation: LocalizedText(
                    zh: "偏差方差中各年共同的份额", en: "the share of the slippage's variance that is the same in all years")),
            ParameterDescriptor(
                "sd", unit: "percent per year", range: 0...50, default: .number(0),
                explanation: LocalizedText(
                    zh: "另加的各年独立波动的标准差；百分比类指标为百分点",
                    en: "the standard deviation of further noise, new each year; points for a percentage")),
        ]
    }
}
