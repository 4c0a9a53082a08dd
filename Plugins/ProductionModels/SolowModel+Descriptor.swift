import TianmuModel
import TianmuNumerics

extension SolowModel {
    public var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: "solow",
            title: LocalizedText(zh: "索洛生产函数", en: "Solow production function"),
            summary: LocalizedText(
                zh: "产出由资本（永续盘存）、就业和全要素生产率决定：适合回答“投资、就业、研发这样走，产出会怎样”。"
                    + "投资须为可比价、与产出同口径；只有名义投资、投资口径经常调整或不到十年投资历史又没有可信的"
                    + "初始资本时，结果主要取决于参数。",
                en: "Output from capital (by perpetual inventory), employment and productivity: what output becomes if "
                    + "investment, jobs and research go this way. Investment at constant prices; where it is nominal, often "
                    + "redefined, or known for less than ten years without a credible initial capital, the answer is mostly "
                    + "the parameters'."),
            minimumObservations: 1,
            parameters: Self.parameters,
            drivers: [
                DriverDescriptor(
                    Role.investment, measure: .level,
                    explanation: LocalizedText(
                        zh: "可比价固定资本形成；当年投资次年形成生产能力",
                        en:
                            "gross capital formation at constant prices; a year's investment produces from the next year"
                    )),
                DriverDescriptor(
                    Role.employment, measure: .level, isRequired: false,
                    explanation: LocalizedText(
                        zh: "就业人数；不给则视为不变", en: "persons employed; constant if absent")),
                DriverDescriptor(
                    Role.research, measure: .percent, isRequired: false,
                    explanation: LocalizedText(
                        zh: "研发经费占产出的百分比；高于历史均值则加快全要素生产率增长",
                        en: "R&D as per cent of output; above its past mean it speeds productivity up")),
            ],
            sources: [
                "Solow (1957), Technical change and the aggregate production function, Review of Economics and Statistics 39",
                "Harberger (1978), Perspectives on capital and technology in less-developed countries (initial capital)",
                "Hall, Mairesse & Mohnen (2010), Measuring the returns to R&D, Handbook of the Economics of Innovation 2",
                "Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., section 14.8",
                "Prais & Winsten (1954), Trend estimators and serial correlation, Cowles Commission",
            ],
            isScaleEquivariant: true,
            requiresPositiveValues: true)
    }

    private static var parameters: [ParameterDescriptor] {
        [
            ParameterDescriptor(
                "capital-share", kind: .uncertain, range: 0...0.99,
                default: .quantiles(p10: 0.3, p50: 0.4, p90: 0.5),
                explanation: LocalizedText(zh: "资本产出弹性 α", en: "α, the elasticity of output to capital")),
            ParameterDescriptor(
                "depreciation", kind: .uncertain, unit: "percent per year", range: 0.1...50,
                default: .quantiles(p10: 4, p50: 7, p90: 10),
                explanation: LocalizedText(zh: "折旧率 δ", en: "δ, the share of capital that wears out in a year")),
            ParameterDescriptor(
                "research-return", kind: .uncertain, unit: "points per year", range: -2...5,
                default: .quantiles(p10: 0.1, p50: 0.2, p90: 0.3),
                explanation: LocalizedText(
                    zh: "研发占比每高 1 个百分点，全要素生产率增速提高的百分点 ρ（给出 research 时起作用）",
                    en: "ρ, points of productivity growth for one point of the R&D share (where 'research' is given)")),
            ParameterDescriptor(
                "initial-capital", unit: "as investment", range: 1e-9...1e18,
                explanation: LocalizedText(
                    zh: "投资历史第一年年初的资本；不给则为 投资 ÷ (g + δ)",
                    en: "capital at the beginning of the first year of investment; investment / (g + δ) if absent")),
            ParameterDescriptor(
                "capital-growth", unit: "percent per year", range: 0...50,
                explanation: LocalizedText(
                    zh: "估计初始资本所用的 g；不给则为历史投资的平均增速",
                    en: "g for the initial capital; the mean growth of past investment if absent")),
            ParameterDescriptor(
                "tfp-growth", unit: "percent per year", range: -20...20, default: .number(1),
                explanation: LocalizedText(
                    zh: "先验全要素生产率增速", en: "productivity growth expected beforehand")),
            ParameterDescriptor(
                "tfp-growth-sd", unit: "percent per year", range: 0...20, default: .number(1),
                explanation: LocalizedText(
                    zh: "其先验标准差（误差恰为 prior-sd 时）；0 表示已知",
                    en: "its standard deviation, where errors are as large as prior-sd says; 0: it is known")),
            ConjugateRegression.persistenceDescriptor,
        ] + ConjugateRegression.errorDescriptors(sd: 2, of: LocalizedText(zh: "全要素生产率", en: "productivity"))
    }
}
