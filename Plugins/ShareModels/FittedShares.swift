import TianmuModel
import TianmuNumerics

/// Fitted shares. One parameter normal for each share's drift, unless the drifts are certain.
public struct FittedShares: FittedModel {
    let total: Double
    /// Of the last year.
    let logRatios: [Double]
    let drifts: [Double]
    let driftSD: Double
    let sd: Double
    /// `priorShare` is κ₀/(κ₀ + W), the prior's part in the drift.
    public let report: FitReport

    public var parameterNormalCount: Int { driftSD > 0 ? drifts.count : 0 }

    public func project(_ block: ProjectionBlock) {
        for output in logRatios.indices { walk(block, output: output) }
        var largest = [Double](repeating: 0, count: block.drawCount)
        var sums = [Double](repeating: 0, count: block.drawCount)
        for year in 0..<block.yearCount {
            // e^{c − max c} cannot overflow, and the common factor cancels.
            for i in largest.indices { largest[i] = -.infinity }
            for output in logRatios.indices {
                let path = block.path(output: output, yearIndex: year)
                for i in path.indices { largest[i] = max(largest[i], path[i]) }
            }
            for i in sums.indices { sums[i] = 0 }
            for output in logRatios.indices {
                let path = block.path(output: output, yearIndex: year)
                for i in path.indices {
                    path[i] = Double.exp(path[i] - largest[i])
                    sums[i] += path[i]
                }
            }
            for output in logRatios.indices {
                let path = block.path(output: output, yearIndex: year)
                for i in path.indices { path[i] = total * (path[i] / sums[i]) }
            }
        }
    }

    /// Fills the paths of one share with its log-ratio.
    private func walk(_ block: ProjectionBlock, output: Int) {
        var steps = [Double](repeating: drifts[output], count: block.drawCount)
        if driftSD > 0 {
            let normals = block.parameterNormals(output)
            for i in steps.indices { steps[i] += driftSD * normals[i] }
        }
        for year in 0..<block.yearCount {
            let path = block.path(output: output, yearIndex: year)
            let innovations = block.innovations(output: output, yearIndex: year)
            for i in path.indices { path[i] = steps[i] + sd * innovations[i] }
            if year == 0 {
                for i in path.indices { path[i] += logRatios[output] }
            } else {
                let before = block.path(output: output, yearIndex: year - 1)
                for i in path.indices { path[i] += before[i] }
            }
        }
    }
}
