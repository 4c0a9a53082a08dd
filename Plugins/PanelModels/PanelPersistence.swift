import TianmuModel

/// How long deviations of growth from its mean last, from many short series together.
///
/// The pooled first autocorrelation r = Σ wᵢ Σ eₜeₜ₋₁ / Σ wᵢ Σ e²ₜ₋₁ of deviations from own means is biased downwards, by
/// 0.3 with seven years. For uₜ = ρuₜ₋₁ + √(1 − ρ²)ε its numerator and denominator have, per region of T years, the
/// expectations
///
///     Σ_{t>1} (ρ − aₜ − aₜ₋₁ + c)  and  Σ_{t<T} (1 − 2aₜ + c),  aₜ = Σₛ ρ^|t−s|/T,  c = Σₜ aₜ/T
///
/// and ρ is the value at which their quotient is r, with a prior of 0.5 worth one pair of years, kept within 0...0.9.
///
/// Source: Nickell (1981), Biases in dynamic models with fixed effects, Econometrica 49, whose exact bias this inverts.
enum PanelPersistence {
    static let largest = 0.9

    /// - Parameter regions: each region's deviations from its mean, in order of time, and their variance.
    static func estimate(_ regions: [(errors: [Double], variance: Double)]) -> ErrorPersistence {
        var (products, squares) = (0.0, 0.0)
        var counts: [Int: Double] = [:]
        for (errors, variance) in regions where errors.count > 2 && variance > 0 {
            products += zip(errors, errors.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / variance
            squares += errors.dropLast().reduce(0) { $0 + $1 * $1 } / variance
            counts[errors.count, default: 0] += 1
        }
        guard squares > 0 else { return ErrorPersistence(0) }
        let lengths = counts.sorted { $0.key < $1.key }
        let raw = products / squares
        let pairs = lengths.reduce(0) { $0 + Double($1.key - 1) * $1.value }
        var (low, high) = (0.0, largest)
        if expected(low, lengths) >= raw { high = low }
        if expected(high, lengths) <= raw { low = high }
        while high - low > 1e-9 {
            let middle = 0.5 * (low + high)
            if expected(middle, lengths) < raw { low = middle } else { high = middle }
        }
        return ErrorPersistence(min((0.5 + pairs * 0.5 * (low + high)) / (1 + pairs), largest))
    }

    /// What r tends to in many regions.
    static func expected(_ persistence: Double, _ lengths: [(key: Int, value: Double)]) -> Double {
        var (products, squares) = (0.0, 0.0)
        for (length, count) in lengths {
            // aₜ: the year itself and geometric sums to both sides.
            let sums = (1..<length).reduce(into: [0.0]) { $0.append(persistence * (1 + $0[$1 - 1])) }
            let means = (0..<length).map { (1 + sums[$0] + sums[length - 1 - $0]) / Double(length) }
            let all = means.reduce(0, +) / Double(length)
            for t in 1..<length {
                products += count * (persistence - means[t] - means[t - 1] + all)
                squares += count * (1 - 2 * means[t - 1] + all)
            }
        }
        return products / squares
    }
}
