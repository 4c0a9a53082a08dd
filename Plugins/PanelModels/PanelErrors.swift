import TianmuModel
import TianmuNumerics

/// How the regions' yearly growth deviates from their means: how much, how long, and how much of it together.
///
/// The share ω of the variance that regions have in common is the mean product of two regions' errors in one year over the
/// mean square, within 0...0.95. Errors last as ``ErrorPersistence`` says, over all regions.
struct PanelErrors {
    /// The sum of squares within regions that belongs to ``freedom``.
    let squares: Double
    let freedom: Double
    /// ρ.
    let persistence: ErrorPersistence
    /// ω.
    let commonShare: Double
    /// What ``freedom`` is worth: of R regions with the same shocks one speaks, of independent ones all.
    let effectiveFreedom: Double

    static let largestShare = 0.95

    init(_ panel: Panel, parameters: ParameterValues) {
        let regions = panel.regions
        let all = regions.flatMap(\.errors)
        // A zero between regions, so that the last error of one does not lead to the first of the next.
        let chained: [Double] = regions.flatMap { $0.errors + [0.0] }
        let several = regions.filter { $0.errors.count > 1 }
        persistence =
            parameters.number("persistence").map { ErrorPersistence($0) }
            ?? ErrorPersistence(errors: chained, fitted: max(several.count, 1))

        var byYear: [Int: [Double]] = [:]
        for region in several {
            for (change, error) in zip(region.changes, region.errors) { byYear[change.year, default: []].append(error) }
        }
        var products = 0.0
        var pairs = 0.0
        for (_, errors) in byYear.sorted(by: { $0.key < $1.key }) where errors.count > 1 {
            let sum = errors.reduce(0, +)
            products += errors.reduce(sum * sum) { $0 - $1 * $1 }
            pairs += Double(errors.count * (errors.count - 1))
        }
        let square = all.reduce(0) { $0 + $1 * $1 }
        let inSeveral = Double(several.reduce(0) { $0 + $1.errors.count })
        let estimated = pairs > 0 && square > 0 ? products / pairs / (square / inSeveral) : 0
        commonShare = parameters.number("common-share") ?? min(max(estimated, 0), Self.largestShare)

        let persistence = persistence
        squares = several.reduce(0) { sum, region in
            let count = Double(region.errors.count)
            let unbiased = count - persistence.sumVariance(region.errors.count) / count
            let own = region.errors.reduce(0) { $0 + $1 * $1 }
            return unbiased > 0 ? sum + (count - 1) * own / unbiased : sum
        }
        freedom = several.reduce(0) { $0 + Double($1.errors.count - 1) }
        effectiveFreedom =
            persistence.effective(freedom) / (1 + Double(regions.count - 1) * commonShare * commonShare)
    }

    /// n: the variance of the mean of `years` errors, in units of σ².
    func meanVariance(_ years: Int) -> Double {
        persistence.sumVariance(years) / (Double(years) * Double(years))
    }
}
