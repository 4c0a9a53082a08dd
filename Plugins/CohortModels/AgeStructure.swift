import TianmuModel

/// Ages 0, 1, … 109 and 110 and over.
enum Ages {
    static let last = 110
    static let count = 111
}

/// A population's parts by single years of age.
///
/// Counts by age group become single years by a monotone cubic (Fritsch & Carlson, 1980, with Fritsch & Butland's
/// slopes) through the number below each age, so that each group keeps its sum and no age is below zero. The open last
/// group is spread as the life table's survivors.
struct AgeStructure: Equatable {
    /// Sums to 1.
    let shares: [Double]

    static let leastGroups = 3

    /// - Parameter groups: from lower age to any measure of number; the first age is 0.
    /// - Throws: ``ModelRefusal/other(_:)`` for fewer than three groups, an open group above 100, or an empty
    ///   population.
    init(groups: [Int: Double], life: LifeTable) throws(ModelRefusal) {
        let ages = groups.keys.sorted()
        let total = groups.values.reduce(0, +)
        guard ages.count >= Self.leastGroups, let open = ages.last, open <= 100, total > 0 else {
            throw .other(
                LocalizedText(
                    zh: "ages 至少要有 3 个年龄组，最后一组起点不超过 100 岁，人数之和大于 0",
                    en: "'ages' needs at least 3 groups, the last from 100 or below, and somebody in them"))
        }
        var below = [0.0]
        for age in ages.dropLast() { below.append(below[below.count - 1] + (groups[age] ?? 0) / total) }
        let curve = MonotoneCubic(x: ages.map(Double.init), y: below)
        var shares = (0..<Ages.count).map { age in
            age < open ? max(curve.value(Double(age + 1)) - curve.value(Double(age)), 0) : 0
        }
        let weights = (open..<Ages.count).map { life.survivors(age: $0) }
        let sum = weights.reduce(0, +)
        let rest = (groups[open] ?? 0) / total
        for (offset, weight) in weights.enumerated() {
            shares[open + offset] = sum > 0 ? rest * weight / sum : offset == 0 ? rest : 0
        }
        self.shares = shares
    }
}

/// The monotone piecewise cubic through points, with the weighted harmonic slopes of Fritsch & Butland (1984) and
/// one-sided slopes at the ends: SciPy's `PchipInterpolator`.
struct MonotoneCubic {
    let x: [Double]
    let y: [Double]
    private let slopes: [Double]

    /// At least three points, x rising.
    init(x: [Double], y: [Double]) {
        self.x = x
        self.y = y
        let steps = zip(x, x.dropFirst()).map { $1 - $0 }
        let secants = zip(zip(y, y.dropFirst()).map { $1 - $0 }, steps).map { $0 / $1 }
        let last = secants.count - 1
        slopes = x.indices.map { i in
            if i == 0 { return Self.end(steps[0], steps[1], secants[0], secants[1]) }
            if i > last { return Self.end(steps[last], steps[last - 1], secants[last], secants[last - 1]) }
            let (before, after) = (secants[i - 1], secants[i])
            guard before * after > 0 else { return 0 }
            let w1 = 2 * steps[i] + steps[i - 1]
            let w2 = steps[i] + 2 * steps[i - 1]
            return (w1 + w2) / (w1 / before + w2 / after)
        }
    }

    private static func end(_ step: Double, _ next: Double, _ secant: Double, _ nextSecant: Double) -> Double {
        let slope = ((2 * step + next) * secant - step * nextSecant) / (step + next)
        if slope * secant <= 0 { return 0 }
        return secant * nextSecant <= 0 && abs(slope) > 3 * abs(secant) ? 3 * secant : slope
    }

    /// Between the ends.
    func value(_ at: Double) -> Double {
        let i = min(max((x.firstIndex { $0 > at } ?? x.count) - 1, 0), x.count - 2)
        let step = x[i + 1] - x[i]
        let t = (at - x[i]) / step
        let rise = y[i + 1] - y[i]
        let (m0, m1) = (slopes[i] * step, slopes[i + 1] * step)
        return y[i] + t * (m0 + t * (3 * rise - 2 * m0 - m1 + t * (m0 + m1 - 2 * rise)))
    }
}
