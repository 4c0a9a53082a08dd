import TianmuModel
import TianmuNumerics

extension ProductRatioModel {
    public var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: "product-ratio",
            title: LocalizedText(zh: "均值与比值（城乡收入）", en: "Product and ratio (urban and rural income)"),
            summary: LocalizedText(
                zh: "一次预测两个相互关联的水平值：几何平均按带漂移的随机游走，比值按趋势渐弱或均值回归，"
                    + "两者恒为正，比值不会失控。适用于城乡居民收入；两者走势无关时不宜使用。"
                    + "两者之间的相关已含在模型中，不要另设 correlations。",
                en:
                    "Two levels that belong together, by their geometric mean (a random walk with drift) and their ratio (a "
                    + "fading trend, or a return to a level): both stay positive and the ratio never runs away. For urban "
                    + "and rural income; not for two levels that have nothing to do with each other. How far they move "
                    + "together is part of the model: no correlation between the two beside it."),
            minimumObservations: 1,
            outputs: 2...2,
            parameters: Self.parameters,
            sources: [
                "Hyndman, Booth & Yasmeen (2013), Coherent mortality forecasting: the product-ratio method with functional "
                    + "time series models, Demography 50, equations 3 and 4"
            ],
            isScaleEquivariant: true,
            requiresPositiveValues: true)
    }

    static let notComputable = LocalizedText(
        zh: "两个指标没有共同年份，或数值过于悬殊，无法计算", en: "the two indicators share no year, or differ beyond all numbers")

    private static var parameters: [ParameterDescriptor] {
        [
            ParameterDescriptor(
                "growth", unit: "percent per year", range: -50...100, default: .number(5),
                explanation: LocalizedText(zh: "几何平均的先验年增速", en: "growth of the geometric mean, expected beforehand")),
            ParameterDescriptor(
                "growth-sd", unit: "percent per year", range: 0...100, default: .number(5),
                explanation: LocalizedText(
                    zh: "其先验标准差（误差恰为 prior-sd 时）；0 表示已知",
                    en: "its standard deviation, where errors are as large as prior-sd says; 0: it is known")),
            ParameterDescriptor(
                "damping", range: 0.5...1, default: .number(1),
                explanation: LocalizedText(
                    zh: "增速每年保留的份额；1 表示不减弱", en: "the share of growth that each next year keeps; 1: it does not fade")),
        ] + ConjugateRegression.errorDescriptors(sd: 3, of: LocalizedText(zh: "几何平均", en: "the geometric mean")) + ratio
    }

    private static var ratio: [ParameterDescriptor] {
        [
            ParameterDescriptor(
                "ratio", kind: .choice(["trend", "revert"]), default: .choice("trend"),
                explanation: LocalizedText(
                    zh: "trend：比值沿过去趋势变化、逐年减弱；revert：比值回归长期水平",
                    en: "trend: the ratio's past trend goes on and fades; revert: the ratio returns to a long-run level"
                )),
            ParameterDescriptor(
                "persistence", kind: .uncertain, range: 0...0.99,
                default: .quantiles(p10: 0.8, p50: 0.9, p90: 0.97),
                explanation: LocalizedText(
                    zh: "比值的偏离与趋势每年保留的份额 φ",
                    en: "φ, the share of a deviation, or of the trend, that is left a year later")),
            ParameterDescriptor(
                "long-run-ratio", kind: .uncertain, range: 0.01...100,
                explanation: LocalizedText(
                    zh: "revert 时的长期比值（第一个指标 ÷ 第二个）；不给则由至少 3 个观测值估计",
                    en:
                        "where the ratio (first over second) returns to with 'revert'; estimated from 3 observations or more "
                        + "if absent")),
            ParameterDescriptor(
                "ratio-trend-sd", unit: "percent per year", range: 0...100, default: .number(1),
                explanation: LocalizedText(
                    zh: "“比值没有趋势”这一先验的标准差（误差恰为 ratio-prior-sd 时）；0 表示确无趋势",
                    en:
                        "the standard deviation of the prior of no trend, where errors are as large as ratio-prior-sd says; "
                        + "0: there is none")),
        ]
            + ConjugateRegression.errorDescriptors(
                sd: 1.5, prefix: "ratio-", of: LocalizedText(zh: "比值", en: "the ratio"))
    }
}
