import TianmuModel
import TianmuNumerics

/// A fitted random walk with drift.
///
/// Parameter normals: first the standard deviation's factor (``StudentScale``, unless it is known), then the drift
/// (unless it is known).
public struct FittedRandomWalkDrift: ExactMoments, ExactQuantiles {
    let lastValue: Double
    let isLogarithmic: Bool
    /// Per year, on the walk's scale.
    let drift: Double
    /// The standard error of the drift in units of σ.
    let driftSpread: Double
    let sd: Double
    let factor: DeferredScale
    public let report: FitReport

    public var parameterNormalCount: Int { (hasScale ? 1 : 0) + (hasDriftError ? 1 : 0) }

    private var hasScale: Bool { factor.degreesOfFreedom != nil }
    private var hasDriftError: Bool { driftSpread > 0 }

    public func project(_ block: ProjectionBlock) {
        let draws = 0..<block.drawCount
        var sigma = [Double](repeating: 1, count: block.drawCount)
        if hasScale {
            sigma.withUnsafeMutableBufferPointer { factor.scale.factors(block.parameterNormals(0), into: $0) }
        }
        for i in draws { sigma[i] *= sd }
        var drifts = [Double](repeating: drift, count: block.drawCount)
        if hasDriftError {
            let normals = block.parameterNormals(hasScale ? 1 : 0)
            for i in draws { drifts[i] += driftSpread * sigma[i] * normals[i] }
        }
        // First all walks from zero, for each year needs the one before; then all values.
        for year in 0..<block.yearCount {
            let path = block.path(yearIndex: year)
            let innovations = block.innovations(yearIndex: year)
            for i in draws { path[i] = drifts[i] + sigma[i] * innovations[i] }
            if year > 0 {
                let before = block.path(yearIndex: year - 1)
                for i in draws { path[i] += before[i] }
            }
        }
        for year in 0..<block.yearCount {
            let path = block.path(yearIndex: year)
            if isLogarithmic {
                VectorMath.exp(path)
                for i in draws { path[i] *= lastValue }
            } else {
                for i in draws { path[i] += lastValue }
            }
        }
    }

    /// s²(h + h²/κ), the variance of the walk after h = `yearIndex` + 1 years but for the factor of σ².
    private func walkVariance(_ yearIndex: Int) -> Double {
        let h = Double(yearIndex + 1)
        return sd * sd * (h + h * h * driftSpread * driftSpread)
    }

    private func walkMean(_ yearIndex: Int) -> Double { drift * Double(yearIndex + 1) }

    public func exactMean(output: Int, yearIndex: Int) -> Double {
        guard isLogarithmic else { return lastValue + walkMean(yearIndex) }
        let variance = walkVariance(yearIndex)
        let spread = factor.scale.expectation { Double.exp(0.5 * $0 * $0 * variance) }
        return lastValue * Double.exp(walkMean(yearIndex)) * spread
    }

    public func exactVariance(output: Int, yearIndex: Int) -> Double {
        let variance = walkVariance(yearIndex)
        guard isLogarithmic else { return variance * factor.scale.expectation { $0 * $0 } }
        let first = factor.scale.expectation { Double.exp(0.5 * $0 * $0 * variance) }
        let second = factor.scale.expectation { Double.exp(2 * $0 * $0 * variance) }
        let middle = lastValue * Double.exp(walkMean(yearIndex))
        return middle * middle * max(second - first * first, 0)
    }

    public func exactQuantile(_ probability: Double, output: Int, yearIndex: Int) -> Double {
        let walk =
            walkMean(yearIndex) + walkVariance(yearIndex).squareRoot() * factor.scale.quantile(probability)
        return isLogarithmic ? lastValue * Double.exp(walk) : lastValue + walk
    }
}
