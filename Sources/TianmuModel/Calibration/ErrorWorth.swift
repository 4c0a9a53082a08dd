/// How many independent errors so many dependent ones are worth.
///
/// Errors of one outcome year are correlated across series (ρ = 0.1): m of them with weights wᵢ count as
/// Σ wᵢ/(1 + (m − 1)ρ). Years are independent.
package struct ErrorWorth {
    private static let correlation = 0.1
    private var years: [Int: (weight: Double, count: Double)] = [:]

    package init() {}

    package mutating func add(year: Int, weight: Double) {
        let old = years[year] ?? (0, 0)
        years[year] = (old.weight + weight, old.count + 1)
    }

    package var count: Double {
        // Of which the order of a dictionary must not decide the last digits.
        years.sorted { $0.key < $1.key }
            .reduce(0) { $0 + $1.value.weight / (1 + ($1.value.count - 1) * Self.correlation) }
    }
}
