import TianmuModel
import TianmuNumerics

/// Shares of a whole: a random walk with drift of the centred log-ratios.
///
/// cᵢ = ln xᵢ − mean ln x moves by μᵢ + σεᵢ a year, and xᵢ = total · e^{cᵢ} / Σ e^{cⱼ}, so that the shares sum to the
/// total in every draw. The drift is μᵢ = Σdᵢ/(κ₀ + W) over W years of history, κ₀ pseudo-years of no drift
/// (`prior-weight`), with standard error σ/√(κ₀ + W), which enters the draws. One σ for all shares:
/// (ν₀s₀² + S)/(ν₀ + (n−1)(k−1)) with S the squared residuals of n changes of k shares.
///
/// Source: Aitchison (1986), The Statistical Analysis of Compositional Data, §4.6 (centred log-ratios).
public struct SharesModel: GrowthModel {
    public init() {}

    public var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: "shares",
            title: LocalizedText(zh: "构成占比", en: "Shares of a whole"),
            summary: LocalizedText(
                zh: "一次预测一组相加等于总量的占比（如三次产业结构），每次抽样都严格加总。某一占比为零或会消失时不宜使用。",
                en:
                    "Several shares that sum to a total, such as the three sectors of an economy, adding up in "
                    + "every draw. Not where a share is zero or bound to vanish."),
            minimumObservations: 1,
            outputs: 2...50,
            parameters: Self.parameters,
            sources: ["Aitchison (1986), The Statistical Analysis of Compositional Data, section 4.6"],
            requiresPositiveValues: true)
    }

    public func fit(_ context: FitContext) throws(ModelRefusal) -> FittedShares {
        let count = context.outputs.count
        guard descriptor.outputs.contains(count) else {
            throw .wrongOutputCount(have: count, allowed: descriptor.outputs)
        }
        let parameters = context.parameters
        let total = parameters.number("total") ?? 100
        let composition = try Composition(context.outputs, total: total)
        let logs = composition.logRatios
        guard let last = logs.last, let firstYear = composition.years.first, let lastYear = composition.years.last
        else {
            throw .tooFewObservations(indicator: context.outputs[0].indicator, have: 0, need: 1)
        }
        let years = Double(lastYear - firstYear)
        let weight = (parameters.number("prior-weight") ?? 2) + years
        let drifts = last.indices.map { weight > 0 ? (last[$0] - logs[0][$0]) / weight : 0 }
        let sdWeight = parameters.number("prior-sd-weight") ?? 4
        let priorSD = (parameters.number("prior-sd") ?? 3) / 100
        let freedom = sdWeight + Double(max(logs.count - 2, 0) * (count - 1))
        let pooled =
            freedom > 0
            ? ((sdWeight * priorSD * priorSD + composition.residualSquares) / freedom).squareRoot() : priorSD
        let sd = parameters.number("sd").map { $0 / 100 } ?? pooled
        let driftSD = weight > 0 ? sd / weight.squareRoot() : 0
        return FittedShares(
            total: total, logRatios: last, drifts: drifts, driftSD: driftSD, sd: sd,
            report: FitReport(
                observationCount: logs.count,
                priorShare: years > 0 ? 1 - years / weight : 1,
                estimates: zip(context.outputs, drifts).map { output, drift in
                    FitReport.Estimate(
                        "drift of \(output.indicator)", 100 * drift, standardError: 100 * driftSD,
                        unit: "percent per year")
                } + [FitReport.Estimate("sd", 100 * sd, unit: "percent per year")],
                notes: composition.notes))
    }

    private static var parameters: [ParameterDescriptor] {
        [
            ParameterDescriptor(
                "total", unit: "the shares' unit", range: 1e-9...1e15, default: .number(100),
                explanation: LocalizedText(zh: "各占比之和", en: "what the shares sum to")),
            ParameterDescriptor(
                "prior-weight", unit: "years", range: 0...1000, default: .number(2),
                explanation: LocalizedText(
                    zh: "“占比不变”的先验相当于多少年的观测", en: "how many years of history the prior of no drift is worth")),
            ParameterDescriptor(
                "sd", unit: "percent per year", range: 0...100,
                explanation: LocalizedText(
                    zh: "已知的对数比年度冲击标准差", en: "the standard deviation of a log-ratio's yearly shock, if known")),
            ParameterDescriptor(
                "prior-sd", unit: "percent per year", range: 0.001...100, default: .number(3),
                explanation: LocalizedText(
                    zh: "对该标准差的先验判断", en: "that standard deviation as expected beforehand")),
            ParameterDescriptor(
                "prior-sd-weight", unit: "observations", range: 0...1000, default: .number(4),
                explanation: LocalizedText(
                    zh: "prior-sd 相当于多少个观测值", en: "how many observations prior-sd is worth")),
        ]
    }
}
