import TianmuModel

extension SmoothingModel {
    public var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: ModelID(kind.rawValue),
            title: title,
            summary: summary,
            minimumObservations: kind.parameterCount + 1,
            parameters: ErrorScale.parameterDescriptors,
            sources: [
                "Hyndman, Koehler, Ord & Snyder (2008), Forecasting with Exponential Smoothing, sections 2.5 and 5.2, "
                    + "table 6.1"
            ],
            isScaleEquivariant: true,
            requiresPositiveValues: true)
    }

    private var title: LocalizedText {
        switch kind {
        case .simple: LocalizedText(zh: "简单指数平滑", en: "Simple exponential smoothing")
        case .holt: LocalizedText(zh: "霍尔特线性趋势", en: "Holt's linear trend")
        case .dampedHolt: LocalizedText(zh: "阻尼霍尔特趋势", en: "Damped Holt trend")
        }
    }

    private var summary: LocalizedText {
        switch kind {
        case .simple:
            LocalizedText(
                zh: "近期水平的加权平均，系数由极大似然估计。适用于围绕缓慢变动的水平上下波动的指标；有趋势的指标不宜使用。",
                en:
                    "A weighted mean of recent levels, its weight fitted by maximum likelihood. For what moves around a "
                    + "slowly changing level; not for anything with a trend.")
        case .holt:
            LocalizedText(
                zh: "水平与趋势都随误差修正，趋势不衰减地延续。适用于趋势持久的较长序列；短序列上容易外推过头，宜用阻尼趋势。",
                en: "Level and trend learn from each error, and the trend goes on undamped. For longer series with a "
                    + "lasting trend; on short ones it overshoots, and a damped trend is safer.")
        case .dampedHolt:
            LocalizedText(
                zh: "趋势逐年衰减的霍尔特法，全部系数由极大似然估计。适用于十年左右或更长的年度序列；更短时请用带默认系数的 damped-trend。",
                en:
                    "Holt's method with a trend that fades, all constants fitted by maximum likelihood. For yearly series "
                    + "of about ten years or more; below that prefer damped-trend, which has default constants.")
        }
    }
}
