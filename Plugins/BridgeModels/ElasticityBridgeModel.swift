import TianmuModel
import TianmuNumerics

/// Growth that follows the growth of another indicator.
///
/// gₜ = a + e dₜ + σεₜ, with g the indicator's growth (100 Δln x, or points of a percentage), d = 100 Δln of the driver, e
/// the elasticity and a the autonomous growth. A change over k years has mean ka + eΣd and variance kσ². (a, e, σ²) have
/// the conjugate normal–inverse-χ² posterior (``ConjugateRegression``); its uncertainty enters the draws, and the driver's
/// own path of each draw carries the driver's.
///
/// Sources: Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., §14.8; Sobel & Holcombe (1996), Measuring the growth and
/// variability of tax bases over the business cycle, National Tax Journal 49 (growth on growth).
public struct ElasticityBridgeModel: GrowthModel {
    public init() {}

    public func fit(_ context: FitContext) throws(ModelRefusal) -> FittedElasticityBridge {
        let output = try context.singleOutput()
        let parameters = context.parameters
        let series = try WorkingSeries(output, minimum: 1, transform: parameters.choice("transform"))
        let driver = try context.requireDriver(Self.role).context
        let shared = AlignedHistory([output.history, driver.history])
        for (year, value) in zip(shared.years, shared.values[1]) where !(value > 0) {
            throw .notPositive(indicator: driver.indicator, year: year, value: value)
        }
        let first = output.history.years.first ?? 0
        var rows: [[Double]] = []
        var responses: [Double] = []
        for (place, years) in shared.steps {
            let places = (shared.years[place - 1] - first, shared.years[place] - first)
            let growth = (series.values[places.1] - series.values[places.0]) / series.unit
            let drive = 100 * Double.log(shared.values[1][place] / shared.values[1][place - 1])
            rows.append([years.squareRoot(), drive / years.squareRoot()])
            responses.append(growth / years.squareRoot())
        }
        let isFlat = parameters.choice("prior") == "none"
        if isFlat, rows.count < Self.leastChanges {
            try refuse(have: shared.years.count, of: output, driver)
        }
        guard
            let posterior = ConjugateRegression(
                rows: rows, responses: responses, prior: Self.prior(parameters, isFlat: isFlat))
        else {
            throw .other(
                LocalizedText(
                    zh: "驱动指标“\(driver.indicator)”的增速没有变化，无法单凭历史估计弹性；请用 prior: informative",
                    en:
                        "the growth of the driver '\(driver.indicator)' never varies, so that the history alone gives no "
                        + "elasticity; use 'prior: informative'"))
        }
        return FittedElasticityBridge(
            driver: context.driverIndex(Self.role) ?? 0, lastValue: series.lastValue,
            isLogarithmic: series.isLogarithmic, step: series.unit * (series.isLogarithmic ? 1 : series.size),
            posterior: posterior, scale: posterior.scale,
            report: Self.report(posterior, changes: rows.count, series: series))
    }

    static let role = "driver"
    /// Two coefficients and three degrees of freedom.
    static let leastChanges = 5

    private func refuse(have: Int, of output: OutputContext, _ driver: DriverContext) throws(ModelRefusal) {
        let need = Self.leastChanges + 1
        if output.history.count < need {
            throw .tooFewObservations(indicator: output.indicator, have: output.history.count, need: need)
        }
        throw .tooLittleOfDriver(role: driver.role, indicator: driver.indicator, have: have, need: need)
    }

    private static func prior(_ parameters: ParameterValues, isFlat: Bool) -> ConjugateRegression.Prior {
        func number(_ name: String) -> Double { parameters.number(name) ?? 0 }
        return ConjugateRegression.Prior(
            means: [number("autonomous"), number("elasticity")],
            standardDeviations: isFlat
                ? [.infinity, .infinity] : [number("autonomous-sd"), number("elasticity-sd")],
            sd: number("prior-sd"), weight: isFlat ? 0 : number("prior-sd-weight"))
    }

    /// `priorShare` is the mean of three: for the autonomous growth, the elasticity and σ.
    private static func report(
        _ posterior: ConjugateRegression, changes: Int, series: WorkingSeries
    ) -> FitReport {
        var notes = posterior.sdNotes()
        let share = posterior.priorShares[1]
        if share > 0.5, share < 1 {
            let percent = Int((100 * share).rounded())
            notes.insert(
                LocalizedText(
                    zh: "弹性的 \(percent)% 来自先验（可用的同期变化 \(changes) 个）",
                    en: "\(percent) % of the elasticity comes from the prior (\(changes) shared "
                        + "change\(changes == 1 ? "" : "s") known)"), at: 0)
        }
        return FitReport(
            observationCount: series.observationCount,
            priorShare: (posterior.priorShares.reduce(0, +) + posterior.sdPriorShare) / 3,
            estimates: [
                FitReport.Estimate(
                    "elasticity", posterior.coefficients[1], standardError: posterior.standardError(1)),
                FitReport.Estimate(
                    "autonomous", posterior.coefficients[0], standardError: posterior.standardError(0),
                    unit: series.unitWords),
                FitReport.Estimate("sd", posterior.sd, unit: series.unitWords),
            ],
            notes: notes)
    }
}
