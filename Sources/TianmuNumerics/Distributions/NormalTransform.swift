/// A table that carries standard normals to another distribution: z ↦ F⁻¹(Φ(z)), fast enough for every draw.
///
/// Monotone cubic interpolation (Fritsch & Carlson 1980) with the exact slopes φ(z)/f(x) on equal intervals of z in
/// [−8.3, 8.3]: 1,280 of them, or 320 where the distribution is positive and logarithms are tabulated. Relative error
/// at most 1e-8 (tested for χ² and t with 3 degrees of freedom and more). Beyond the ends the end value stays: one
/// draw in 10¹⁶.
///
/// Equal, encoded and decoded by the distribution alone: the table is made anew.
public struct NormalTransform<Distribution: ContinuousDistribution & Codable & Equatable>: Sendable {
    public let distribution: Distribution
    /// Value and slope × step, by turns, node after node.
    private let table: [Double]
    private let isLogarithmic: Bool
    private let intervals: Int
    private let intervalsPerUnit: Double

    private static var limit: Double { 8.3 }
    /// Even, so that zero is a node. Far tails like Student's need the finer grid; logarithms of positive values bend
    /// less.
    private static func intervals(isLogarithmic: Bool) -> Int { isLogarithmic ? 320 : 1280 }

    public init(_ distribution: Distribution) {
        self.distribution = distribution
        isLogarithmic = distribution.isPositive
        intervals = Self.intervals(isLogarithmic: isLogarithmic)
        intervalsPerUnit = Double(intervals) / (2 * Self.limit)
        var table =
            (distribution as? any NormalTabulating)?.logarithmsByNormal(limit: Self.limit, intervals: intervals)
            ?? Self.table(distribution, intervals: intervals, isLogarithmic: isLogarithmic)
        // Slopes of at most three times either neighbouring secant keep the cubic monotone.
        for node in 0..<intervals {
            let most = 3 * (table[2 * node + 2] - table[2 * node])
            table[2 * node + 1] = min(table[2 * node + 1], most)
            table[2 * node + 3] = min(table[2 * node + 3], most)
        }
        self.table = table
    }

    /// Node by node.
    private static func table(_ distribution: Distribution, intervals: Int, isLogarithmic: Bool) -> [Double] {
        let step = 2 * limit / Double(intervals)
        var table: [Double] = []
        table.reserveCapacity(2 * intervals + 2)
        for node in 0...intervals {
            let z = Double(node - intervals / 2) * step
            let x = distribution.value(atNormal: z)
            let slope = NormalDistribution.density(z) / distribution.density(x) * step
            table.append(isLogarithmic ? Double.log(x) : x)
            table.append(isLogarithmic ? slope / x : slope)
        }
        return table
    }

    /// F⁻¹(Φ(z)).
    public func value(atNormal z: Double) -> Double {
        var value = table.withUnsafeBufferPointer { interpolate($0, z) }
        // The same bits as among many.
        if isLogarithmic {
            withUnsafeMutablePointer(to: &value) { VectorMath.exp(UnsafeMutableBufferPointer(start: $0, count: 1)) }
        }
        return value
    }

    /// F⁻¹(Φ(z)) for each of `normals`, into `values`.
    /// - Precondition: both have the same count.
    public func transform(_ normals: UnsafeBufferPointer<Double>, into values: UnsafeMutableBufferPointer<Double>) {
        table.withUnsafeBufferPointer { table in
            for i in values.indices { values[i] = interpolate(table, normals[i]) }
        }
        if isLogarithmic { VectorMath.exp(values) }
    }

    /// The cubic Hermite polynomial of the interval that holds `z`.
    private func interpolate(_ table: UnsafeBufferPointer<Double>, _ z: Double) -> Double {
        let position = (min(max(-Self.limit, z), Self.limit) + Self.limit) * intervalsPerUnit
        let node = min(Int(position), intervals - 1)
        let t = position - Double(node)
        let y0 = table[2 * node]
        let m0 = table[2 * node + 1]
        let rise = table[2 * node + 2] - y0
        let m1 = table[2 * node + 3]
        return y0 + t * (m0 + t * (3 * rise - 2 * m0 - m1 + t * (m0 + m1 - 2 * rise)))
    }
}

extension NormalTransform: Equatable {
    public static func == (left: Self, right: Self) -> Bool { left.distribution == right.distribution }
}

extension NormalTransform: Codable {
    public init(from decoder: any Decoder) throws {
        self.init(try Distribution(from: decoder))
    }

    public func encode(to encoder: any Encoder) throws {
        try distribution.encode(to: encoder)
    }
}
