import TianmuModel
import TianmuNumerics

/// How fast other regions converge towards each other: what their history says about c.
///
/// Within each year, the growth of a region less the mean of all falls with its log level less the mean of all,
/// Δln xᵢₜ − mean = −c (ln xᵢₜ₋₁ − mean) + σεᵢₜ: a panel with year effects, which take off the leader and all that regions
/// share in a year. Each year's means cost one degree of freedom.
///
/// Source: Islam (1995), Growth empirics: a panel data approach, Quarterly Journal of Economics 110 (without the region
/// effects, so that regions are taken to converge to one level).
struct SiblingRate {
    /// Of c, after prior and panel.
    let mean: Double
    let standardError: Double
    /// What of the precision the prior gave.
    let priorShare: Double
    let regions: Int
    let changes: Int

    /// `nil` where no year has two regions with a change, or the panel says nothing.
    init?(_ siblings: [SiblingSeries], prior: ConjugateRegression.Prior) {
        var byYear: [Int: [(level: Double, growth: Double)]] = [:]
        var regions = 0
        for sibling in siblings where sibling.history.values.allSatisfy({ $0 > 0 }) {
            let observations = sibling.history.observations
            var isUsed = false
            for (before, after) in zip(observations, observations.dropFirst()) where after.year == before.year + 1 {
                byYear[after.year, default: []].append(
                    (Double.log(before.value), Double.log(after.value / before.value)))
                isUsed = true
            }
            regions += isUsed ? 1 : 0
        }
        var rows: [[Double]] = []
        var responses: [Double] = []
        var years = 0
        for (_, changes) in byYear.sorted(by: { $0.key < $1.key }) where changes.count > 1 {
            let count = Double(changes.count)
            let level = changes.reduce(0) { $0 + $1.level } / count
            let growth = changes.reduce(0) { $0 + $1.growth } / count
            for change in changes {
                rows.append([change.level - level])
                responses.append(growth - change.growth)
            }
            years += 1
        }
        guard !rows.isEmpty,
            let posterior = ConjugateRegression(
                rows: rows, responses: responses, prior: prior, lostFreedom: years)
        else { return nil }
        mean = posterior.coefficients[0]
        standardError = posterior.standardError(0)
        priorShare = posterior.priorShares[0]
        self.regions = regions
        changes = rows.count
    }
}
