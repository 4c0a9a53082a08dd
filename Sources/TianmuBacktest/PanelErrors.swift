import TianmuModel
import TianmuNumerics
import TianmuScenario

/// What a model's past errors on a panel say about its intervals on one series.
///
/// The model is fitted at points in the panel's past to as many observations as the series has (with a shorter past to
/// half as many at least), and its errors over the years after them are pooled by horizon: ``PooledCalibration``.
package struct PanelErrors: Equatable, Sendable {
    /// The one place where whoever asks fits a model.
    package typealias Fit = (FitContext) throws(ModelRefusal) -> any FittedModel

    package let calibration: PooledCalibration
    /// Series with an error.
    package let seriesCount: Int
    /// The furthest year ahead of which an error is known; beyond it the trend over horizons goes on.
    package let furthest: Int
    private let shrinkage: VarianceShrinkage

    /// Why there is nothing to rest intervals on.
    package enum Refusal: Error, Equatable, Sendable {
        /// No series moves, or has three observations.
        case noVariance
        /// No forecast with a known outcome; why the model refused most, if it did.
        case noError(LocalizedText?)
        /// The forecast to be calibrated is not finite, or has no spread.
        case noSpread
    }

    /// Beyond this many points of the past every second, third … counts: what more would say is said already.
    private static let enough = 600

    /// - Parameters:
    ///   - context: what the model is fitted to on the series itself: one output, no drivers.
    ///   - panel: series of the same kind, in any units.
    package init(of context: FitContext, on panel: [PanelSeries], fit: Fit) throws(Refusal) {
        let output = context.outputs[0]
        let scales = panel.compactMap { WorkingScale($0.history, measure: output.measure) }
        guard let shrinkage = VarianceShrinkage(scales.map { ($0.variance, $0.freedom) }) else { throw .noVariance }
        let horizon = context.forecastYears.count
        let windows = panel.map { ForecastOrigin.windows(of: $0, length: output.history.count, horizon: horizon) }
        let stride = max(1, windows.reduce(0) { $0 + $1.count } / Self.enough)
        let draws = SketchDraws(horizon: horizon)
        var errors: [PastError] = []
        var seriesCount = 0
        var causes: [LocalizedText: Int] = [:]
        for (number, origins) in windows.enumerated() {
            let before = errors.count
            // Shifted from series to series, so that no year is left out of all.
            for (place, origin) in origins.enumerated() where (place + number) % stride == 0 {
                do throws(ModelRefusal) {
                    errors += try Self.errors(at: origin, context, draws, shrinkage, fit: fit)
                } catch {
                    causes[BacktestFailure.cause(of: error), default: 0] += 1
                }
            }
            if errors.count > before { seriesCount += 1 }
        }
        guard !errors.isEmpty else {
            throw .noError(causes.max { ($0.value, $1.key.en) < ($1.value, $0.key.en) }?.key)
        }
        self.shrinkage = shrinkage
        self.seriesCount = seriesCount
        furthest = errors.reduce(0) { max($0, $1.horizon) }
        calibration = PooledCalibration(errors, historyCount: output.history.count)
    }

    private static func errors(
        at origin: ForecastOrigin, _ asked: FitContext, _ draws: SketchDraws, _ shrinkage: VarianceShrinkage, fit: Fit
    ) throws(ModelRefusal) -> [PastError] {
        let measure = asked.outputs[0].measure
        guard let scale = WorkingScale(origin.history, measure: measure) else { return [] }
        let context = FitContext(
            history: origin.history, parameters: asked.parameters,
            forecastYears: origin.year + 1...origin.year + origin.horizon, indicator: asked.outputs[0].indicator,
            measure: measure)
        guard let sketches = draws.sketches(of: try fit(context), years: origin.horizon, scale: scale) else {
            return []
        }
        return sketches.enumerated().compactMap { year, sketch in
            let expected = scale.expectedSpread(sketches, year: year, shrinkage)
            guard expected > 0, let outcome = origin.outcomes[origin.year + year + 1] else { return nil }
            return PastError(
                historyCount: origin.history.count, horizon: year + 1, outcomeYear: origin.year + year + 1,
                ratio: abs(scale.working(outcome) - sketch.median) / expected)
        }
    }

    /// What brings each year of a forecast to the spread that the errors ask for, about its point forecast.
    /// - Parameter context: what `fitted` was fitted to.
    package func maps(for fitted: some FittedModel, _ context: FitContext) throws(Refusal) -> [DepartureMap] {
        let output = context.outputs[0]
        let years = context.forecastYears.count
        guard let scale = WorkingScale(output.history, measure: output.measure),
            let sketches = SketchDraws(horizon: years).sketches(of: fitted, years: years, scale: scale),
            sketches.allSatisfy({ $0.spread80 > 0 })
        else { throw .noSpread }
        let centers = fitted.pointForecast(yearCount: years)
        return sketches.enumerated().map { year, sketch in
            DepartureMap(
                sketch, center: centers[year], scale: scale,
                expected: scale.expectedSpread(sketches, year: year, shrinkage), horizon: year + 1, pool: calibration)
        }
    }
}
