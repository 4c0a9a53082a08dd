import TianmuModel
import TianmuNumerics

/// A population by the cohort-component method, both sexes together, by single years of age and year by year.
///
/// Everybody grows a year older or dies (``LifeTable``), women bear children at the ages of
/// ``AgePatterns/births(meanAge:sd:)`` (``CohortBlock``), and net migrants come or go by age (Rogers & Castro, 1981).
/// Fertility in forecast year h is F + h·change, mortality moves up by h·gain years, migration is a rate or a number
/// with yearly shocks; each of them may be uncertain. The age structure is scaled to the last observed total. A second
/// output is the working ages, a third the old; they begin at their own last observations.
///
/// Sources: Leslie (1945), On the use of matrices in certain population mathematics, Biometrika 33; Preston, Heuveline
/// & Guillot (2001), Demography, chapter 6.
public struct CohortComponentModel: GrowthModel {
    public init() {}

    public func fit(_ context: FitContext) throws(ModelRefusal) -> FittedCohortComponent {
        let outputs = context.outputs
        guard descriptor.outputs.contains(outputs.count) else {
            throw .wrongOutputCount(have: outputs.count, allowed: descriptor.outputs)
        }
        for output in outputs {
            _ = try output.requireHistory(of: 1, positive: true)
            guard output.measure == .level else {
                throw .other(
                    LocalizedText(
                        zh: "“\(output.indicator)”是百分比，此模型只推算人数",
                        en: "'\(output.indicator)' is a percentage, and the model projects numbers of people only"))
            }
        }
        let parameters = context.parameters
        let life = LifeTable(
            lifeExpectancy: parameters.number("life-expectancy") ?? 78,
            slope: (parameters.number("mortality-slope") ?? 10) / 100,
            infantMortality: (parameters.number("infant-mortality") ?? 5) / 1000)
        let structure = try AgeStructure(groups: parameters.byAge("ages"), life: life)
        let total = outputs[0].history.last?.value ?? 0
        let start = structure.shares.map { $0 * total }
        let births = AgePatterns.births(
            meanAge: parameters.number("childbearing-age") ?? 29, sd: parameters.number("childbearing-sd") ?? 5)
        let femaleShare = (parameters.number("female-share") ?? 48.8) / 100
        let fertility = try ElicitedDistribution.of("fertility", parameters.quantiles("fertility") ?? (1, 1, 1))
        let lifeGain = try ElicitedDistribution.of("life-gain", parameters.quantiles("life-gain") ?? (0, 0, 0))

        var natural = CohortBlock(
            life: life, births: births, migrants: AgePatterns.migrants, femaleShare: femaleShare,
            start: structure.shares, drawCount: 1)
        natural.live(
            hazards: [life.hazard * Double.exp(-life.slope * lifeGain.p50)], fertility: [max(fertility.p50, 0)])
        let naturalGrowth = natural.count(ages: 0..<Ages.count)[0] - 1
        let migration = try MigrationFit(outputs[0], naturalGrowth: naturalGrowth, parameters: parameters)
        let groups = Self.groups(outputs, start: start, parameters: parameters)
        return FittedCohortComponent(
            life: life, births: births, migrants: AgePatterns.migrants, femaleShare: femaleShare, start: start,
            fertility: fertility,
            fertilityChange: try .of("fertility-change", parameters.quantiles("fertility-change") ?? (0, 0, 0)),
            lifeGain: lifeGain, migration: migration.migration, groups: groups,
            report: FitReport(
                observationCount: outputs[0].history.count, priorShare: (2 + migration.priorShare) / 3,
                estimates: estimates(naturalGrowth: naturalGrowth, migration.migration),
                notes: migration.notes + Self.notes(outputs, groups)))
    }

    /// The ages of each output, with the factors that lead to its last observation; an empty group's is 0.
    private static func groups(
        _ outputs: [OutputContext], start: [Double], parameters: ParameterValues
    ) -> [FittedCohortComponent.Group] {
        let working = Int(parameters.number("working-from") ?? 15)
        let old = Int(parameters.number("old-from") ?? 60)
        let bounds = [(0, Ages.count), (working, old), (old, Ages.count)]
        return zip(outputs, bounds).map { output, ages in
            let number = start[ages.0..<ages.1].reduce(0, +)
            let last = output.history.last?.value ?? 0
            return FittedCohortComponent.Group(from: ages.0, to: ages.1, factor: number > 0 ? last / number : 0)
        }
    }

    private func estimates(naturalGrowth: Double, _ migration: Migration) -> [FitReport.Estimate] {
        let level =
            switch migration.level {
            case .elicited(let distribution): FitReport.Estimate("migration", distribution.p50)
            case .estimated(let middle, let spread):
                FitReport.Estimate("migration", middle, standardError: spread * migration.sd)
            }
        let unit = migration.isPerHead ? 100.0 : 1
        return [
            FitReport.Estimate("natural growth", 100 * naturalGrowth, unit: "percent per year"),
            FitReport.Estimate(
                "migration", unit * level.value, standardError: level.standardError.map { $0 * unit },
                unit: migration.isPerHead ? "percent per year" : "per year"),
            FitReport.Estimate("migration-sd", 100 * migration.sd, unit: "percent per year"),
        ]
    }

    /// `ages` and a figure may differ by so much without a word.
    private static let agreement = 0.01

    private static func notes(
        _ outputs: [OutputContext], _ groups: [FittedCohortComponent.Group]
    ) -> [LocalizedText] {
        zip(outputs, groups).dropFirst().compactMap { output, group in
            guard abs(group.factor - 1) > agreement else { return nil }
            let percent = ((group.factor - 1) * 1000).rounded() / 10
            return LocalizedText(
                zh: "“\(output.indicator)”的最近数据比年龄结构（ages）所示高 \(percent)%，其路径按比例调整",
                en:
                    "the last '\(output.indicator)' is \(percent) % above what 'ages' says, and its path is scaled by that"
            )
        }
    }
}
