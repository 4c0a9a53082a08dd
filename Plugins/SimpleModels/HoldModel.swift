import TianmuModel
import TianmuNumerics

/// One value for all years, with optional noise that is new each year: x e^{σε/100} for a level, x + σε for a
/// percentage.
public struct HoldModel: GrowthModel {
    public init() {}

    public var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: "hold",
            title: LocalizedText(zh: "保持不变", en: "Hold"),
            summary: LocalizedText(
                zh: "保持最后一个值或给定值，适用于制度参数、比例等变化很慢的量，或作对照。有趋势的指标不宜使用。",
                en:
                    "Keeps the last value, or a given one: for rules, ratios and other things that hardly move, "
                    + "or as a yardstick. Not for anything with a trend."),
            minimumObservations: 0,
            parameters: [
                ParameterDescriptor(
                    "value", unit: "the indicator's unit", range: -1e15...1e15,
                    explanation: LocalizedText(
                        zh: "要保持的值；不给则取最后一个观测值", en: "the value to keep; the last observation if absent")),
                ParameterDescriptor(
                    "sd", unit: "percent", range: 0...100, default: .number(0),
                    explanation: LocalizedText(
                        zh: "各年独立波动的标准差；百分比类指标为百分点",
                        en: "the standard deviation of noise, new each year; points for a percentage")),
            ],
            sources: [
                "The naive method, Hyndman & Athanasopoulos (2021), Forecasting: Principles and Practice, 3rd ed., "
                    + "section 5.2, with noise that does not accumulate"
            ],
            isScaleEquivariant: true)
    }

    public func fit(_ context: FitContext) throws(ModelRefusal) -> FittedHold {
        let output = try context.singleOutput()
        let given = context.parameters.number("value")
        let history = try output.requireHistory(of: given == nil ? 1 : 0)
        guard let value = given ?? history.last?.value else {
            throw .tooFewObservations(indicator: output.indicator, have: 0, need: 1)
        }
        // Levels are sizes. What may fall below zero, such as a balance, has no noise in per cent of itself.
        if output.measure == .level, value < 0 {
            throw .other(
                LocalizedText(
                    zh: "“\(output.indicator)”是总量，不能保持在负数 \(value)",
                    en: "'\(output.indicator)' is a level and cannot be held at \(value), below 0"))
        }
        let sd = context.parameters.number("sd") ?? 0
        return FittedHold(
            value: value, isRelative: output.measure == .level, sd: output.measure == .level ? sd / 100 : sd,
            report: FitReport(
                observationCount: history.count,
                priorShare: given == nil ? 0.5 : 1,
                estimates: [FitReport.Estimate("value", value, unit: "the indicator's unit")]))
    }
}

/// A held value. No parameter normals.
public struct FittedHold: ExactMoments, ExactQuantiles {
    let value: Double
    /// True if the noise multiplies.
    let isRelative: Bool
    /// As a fraction if it multiplies, in points otherwise.
    let sd: Double
    /// `priorShare` is 1 if the value is given; ½ if it is the last observation, since the spread is assumed.
    public let report: FitReport

    public var parameterNormalCount: Int { 0 }

    public func project(_ block: ProjectionBlock) {
        for year in 0..<block.yearCount {
            let path = block.path(yearIndex: year)
            let innovations = block.innovations(yearIndex: year)
            if isRelative {
                for i in path.indices { path[i] = sd * innovations[i] }
                VectorMath.exp(path)
                for i in path.indices { path[i] *= value }
            } else {
                for i in path.indices { path[i] = value + sd * innovations[i] }
            }
        }
    }

    public func exactMean(output: Int, yearIndex: Int) -> Double {
        isRelative ? value * Double.exp(0.5 * sd * sd) : value
    }

    public func exactVariance(output: Int, yearIndex: Int) -> Double {
        isRelative ? value * value * Double.exp(sd * sd) * Double.expm1(sd * sd) : sd * sd
    }

    public func exactQuantile(_ probability: Double, output: Int, yearIndex: Int) -> Double {
        let normal = NormalDistribution.quantile(probability)
        return value(atNormal: normal)
    }

    private func value(atNormal z: Double) -> Double {
        isRelative ? value * Double.exp(sd * z) : value + sd * z
    }
}
