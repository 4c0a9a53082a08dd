import TianmuModel

extension CurveModel {
    public var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: ModelID(kind.rawValue),
            title: title,
            summary: summary,
            minimumObservations: 5,
            parameters: Self.ceiling + (kind == .bass ? Self.launch : [])
                + ErrorScale.parameterDescriptors.filter { $0.name != "transform" },
            sources: sources,
            isScaleEquivariant: true,
            requiresPositiveValues: true)
    }

    private var sources: [String] {
        let shared = "Seber & Wild (1989), Nonlinear Regression, sections 5.1 and 7.3"
        return switch kind {
        case .logistic: ["Verhulst (1838), Notice sur la loi que la population suit dans son accroissement", shared]
        case .gompertz:
            ["Gompertz (1825), On the nature of the function expressive of the law of human mortality", shared]
        case .bass:
            [
                "Bass (1969), A new product growth for model consumer durables, Management Science 15, equation 9",
                shared,
            ]
        }
    }

    private var title: LocalizedText {
        switch kind {
        case .logistic: LocalizedText(zh: "逻辑斯蒂曲线", en: "Logistic curve")
        case .gompertz: LocalizedText(zh: "龚珀兹曲线", en: "Gompertz curve")
        case .bass: LocalizedText(zh: "巴斯扩散曲线", en: "Bass diffusion")
        }
    }

    private var summary: LocalizedText {
        switch kind {
        case .logistic:
            LocalizedText(
                zh: "先快后慢、对称地趋于上限。适用于普及率、保有量等会饱和的指标，最好给定上限；尚未过拐点时估出的上限不可靠。",
                en:
                    "Rises to a ceiling, symmetric about its middle. For what saturates, such as ownership or coverage, best "
                    + "with a given ceiling; one estimated before the turning point is a guess.")
        case .gompertz:
            LocalizedText(
                zh: "早快晚缓、不对称地趋于上限。适用于后期收敛缓慢的普及过程，最好给定上限；不会饱和的指标不宜使用。",
                en:
                    "Rises to a ceiling, fast at first and with a long slow end. For diffusion that ends slowly, best with a "
                    + "given ceiling; not for what does not saturate.")
        case .bass:
            LocalizedText(
                zh: "创新者与模仿者先后采用的累计数。适用于新产品、新业态自推出以来的累计数；指标须为累计数，推出年份须大致已知。",
                en:
                    "The cumulative number of adopters, innovators first and imitators after them. For new products and "
                    + "activities since their launch; the indicator must be cumulative and the launch roughly known.")
        }
    }

    private static let ceiling = [
        ParameterDescriptor(
            "ceiling", unit: "the indicator's unit", range: 1e-12...1e18,
            explanation: LocalizedText(
                zh: "上限；须高于所有观测值；不给则估计，介于最大观测值与其 100 倍之间",
                en:
                    "the ceiling, above every observation; estimated if absent, between the largest value and 100 times it"
            ))
    ]

    private static let launch = [
        ParameterDescriptor(
            "years-before", unit: "years", range: 0.1...50, default: .number(1),
            explanation: LocalizedText(
                zh: "推出时点在首个观测值之前多少年", en: "how many years before the first observation the launch was"))
    ]
}
