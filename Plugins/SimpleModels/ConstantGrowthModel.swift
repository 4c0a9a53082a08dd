import TianmuModel
import TianmuNumerics

/// The same growth every year: xₜ₊ₕ = xₜ(1 + r/100)ʰ for a level, xₜ + hr for a percentage.
///
/// r is `rate`, one draw for all years if it is given as quantiles; without it r is the mean over the history,
/// (last/first)^{1/years} − 1 or the mean yearly difference. No year loses more than 99 %.
public struct ConstantGrowthModel: GrowthModel {
    public init() {}

    public var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: "constant-growth",
            title: LocalizedText(zh: "固定增速", en: "Constant growth"),
            summary: LocalizedText(
                zh: "每年以同一增速增长，适合做对照或“若年均增长 r”的假设分析。除增速本身外不含任何波动，"
                    + "不宜单独用来判断目标实现的可能性。",
                en: "Grows by the same rate every year: a yardstick, or a what-if. It has no fluctuation but the "
                    + "uncertainty of the rate; not for judging by itself how sure a target is."),
            minimumObservations: 1,
            parameters: [
                ParameterDescriptor(
                    "rate", kind: .uncertain, unit: "percent per year", range: -90...1000,
                    explanation: LocalizedText(
                        zh: "年增速；百分比类指标为每年百分点；不给则取历史平均（至少 2 个观测值）",
                        en:
                            "yearly growth; points per year for a percentage; the mean of the history if absent "
                            + "(at least 2 observations)"))
            ],
            sources: [
                "Compound growth; the historical mean is that of the drift method, Hyndman & Athanasopoulos (2021), "
                    + "Forecasting: Principles and Practice, 3rd ed., section 5.2"
            ],
            isScaleEquivariant: true,
            requiresPositiveValues: true)
    }

    public func fit(_ context: FitContext) throws(ModelRefusal) -> FittedConstantGrowth {
        let output = try context.singleOutput()
        let isLevel = output.measure == .level
        let given = context.parameters.quantiles("rate")
        let history = try output.requireHistory(of: given == nil ? 2 : 1, positive: isLevel)
        guard let first = history.observations.first, let last = history.last else {
            throw .tooFewObservations(indicator: output.indicator, have: 0, need: 1)
        }
        let quantiles: (p10: Double, p50: Double, p90: Double)
        if let given {
            quantiles = given
        } else {
            let years = Double(last.year - first.year)
            let mean =
                isLevel
                ? 100 * Double.expm1(Double.log(last.value / first.value) / years) : (last.value - first.value) / years
            quantiles = (mean, mean, mean)
        }
        let rate = try ElicitedDistribution.of("rate", quantiles)
        return FittedConstantGrowth(
            lastValue: last.value, isLevel: isLevel, rate: rate,
            report: FitReport(
                observationCount: history.count,
                priorShare: given == nil ? 0.5 : 1,
                estimates: [
                    FitReport.Estimate(
                        "rate", rate.mean, standardError: rate.isPoint ? nil : rate.variance.squareRoot(),
                        unit: isLevel ? "percent per year" : "points per year")
                ]))
    }
}

/// A fitted constant growth. One parameter normal if the rate is uncertain.
public struct FittedConstantGrowth: ExactQuantiles {
    let lastValue: Double
    let isLevel: Bool
    let rate: ElicitedDistribution
    /// `priorShare` is 1 if the rate is given; ½ if it comes from the history, since the lack of spread is assumed.
    public let report: FitReport

    public var parameterNormalCount: Int { rate.isPoint ? 0 : 1 }

    public func project(_ block: ProjectionBlock) {
        var rates = [Double](repeating: rate.p50, count: block.drawCount)
        if !rate.isPoint {
            rates.withUnsafeMutableBufferPointer { rate.transform(block.parameterNormals(0), into: $0) }
        }
        for year in 0..<block.yearCount {
            let path = block.path(yearIndex: year)
            for i in path.indices { path[i] = value(rate: rates[i], yearIndex: year) }
        }
    }

    public func exactQuantile(_ probability: Double, output: Int, yearIndex: Int) -> Double {
        value(rate: rate.quantile(probability), yearIndex: yearIndex)
    }

    /// Rises with the rate, so that it carries quantiles to quantiles.
    private func value(rate: Double, yearIndex: Int) -> Double {
        let years = Double(yearIndex + 1)
        guard isLevel else { return lastValue + rate * years }
        return lastValue * Double.exp(years * Double.log1p(max(rate, -99) / 100))
    }
}
