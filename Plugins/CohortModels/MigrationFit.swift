import TianmuModel

/// Net migration and its yearly shocks, as given or from the growth of the total.
///
/// The growth of the total less what births and deaths alone give in the first forecast year is migration, per head,
/// with standard error σ/√W over W years. σ² has the posterior with ν = 4 + n − 1 and s² = (4·0.5² + Σ(g − ḡ)²)/ν in
/// per cent over n growths, unless it is given.
struct MigrationFit {
    let migration: Migration
    let priorShare: Double
    private(set) var notes: [LocalizedText] = []

    /// In per cent of the population per year, and what it is worth in observations.
    static let priorSD = 0.5
    static let priorWeight = 4.0

    /// - Parameter naturalGrowth: of the first forecast year, per head.
    init(_ output: OutputContext, naturalGrowth: Double, parameters: ParameterValues) throws(ModelRefusal) {
        let observations = output.history.observations
        let growths = zip(observations, observations.dropFirst()).map { before, after in
            let years = Double(after.year - before.year)
            return (years: years, rate: Double.pow(after.value / before.value, 1 / years) - 1)
        }
        let years = growths.reduce(0) { $0 + $1.years }
        let mean = years > 0 ? growths.reduce(0) { $0 + $1.years * $1.rate } / years : 0
        let squares = growths.reduce(0) { $0 + $1.years * ($1.rate - mean) * ($1.rate - mean) }
        let freedom = Self.priorWeight + Double(max(growths.count - 1, 0))
        let prior = Self.priorSD / 100
        let given = parameters.number("migration-sd").map { $0 / 100 }
        let sd = given ?? ((Self.priorWeight * prior * prior + squares) / freedom).squareRoot()
        let factor = DeferredScale(degreesOfFreedom: given == nil ? freedom : nil)

        let persons = parameters.quantiles("migration")
        let rate = parameters.quantiles("migration-rate")
        if persons != nil, rate != nil {
            throw .other(
                LocalizedText(
                    zh: "migration 与 migration-rate 只能给出一个", en: "give 'migration' or 'migration-rate', not both"))
        }
        if let level = persons ?? rate {
            let unit = persons == nil ? 0.01 : 1
            let name = persons == nil ? "migration-rate" : "migration"
            migration = Migration(
                level: .elicited(try .of(name, (level.p10 * unit, level.p50 * unit, level.p90 * unit))),
                isPerHead: persons == nil, sd: sd, factor: factor)
            priorShare = 1
            return
        }
        guard years > 0 else {
            throw .tooFewObservations(indicator: output.indicator, have: observations.count, need: 2)
        }
        migration = Migration(
            level: .estimated(middle: mean - naturalGrowth, spread: 1 / years.squareRoot()), isPerHead: true, sd: sd,
            factor: factor)
        priorShare = given == nil ? Self.priorWeight / freedom : 1
        notes.append(
            LocalizedText(
                zh: "净迁移由总人口增长减去首年自然增长推得",
                en: "net migration is the total's past growth less the natural growth of the first year"
            ))
    }
}
