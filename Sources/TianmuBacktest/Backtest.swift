import TianmuModel
import TianmuScenario

/// How models did on a panel: what `Backtester` found.
package struct Backtest: Sendable {
    package var panel: SeriesPanel
    package var options: BacktestOptions
    /// One for each model, in the order in which they were asked for.
    package var results: [BacktestResult]
    /// Forecast origins of all series together.
    package var originCount: Int
    /// All forecasts, by series, origin and model; empty unless asked for.
    package var forecasts: [BacktestForecast]
    /// What the intervals rest on; `nil` if they are the models' own.
    package var pool: PoolReport?
    /// The ensemble's weights, by member in order of id: the mean over origins; empty without an ensemble.
    package var weights: [EnsembleShare]
    /// What models were given beside histories.
    package var context: BacktestContext
    /// How indicators of a region were judged together; `nil` where no region has two.
    package var correlation: CorrelationReport?
}

/// At how many origins the indicators of a region were drawn together as they moved before.
package struct CorrelationReport: Equatable, Sendable {
    /// Of the origins of a region at which several indicators are judged together.
    package var originCount: Int
    /// Those of them at which a correlation is known.
    package var correlatedCount: Int

    package init(originCount: Int, correlatedCount: Int) {
        self.originCount = originCount
        self.correlatedCount = correlatedCount
    }
}

/// How the innovations of a region's indicators move together where they are judged together.
package enum IndicatorCorrelations: String, CaseIterable, Sendable {
    /// As their yearly changes did until the origin, shrunk toward none.
    case estimated
    /// Not at all.
    case none
}

/// How far intervals rest on the panel's past errors.
package struct PoolReport: Equatable, Sendable {
    /// Of the origins whose intervals rest on past errors; the others have the models' own.
    package var originCount: Int
    /// Past errors of one model behind its intervals: the fewest and the most over origins.
    package var errorCounts: ClosedRange<Int>
    /// The share of a forecast's width that comes from them, n/(n + ½) with n independent errors: likewise.
    package var weights: ClosedRange<Double>
}

/// One member's weight in the ensemble.
package struct EnsembleShare: Equatable, Sendable {
    package var id: ModelID
    package var weight: Double
}

/// Whose prediction intervals are tested.
package enum IntervalSource: String, CaseIterable, Sendable {
    /// The models' own.
    case own
    /// Widened or narrowed as the panel's past errors ask.
    case pooled
}

/// How one model did.
package struct BacktestResult: Equatable, Sendable {
    package var id: ModelID
    /// By horizon, from one year on.
    package var horizons: [ScoreSums]
    /// Of all years of an origin together.
    package var joint: JointSums
    /// Of all indicators of a region together, by horizon, from one year on; empty sums where no region has two.
    package var indicators: [JointSums]
    /// How many origins the model failed at, by cause.
    package var failures: [LocalizedText: Int]

    /// All horizons together.
    package var total: ScoreSums {
        horizons.reduce(into: ScoreSums()) { $0.merge($1) }
    }

    /// All horizons together.
    package var indicatorTotal: JointSums {
        indicators.reduce(into: JointSums()) { $0.merge($1) }
    }

    package var failureCount: Int { failures.values.reduce(0, +) }

    /// The commonest cause first.
    package var sortedFailures: [(cause: LocalizedText, count: Int)] {
        failures.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0.en) < ($0.1, $1.0.en) }
    }
}

/// One forecast of one year, in the series' unit.
package struct BacktestForecast: Equatable, Sendable {
    package var series: String
    package var model: ModelID
    package var origin: Int
    /// Years from the origin, from 1.
    package var horizon: Int
    package var mean: Double
    /// At ``probabilities``.
    package var quantiles: [Double]

    package static let probabilities = [0.025, 0.1, 0.5, 0.9, 0.975]
}

package struct BacktestOptions: Sendable {
    /// The last year to forecast from each origin, counted from it: 1 or more.
    package var horizon: Int
    /// The last so many origins of each series, where the panel has no split.
    package var originCount = 10
    package var measure = Measure.level
    package var intervals = IntervalSource.pooled
    package var weights = EnsembleWeights.shrunk
    package var correlations = IndicatorCorrelations.estimated
    /// 16 or more.
    package var drawCount = 1000
    package var seed: UInt64 = 1
    /// 0 for one a processor.
    package var threads = 0
    package var keepsForecasts = false
    /// Called with the share that is done, from any thread.
    package var progress: (@Sendable (Double) -> Void)?

    package init(horizon: Int) { self.horizon = horizon }
}
