import TianmuModel

extension TrendModel {
    public var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: ModelID(kind.rawValue),
            title: title,
            summary: summary,
            minimumObservations: kind.stateCount + kind.varianceCount,
            parameters: ErrorScale.parameterDescriptors,
            sources: [
                "Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter, section 2.3",
                "Durbin & Koopman (2012), Time Series Analysis by State Space Methods, 2nd ed., sections 3.2, 4.10, 5.2",
            ],
            isScaleEquivariant: true,
            requiresPositiveValues: true)
    }

    private var title: LocalizedText {
        switch kind {
        case .localLevel: LocalizedText(zh: "局部水平", en: "Local level")
        case .localLinearTrend: LocalizedText(zh: "局部线性趋势", en: "Local linear trend")
        case .smoothTrend: LocalizedText(zh: "平滑趋势", en: "Smooth trend")
        }
    }

    private var summary: LocalizedText {
        switch kind {
        case .localLevel:
            LocalizedText(
                zh: "水平随机游走、观测含噪声，可有缺年和已知测量误差的初步数。适用于没有趋势但读数有噪声的指标；有趋势时不宜使用。",
                en: "A level that wanders, read with noise; years may be missing and preliminary figures carry a known "
                    + "error. For noisy readings without a trend; not where there is one.")
        case .localLinearTrend:
            LocalizedText(
                zh: "水平与斜率都可变化，缺年无须插补。适用于十年以上、趋势会转变的指标；序列短时三个方差难以分清，宜用平滑趋势。",
                en: "Level and slope may both change, and missing years need no filling. For ten years or more with a "
                    + "trend that turns; on short series the three variances are hard to tell apart: prefer "
                    + "smooth-trend.")
        case .smoothTrend:
            LocalizedText(
                zh: "斜率缓慢变化，水平严格随斜率而动。适用于趋势平缓变化、读数有噪声的指标；一次性跳变的序列不宜使用。",
                en:
                    "The slope changes slowly and the level follows it exactly. For trends that bend gently under noisy "
                    + "readings; not for series with jumps.")
        }
    }
}
