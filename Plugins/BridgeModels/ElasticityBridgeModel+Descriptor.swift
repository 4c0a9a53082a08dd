import TianmuModel
import TianmuNumerics

extension ElasticityBridgeModel {
    public var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: "elasticity-bridge",
            title: LocalizedText(zh: "弹性桥接", en: "Elasticity bridge"),
            summary: LocalizedText(
                zh: "增速 = 自主增速 + 弹性 × 驱动指标增速：财政收入随生产总值、居民收入随人均生产总值。"
                    + "弹性有先验（默认 1 ± 0.3），历史只有一两年也能用。驱动指标与本指标的关系正在改变"
                    + "（如减税、口径调整）时不宜使用；不要再对同一对指标设置联动（links），以免重复计算。",
                en:
                    "Growth = autonomous growth + elasticity × growth of a driver: revenue on output, income on output per "
                    + "head. The elasticity has a prior (1 ± 0.3 if not said otherwise), so that a year or two of history "
                    + "will do. Not where the relation itself is changing, as by tax cuts or a new coverage; no link "
                    + "between the same two indicators beside it, which would count twice."),
            minimumObservations: 1,
            parameters: Self.parameters,
            drivers: [
                DriverDescriptor(
                    Self.role, measure: .level,
                    explanation: LocalizedText(zh: "本指标所跟随的水平指标", en: "the level whose growth this one follows"))
            ],
            sources: [
                "Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., section 14.8",
                "Sobel & Holcombe (1996), Measuring the growth and variability of tax bases over the business cycle, "
                    + "National Tax Journal 49",
            ],
            isScaleEquivariant: true,
            requiresPositiveValues: true)
    }

    private static var parameters: [ParameterDescriptor] {
        [
            ParameterDescriptor(
                "transform", kind: .choice(["log", "none"]),
                explanation: LocalizedText(
                    zh: "log：按对数计增速（默认用于水平值）；none：按数值本身（默认用于百分比）",
                    en: "log: growth of logarithms (the default for levels); none: of the values (the default for "
                        + "percentages)")),
            ParameterDescriptor(
                "elasticity", range: -5...5, default: .number(1),
                explanation: LocalizedText(
                    zh: "先验弹性：驱动指标增长 1% 时本指标的增长；百分比类指标为百分点",
                    en: "growth for one per cent of the driver's growth, expected beforehand; points for a percentage")
            ),
            ParameterDescriptor(
                "elasticity-sd", range: 0...10, default: .number(0.3),
                explanation: LocalizedText(
                    zh: "先验弹性的标准差（误差恰为 prior-sd 时）；0 表示弹性已知",
                    en: "its standard deviation, where errors are as large as prior-sd says; 0: the elasticity is known"
                )),
            ParameterDescriptor(
                "autonomous", unit: "percent per year", range: -50...50, default: .number(0),
                explanation: LocalizedText(
                    zh: "先验自主增速：驱动指标不变时的年增速", en: "growth where the driver stands still, expected beforehand")),
            ParameterDescriptor(
                "autonomous-sd", unit: "percent per year", range: 0...50, default: .number(1),
                explanation: LocalizedText(
                    zh: "先验自主增速的标准差；0 表示已知", en: "its standard deviation; 0: it is known")),
        ]
            + ConjugateRegression.errorDescriptors(sd: 3, of: LocalizedText(zh: "增速", en: "growth"))
            + [
                ParameterDescriptor(
                    "prior", kind: .choice(["informative", "none"]), default: .choice("informative"),
                    explanation: LocalizedText(
                        zh: "informative：以上先验与历史合用；none：只用历史（最小二乘，至少 6 个观测值），以上先验不计",
                        en: "informative: the priors above with the history; none: the history alone by least squares, "
                            + "from 6 observations, without any of the priors above"))
            ]
    }
}
