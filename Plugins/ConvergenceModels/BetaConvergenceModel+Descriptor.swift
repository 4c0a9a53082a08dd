import TianmuModel
import TianmuNumerics

extension BetaConvergenceModel {
    public var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: "beta-convergence",
            title: LocalizedText(zh: "向领先地区趋同（β 趋同）", en: "Beta-convergence to a leader"),
            summary: LocalizedText(
                zh: "与领先地区的（对数）差距每年按比例 β 缩小，领先地区自身的不确定性一并带入。"
                    + "适用于制度相近、人均产出或收入正在追赶的地区；差距正在拉大、或总量受人口与区划影响时不宜使用。"
                    + "两者单位须相同。",
                en:
                    "The log gap to a leader region closes at rate β a year, with the leader's own uncertainty in it. For "
                    + "output or income per head of a region that catches up under like institutions; not where the gap "
                    + "widens, or for totals moved by population or boundaries. Both in the same unit."),
            minimumObservations: 1,
            parameters: Self.parameters,
            drivers: [
                DriverDescriptor(
                    Self.role,
                    explanation: LocalizedText(
                        zh: "领先地区的同一指标，单位相同", en: "the same indicator of the leader, in the same unit"))
            ],
            usesSiblings: true,
            sources: [
                "Barro & Sala-i-Martin (1992), Convergence, Journal of Political Economy 100",
                "Islam (1995), Growth empirics: a panel data approach, Quarterly Journal of Economics 110",
                "Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., section 14.8",
                "Prais & Winsten (1954), Trend estimators and serial correlation, Cowles Commission",
            ],
            requiresPositiveValues: true)
    }

    private static var parameters: [ParameterDescriptor] {
        [
            ParameterDescriptor(
                "rate", unit: "percent per year", range: 0...50, default: .number(2),
                explanation: LocalizedText(
                    zh: "先验趋同速度 β：差距每年缩小的百分比", en: "β, by how much the gap closes a year, expected beforehand")),
            ParameterDescriptor(
                "rate-sd", unit: "percent per year", range: 0...50, default: .number(1),
                explanation: LocalizedText(
                    zh: "β 的先验标准差（误差恰为 prior-sd 时）；0 表示已知",
                    en: "its standard deviation, where errors are as large as prior-sd says; 0: β is known")),
            ParameterDescriptor(
                "steady-ratio", kind: .uncertain, unit: "percent of the leader", range: 1...1000,
                default: .number(100),
                explanation: LocalizedText(
                    zh: "长期将达到领先地区水平的百分之几", en: "the level in the long run, as per cent of the leader's")),
            ParameterDescriptor(
                "rate-from", kind: .choice(["own", "siblings"]), default: .choice("own"),
                explanation: LocalizedText(
                    zh: "own：β 取自先验与本地区历史；siblings：先用其他地区之间的趋同更新先验",
                    en:
                        "own: β from the prior and this region's history; siblings: the prior is first updated by how the "
                        + "other regions converge towards each other")),
            ConjugateRegression.persistenceDescriptor,
        ]
            + ConjugateRegression.errorDescriptors(
                sd: 3, of: LocalizedText(zh: "相对领先地区增速", en: "growth against the leader"))
    }
}
