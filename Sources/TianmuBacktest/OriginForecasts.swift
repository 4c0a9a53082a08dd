import TianmuModel
import TianmuNumerics

/// What the models say at one origin: fitted once, for the pool of past errors and for the scores.
struct OriginForecasts: Sendable {
    let origin: ForecastOrigin
    let scale: WorkingScale?
    /// By member; `nil` where it refused.
    let fits: [(any FittedModel)?]
    let causes: [LocalizedText?]
    /// By member and year; empty where it refused, or where nobody pools.
    let sketches: [[ForecastSketch]]
    /// What came, by year, on the working scale.
    let outcomes: [Double?]

    /// - Parameter siblings: what was known of other regions; of use to models that ask for it.
    init(
        _ origin: ForecastOrigin, siblings: [SiblingSeries], methods: BacktestMethods, options: BacktestOptions,
        draws: SketchDraws?
    ) {
        self.origin = origin
        scale = WorkingScale(origin.history, measure: options.measure)
        var fits: [(any FittedModel)?] = []
        var causes: [LocalizedText?] = []
        var sketches: [[ForecastSketch]] = []
        for member in methods.members {
            do throws(ModelRefusal) {
                let output = OutputContext(
                    indicator: "series", measure: options.measure, history: origin.history,
                    siblings: member.usesSiblings ? siblings : [])
                let fitted = try Self.fit(
                    member.model,
                    FitContext(
                        outputs: [output], parameters: member.parameters,
                        forecastYears: origin.year + 1...origin.year + origin.horizon))
                let sketched = scale.flatMap { draws?.sketches(of: fitted, years: origin.horizon, scale: $0) }
                fits.append(fitted)
                causes.append(nil)
                sketches.append(sketched ?? [])
            } catch {
                fits.append(nil)
                causes.append(BacktestFailure.cause(of: error))
                sketches.append([])
            }
        }
        self.fits = fits
        self.causes = causes
        self.sketches = sketches
        let scale = self.scale
        outcomes = (0..<origin.horizon).map { year in
            origin.outcomes[origin.year + year + 1].flatMap { scale?.working($0) }
        }
    }

    /// The one place where a model of unknown type meets its fitted value.
    private static func fit(_ model: some GrowthModel, _ context: FitContext) throws(ModelRefusal) -> any FittedModel {
        try model.fit(context)
    }

    /// The spread that a member's errors are measured in.
    func expected(member: Int, year: Int, _ shrinkage: VarianceShrinkage) -> Double {
        scale?.expectedSpread(sketches[member], year: year, shrinkage) ?? 0
    }
}

/// All origins of one series.
struct SeriesForecasts: Sendable {
    let name: String
    let region: String?
    /// In order of year.
    let origins: [OriginForecasts]
}
