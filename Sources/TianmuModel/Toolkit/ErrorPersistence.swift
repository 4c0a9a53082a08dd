import TianmuNumerics

/// How long a model's errors last: uₜ = ρuₜ₋₁ + √(1 − ρ²)ε, which widens intervals and leaves point forecasts alone.
///
/// On a short series a model that is not quite right errs in one direction for years, and intervals that take errors
/// for independent are too narrow, the more so the further ahead. ρ is the errors' first autocorrelation r corrected for
/// its bias, r + (p + 3r)/n after p parameters were fitted, with a prior of 0.5 worth one error, kept within 0...0.9. About σ, n such errors say
/// as much as n(1 − ρ²)/(1 + ρ²) independent ones.
///
/// Sources: Kendall (1954), Note on bias in the estimation of autocorrelation, Biometrika 41; Bayley & Hammersley (1946),
/// The "effective" number of independent observations in an autocorrelated time series, JRSS Supplement 8.
public struct ErrorPersistence: Equatable, Codable, Sendable {
    /// ρ.
    public let value: Double

    public init(_ value: Double) { self.value = value }

    /// Estimated from `errors` in order of time.
    /// - Parameter fitted: p, how many parameters made the errors small; 1 for a mean.
    public init(errors: [Double], fitted: Int = 1) {
        let count = Double(errors.count)
        let sum = errors.reduce(0) { $0 + $1 * $1 }
        guard sum > 0 else {
            value = 0
            return
        }
        let raw = zip(errors, errors.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / sum
        let corrected = raw + (Double(fitted) + 3 * raw) / count
        value = min(max((0.5 + count * corrected) / (1 + count), 0), 0.9)
    }

    /// What n errors are worth about σ: n(1 − ρ²)/(1 + ρ²).
    public func effective(_ count: Double) -> Double { count * (1 - value * value) / (1 + value * value) }

    /// V(h) = h + 2Σ(h − k)ρᵏ, the variance of a sum of h errors.
    public func sumVariance(_ count: Int) -> Double {
        var sum = Double(count)
        var power = 1.0
        for lag in 1..<max(count, 1) {
            power *= value
            sum += 2 * Double(count - lag) * power
        }
        return sum
    }

    /// Spreads for a ``LinearForecast`` in which an error moves the value j years on by `weights[j]`: a parameter row for
    /// the last year's error, whose effect nobody knows, and the shocks.
    public func spreads(weights: [Double]) -> (last: [Double], shocks: [[Double]]) {
        var moved: [Double] = []
        var last: [Double] = []
        let new = (1 - value * value).squareRoot()
        // Σᵢ ψ_{h−i} ρⁱ grows by its own ρ-fold each year.
        var sum = 0.0
        for weight in weights {
            sum = weight + value * sum
            moved.append(new * sum)
            last.append(value * sum)
        }
        return (last, LinearForecast.shocks(weights: moved))
    }

    /// The same for shocks whose effect changes from year to year: row h holds what the error of each year up to it moves.
    public func spreads(shocks: [[Double]]) -> (last: [Double], shocks: [[Double]]) {
        let new = (1 - value * value).squareRoot()
        var last: [Double] = []
        let moved = shocks.map { row in
            var moved = row
            var sum = 0.0
            for year in row.indices.reversed() {
                sum = row[year] + value * sum
                moved[year] = new * sum
            }
            last.append(value * sum)
            return moved
        }
        return (last, moved)
    }
}
