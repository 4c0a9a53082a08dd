import TianmuModel
import TianmuNumerics

/// Fitted mean and ratio. Parameter normals: the factors of σ_p and σ_q, the drift unless it is known, then the ratio's.
public struct FittedProductRatio: FittedModel {
    let mean: MeanWalk
    let ratio: RatioPath
    let meanScale: StudentScale
    let ratioScale: StudentScale
    public let report: FitReport

    public var parameterNormalCount: Int { 2 + mean.posterior.freeCount + ratio.parameterNormalCount }

    public func project(_ block: ProjectionBlock) {
        mean.fill(
            block, sigma: block.sigmas(mean.posterior.sd, meanScale, normal: 0), firstNormal: 2)
        ratio.fill(
            block, sigma: block.sigmas(ratio.posterior.sd, ratioScale, normal: 1),
            firstNormal: 2 + mean.posterior.freeCount)
        for year in 0..<block.yearCount {
            let (first, second) = (block.path(output: 0, yearIndex: year), block.path(output: 1, yearIndex: year))
            for i in 0..<block.drawCount {
                let (p, q) = (first[i], second[i])
                first[i] = Double.exp(p + 0.5 * q)
                second[i] = Double.exp(p - 0.5 * q)
            }
        }
    }
}
