import TianmuModel
import TianmuNumerics

/// What the models say at one origin: fitted once, for the pool of past errors and for the scores.
struct OriginForecasts: Sendable {
    /// What came of one model.
    enum Outcome: Sendable {
        case fitted(MemberFit)
        case refused(LocalizedText)
        /// The program that it lives in failed, which is no refusal: an ensemble with it has no forecast either.
        case failed(LocalizedText)
        /// The model is none for this series, and nobody asked it.
        case notAsked

        init(_ refusal: ModelRefusal) {
            let cause = BacktestFailure.cause(of: refusal)
            self = refusal.isFault ? .failed(cause) : .refused(cause)
        }
    }

    let origin: ForecastOrigin
    let scale: WorkingScale?
    /// By member.
    let fits: [Outcome]
    /// By member and year; empty where it has no fit, or where nobody pools.
    let sketches: [[ForecastSketch]]
    /// What came, by year, on the working scale.
    let outcomes: [Double?]

    init(_ origin: ForecastOrigin, fits: [Outcome], measure: Measure, draws: SketchDraws?) {
        self.origin = origin
        self.fits = fits
        let scale = WorkingScale(origin.history, measure: measure)
        self.scale = scale
        sketches = fits.map { outcome in
            guard case .fitted(let fit) = outcome, let scale, let draws else { return [] }
            return draws.sketches(of: fit, years: origin.horizon, scale: scale) ?? []
        }
        outcomes = (0..<origin.horizon).map { year in
            origin.outcomes[origin.year + year + 1].flatMap { scale?.working($0) }
        }
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
