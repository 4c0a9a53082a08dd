import TianmuNumerics

/// One past forecast error, measured in what was expected of it.
package struct PastError: Equatable, Sendable {
    /// How many observations the forecast was made from.
    package var historyCount: Int
    /// Years ahead, from 1.
    package var horizon: Int
    /// The year that was forecast: errors of one year depend on each other.
    package var outcomeYear: Int
    /// |outcome − median| over the spread that the forecast stands for, both on the working scale.
    package var ratio: Double

    package init(historyCount: Int, horizon: Int, outcomeYear: Int, ratio: Double) {
        self.historyCount = historyCount
        self.horizon = horizon
        self.outcomeYear = outcomeYear
        self.ratio = ratio
    }
}

/// How wide the intervals of a model ought to have been, by horizon, over many series and past origins.
///
/// With r the ratios of past errors to expected spreads, each multiplied by (n/n′)^c because errors shrink as histories
/// grow from n′ to n observations, the 80 % quantile of r at horizon h over the normal's is q₈₀(h), and
///
///     ln k(h) = a + b ln h
///
/// fits ln q₈₀ by least squares, drawn towards a ``Prior``: panels whose few years of errors ask for unusual widths were
/// rarely right about the next. k is at most ``mostFactor`` and at least its inverse. Errors count by (n′/n)³, so that forecasts from histories like the
/// one at hand count most, and horizons that no past forecast reached are extrapolated. The tail is the mean of
/// ln q₉₅ − ln q₈₀ over horizons, drawn towards that of Student's t with 10 degrees of freedom.
///
/// Errors of one outcome year are correlated across series (ρ = 0.1): m of them count as m/(1 + (m − 1)ρ). The less the pool
/// is worth, the less it says: ``weight``.
///
/// The form and its constants were chosen among many on variables of the Penn World Table and simulated walks: see
/// Tests/Calibration for which, and for how it does on variables that had no say.
package struct PooledCalibration: Equatable, Codable, Sendable {
    /// a, b.
    package let level: Double
    package let slope: Double
    /// ln q₉₅ − ln q₈₀.
    package let tail: Double
    /// n/(n + ½) with n the number of independent errors: 0 where there is no past error.
    package let weight: Double
    package let errorCount: Int

    /// What is believed before any error is seen.
    package struct Prior: Equatable, Sendable {
        /// a, b.
        package var level: Double
        package var slope: Double
        /// c: how spread falls with the length of the history beyond what the model says.
        package var historyExponent: Double

        /// Of a model, in units of the series' yearly changes. The mean of n changes misses the next by √(1 + 1/n) of their
        /// spread, and the spread itself is estimated: with 8 to 15 points both make an interval 8 to 15 % wider.
        package static let model = Prior(level: 0.1, slope: 0.1, historyExponent: -0.2)
        /// Of a mixture, in units of its own spread: its members have been calibrated.
        package static let mixture = Prior(level: 0, slope: 0, historyExponent: 0)
    }

    /// Beyond it the yardstick is wrong, and not the model: changes that are but rounding, or interpolated figures.
    package static let mostFactor = 7.0
    private static let closeness = 3
    private static let correlation = 0.1
    /// In tens of independent errors: of level and of slope.
    private static let priorFitWeight = 1.0
    /// ln of the quotient of Student's t quantiles at 97.5 and 90 %, 10 degrees of freedom.
    private static let priorTail = 0.485
    private static let priorTailWeight = 0.3
    private static let priorWeight = 0.5

    /// - Parameters:
    ///   - errors: in any order; their order may move last digits.
    ///   - historyCount: n, how many observations the forecasts that are to be calibrated are made from.
    package init(_ errors: [PastError], historyCount: Int, prior: Prior = .model) {
        let horizons = errors.reduce(0) { max($0, $1.horizon) }
        let weights = (0...max(historyCount, errors.reduce(0) { max($0, $1.historyCount) })).map { count in
            let share = min(Double(count) / Double(max(historyCount, 1)), 1)
            return (near: share * share * share, scale: count > 0 ? Double.pow(share, -prior.historyExponent) : 1)
        }
        var ratios = [[(value: Double, weight: Double)]](repeating: [], count: horizons)
        var years = [[Int: (weight: Double, count: Double)]](repeating: [:], count: horizons)
        for error in errors where error.ratio.isFinite && error.horizon > 0 {
            let (near, scale) = weights[error.historyCount]
            ratios[error.horizon - 1].append((error.ratio * scale, near))
            let old = years[error.horizon - 1][error.outcomeYear] ?? (0, 0)
            years[error.horizon - 1][error.outcomeYear] = (old.weight + near, old.count + 1)
        }
        // Σ over years, of which the order of a dictionary must not decide the last digits.
        let worth = years.map { years in
            years.sorted { $0.key < $1.key }.reduce(0) {
                $0 + $1.value.weight / (1 + ($1.value.count - 1) * Self.correlation)
            }
        }
        let belief = Self.priorFitWeight
        var (ww, wx, wxx, wy, wxy) = (belief, 0.0, belief, belief * prior.level, belief * prior.slope)
        var (tails, tailWeight) = (Self.priorTailWeight * Self.priorTail, Self.priorTailWeight)
        for (number, var some) in ratios.enumerated() where !some.isEmpty {
            some.sort { ($0.value, $0.weight) < ($1.value, $1.weight) }
            let q80 = max(Self.quantile(0.8, some), 1e-6), q95 = max(Self.quantile(0.95, some), 1e-6)
            let (weight, x, y) = (
                worth[number] / 10, Double.log(Double(number + 1)),
                Double.log(Self.bounded(q80 / ForecastSketch.normal80))
            )
            ww += weight
            wx += weight * x
            wxx += weight * x * x
            wy += weight * y
            wxy += weight * x * y
            tails += weight * Double.log(q95 / q80)
            tailWeight += weight
        }
        let determinant = ww * wxx - wx * wx
        level = (wy * wxx - wx * wxy) / determinant
        slope = (ww * wxy - wx * wy) / determinant
        tail = tails / tailWeight
        let independent = worth.first ?? 0
        weight = independent / (independent + Self.priorWeight)
        errorCount = errors.count
    }

    /// k(h).
    package func factor(horizon: Int) -> Double {
        Self.bounded(Double.exp(level + slope * Double.log(Double(horizon))))
    }

    private static func bounded(_ factor: Double) -> Double { min(max(factor, 1 / mostFactor), mostFactor) }

    /// The quantile at p of values in order with weights, between midpoints of their weights.
    private static func quantile(_ p: Double, _ values: [(value: Double, weight: Double)]) -> Double {
        let goal = p * values.reduce(0) { $0 + $1.weight }
        var sum = 0.0
        var last: (value: Double, at: Double)?
        for (value, weight) in values {
            let at = sum + weight / 2
            if at >= goal {
                guard let last, at > last.at else { return value }
                return last.value + (value - last.value) * (goal - last.at) / (at - last.at)
            }
            last = (value, at)
            sum += weight
        }
        return last?.value ?? 1
    }
}
