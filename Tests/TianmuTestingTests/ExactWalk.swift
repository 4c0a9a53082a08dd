import TianmuModel
import TianmuNumerics
import TianmuTesting

/// A lawful model with closed forms, ln xₜ = ln x₀ + 0.05 t + 0.02 Σε, and on request one that breaks exactly one law.
struct ExactWalk: GrowthModel {
    var broken: Law?

    var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: "exact-walk", title: LocalizedText(zh: "精确", en: "Exact walk"),
            summary: LocalizedText(zh: "仅用于测试", en: "For tests only"), minimumObservations: 1, sources: ["none"],
            requiresPositiveValues: true)
    }

    func fit(_ context: FitContext) throws(ModelRefusal) -> ExactWalkFit {
        let history = try context.singleOutput().requireHistory(of: 1, positive: true)
        return ExactWalkFit(
            last: history.last?.value ?? .nan,
            varianceFactor: broken == .exactMoments ? 1.2 : 1,
            spreadFactor: broken == .exactQuantiles ? 1.2 : 1,
            medianFactor: broken == .zeroNormalsGiveThePointForecast ? 1.0001 : 1)
    }
}

struct ExactWalkFit: ExactMoments, ExactQuantiles {
    let last: Double
    let varianceFactor: Double
    let spreadFactor: Double
    let medianFactor: Double

    var parameterNormalCount: Int { 0 }
    var report: FitReport { FitReport(observationCount: 1, priorShare: 1) }

    func project(_ block: ProjectionBlock) {
        for year in 0..<block.yearCount {
            let path = block.path(yearIndex: year)
            let innovations = block.innovations(yearIndex: year)
            for i in path.indices {
                let before = year == 0 ? last : block.path(yearIndex: year - 1)[i]
                path[i] = before * Double.exp(0.05 + 0.02 * innovations[i])
            }
        }
    }

    func exactMean(output: Int, yearIndex: Int) -> Double {
        let years = Double(yearIndex + 1)
        return last * Double.exp(0.05 * years + 0.5 * 0.0004 * years)
    }

    func exactVariance(output: Int, yearIndex: Int) -> Double {
        let mean = exactMean(output: output, yearIndex: yearIndex)
        return varianceFactor * mean * mean * Double.expm1(0.0004 * Double(yearIndex + 1))
    }

    func exactQuantile(_ probability: Double, output: Int, yearIndex: Int) -> Double {
        let years = Double(yearIndex + 1)
        let spread = spreadFactor * 0.02 * years.squareRoot()
        return medianFactor * last * Double.exp(0.05 * years + spread * NormalDistribution.quantile(probability))
    }
}
