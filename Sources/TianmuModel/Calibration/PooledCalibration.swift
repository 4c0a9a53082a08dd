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
/// grow from n′ to n observations (``HistoryExponent``), the 80 % quantile of r at horizon h over the normal's is q₈₀(h), and
///
///     ln k(h) = a + b ln h
///
/// fits ln q₈₀ by least squares, drawn towards a ``Prior``: panels whose few years of errors ask for unusual widths were
/// rarely right about the next. Errors count by (n′/n)³, at most 1, so that forecasts from histories like the
/// one at hand count most, and horizons that no past forecast reached are extrapolated. The tail is the mean of
/// ln q₉₅ − ln q₈₀ over horizons, drawn towards that of Student's t with 10 degrees of freedom.
///
/// What Y years of errors tell about those to come is uncertain by itself, however many series share them: quantiles are
/// those of Student's t with 2Y degrees of freedom over the normal's times as far out (``caution``). k is at most
/// ``mostFactor`` and at least its inverse.
///
/// The less the pool is worth (``ErrorWorth``), the less it says: ``weight``.
///
/// The form and its constants were chosen among many on variables of the Penn World Table and simulated walks: see
/// Tests/Calibration for which, and for how it does on variables that had no say.
package struct PooledCalibration: Equatable, Codable, Sendable {
    /// a, b.
    package let level: Double
    package let slope: Double
    /// c.
    package let historyExponent: Double
    /// ln q₉₅ − ln q₈₀.
    package let tail: Double
    /// ln of what the ends of the 80 % and of the 95 % interval are moved out by for want of years.
    package let caution: Caution
    /// n/(n + ½) with n the number of independent errors: 0 where there is no past error.
    package let weight: Double
    package let errorCount: Int

    /// What is believed before any error is seen.
    package struct Prior: Equatable, Sendable {
        /// a, b.
        package var level: Double
        package var slope: Double
        /// c: how spread falls with the length of the history beyond what the model says; `nil` for not at all, whatever the
        /// errors say.
        package var historyExponent: Double?

        /// Of a model, in units of the series' yearly changes. The mean of n changes misses the next by √(1 + 1/n) of their
        /// spread, and the spread itself is estimated: with 8 to 15 points both make an interval 8 to 15 % wider.
        package static let model = Prior(level: 0.1, slope: 0.1, historyExponent: -0.25)
        /// Of a mixture, in units of its own spread: its members have been calibrated, for their histories too.
        package static let mixture = Prior(level: 0, slope: 0, historyExponent: nil)
    }

    /// ln of Student's t quantile over the normal's.
    package struct Caution: Equatable, Codable, Sendable {
        package let of80: Double
        package let of95: Double

        /// - Parameter years: Y, 0 for no error at all, which asks for none.
        init(years: Int) {
            guard years > 0, let student = try? StudentT(degreesOfFreedom: 2 * Double(years)) else {
                (of80, of95) = (0, 0)
                return
            }
            of80 = Double.log(student.quantile(0.9) / ForecastSketch.normal80)
            of95 = Double.log(student.quantile(0.975) / ForecastSketch.normal95)
        }
    }

    /// Beyond it the yardstick is wrong, and not the model: changes that are but rounding, or interpolated figures.
    package static let mostFactor = 7.0
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
        let errors = errors.filter { $0.ratio.isFinite && $0.horizon > 0 && $0.historyCount > 0 }
        let exponent =
            prior.historyExponent.map { HistoryExponent.estimate(from: errors, historyCount: historyCount, prior: $0) }
            ?? 0
        let weights = (0...max(historyCount, errors.reduce(0) { max($0, $1.historyCount) })).map { count in
            let share = Double(count) / Double(max(historyCount, 1))
            return (near: min(share * share * share, 1), scale: count > 0 ? Double.pow(share, -exponent) : 1)
        }
        let horizons = errors.reduce(0) { max($0, $1.horizon) }
        var ratios = [[(value: Double, weight: Double)]](repeating: [], count: horizons)
        var worth = [ErrorWorth](repeating: ErrorWorth(), count: horizons)
        for error in errors {
            let (near, scale) = weights[error.historyCount]
            ratios[error.horizon - 1].append((error.ratio * scale, near))
            worth[error.horizon - 1].add(year: error.outcomeYear, weight: near)
        }
        let belief = Self.priorFitWeight
        var (ww, wx, wxx, wy, wxy) = (belief, 0.0, belief, belief * prior.level, belief * prior.slope)
        var (tails, tailWeight) = (Self.priorTailWeight * Self.priorTail, Self.priorTailWeight)
        for (number, var some) in ratios.enumerated() where !some.isEmpty {
            some.sort { ($0.value, $0.weight) < ($1.value, $1.weight) }
            let q80 = max(WeightedQuantile.value(0.8, of: some), 1e-6)
            let q95 = max(WeightedQuantile.value(0.95, of: some), 1e-6)
            let (weight, x, y) = (
                worth[number].count / 10, Double.log(Double(number + 1)),
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
        historyExponent = exponent
        tail = tails / tailWeight
        caution = Caution(years: Set(errors.map(\.outcomeYear)).count)
        let independent = worth.first?.count ?? 0
        weight = independent / (independent + Self.priorWeight)
        errorCount = errors.count
    }

    /// k(h), with caution.
    package func factor(horizon: Int) -> Double {
        Self.bounded(Double.exp(level + slope * Double.log(Double(horizon)) + caution.of80))
    }

    /// ln of the 95 % interval's half over the 80 % interval's, with caution.
    package var reach: Double { tail + caution.of95 - caution.of80 }

    private static func bounded(_ factor: Double) -> Double { min(max(factor, 1 / mostFactor), mostFactor) }
}
