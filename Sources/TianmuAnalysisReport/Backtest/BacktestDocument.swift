import TianmuBacktest
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuReport

/// What `tianmu backtest --format json` prints. Coverage, PIT and skill are shares of 1, sMAPE is in per cent.
package struct BacktestDocument: Encodable, Sendable {
    struct Share: Encodable, Sendable {
        var value: JSONNumber
        var standardError: JSONNumber

        init(_ estimate: TianmuNumerics.Estimate) {
            value = estimate.value.finite
            standardError = estimate.standardError.finite
        }
    }

    struct Scores: Encodable, Sendable {
        /// From 1; none for all horizons together.
        var horizon: Int?
        var forecasts: Int
        /// Forecasts whose series moved before the origin, so that scaled scores exist.
        var scaledForecasts: Int
        var mase: JSONNumber
        var smape: JSONNumber
        var crps: JSONNumber
        var scaledCRPS: JSONNumber
        var pinball: JSONNumber
        var scaledPinball: JSONNumber
        var msis80: JSONNumber
        var msis95: JSONNumber
        var coverage80: Share
        var coverage95: Share
        var pitMean: JSONNumber
        var pitHistogram: [Int]
        var crpsSkill: JSONNumber

        init(_ sums: ScoreSums, horizon: Int?) {
            self.horizon = horizon
            forecasts = sums.count
            scaledForecasts = sums.scaledCount
            mase = sums.mase.finite
            smape = sums.smape.finite
            crps = sums.crps.finite
            scaledCRPS = sums.scaledCRPS.finite
            pinball = sums.pinball.finite
            scaledPinball = sums.scaledPinball.finite
            msis80 = sums.msis80.finite
            msis95 = sums.msis95.finite
            coverage80 = Share(sums.coverage80)
            coverage95 = Share(sums.coverage95)
            pitMean = sums.meanPIT.finite
            pitHistogram = sums.pitCounts
            crpsSkill = sums.skill.finite
        }
    }

    /// The years of each origin together, scaled as the other scores are.
    struct Joint: Encodable, Sendable {
        /// Origins with two known years or more.
        var origins: Int
        var energy: JSONNumber
        var variogram: JSONNumber
        var energySkill: JSONNumber
        var variogramSkill: JSONNumber

        init(_ sums: JointSums) {
            origins = sums.count
            energy = sums.energy.finite
            variogram = sums.variogram.finite
            energySkill = sums.energySkill.finite
            variogramSkill = sums.variogramSkill.finite
        }
    }

    /// The indicators of each region together, scaled as the other scores are.
    struct Indicators: Encodable, Sendable {
        /// From 1; none for all horizons together.
        var horizon: Int?
        /// Region, origin and year with two known indicators or more.
        var vectors: Int
        var energy: JSONNumber
        var variogram: JSONNumber
        var energySkill: JSONNumber
        var variogramSkill: JSONNumber

        init(_ sums: JointSums, horizon: Int?) {
            self.horizon = horizon
            vectors = sums.count
            energy = sums.energy.finite
            variogram = sums.variogram.finite
            energySkill = sums.energySkill.finite
            variogramSkill = sums.variogramSkill.finite
        }
    }

    struct Pool: Encodable, Sendable {
        /// The panel that the past errors come from.
        var panel: String
        /// Origins whose intervals rest on past errors; the others have the models' own.
        var origins: Int
        /// Past errors of a model behind its intervals: fewest and most over origins.
        var errors: [Int]
        /// The share of a width that comes from them: likewise.
        var share: [JSONNumber]
    }

    /// How innovations of a region's indicators move together where they are judged together.
    struct Correlations: Encodable, Sendable {
        /// `estimated` or `none`.
        var source: String
        /// Of regions, with several indicators.
        var origins: Int
        /// Those of them at which a correlation is known.
        var correlatedOrigins: Int
    }

    struct Failure: Encodable, Sendable {
        var cause: LocalizedText
        var origins: Int
    }

    struct Model: Encodable, Sendable {
        var model: String
        var horizons: [Scores]
        var all: Scores
        var joint: Joint
        /// By horizon, then all together; empty where no region has two indicators.
        var jointIndicators: [Indicators]
        var failedOrigins: Int
        var failures: [Failure]
    }

    var panel: String
    var series: Int
    var origins: Int
    var horizon: Int
    var isSplit: Bool
    var measure: String
    var draws: Int
    var seed: UInt64
    var reference: String
    var intervals: String
    /// What the intervals rest on; none if they are the models' own.
    var pool: Pool?
    var ensembleWeights: String
    /// Means over origins.
    var weights: [String: JSONNumber]
    /// Those that were to be forecast; none if not named.
    var indicators: [String]?
    /// None where no region has two indicators.
    var correlations: Correlations?
    /// The indicators that models of several own together; none if not named.
    var group: [String]?
    /// Each `model.role=indicator`.
    var drivers: [String]
    /// `known`, or the model that forecasts drivers; none without drivers.
    var driverPaths: String?
    /// Each `model.parameter=value`.
    var parameters: [String]
    var models: [Model]

    /// - Parameter path: the panel's file, as the user gave it.
    package init(_ backtest: Backtest, path: String) {
        panel = path
        series = backtest.panel.forecastCount
        origins = backtest.originCount
        horizon = backtest.options.horizon
        isSplit = backtest.panel.isSplit
        measure = backtest.options.measure.rawValue
        draws = backtest.options.drawCount
        seed = backtest.options.seed
        reference = BacktestMethods.referenceID.name
        intervals = backtest.options.intervals.rawValue
        pool = backtest.pool.map {
            Pool(
                panel: path, origins: $0.originCount,
                errors: [$0.errorCounts.lowerBound, $0.errorCounts.upperBound],
                share: [$0.weights.lowerBound.finite, $0.weights.upperBound.finite])
        }
        ensembleWeights = backtest.options.weights.rawValue
        weights = Dictionary(
            backtest.weights.map { ($0.id.name, $0.weight.finite) }, uniquingKeysWith: { first, _ in first })
        correlations = backtest.correlation.map {
            Correlations(
                source: backtest.options.correlations.rawValue, origins: $0.originCount,
                correlatedOrigins: $0.correlatedCount)
        }
        indicators = backtest.context.indicators
        group = backtest.context.group
        drivers = backtest.context.drivers
        driverPaths = backtest.context.driverPaths
        parameters = backtest.context.parameters
        models = backtest.results.map { result in
            Model(
                model: result.id.name,
                horizons: result.horizons.enumerated().map { Scores($0.element, horizon: $0.offset + 1) },
                all: Scores(result.total, horizon: nil), joint: Joint(result.joint),
                jointIndicators: Self.indicators(of: result), failedOrigins: result.failureCount,
                failures: result.sortedFailures.map { Failure(cause: $0.cause, origins: $0.count) })
        }
    }
    private static func indicators(of result: BacktestResult) -> [Indicators] {
        guard result.indicatorTotal.count > 0 else { return [] }
        return result.indicators.enumerated().map { Indicators($0.element, horizon: $0.offset + 1) }
            + [Indicators(result.indicatorTotal, horizon: nil)]
    }
}
