import TianmuModel
import TianmuNumerics

/// A fitted damped trend.
///
/// Parameter normals: the first trend's error, then the standard deviation's factor (``StudentScale``, unless it is
/// known).
public struct FittedDampedTrend: ExactMoments, ExactQuantiles {
    let lastValue: Double
    let isLogarithmic: Bool
    let constants: SmoothingConstants
    /// The last level, as a difference from the last value.
    let level: Double
    let trend: Double
    /// What the first trend's error moves level and trend, in units of σ.
    let levelSpread: Double
    let trendSpread: Double
    let sd: Double
    let factor: DeferredScale
    public let report: FitReport

    private var hasScale: Bool { factor.degreesOfFreedom != nil }
    public var parameterNormalCount: Int { hasScale ? 2 : 1 }

    public func project(_ block: ProjectionBlock) {
        let draws = 0..<block.drawCount
        var sigma = [Double](repeating: 1, count: block.drawCount)
        if hasScale {
            sigma.withUnsafeMutableBufferPointer { factor.scale.factors(block.parameterNormals(1), into: $0) }
        }
        var levels = [Double](repeating: level, count: block.drawCount)
        var trends = [Double](repeating: trend, count: block.drawCount)
        let first = block.parameterNormals(0)
        for i in draws {
            sigma[i] *= sd
            levels[i] += sigma[i] * first[i] * levelSpread
            trends[i] += sigma[i] * first[i] * trendSpread
        }
        let (alpha, damping) = (constants.alpha, constants.damping)
        let gain = constants.alpha * constants.beta
        for year in 0..<block.yearCount {
            let path = block.path(yearIndex: year)
            let innovations = block.innovations(yearIndex: year)
            for i in draws {
                let error = sigma[i] * innovations[i]
                trends[i] *= damping
                levels[i] += trends[i]
                path[i] = levels[i] + error
                levels[i] += alpha * error
                trends[i] += gain * error
            }
            if isLogarithmic {
                VectorMath.exp(path)
                for i in draws { path[i] *= lastValue }
            } else {
                for i in draws { path[i] += lastValue }
            }
        }
    }

    /// Mean l + φ_h b and variance σ²(1 + Σⱼ cⱼ²) + first trend's, with cⱼ = α + αβ*φⱼ and φⱼ = φ + … + φʲ
    /// (Hyndman et al. 2008, table 6.1), of the difference from the last value, but for the factor of σ².
    private func difference(_ yearIndex: Int) -> (mean: Double, variance: Double) {
        var reach = constants.damping
        var power = constants.damping
        var sum = 1.0
        for _ in 0..<yearIndex {
            let c = constants.alpha * (1 + constants.beta * reach)
            sum += c * c
            power *= constants.damping
            reach += power
        }
        let first = levelSpread + reach * trendSpread
        return (level + reach * trend, sd * sd * (sum + first * first))
    }

    public func exactMean(output: Int, yearIndex: Int) -> Double {
        let (mean, variance) = difference(yearIndex)
        guard isLogarithmic else { return lastValue + mean }
        return lastValue * Double.exp(mean) * factor.scale.expectation { Double.exp(0.5 * $0 * $0 * variance) }
    }

    public func exactVariance(output: Int, yearIndex: Int) -> Double {
        let (mean, variance) = difference(yearIndex)
        guard isLogarithmic else { return variance * factor.scale.expectation { $0 * $0 } }
        let first = factor.scale.expectation { Double.exp(0.5 * $0 * $0 * variance) }
        let second = factor.scale.expectation { Double.exp(2 * $0 * $0 * variance) }
        let middle = lastValue * Double.exp(mean)
        return middle * middle * max(second - first * first, 0)
    }

    public func exactQuantile(_ probability: Double, output: Int, yearIndex: Int) -> Double {
        let (mean, variance) = difference(yearIndex)
        let value = mean + variance.squareRoot() * factor.scale.quantile(probability)
        return isLogarithmic ? lastValue * Double.exp(value) : lastValue + value
    }
}
