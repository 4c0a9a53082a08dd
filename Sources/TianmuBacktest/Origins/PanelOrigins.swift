import TianmuModel
import TianmuNumerics
import TianmuScenario

/// Points in a panel's past that look like the present of one series: each model is fitted there to as many observations
/// as the series has (with a shorter past to half as many at least), and what came after is known.
struct PanelOrigins {
    let origins: [(series: Int, origin: ForecastOrigin)]
    let shrinkage: VarianceShrinkage
    private let asked: FitContext
    private let draws: SketchDraws
    private let panel: [PanelSeries]
    /// For models that ask for other regions.
    private let siblings: SiblingHistories?

    /// Beyond this many points of the past every second, third … counts: what more would say is said already.
    private static let enough = 600

    /// `nil` if no series moves, or has three observations.
    /// - Parameters:
    ///   - context: what models are fitted to on the series itself: one output, no drivers.
    ///   - panel: series of the same kind, in any units.
    init?(of context: FitContext, on panel: [PanelSeries]) {
        let output = context.outputs[0]
        let scales = panel.compactMap { WorkingScale($0.history, measure: output.measure) }
        guard let shrinkage = VarianceShrinkage(scales.map { ($0.variance, $0.freedom) }) else { return nil }
        let horizon = context.forecastYears.count
        let windows = panel.map { ForecastOrigin.windows(of: $0, length: output.history.count, horizon: horizon) }
        let stride = max(1, windows.reduce(0) { $0 + $1.count } / Self.enough)
        origins = windows.enumerated().flatMap { number, origins in
            // Shifted from series to series, so that no year is left out of all.
            origins.enumerated().filter { ($0.offset + number) % stride == 0 }.map { (number, $0.element) }
        }
        self.shrinkage = shrinkage
        self.panel = panel
        siblings =
            output.siblings.isEmpty
            ? nil : SiblingHistories(SeriesPanel(series: panel), years: origins.map(\.origin.year))
        asked = context
        draws = SketchDraws(horizon: horizon)
    }

    /// A model's forecast from one of the points, by year; `nil` if it is not finite.
    /// - Throws: also where the program of the model fails to project.
    func sketches(
        at place: (series: Int, origin: ForecastOrigin), _ scale: WorkingScale, _ parameters: ParameterValues,
        fit: PanelErrors.Fit
    ) throws(ModelRefusal) -> [ForecastSketch]? {
        let origin = place.origin
        let output = OutputContext(
            indicator: asked.outputs[0].indicator, measure: asked.outputs[0].measure, history: origin.history,
            siblings: siblings?.siblings(of: panel[place.series], at: origin) ?? [])
        let context = FitContext(
            outputs: [output], parameters: parameters,
            forecastYears: origin.year + 1...origin.year + origin.horizon)
        let fitted = try fit(context)
        let sketches = draws.sketches(of: fitted, years: origin.horizon, scale: scale)
        if sketches == nil, let fault = (fitted as? any ReportsFailure)?.failure { throw .failed(fault) }
        return sketches
    }

    func scale(at origin: ForecastOrigin) -> WorkingScale? {
        WorkingScale(origin.history, measure: asked.outputs[0].measure)
    }

    /// How far a forecast missed what came.
    func errors(of sketches: [ForecastSketch], at origin: ForecastOrigin, _ scale: WorkingScale) -> [PastError] {
        sketches.enumerated().compactMap { year, sketch in
            let expected = scale.expectedSpread(sketches, year: year, shrinkage)
            guard expected > 0, let outcome = origin.outcomes[origin.year + year + 1] else { return nil }
            return PastError(
                historyCount: origin.history.count, horizon: year + 1, outcomeYear: origin.year + year + 1,
                ratio: abs(scale.working(outcome) - sketch.median) / expected)
        }
    }
}
