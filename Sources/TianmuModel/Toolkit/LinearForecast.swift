import TianmuNumerics

/// A forecast that is linear in all its errors on the working scale: what most models are once they are fitted.
///
///     w_h = mean_h + σ (Σₖ parameterSpread[k][h] zₖ + Σ_{j ≤ h} shockSpread[h][j] ε_j),  σ = s √(ν/χ²_ν)
///
/// with ε the years' innovations and z parameter normals. The normal number 0 is the factor of σ, unless σ is known;
/// then come the zₖ. The value is x_last e^w, or x_last + size·w.
public struct LinearForecast: ExactMoments, ExactQuantiles {
    private let series: Anchor
    private let mean: [Double]
    private let parameterSpread: [[Double]]
    private let shockSpread: [[Double]]
    private let sd: Double
    private let factor: DeferredScale
    public let report: FitReport

    /// - Parameters:
    ///   - mean: for each forecast year the median on the working scale.
    ///   - parameterSpread: for each parameter normal and forecast year, what it moves, in units of σ.
    ///   - shockSpread: for each forecast year what each innovation up to it moves, in units of σ; row h has h + 1.
    public init(
        series: WorkingSeries, mean: [Double], parameterSpread: [[Double]], shockSpread: [[Double]], error: ErrorScale,
        report: FitReport
    ) {
        self.series = Anchor(lastValue: series.lastValue, isLogarithmic: series.isLogarithmic, size: series.size)
        self.mean = mean
        // A spread of all zeros needs no normal.
        self.parameterSpread = parameterSpread.filter { $0.contains { $0 != 0 } }
        self.shockSpread = shockSpread
        self.sd = error.sd
        self.factor = DeferredScale(degreesOfFreedom: error.degreesOfFreedom)
        self.report = report
    }

    /// Shock spreads of a model with time-invariant weights: the innovation of a year moves the value j years on by
    /// `weights[j]`, the first being that of its own year.
    public static func shocks(weights: [Double]) -> [[Double]] {
        weights.indices.map { Array(weights[0...$0].reversed()) }
    }

    public var parameterNormalCount: Int { parameterSpread.count + (factor.degreesOfFreedom == nil ? 0 : 1) }

    public func project(_ block: ProjectionBlock) {
        let draws = 0..<block.drawCount
        var sigma = [Double](repeating: 1, count: block.drawCount)
        let first = factor.degreesOfFreedom == nil ? 0 : 1
        if first == 1 {
            let scale = factor.scale
            sigma.withUnsafeMutableBufferPointer { scale.factors(block.parameterNormals(0), into: $0) }
        }
        for year in 0..<block.yearCount {
            let path = block.path(yearIndex: year)
            for i in draws { path[i] = 0 }
            for (k, spread) in parameterSpread.enumerated() {
                let normals = block.parameterNormals(first + k)
                let weight = sd * spread[year]
                for i in draws { path[i] += weight * normals[i] }
            }
            for (j, spread) in shockSpread[year].enumerated() {
                let innovations = block.innovations(yearIndex: j)
                let weight = sd * spread
                for i in draws { path[i] += weight * innovations[i] }
            }
            let center = mean[year]
            for i in draws { path[i] = center + sigma[i] * path[i] }
            series.values(path)
        }
    }

    /// The variance on the working scale, but for the factor of σ².
    private func variance(_ year: Int) -> Double {
        let parameters = parameterSpread.reduce(0) { $0 + $1[year] * $1[year] }
        return sd * sd * shockSpread[year].reduce(parameters) { $0 + $1 * $1 }
    }

    public func exactMean(output: Int, yearIndex: Int) -> Double {
        guard series.isLogarithmic else { return series.value(mean[yearIndex]) }
        let variance = variance(yearIndex)
        return series.value(mean[yearIndex]) * factor.scale.expectation { Double.exp(0.5 * $0 * $0 * variance) }
    }

    public func exactVariance(output: Int, yearIndex: Int) -> Double {
        let variance = variance(yearIndex)
        let scale = factor.scale
        guard series.isLogarithmic else {
            return series.size * series.size * variance * scale.expectation { $0 * $0 }
        }
        let first = scale.expectation { Double.exp(0.5 * $0 * $0 * variance) }
        let second = scale.expectation { Double.exp(2 * $0 * $0 * variance) }
        let middle = series.value(mean[yearIndex])
        return middle * middle * max(second - first * first, 0)
    }

    public func exactQuantile(_ probability: Double, output: Int, yearIndex: Int) -> Double {
        series.value(mean[yearIndex] + variance(yearIndex).squareRoot() * factor.scale.quantile(probability))
    }
}

extension LinearForecast {
    /// What leads from the working scale back to values.
    private struct Anchor: Codable, Equatable {
        let lastValue: Double
        let isLogarithmic: Bool
        let size: Double

        func value(_ working: Double) -> Double {
            isLogarithmic ? lastValue * Double.exp(working) : lastValue + size * working
        }

        /// Working values in place.
        func values(_ row: UnsafeMutableBufferPointer<Double>) {
            if isLogarithmic {
                VectorMath.exp(row)
                for i in row.indices { row[i] *= lastValue }
            } else {
                for i in row.indices { row[i] = lastValue + size * row[i] }
            }
        }
    }

    private enum CodingKeys: String, CodingKey {
        case series, mean, parameterSpread, shockSpread, sd, degreesOfFreedom, report
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        series = try container.decode(Anchor.self, forKey: .series)
        mean = try container.decode([Double].self, forKey: .mean)
        parameterSpread = try container.decode([[Double]].self, forKey: .parameterSpread)
        shockSpread = try container.decode([[Double]].self, forKey: .shockSpread)
        sd = try container.decode(Double.self, forKey: .sd)
        factor = DeferredScale(degreesOfFreedom: try container.decodeIfPresent(Double.self, forKey: .degreesOfFreedom))
        report = try container.decode(FitReport.self, forKey: .report)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(mean, forKey: .mean)
        try container.encode(parameterSpread, forKey: .parameterSpread)
        try container.encode(shockSpread, forKey: .shockSpread)
        try container.encode(sd, forKey: .sd)
        try container.encodeIfPresent(factor.degreesOfFreedom, forKey: .degreesOfFreedom)
        try container.encode(report, forKey: .report)
    }
}
