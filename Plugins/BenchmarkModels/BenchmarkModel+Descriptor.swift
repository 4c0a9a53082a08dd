import TianmuModel

extension BenchmarkModel {
    public var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: ModelID(method.rawValue),
            title: title,
            summary: summary,
            minimumObservations: method == .naive ? 1 : 2,
            parameters: Self.persistence + (method == .meanGrowth ? Self.years : []) + ErrorScale.parameterDescriptors,
            sources: [
                "Hyndman & Athanasopoulos (2021), Forecasting: Principles and Practice, 3rd ed., sections 5.2 and 5.5",
                "Bayley & Hammersley (1946), The 'effective' number of independent observations in an autocorrelated "
                    + "time series, JRSS Supplement 8",
            ],
            isScaleEquivariant: true,
            requiresPositiveValues: true)
    }

    private var title: LocalizedText {
        switch method {
        case .naive: LocalizedText(zh: "朴素法", en: "Naive")
        case .drift: LocalizedText(zh: "漂移法", en: "Drift")
        case .meanGrowth: LocalizedText(zh: "近年平均增速", en: "Mean of recent growth")
        }
    }

    private var summary: LocalizedText {
        switch method {
        case .naive:
            LocalizedText(
                zh: "以最后一个值为预测，是其他模型至少应胜过的标尺；区间按历史增速的正反两个方向放宽。"
                    + "对有稳定趋势的指标，不宜用作正式预测。",
                en:
                    "The last value is the forecast: the yardstick that any other model should beat; its intervals allow "
                    + "for the past growth in both directions. Not as the forecast of anything with a steady trend.")
        case .drift:
            LocalizedText(
                zh: "首尾两值连线延长：历史平均增速延续，增速偏离的持续性计入区间。适合作标尺和平稳增长的指标；"
                    + "增速已明显放缓或加快、或首尾年份异常时不宜使用。",
                en:
                    "The line from the first value to the last goes on, and intervals allow for deviations of growth that "
                    + "last. A yardstick, and for steady growth; not where growth has visibly slowed or risen, or where "
                    + "the first or last year is odd.")
        case .meanGrowth:
            LocalizedText(
                zh: "最近若干年的平均增速延续。适用于近年增速比久远历史更有代表性的指标；"
                    + "近年含异常年份（如疫情）时不宜使用。",
                en:
                    "The mean growth of the last few years goes on. Where recent growth says more than the distant past; "
                    + "not where those years hold an exceptional one, such as an epidemic.")
        }
    }

    private static let persistence = [
        ParameterDescriptor(
            "persistence", range: 0...0.95,
            explanation: LocalizedText(
                zh: "增速偏离均值后次年保留的份额 ρ，只影响区间；不给则估计",
                en:
                    "the share ρ of a deviation of growth that is left a year later; widens intervals only; estimated if "
                    + "absent"))
    ]

    private static let years = [
        ParameterDescriptor(
            "years", kind: .integer, unit: "changes", range: 1...100, default: .number(3),
            explanation: LocalizedText(
                zh: "取最近多少个年度变化的平均；历史更短时用全部", en: "how many of the last changes are averaged; all if there are fewer"))
    ]
}
