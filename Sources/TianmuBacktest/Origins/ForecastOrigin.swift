import TianmuModel
import TianmuNumerics
import TianmuScenario

/// One point in a series from which it is forecast.
struct ForecastOrigin {
    /// What is known there, to the origin's year.
    var history: History
    var year: Int
    /// The years to forecast, and what came in them, where anything did.
    var horizon: Int
    var outcomes: [Int: Double]
    /// True if its forecasts are scored; otherwise they serve as past errors only.
    var isScored: Bool

    /// The origins that are scored, the earliest first: where the series is split the end of training; otherwise the last
    /// `count` observations from which the whole horizon is known, so that all horizons are scored from the same origins. Where
    /// fewer of these have half of the series behind them, it is forecast from later ones too, as long as anything is known
    /// after them, and only then from earlier ones.
    static func origins(of series: PanelSeries, horizon: Int, count: Int) -> [ForecastOrigin] {
        let all = series.history.observations
        guard let lastYear = all.last?.year else { return [] }
        if let end = series.trainEnd {
            return [ForecastOrigin(all, at: end, horizon: min(horizon, lastYear - end), isScored: true)]
                .filter { !$0.outcomes.isEmpty }
        }
        let years = years(all, horizon: horizon)
        let whole = years.prefix { $0 + horizon <= lastYear }.count
        // The first with half of the series behind it, itself among that.
        let half = (all.count + 1) / 2 - 1
        let first = max(whole - count, half)
        let end = min(max(whole, first + count), years.count)
        return years[max(0, min(first, end - count))..<end]
            .map { ForecastOrigin(all, at: $0, horizon: min(horizon, lastYear - $0), isScored: true) }
    }

    /// Those that are scored and, where past errors are pooled, those before them, in order of year.
    static func origins(of series: PanelSeries, pooling: Bool, options: BacktestOptions) -> [ForecastOrigin] {
        guard !series.onlyInforms else { return [] }
        let scored = origins(of: series, horizon: options.horizon, count: options.originCount)
        guard pooling, let first = scored.first else { return scored }
        return pastOrigins(of: series, before: first, horizon: options.horizon) + scored
    }

    /// The least history of a past forecast that says something about later ones.
    static let leastPast = 4

    /// Earlier origins whose errors are past at the first scored one: those with at least half of its observations. What is
    /// to be tested after a split is no outcome of theirs.
    static func pastOrigins(of series: PanelSeries, before first: ForecastOrigin, horizon: Int) -> [ForecastOrigin] {
        let known = series.trainEnd.map { end in series.history.observations.filter { $0.year <= end } }
        let all = known ?? series.history.observations
        guard let lastYear = all.last?.year else { return [] }
        let least = max(leastPast, first.history.count / 2)
        return years(all, horizon: horizon).filter { $0 < first.year }
            .map { ForecastOrigin(all, at: $0, horizon: min(horizon, lastYear - $0), isScored: false) }
            .filter { $0.history.count >= least }
    }

    /// Every point after which something is known, each seen from its last `length` observations; with a shorter past from
    /// half as many at least.
    static func windows(of series: PanelSeries, length: Int, horizon: Int) -> [ForecastOrigin] {
        let all = series.history.observations
        guard let lastYear = all.last?.year else { return [] }
        let least = max(min(leastPast, length), length / 2)
        return years(all, horizon: horizon).compactMap { year in
            var origin = ForecastOrigin(all, at: year, horizon: min(horizon, lastYear - year), isScored: false)
            origin.history = History(origin.history.observations.suffix(length))
            return origin.history.count >= least ? origin : nil
        }
    }

    /// Observations that have another within `horizon` years.
    private static func years(_ all: [Observation], horizon: Int) -> [Int] {
        all.indices.dropLast().filter { all[$0 + 1].year - all[$0].year <= horizon }.map { all[$0].year }
    }

    private init(_ all: [Observation], at year: Int, horizon: Int, isScored: Bool) {
        self.year = year
        self.horizon = horizon
        self.isScored = isScored
        history = History(all.filter { $0.year <= year })
        outcomes = Dictionary(
            all.filter { $0.year > year && $0.year <= year + horizon }.map { ($0.year, $0.value) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The mean absolute change from one year to the next in the history; `nil` if nothing moved.
    var scale: Double? {
        let all = history.observations
        let changes = all.indices.dropFirst().filter { all[$0].year - all[$0 - 1].year == 1 }
            .map { (all[$0].value - all[$0 - 1].value).magnitude }
        let mean = changes.reduce(0, +) / Double(changes.count)
        return mean > 0 && mean.isFinite ? mean : nil
    }
}
