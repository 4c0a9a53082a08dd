import TianmuModel
import TianmuNumerics

/// A fitted plan path.
///
/// Slippage that is uncertain takes the innovations, and one parameter normal if part of it stays. The further noise
/// takes the innovations if slippage does not need them; otherwise it takes one more parameter normal a year, since
/// both are new each year and independent.
public struct FittedPlanPath: FittedModel {
    /// `nil` for a percentage.
    let lastValue: Double?
    let goals: [Double]
    let slippage: ElicitedDistribution
    let persistence: Double
    let sd: Double
    /// `priorShare` is 1: goals and targets speak, observations only give the level.
    public let report: FitReport

    private var isShared: Bool { !slippage.isPoint && persistence > 0 }
    private var slippageTakesInnovations: Bool { !slippage.isPoint && persistence < 1 }
    private var hasOwnNoise: Bool { sd > 0 && slippageTakesInnovations }

    public var parameterNormalCount: Int { (isShared ? 1 : 0) + (hasOwnNoise ? goals.count : 0) }

    public func project(_ block: ProjectionBlock) {
        var normals = [Double](repeating: 0, count: block.drawCount)
        for year in 0..<block.yearCount {
            let path = block.path(yearIndex: year)
            normals.withUnsafeMutableBufferPointer { normals in
                YearlyGrowth.mix(
                    persistence: persistence, shared: isShared ? block.parameterNormals(0) : nil,
                    yearly: block.innovations(yearIndex: year), into: normals)
                slippage.transform(UnsafeBufferPointer(normals), into: path)
            }
            let goal = goals[year]
            for i in path.indices { path[i] += goal }
            let noise =
                hasOwnNoise
                ? block.parameterNormals((isShared ? 1 : 0) + year) : block.innovations(yearIndex: year)
            if let lastValue {
                grow(path, from: year == 0 ? nil : block.path(yearIndex: year - 1), lastValue: lastValue, noise: noise)
            } else if sd > 0 {
                for i in path.indices { path[i] += sd * noise[i] }
            }
        }
    }

    /// Turns growth in per cent into levels.
    private func grow(
        _ path: UnsafeMutableBufferPointer<Double>, from before: UnsafeMutableBufferPointer<Double>?,
        lastValue: Double, noise: UnsafeBufferPointer<Double>
    ) {
        for i in path.indices { path[i] = YearlyGrowth.factor(percent: path[i]) * (before?[i] ?? lastValue) }
        if sd > 0 {
            for i in path.indices { path[i] *= Double.exp(sd / 100 * noise[i]) }
        }
    }
}
