import TianmuModel
import TianmuNumerics

/// A fitted urban share. No parameter normals; the log odds of each year are normal.
public struct FittedUrbanisation: ExactQuantiles {
    /// Of the last observation.
    let logOdds: Double
    /// The urban–rural growth difference of each forecast year without its shock.
    let differences: [Double]
    let sd: Double
    /// `priorShare` is the mean weight of the norm over the forecast years; 1 if no difference was observed.
    public let report: FitReport

    /// Log odds are held within ±30, so that a share never rounds to 0 or 100.
    static let largestLogOdds = 30.0

    public var parameterNormalCount: Int { 0 }

    public func project(_ block: ProjectionBlock) {
        for year in 0..<block.yearCount {
            let path = block.path(yearIndex: year)
            let innovations = block.innovations(yearIndex: year)
            let difference = differences[year]
            for i in path.indices { path[i] = difference + sd * innovations[i] }
            if year == 0 {
                for i in path.indices { path[i] += logOdds }
            } else {
                let before = block.path(yearIndex: year - 1)
                for i in path.indices { path[i] += before[i] }
            }
        }
        for year in 0..<block.yearCount {
            let path = block.path(yearIndex: year)
            for i in path.indices { path[i] = Self.share(path[i]) }
        }
    }

    public func exactQuantile(_ probability: Double, output: Int, yearIndex: Int) -> Double {
        let middle = differences[...yearIndex].reduce(logOdds, +)
        let spread = sd * Double(yearIndex + 1).squareRoot()
        return Self.share(middle + spread * NormalDistribution.quantile(probability))
    }

    /// 100/(1 + e^{−x}).
    private static func share(_ logOdds: Double) -> Double {
        100 / (1 + Double.exp(-min(max(logOdds, -largestLogOdds), largestLogOdds)))
    }
}
