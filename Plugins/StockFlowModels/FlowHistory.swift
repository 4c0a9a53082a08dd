import TianmuModel
import TianmuNumerics

/// Entries or exits year by year, in counts, each with what it is counted against.
struct FlowHistory {
    /// One observed flow: over how many years, how many in all, and the stock at the start summed over these years.
    struct Span: Equatable {
        var years: Double
        var count: Double
        var stock: Double
    }

    var spans: [Span] = []
    /// True if a flow that was less than nothing was taken as nothing.
    private(set) var isClipped = false

    /// Flows as observed. Where the stock of the year before is not known the flow has no `stock` and is left out if
    /// `needsStock`.
    init(flows: History, stocks: [Int: Double], unit: Double, needsStock: Bool) {
        for flow in flows.observations {
            let stock = stocks[flow.year - 1]
            guard stock != nil || !needsStock else { continue }
            spans.append(Span(years: 1, count: flow.value * unit, stock: stock ?? 0))
        }
    }

    /// Entries that lead from each stock to the next one given the exit probability q: over k years
    /// S₁ = S₀(1 − q)ᵏ + e Σ_{i<k} (1 − q)ⁱ.
    init(impliedBy stocks: [(year: Int, count: Double)], exitProbability q: Double) {
        for (before, after) in zip(stocks, stocks.dropFirst()) {
            let years = Double(after.year - before.year)
            let stay = Double.pow(1 - q, years)
            let weight = q > 0 ? (1 - stay) / q : years
            let yearly = (after.count - before.count * stay) / weight
            if yearly < 0 { isClipped = true }
            spans.append(Span(years: years, count: max(yearly, 0) * years, stock: before.count * years))
        }
    }

    var count: Double { spans.reduce(0) { $0 + $1.count } }
    var years: Double { spans.reduce(0) { $0 + $1.years } }
    var stock: Double { spans.reduce(0) { $0 + $1.stock } }

    /// The variation v of the rate between years beyond chance: v² = (4·0.1² + (n − 1)ĉ²)/(n + 3), with ĉ² the mean of
    /// ((e − μ)² − μ)/μ² over n flows, not below 0: a prior of 10 % worth four observations.
    func variation(perStock: Bool) -> Double {
        let exposure = perStock ? stock : years
        guard exposure > 0, count > 0 else { return Self.priorVariation }
        let freedom = Double(max(spans.count - 1, 0))
        let sum = spans.reduce(0) { sum, span in
            let mean = count / exposure * (perStock ? span.stock : span.years)
            return mean > 0 ? sum + ((span.count - mean) * (span.count - mean) - mean) / (mean * mean) : sum
        }
        let prior = 4 * Self.priorVariation * Self.priorVariation
        return min(((prior + max(sum, 0)) / (4 + freedom)).squareRoot(), Self.largestVariation)
    }

    static let priorVariation = 0.1
    static let largestVariation = 2.0
}
