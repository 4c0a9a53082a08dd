import TianmuModel
import TianmuNumerics

/// A region on its way to its leader. Parameter normals: the factor of σ, the last year's error, then c unless it is known,
/// then the steady ratio unless it is.
public struct FittedBetaConvergence: FittedModel {
    let leader: Int
    let lastValue: Double
    /// Per cent of the leader's level.
    let steadyRatio: ElicitedDistribution
    /// Of c, the share of the gap that closes in a year.
    let posterior: ConjugateRegression
    let scale: StudentScale
    let persistence: ErrorPersistence
    public let report: FitReport

    public var parameterNormalCount: Int { 2 + posterior.freeCount + (steadyRatio.isPoint ? 0 : 1) }

    public func project(_ block: ProjectionBlock) {
        let draws = 0..<block.drawCount
        let sigma = block.sigmas(posterior.sd, scale, normal: 0)
        let steady = block.values(steadyRatio, normal: 2 + posterior.freeCount).map(BetaConvergenceModel.gap)
        var closing = [Double](repeating: posterior.coefficients[0], count: block.drawCount)
        for (k, weight) in posterior.spread[0].enumerated() {
            let normals = block.parameterNormals(2 + k)
            for i in draws { closing[i] += weight * sigma[i] * normals[i] }
        }
        // What is left of the gap beyond the steady one.
        let start = block.driver(leader, yearIndex: -1)
        var gaps = draws.map { Double.log(start[$0] / lastValue) - steady[$0] }
        for i in draws { closing[i] = min(max(closing[i], 0), 1) }
        var errors = LastingErrors(persistence, block: block, normal: 1)
        for year in 0..<block.yearCount {
            let now = block.driver(leader, yearIndex: year)
            errors.advance(block.innovations(yearIndex: year))
            let path = block.path(yearIndex: year)
            for i in draws {
                gaps[i] = (1 - closing[i]) * gaps[i] - sigma[i] * errors.values[i]
                path[i] = now[i] * Double.exp(-gaps[i] - steady[i])
            }
        }
    }
}
