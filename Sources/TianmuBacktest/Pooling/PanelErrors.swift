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
        /// The program of a model failed, which is no refusal: without its forecast the errors would be others.
        case failed(LocalizedText)
    }

    /// - Parameters:
    ///   - context: what the model is fitted to on the series itself: one output, no drivers.
    ///   - panel: series of the same kind, in any units.
    package init(of context: FitContext, on panel: [PanelSeries], fit: Fit) throws(Refusal) {
        guard let origins = PanelOrigins(of: context, on: panel) else { throw .noVariance }
        var errors: [PastError] = []
        var series: Set<Int> = []
        var causes: [LocalizedText: Int] = [:]
        for (number, origin) in origins.origins {
            guard let scale = origins.scale(at: origin) else { continue }
            do throws(ModelRefusal) {
                let sketches = try origins.sketches(at: (number, origin), scale, context.parameters, fit: fit)
                let some = sketches.map { origins.errors(of: $0, at: origin, scale) } ?? []
                if !some.isEmpty { series.insert(number) }
                errors += some
            } catch {
                if error.isFault { throw .failed(error.message) }
                causes[BacktestFailure.cause(of: error), default: 0] += 1
            }
        }
        guard !errors.isEmpty else { throw .noError(BacktestFailure.commonest(of: causes)) }
        shrinkage = origins.shrinkage
        seriesCount = series.count
        furthest = errors.reduce(0) { max($0, $1.horizon) }
        calibration = PooledCalibration(errors, historyCount: context.outputs[0].history.count)
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
