/// Count, mean and sum of squared deviations of a sample, in one pass over blocks that may be merged.
///
/// Merging in the same order gives the same bits. Source: Chan, Golub and LeVeque (1979), Updating formulae and a
/// pairwise algorithm for computing sample variances, Stanford STAN-CS-79-773.
public struct Moments: Equatable, Codable, Sendable {
    public private(set) var count: Int
    /// 0 for an empty sample.
    public private(set) var mean: Double
    /// M₂ = Σ (x − mean)².
    public private(set) var squaredDeviations: Double

    /// An empty sample.
    public init() {
        count = 0
        mean = 0
        squaredDeviations = 0
    }

    /// Moments that were taken elsewhere; `nil` for a number of values or a sum of squares below 0.
    package init?(count: Int, mean: Double, squaredDeviations: Double) {
        guard count >= 0, squaredDeviations >= 0 || squaredDeviations.isNaN else { return nil }
        self.count = count
        self.mean = mean
        self.squaredDeviations = squaredDeviations
    }

    /// The moments of a block, in two passes: first the mean, then the deviations from it.
    public init(_ values: UnsafeBufferPointer<Double>) {
        self.init()
        guard !values.isEmpty else { return }
        count = values.count
        mean = sumOfFour(values) { $0 } / Double(count)
        let center = mean
        // The second sum corrects the first mean's rounding (Chan et al., the corrected two-pass form).
        let rest = sumOfFour(values) { $0 - center }
        squaredDeviations = sumOfFour(values) { ($0 - center) * ($0 - center) } - rest * rest / Double(count)
        squaredDeviations = max(squaredDeviations, 0)
        mean += rest / Double(count)
    }

    /// The moments of an array.
    public init(_ values: [Double]) {
        self = values.withUnsafeBufferPointer { Moments($0) }
    }

    /// M₂ / (n − 1); NaN below two values.
    public var variance: Double { count < 2 ? .nan : squaredDeviations / Double(count - 1) }

    /// √variance; NaN below two values.
    public var standardDeviation: Double { variance.squareRoot() }

    /// Standard error of the mean of independent draws, √(variance / n); NaN below two values.
    public var standardError: Double { (variance / Double(count)).squareRoot() }

    /// Adds a block of values.
    public mutating func add(contentsOf values: UnsafeBufferPointer<Double>) {
        merge(Moments(values))
    }

    /// Adds one value.
    public mutating func add(_ value: Double) {
        count += 1
        let delta = value - mean
        mean += delta / Double(count)
        squaredDeviations += delta * (value - mean)
    }

    /// Adds another sample: M₂ = M₂ᵃ + M₂ᵇ + δ² nₐ n_b / n with δ the difference of means (Chan et al., eq. 2.1).
    public mutating func merge(_ other: Moments) {
        guard other.count > 0 else { return }
        guard count > 0 else {
            self = other
            return
        }
        let (a, b) = (Double(count), Double(other.count))
        let delta = other.mean - mean
        count += other.count
        mean += delta * (b / (a + b))
        squaredDeviations += other.squaredDeviations + delta * delta * (a * b / (a + b))
    }
}

/// The sum of f(x) in four interleaved parts: a fixed order that vectorises and rounds less than one long chain.
@inline(__always)
private func sumOfFour(_ values: UnsafeBufferPointer<Double>, _ f: (Double) -> Double) -> Double {
    var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0)
    var i = 0
    while i + 4 <= values.count {
        a += f(values[i])
        b += f(values[i + 1])
        c += f(values[i + 2])
        d += f(values[i + 3])
        i += 4
    }
    while i < values.count {
        a += f(values[i])
        i += 1
    }
    return (a + b) + (c + d)
}
