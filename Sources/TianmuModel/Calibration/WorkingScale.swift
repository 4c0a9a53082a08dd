import TianmuNumerics

/// The scale on which forecast errors of series of any size and unit are alike.
///
/// Logarithms for levels above 0: w = ln(x/last). Otherwise w = (x − last)/size, with size 1 for a percentage and the mean
/// |x| for a level.
package struct WorkingScale: Equatable, Codable, Sendable {
    package let last: Double
    package let isLogarithmic: Bool
    package let size: Double
    /// s², the variance of the history's yearly changes around their mean; 0 if there are fewer than two.
    package let variance: Double
    /// ν: one less than there are changes.
    package let freedom: Double

    /// `nil` for an empty history.
    package init?(_ history: History, measure: Measure) {
        guard let last = history.last?.value else { return nil }
        let observations = history.observations
        let isLogarithmic = measure == .level && observations.allSatisfy { $0.value > 0 }
        let mean = observations.reduce(0) { $0 + abs($1.value) } / Double(observations.count)
        let size = isLogarithmic || measure == .percent || !(mean > 0) ? 1 : mean
        // A change over k years has k times the mean and the variance of one.
        let steps = zip(observations, observations.dropFirst()).map { before, after in
            (
                years: Double(after.year - before.year),
                change: isLogarithmic ? Double.log(after.value / before.value) : (after.value - before.value) / size
            )
        }
        let yearly = steps.reduce(0) { $0 + $1.change } / max(steps.reduce(0) { $0 + $1.years }, 1)
        let squares = steps.reduce(0) { sum, step in
            let error = step.change - step.years * yearly
            return sum + error * error / step.years
        }
        self.last = last
        self.isLogarithmic = isLogarithmic
        self.size = size
        freedom = max(Double(steps.count) - 1, 0)
        variance = freedom > 0 ? squares / freedom : 0
    }

    /// Far below any departure that is met: what a value that is not above 0 counts as among logarithms.
    private static let lowest = -30.0

    package func working(_ value: Double) -> Double {
        guard isLogarithmic else { return (value - last) / size }
        return value > 0 ? Double.log(value / last) : Self.lowest
    }

    /// The spread that forecast errors are measured in: of a year ahead that of the series' yearly changes, drawn to the
    /// panel's; further ahead as much more as the model says.
    /// - Parameters:
    ///   - sketches: the model's forecast by year.
    ///   - year: from 0.
    /// - Returns: 0 for a forecast without spread.
    package func expectedSpread(_ sketches: [ForecastSketch], year: Int, _ shrinkage: VarianceShrinkage) -> Double {
        guard let first = sketches.first, first.spread80 > 0 else { return 0 }
        return shrinkage.shrunk(variance, freedom: freedom).squareRoot() * sketches[year].spread80 / first.spread80
    }

    package func value(_ working: Double) -> Double {
        isLogarithmic ? last * Double.exp(working) : last + size * working
    }
}
