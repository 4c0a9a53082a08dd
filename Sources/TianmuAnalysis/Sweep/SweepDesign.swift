import TianmuNumerics
import TianmuScenario

/// Which settings of the levers a sweep visits.
package enum SweepDesign: Equatable, Sendable {
    /// Every combination of the spans' values, the last lever fastest.
    case factorial
    /// A Latin hypercube: of each lever's `count` equal parts each is visited once.
    case latinHypercube(count: Int)
    /// Scrambled Sobol points.
    case sobol(count: Int)

    /// The most settings of a sweep.
    package static let largestCount = 1_000_000

    /// A stream of random numbers that nothing else uses.
    private static let stream: UInt32 = 0x5357_4545

    /// `factorial`, `lhs 100`, `sobol 100`: as it stands in files.
    package var name: String {
        switch self {
        case .factorial: "factorial"
        case .latinHypercube(let count): "lhs \(count)"
        case .sobol(let count): "sobol \(count)"
        }
    }

    /// One value for each span in each setting.
    /// - Parameter seed: of the random designs.
    /// - Throws: where there would be more than ``largestCount`` settings.
    package func points(_ spans: [LeverSpan], seed: UInt64) throws(WhatIfRefusal) -> [[Double]] {
        switch self {
        case .factorial:
            let values = spans.map(\.values)
            let count = values.reduce(1.0) { $0 * Double($1.count) }
            guard count <= Double(Self.largestCount) else {
                throw WhatIfRefusal(
                    zh: "全因子设计有 \(Int(count)) 个点，最多 \(Self.largestCount) 个；请加大步长，或用 --design lhs --points N",
                    en: "the full factorial has \(Int(count)) points, at most \(Self.largestCount) are allowed; "
                        + "take larger steps, or --design lhs --points N")
            }
            return values.reduce([[]]) { points, values in points.flatMap { point in values.map { point + [$0] } } }
        case .latinHypercube(let count):
            return Self.scaled(Self.latinHypercube(dimensions: spans.count, count: count, seed: seed), spans)
        case .sobol(let count):
            return Self.scaled(Self.sobolPoints(dimensions: spans.count, count: count, seed: seed), spans)
        }
    }

    /// Points of the unit cube, one row a point: in each dimension exactly one in each of `count` equal parts.
    ///
    /// Source: McKay, Beckman and Conover (1979), A comparison of three methods for selecting values of input variables,
    /// Technometrics 21(2), 239-245.
    package static func latinHypercube(dimensions: Int, count: Int, seed: UInt64) -> [[Double]] {
        var random = PhiloxGenerator(seed: seed, stream: Self.stream)
        var points = [[Double]](repeating: [Double](repeating: 0, count: dimensions), count: count)
        for dimension in 0..<dimensions {
            for (point, part) in (0..<count).shuffled(using: &random).enumerated() {
                points[point][dimension] = (Double(part) + Double.random(in: 0..<1, using: &random)) / Double(count)
            }
        }
        return points
    }

    /// Scrambled Sobol points of the unit cube, one row a point.
    package static func sobolPoints(dimensions: Int, count: Int, seed: UInt64) -> [[Double]] {
        let source = SobolSource(seed: seed)
        var points = [[Double]](repeating: [Double](repeating: 0, count: dimensions), count: count)
        var normals = [Double](repeating: 0, count: count)
        for dimension in 0..<dimensions {
            normals.withUnsafeMutableBufferPointer {
                // No replicate of a simulation has this number.
                source.fillNormals(dimension: dimension, replicate: 1 << 20, first: 0, into: $0)
            }
            for point in 0..<count { points[point][dimension] = NormalDistribution.cdf(normals[point]) }
        }
        return points
    }

    private static func scaled(_ points: [[Double]], _ spans: [LeverSpan]) -> [[Double]] {
        points.map { point in
            zip(point, spans).map { LeverSpan.rounded($1.low + $0 * ($1.high - $1.low)) }
        }
    }
}
