import TianmuModel
import TianmuNumerics

/// Output from capital, labour and technology: Cobb–Douglas with a perpetual inventory.
///
///     Yₜ = Aₜ Kₜ^α Lₜ^{1−α},  Kₜ₊₁ = (1 − δ)Kₜ + Iₜ,  K₀ = I₀/(g + δ)
///     Δln Aₜ = μ + ρ(sₜ − s̄)/100 + σεₜ
///
/// with Kₜ the capital at the beginning of year t, I investment at constant prices, L employment (constant if not given),
/// s the R&D share of output in per cent and s̄ its mean over the history. α, δ and ρ are uncertain parameters: every draw
/// builds its own capital stock and Solow residuals from the history. (μ, σ²) have the conjugate posterior of
/// ``ConjugateRegression`` from the residuals, a change over k years with mean kμ and variance kσ²; σ is that at the medians
/// of the parameters. Errors may last (``ErrorPersistence``), which widens the band and leaves the point forecast alone.
///
/// Sources: Solow (1957), Technical change and the aggregate production function, Review of Economics and Statistics 39;
/// Harberger (1978) for K₀; Hall, Mairesse & Mohnen (2010), Measuring the returns to R&D, Handbook of the Economics of
/// Innovation 2, §2 (ρ as the return on R&D); Gelman et al. (2013), §14.8.
public struct SolowModel: GrowthModel {
    public init() {}

    public func fit(_ context: FitContext) throws(ModelRefusal) -> FittedSolow {
        let output = try context.singleOutput()
        let parameters = context.parameters
        let history = try output.requireHistory(of: 1, positive: true)
        guard let last = history.last else {
            throw .tooFewObservations(indicator: output.indicator, have: 0, need: 1)
        }
        let factors = try FactorParameters(parameters)
        let investment = try context.requireDriver(Role.investment)
        let capital = try CapitalStock(
            investment.context, before: last.year, depreciationPercent: factors.depreciation.p50,
            parameters: parameters)
        let residuals = try SolowResiduals(context, output: output, capital: capital)
        let medians = residuals.steps.map { step in
            step.change(
                share: factors.capitalShare.p50, returns: factors.researchReturn.p50, capital: capital,
                depreciation: factors.depreciation.p50 / 100)
        }
        let rows = residuals.steps.map { [$0.years.squareRoot()] }
        let prior = ConjugateRegression.Prior(
            means: [(parameters.number("tfp-growth") ?? 1) / 100],
            standardDeviations: [(parameters.number("tfp-growth-sd") ?? 1) / 100],
            sd: (parameters.number("prior-sd") ?? 2) / 100, weight: parameters.number("prior-sd-weight") ?? 4)
        guard
            let (posterior, persistence) = ConjugateRegression.lasting(
                rows: rows, responses: zip(medians, residuals.steps).map { $0 / $1.years.squareRoot() }, prior: prior,
                given: parameters.number("persistence"))
        else {
            throw .other(
                LocalizedText(
                    zh: "“\(output.indicator)”的全要素生产率无法计算：资本存量不是正数",
                    en: "the productivity behind '\(output.indicator)' cannot be computed: its capital is not positive")
            )
        }
        return FittedSolow(
            drivers: FittedSolow.Drivers(
                investment: investment.index, employment: context.driverIndex(Role.employment),
                research: context.driverIndex(Role.research)),
            lastValue: last.value, factors: factors, capital: capital, total: residuals.total,
            totalAtMedians: medians.reduce(0, +), meanResearch: residuals.meanResearch, posterior: posterior,
            scale: posterior.scale, persistence: persistence,
            report: Self.report(
                posterior, persistence: persistence, residuals: residuals, capital: capital, factors: factors,
                count: history.count, hasEmployment: context.driverIndex(Role.employment) != nil))
    }

    enum Role {
        static let investment = "investment"
        static let employment = "employment"
        static let research = "research"
    }

    /// `priorShare` is the mean of four: the capital share and depreciation, which are always given, μ and σ.
    private static func report(
        _ posterior: ConjugateRegression, persistence: ErrorPersistence, residuals: SolowResiduals,
        capital: CapitalStock, factors: FactorParameters, count: Int, hasEmployment: Bool
    ) -> FitReport {
        var estimates = [
            FitReport.Estimate(
                "tfp-growth", 100 * posterior.coefficients[0], standardError: 100 * posterior.standardError(0),
                unit: "percent per year"),
            FitReport.Estimate("sd", 100 * posterior.sd, unit: "percent per year"),
            FitReport.Estimate("persistence", persistence.value),
        ]
        if !capital.investments.isEmpty {
            estimates.append(
                FitReport.Estimate(
                    "capital",
                    capital.stock(after: capital.investments.count, depreciation: factors.depreciation.p50 / 100),
                    unit: "as investment"))
        }
        var notes = capital.notes
        if !hasEmployment {
            notes.append(LocalizedText(zh: "没有就业指标，劳动投入按不变计", en: "without 'employment' labour is taken as constant"))
        }
        let share = posterior.priorShares[0]
        if share > 0.5, share < 1 {
            let percent = Int((100 * share).rounded())
            notes.append(
                LocalizedText(
                    zh: "全要素生产率增速的 \(percent)% 来自先验（可用的同期变化 \(residuals.steps.count) 个）",
                    en: "\(percent) % of productivity growth comes from the prior (\(residuals.steps.count) shared "
                        + "changes known)"))
        }
        return FitReport(
            observationCount: count, priorShare: (2 + share + posterior.sdPriorShare) / 4, estimates: estimates,
            notes: notes + posterior.sdNotes())
    }
}

/// α, δ and ρ.
struct FactorParameters: Codable, Equatable {
    /// α.
    let capitalShare: ElicitedDistribution
    /// δ, per cent a year.
    let depreciation: ElicitedDistribution
    /// ρ, points of productivity growth for one point of the R&D share.
    let researchReturn: ElicitedDistribution

    init(_ parameters: ParameterValues) throws(ModelRefusal) {
        func read(_ name: String) throws(ModelRefusal) -> ElicitedDistribution {
            try ElicitedDistribution.of(name, parameters.quantiles(name) ?? (0, 0, 0))
        }
        capitalShare = try read("capital-share")
        depreciation = try read("depreciation")
        researchReturn = try read("research-return")
    }
}
