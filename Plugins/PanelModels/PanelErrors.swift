import TianmuModel
import TianmuNumerics

/// How the regions' yearly growth deviates from their means: how much, how long, and how much of it together.
///
/// Each region's variance σ²_i comes from its own errors and, as far as regions differ no more than chance, from those of all
/// (``VarianceShrinkage``); with `spread: common` all have the same. Errors last as ``PanelPersistence`` says. The share ω of
/// the variance that regions have in common is the mean product of two regions' errors in one year, each in units of its
/// σ_i, over their mean square, within 0...0.95.
struct PanelErrors {
    /// The sum of squares of the own region's errors that belongs to ``freedom``: σ² times it.
    let squares: Double
    let freedom: Double
    /// ρ.
    let persistence: ErrorPersistence
    /// ω.
    let commonShare: Double
    /// What ``freedom`` is worth: of R regions with the same shocks one speaks, of independent ones all.
    let effectiveFreedom: Double
    /// σ²_i over the own region's σ², by region of the panel.
    let relativeVariances: [Double]
    /// True if σ² is the same everywhere.
    let isCommon: Bool

    static let largestShare = 0.95

    init(_ panel: Panel, parameters: ParameterValues) {
        let regions = panel.regions
        let several = regions.filter { $0.errors.count > 1 }
        let isCommon = parameters.choice("spread") == "common"
        let first = isCommon ? nil : VarianceShrinkage(several.map { $0.sample(ErrorPersistence(0)) })
        let persistence =
            parameters.number("persistence").map { ErrorPersistence($0) }
            ?? PanelPersistence.estimate(
                several.map { region in
                    (region.errors, first.map { $0.variance(of: region, ErrorPersistence(0)) } ?? 1)
                })
        let shrinkage = isCommon ? nil : VarianceShrinkage(several.map { $0.sample(persistence) })
        self.persistence = persistence
        self.isCommon = shrinkage == nil

        if let shrinkage {
            let own = panel.own.sample(persistence)
            let mine = shrinkage.shrunk(own.variance, freedom: own.freedom)
            freedom = shrinkage.freedom + own.freedom
            squares = freedom * mine
            relativeVariances = regions.map { shrinkage.variance(of: $0, persistence) / mine }
        } else {
            squares = several.reduce(0) { sum, region in
                sum + Double(region.errors.count - 1) * region.sample(persistence).variance
            }
            freedom = several.reduce(0) { $0 + Double($1.errors.count - 1) }
            relativeVariances = regions.map { _ in 1 }
        }
        let shares = zip(regions, relativeVariances).filter { $0.0.errors.count > 1 }
            .map { (region: $0, variance: $1) }
        commonShare = parameters.number("common-share") ?? Self.commonShare(shares)
        let independent = 1 + Double(regions.count - 1) * commonShare * commonShare
        effectiveFreedom = persistence.effective(freedom) / independent
    }

    private static func commonShare(_ regions: [(region: RegionGrowth, variance: Double)]) -> Double {
        var byYear: [Int: [Double]] = [:]
        var (square, count) = (0.0, 0.0)
        for (region, variance) in regions where variance > 0 {
            let size = variance.squareRoot()
            for (change, error) in zip(region.changes, region.errors) {
                byYear[change.year, default: []].append(error / size)
                square += error * error / variance
                count += 1
            }
        }
        var (products, pairs) = (0.0, 0.0)
        for (_, errors) in byYear.sorted(by: { $0.key < $1.key }) where errors.count > 1 {
            let sum = errors.reduce(0, +)
            products += errors.reduce(sum * sum) { $0 - $1 * $1 }
            pairs += Double(errors.count * (errors.count - 1))
        }
        guard pairs > 0, square > 0 else { return 0 }
        return min(max(products / pairs / (square / count), 0), largestShare)
    }

    /// n: the variance of the mean of `years` errors, in units of σ².
    func meanVariance(_ years: Int) -> Double {
        persistence.sumVariance(years) / (Double(years) * Double(years))
    }
}

extension RegionGrowth {
    /// The variance of one error, unbiased where errors last, and what it is worth; 0 of fewer than two errors.
    fileprivate func sample(_ persistence: ErrorPersistence) -> (variance: Double, freedom: Double) {
        let count = Double(errors.count)
        guard count > 1 else { return (0, 0) }
        let own = errors.reduce(0) { $0 + $1 * $1 }
        let unbiased = count - persistence.sumVariance(errors.count) / count
        return (unbiased > 0 ? own / unbiased : own / (count - 1), persistence.effective(count - 1))
    }
}

extension VarianceShrinkage {
    fileprivate func variance(of region: RegionGrowth, _ persistence: ErrorPersistence) -> Double {
        let sample = region.sample(persistence)
        return shrunk(sample.variance, freedom: sample.freedom)
    }
}
