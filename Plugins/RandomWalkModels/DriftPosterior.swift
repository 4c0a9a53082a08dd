import TianmuModel
import TianmuNumerics

/// What one per cent per year is on the scale on which the series walks.
struct GrowthUnit {
    /// 0.01 for logarithms, one point for a percentage, a hundredth of the last value for a level that walks itself.
    let size: Double
    let isLogarithmic: Bool
    /// The unit in the report.
    let words: String

    init(output: OutputContext, isLogarithmic: Bool, last: Double) {
        self.isLogarithmic = isLogarithmic
        size = isLogarithmic ? 0.01 : output.measure == .percent ? 1 : abs(last) / 100
        words = output.measure == .percent && !isLogarithmic ? "points per year" : "percent per year"
    }

    /// A drift stated in per cent per year, on the walk's scale: ln(1 + g/100) for logarithms.
    func drift(percent: Double) -> Double {
        isLogarithmic ? Double.log1p(percent / 100) : percent * size
    }

    /// The inverse of ``drift(percent:)``.
    func percent(drift: Double) -> Double {
        isLogarithmic ? 100 * Double.expm1(drift) : drift / size
    }
}

/// The priors and known numbers, in the parameters' units.
struct DriftPrior {
    var knownDrift: Double?
    var knownSD: Double?
    var drift: Double
    /// κ₀.
    var driftWeight: Double
    var sd: Double
    /// ν₀.
    var sdWeight: Double

    init(_ parameters: ParameterValues) {
        knownDrift = parameters.number("drift")
        knownSD = parameters.number("sd")
        drift = parameters.number("prior-drift") ?? 0
        driftWeight = parameters.number("prior-weight") ?? 0
        sd = parameters.number("prior-sd") ?? 3
        sdWeight = parameters.number("prior-sd-weight") ?? 4
    }

    /// True if the history alone has to give the drift.
    var isFlat: Bool { knownDrift == nil && driftWeight == 0 }

    /// ν for n differences.
    func degreesOfFreedom(differences: Int) -> Double { sdWeight + Double(differences) - (isFlat ? 1 : 0) }

    /// ν must be at least 3, or even the cut tails of σ would give absurd means.
    var observationsNeeded: Int {
        let forDrift = isFlat ? 2 : 1
        guard knownSD == nil else { return forDrift }
        return max(forDrift, 1 + Int((3 + (isFlat ? 1 : 0) - sdWeight).rounded(.up)))
    }
}

/// The posterior of drift and standard deviation, on the scale on which the series walks.
struct DriftPosterior {
    /// m.
    let drift: Double
    /// 1/√κ: the standard error of the drift in units of σ; 0 if the drift is known.
    let driftSpread: Double
    /// s.
    let sd: Double
    /// ν; `nil` if σ is known.
    let degreesOfFreedom: Double?

    init(history: History, prior: DriftPrior, unit: GrowthUnit) {
        let steps = zip(history.observations, history.observations.dropFirst()).map { before, after in
            (
                years: Double(after.year - before.year),
                change: unit.isLogarithmic ? Double.log(after.value / before.value) : after.value - before.value
            )
        }
        let years = steps.reduce(0) { $0 + $1.years }
        let change = steps.reduce(0) { $0 + $1.change }
        let priorDrift = unit.drift(percent: prior.drift)
        let weight = prior.driftWeight + years
        if let known = prior.knownDrift {
            drift = unit.drift(percent: known)
            driftSpread = 0
        } else {
            drift = (prior.driftWeight * priorDrift + change) / weight
            driftSpread = (1 / weight).squareRoot()
        }
        if let known = prior.knownSD {
            sd = known * unit.size
            degreesOfFreedom = nil
            return
        }
        let center = prior.knownDrift != nil || years == 0 ? drift : change / years
        var squares = steps.reduce(0) { sum, step in
            let error = step.change - step.years * center
            return sum + error * error / step.years
        }
        if prior.knownDrift == nil {
            squares += prior.driftWeight * years / weight * (center - priorDrift) * (center - priorDrift)
        }
        let freedom = prior.degreesOfFreedom(differences: steps.count)
        let priorSD = prior.sd * unit.size
        sd = ((prior.sdWeight * priorSD * priorSD + squares) / freedom).squareRoot()
        degreesOfFreedom = freedom
    }

    /// `priorShare` is the mean of two shares: κ₀/(κ₀ + W) for the drift and ν₀/(ν₀ + n) for the standard deviation,
    /// each 1 if the number is given.
    func report(history: History, prior: DriftPrior, unit: GrowthUnit) -> FitReport {
        let differences = Double(history.count - 1)
        let years = Double((history.years.last ?? 0) - (history.years.first ?? 0))
        let driftShare = prior.knownDrift != nil ? 1 : prior.driftWeight / (prior.driftWeight + years)
        let sdShare = prior.knownSD != nil ? 1 : prior.sdWeight / (prior.sdWeight + differences)
        var notes: [LocalizedText] = []
        if years > differences {
            let gaps = Int(years - differences)
            notes.append(
                LocalizedText(
                    zh: "历史缺 \(gaps) 年：跨年变化按年数分摊漂移与方差",
                    en:
                        "\(gaps) \(gaps == 1 ? "year is" : "years are") missing in the history: a change over k years "
                        + "counts as k years of drift and variance"
                ))
        }
        if prior.knownSD == nil, sdShare > 0.5 {
            notes.append(
                LocalizedText(
                    zh: "波动幅度主要来自先验（prior-sd）", en: "the size of the shocks comes mostly from the prior (prior-sd)"))
        }
        return FitReport(
            observationCount: history.count,
            priorShare: 0.5 * (driftShare + sdShare),
            estimates: [
                FitReport.Estimate(
                    "drift", unit.percent(drift: drift), standardError: driftSpread * sd / unit.size, unit: unit.words),
                FitReport.Estimate("sd", sd / unit.size, unit: unit.words),
            ],
            notes: notes)
    }
}
