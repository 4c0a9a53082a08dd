import TianmuModel

extension Law {
    /// The law in a sentence.
    public var title: LocalizedText {
        LocalizedText(zh: chinese, en: rawValue)
    }

    private var chinese: String {
        switch self {
        case .descriptorIsComplete: "说明齐全，中英文俱备，默认值合规"
        case .parametersAreBounded: "超出范围的参数一律按名拒绝"
        case .tooFewObservationsAreRefused: "观测值少于声明的个数时拒绝，而不是崩溃"
        case .wrongOutputCountIsRefused: "指标个数不符时拒绝"
        case .legalHistoriesGiveFiniteNumbers: "任何合规的历史都得到有限的路径和合理的报告"
        case .pathsAreWritten: "每个指标、每年、每次模拟都有值"
        case .innovationsStay: "不改动传入的正态数"
        case .sameNormalsSamePath: "同样的正态数总得到同样的路径"
        case .blocksEqualDraws: "成批推算与逐次推算相同"
        case .zeroNormalsGiveThePointForecast: "正态数为零时得到唯一的路径；分位数有解析式时即中位数"
        case .scaleEquivariance: "声明等比的模型，历史乘以一个数，路径也乘以它"
        case .codable: "拟合结果编码再解码后不变，推算相同"
        case .twinsAgree: "数据以各种方式传送，路径逐位相同"
        case .exactMoments: "解析的均值和方差与模拟值相差不超过 4 个标准误"
        case .exactQuantiles: "解析的分位数与模拟值相差不超过 4 个标准误"
        }
    }
}
