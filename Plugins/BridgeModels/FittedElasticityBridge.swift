import TianmuModel
import TianmuNumerics

/// A fitted bridge. Parameter normals: the factor of σ, then those of autonomous growth and elasticity.
public struct FittedElasticityBridge: FittedModel {
    let driver: Int
    let lastValue: Double
    let isLogarithmic: Bool
    /// What one per cent (or point) is on the scale on which growth adds up.
    let step: Double
    /// Of autonomous growth and elasticity.
    let posterior: ConjugateRegression
    let scale: StudentScale
    public let report: FitReport

    public var parameterNormalCount: Int { 1 + posterior.freeCount }

    public func project(_ block: ProjectionBlock) {
        let draws = 0..<block.drawCount
        let sigma = block.sigmas(posterior.sd, scale, normal: 0)
        let autonomous = coefficients(0, sigma: sigma, block)
        let elasticity = coefficients(1, sigma: sigma, block)
        var sums = [Double](repeating: 0, count: block.drawCount)
        for year in 0..<block.yearCount {
            let (now, before) = (block.driver(driver, yearIndex: year), block.driver(driver, yearIndex: year - 1))
            let innovations = block.innovations(yearIndex: year)
            let path = block.path(yearIndex: year)
            for i in draws {
                let drive = 100 * Double.log(now[i] / before[i])
                sums[i] += autonomous[i] + elasticity[i] * drive + sigma[i] * innovations[i]
            }
            if isLogarithmic {
                for i in draws { path[i] = lastValue * Double.exp(step * sums[i]) }
            } else {
                for i in draws { path[i] = lastValue + step * sums[i] }
            }
        }
    }

    private func coefficients(_ index: Int, sigma: [Double], _ block: ProjectionBlock) -> [Double] {
        var values = [Double](repeating: posterior.coefficients[index], count: block.drawCount)
        for (k, weight) in posterior.spread[index].enumerated() where weight != 0 {
            let normals = block.parameterNormals(1 + k)
            for i in values.indices { values[i] += weight * sigma[i] * normals[i] }
        }
        return values
    }
}
