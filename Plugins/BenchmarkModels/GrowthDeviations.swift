import TianmuModel
import TianmuNumerics

/// The yearly changes of a series around their mean: how large the deviations are, and how long they last.
///
/// Deviations last as ``ErrorPersistence`` says, and E Σ(d − d̄)² = σ²(n − V(n)/n) with V(h) the variance of a sum of h of
/// them.
struct GrowthDeviations {
    /// Changes divided by their years.
    let yearly: [Double]
    /// The mean change per year over the whole history.
    let mean: Double
    let years: Double
    /// ρ.
    let persistence: ErrorPersistence
    /// The sum of squares that belongs to ``freedom``.
    let squares: Double
    let freedom: Double

    init(_ series: WorkingSeries, givenPersistence: Double?) {
        let places = series.isObserved.indices.filter { series.isObserved[$0] }
        let steps = zip(places, places.dropFirst()).map { before, after in
            (years: Double(after - before), change: series.values[after] - series.values[before])
        }
        years = steps.reduce(0) { $0 + $1.years }
        yearly = steps.map { $0.change / $0.years }
        let mean = steps.isEmpty ? 0 : steps.reduce(0) { $0 + $1.change } / years
        self.mean = mean
        // A change over k years has k times the variance.
        let errors = steps.map { ($0.change - $0.years * mean) / $0.years.squareRoot() }
        let sum = errors.reduce(0) { $0 + $1 * $1 }
        let count = Double(errors.count)
        persistence = givenPersistence.map { ErrorPersistence($0) } ?? ErrorPersistence(errors: errors)
        let unbiased = count - persistence.sumVariance(errors.count) / max(count, 1)
        freedom = max(count - 1, 0)
        squares = unbiased > 0 ? freedom * sum / unbiased : 0
    }

    /// Spreads of the sum of h future deviations less h times the mean of the last `window`, in units of σ.
    ///
    /// Three independent parts: the deviation of the last year, which nobody knows but its effect fades by ρ; the rest
    /// of the error of the mean; the shocks √(1 − ρ²)ε, each felt 1 + ρ + … + ρʲ times after j years.
    func spreads(window: Int, horizon: Int) -> (parameters: [[Double]], shocks: [[Double]]) {
        let count = Double(max(window, 1))
        let rho = persistence.value
        let covariance = (0..<window).reduce((sum: 0.0, power: 1 / count)) { state, _ in
            (state.sum + state.power, state.power * rho)
        }.sum
        let rest = max(persistence.sumVariance(window) / (count * count) - covariance * covariance, 0).squareRoot()
        let sums = persistence.spreads(weights: [Double](repeating: 1, count: max(horizon, 1)))
        guard window > 0 else { return ([sums.last], sums.shocks) }
        let last = sums.last.enumerated().map { $0.element - Double($0.offset + 1) * covariance }
        let means = sums.last.indices.map { -Double($0 + 1) * rest }
        return ([last, means], sums.shocks)
    }
}
