import TianmuModel
import TianmuNumerics

/// How the yearly changes of a region's indicators moved together up to an origin, shrunk (``ShrunkCorrelation``).
///
/// Changes are log growth of levels above 0 and differences otherwise, in the years that all the indicators share; what
/// they have in common beyond their means stands for the innovations of whatever models forecast them, as it does in a
/// scenario with estimated correlations.
struct IndicatorCorrelation {
    /// Fewer common changes say nothing about a correlation.
    static let leastCommonChanges = 4

    let series: [String]
    /// Lower triangular, L Lᵀ = R*.
    let factor: Matrix

    /// `nil` if the series share too few changes.
    init?(_ known: [(series: String, history: History)], measure: Measure) {
        let changes = known.map { Self.changes($0.history, measure: measure) }
        guard let first = changes.first else { return nil }
        let years = changes.dropFirst().reduce(Set(first.keys)) { $0.intersection($1.keys) }.sorted()
        guard years.count >= Self.leastCommonChanges,
            let shrunk = ShrunkCorrelation(observations: years.map { year in changes.map { $0[year] ?? 0 } })
        else { return nil }
        series = known.map(\.series)
        factor = shrunk.factor
    }

    /// Year → the change from the year before.
    private static func changes(_ history: History, measure: Measure) -> [Int: Double] {
        let observations = history.observations
        let isLogarithmic = measure == .level && observations.allSatisfy { $0.value > 0 }
        var changes: [Int: Double] = [:]
        for (before, after) in zip(observations, observations.dropFirst()) where after.year == before.year + 1 {
            changes[after.year] =
                isLogarithmic ? Double.log(after.value / before.value) : after.value - before.value
        }
        return changes
    }
}
