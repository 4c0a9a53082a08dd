import TianmuModel
import TianmuNumerics

/// A fitted stock with its flows.
///
/// Parameter normals: the rate of entries, its growth, two for the exit probability, and for each year that of the
/// exits unless these are an indicator of their own.
public struct FittedStockFlow: FittedModel {
    /// In counts.
    let stock: Double
    /// Counts in one unit of the indicator.
    let unit: Double
    let entries: EntryRate
    /// True if the rate of entries is per stock.
    let isPerStock: Bool
    /// In per cent per year.
    let growth: ElicitedDistribution
    let exits: ExitProbability
    /// What a higher exit probability adds to the rate of entries, where these are implied by the stock's history.
    let coupling: Double
    let entryVariation: Double
    let exitVariation: Double
    let outputCount: Int
    let yearCount: Int
    public let report: FitReport

    static let rateNormals = 4
    /// Counts and rates are cut here, where doubles begin to lose whole numbers; growth of 1,000 per cent over decades
    /// would go on to infinity.
    static let largestCount = 1e15

    public var parameterNormalCount: Int { Self.rateNormals + (outputCount < 3 ? yearCount : 0) }

    public func project(_ block: ProjectionBlock) {
        let middle = exits.middle
        for draw in 0..<block.drawCount {
            let probability = exits.value(
                atNormals: block.parameterNormals(2)[draw], block.parameterNormals(3)[draw])
            let base = entries.value(atNormal: block.parameterNormals(0)[draw])
            var rate = max(base + coupling * (probability - middle), 0)
            let factor = max(1 + growth.value(atNormal: block.parameterNormals(1)[draw]) / 100, 0)
            var count = stock
            for year in 0..<block.yearCount {
                let entryNormal = block.innovations(output: min(outputCount - 1, 1), yearIndex: year)[draw]
                // More exits are a lower stock: alone, the stock rises with all its normals.
                let exitNormal =
                    outputCount < 3
                    ? -block.parameterNormals(Self.rateNormals + year)[draw]
                    : block.innovations(output: 2, yearIndex: year)[draw]
                let mean = min(isPerStock ? rate * count : rate, Self.largestCount)
                let entered = min(
                    CountQuantile.negativeBinomial(mean: mean, variation: entryVariation, normal: entryNormal),
                    Self.largestCount)
                let left = CountQuantile.betaBinomial(
                    trials: count, probability: probability, variation: exitVariation, normal: exitNormal)
                count = min(count + entered - left, Self.largestCount)
                rate = min(rate * factor, Self.largestCount)
                block.path(yearIndex: year)[draw] = count / unit
                if outputCount > 1 { block.path(output: 1, yearIndex: year)[draw] = entered / unit }
                if outputCount > 2 { block.path(output: 2, yearIndex: year)[draw] = left / unit }
            }
        }
    }
}
