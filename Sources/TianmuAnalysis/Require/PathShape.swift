import TianmuEngine
import TianmuModel
import TianmuNumerics

/// Paths of h years with one total: each year's change is the mean ā times a weight that falls evenly,
///
///     aₖ = ā (1 + s (h + 1 − 2k) / (h − 1)),  k = 1 … h,
///
/// in the scale in which changes add up (ln(1 + g) for rates, points for points). The weights sum to h, so that the
/// total is the same for every tilt s: with s = 0.5 the first year takes one and a half times the mean and the last
/// one half of it; −s turns the path round; a single year has no shape.
struct PathShape {
    let years: Int
    let tilt: Double

    /// The weight of year `k`, from 1.
    func weight(_ k: Int) -> Double {
        years > 1 ? 1 + tilt * Double(years + 1 - 2 * k) / Double(years - 1) : 1
    }

    /// The change and level of each year from `start` on.
    func steps(from start: Double, mean: YearlyChange, measure: Measure) -> [Requirement.Step] {
        var total = 0.0
        return (0..<max(0, years)).map { place in
            let additive = mean.additive * weight(place + 1)
            total += additive
            return Requirement.Step(
                change: YearlyChange(additive: additive, measure: measure),
                level: measure == .level ? start * Double.exp(total) : start + total)
        }
    }
}
