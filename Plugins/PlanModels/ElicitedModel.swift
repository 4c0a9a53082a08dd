import TianmuModel
import TianmuNumerics

/// Yearly growth (of a level) or the yearly value (of a percentage) from an expert's p10, p50 and p90.
///
/// gₜ = x(zₜ) with x the distribution of ``ElicitedDistribution`` and zₜ = √ρ u + √(1−ρ) εₜ: the share ρ
/// (`persistence`) of the normal variance is one draw for all years, the rest is new each year. A level is
/// xₜ = xₜ₋₁(1 + gₜ/100), no year losing more than 99 %.
///
/// Source: Tukey's g-distribution, Hoaglin (1985), Summarizing shape numerically.
public struct ElicitedModel: GrowthModel {
    public init() {}

    public var descriptor: ModelDescriptor {
        let words = "percent per year (level); percent (percentage)"
        return ModelDescriptor(
            id: "elicited",
            title: LocalizedText(zh: "专家判断", en: "Expert judgement"),
            summary: LocalizedText(
                zh: "由专家给出年增速（百分比类指标为数值本身）的 p10、p50、p90。没有可用历史时使用；"
                    + "有像样的历史时，应优先用能从历史学习的模型。",
                en:
                    "An expert's p10, p50 and p90 of yearly growth, or of the value itself for a percentage. "
                    + "Where no history helps; with a fair history prefer a model that learns from it."),
            minimumObservations: 0,
            parameters: [
                ParameterDescriptor(
                    "p10", unit: words, range: -99...1000, isRequired: true,
                    explanation: LocalizedText(zh: "十分之一的可能低于此值", en: "one chance in ten to be below")),
                ParameterDescriptor(
                    "p50", unit: words, range: -99...1000, isRequired: true,
                    explanation: LocalizedText(zh: "高低各半", en: "as likely above as below")),
                ParameterDescriptor(
                    "p90", unit: words, range: -99...1000, isRequired: true,
                    explanation: LocalizedText(zh: "十分之一的可能高于此值", en: "one chance in ten to be above")),
                ParameterDescriptor(
                    "persistence", range: 0...1, default: .number(0.5),
                    explanation: LocalizedText(
                        zh: "各年共同的方差份额：1 表示一次抽定、各年相同，0 表示各年独立",
                        en:
                            "the share of the variance that all years have in common: 1 for one draw for all "
                            + "years, 0 for a new one each year")),
            ],
            sources: ["Hoaglin (1985), Summarizing shape numerically: the g-and-h distributions"],
            isScaleEquivariant: true,
            requiresPositiveValues: true)
    }

    public func fit(_ context: FitContext) throws(ModelRefusal) -> FittedElicited {
        let output = try context.singleOutput()
        var numbers: [Double] = []
        for name in ["p10", "p50", "p90"] {
            guard let number = context.parameters.number(name) else {
                throw .badParameter(.missing(name: name, unit: "percent per year"))
            }
            numbers.append(number)
        }
        let distribution = try ElicitedDistribution.of("p10, p50, p90", (numbers[0], numbers[1], numbers[2]))
        let isLevel = output.measure == .level
        let history = try output.requireHistory(of: isLevel ? 1 : 0, positive: isLevel)
        return FittedElicited(
            lastValue: isLevel ? history.last?.value : nil,
            distribution: distribution,
            persistence: context.parameters.number("persistence") ?? 0.5,
            report: FitReport(
                observationCount: history.count,
                priorShare: 1,
                estimates: [
                    FitReport.Estimate(
                        isLevel ? "growth" : "value", distribution.mean,
                        standardError: distribution.variance.squareRoot(),
                        unit: isLevel ? "percent per year" : "percent")
                ]))
    }
}

/// A fitted expert judgement. One parameter normal, the part of the judgement that stays, unless persistence is 0.
public struct FittedElicited: FittedModel {
    /// `nil` for a percentage, whose value is drawn itself.
    let lastValue: Double?
    let distribution: ElicitedDistribution
    let persistence: Double
    /// `priorShare` is 1: only the judgement speaks.
    public let report: FitReport

    public var parameterNormalCount: Int { persistence > 0 ? 1 : 0 }

    public func project(_ block: ProjectionBlock) {
        var normals = [Double](repeating: 0, count: block.drawCount)
        let shared = persistence > 0 ? block.parameterNormals(0) : nil
        for year in 0..<block.yearCount {
            let path = block.path(yearIndex: year)
            normals.withUnsafeMutableBufferPointer { normals in
                YearlyGrowth.mix(
                    persistence: persistence, shared: shared, yearly: block.innovations(yearIndex: year),
                    into: normals)
                distribution.transform(UnsafeBufferPointer(normals), into: path)
            }
            guard let lastValue else { continue }
            for i in path.indices { path[i] = YearlyGrowth.factor(percent: path[i]) }
            if year == 0 {
                for i in path.indices { path[i] *= lastValue }
            } else {
                let before = block.path(yearIndex: year - 1)
                for i in path.indices { path[i] *= before[i] }
            }
        }
    }
}
