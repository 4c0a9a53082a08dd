import TianmuModel
import TianmuNumerics

/// What growth accounting needs of the history: changes between the years in which output and labour are known.
struct SolowResiduals {
    /// A change over some years.
    struct Step: Codable, Equatable {
        /// From and to, as years after the first of investment.
        var from: Int
        var through: Int
        /// Of output, and of labour.
        var output: Double
        var labour: Double
        /// Σ(s − s̄)/100 over the years after the first.
        var research: Double

        var years: Double { Double(through - from) }

        /// Δln A: Δln Y − αΔln K − (1 − α)Δln L − ρΣ(s − s̄)/100.
        func change(share: Double, returns: Double, capital: CapitalStock, depreciation: Double) -> Double {
            guard through > from else { return 0 }
            let growth = Double.log(
                capital.stock(after: through, depreciation: depreciation)
                    / capital.stock(after: from, depreciation: depreciation))
            return output - share * growth - (1 - share) * labour - returns * research
        }
    }

    let steps: [Step]
    /// From the first year to the last.
    let total: Step
    /// s̄, in per cent.
    let meanResearch: Double

    init(_ context: FitContext, output: OutputContext, capital: CapitalStock) throws(ModelRefusal) {
        var histories = [output.history]
        if let employment = context.driverIndex(SolowModel.Role.employment) {
            let driver = context.drivers[employment]
            try driver.history.requirePositive(driver.indicator)
            histories.append(driver.history)
        }
        // Before the first investment nothing is known of capital.
        let aligned = AlignedHistory(
            histories.map { History($0.observations.filter { $0.year >= capital.firstYear }) })
        let first = aligned.years.first ?? capital.firstYear
        let last = aligned.years.last ?? capital.firstYear

        let research = context.driverIndex(SolowModel.Role.research).map { context.drivers[$0].history }
        let shares = YearlyValues(research ?? History([]))
        let known = (first + 1..<max(last, first) + 1).compactMap { shares.value($0) }
        let mean = known.isEmpty ? shares.value(last) ?? 0 : known.reduce(0, +) / Double(known.count)
        meanResearch = mean

        func step(_ before: Int, _ after: Int) -> Step {
            let (from, through) = (aligned.years[before], aligned.years[after])
            func change(_ series: Int) -> Double {
                histories.count > series
                    ? Double.log(aligned.values[series][after] / aligned.values[series][before]) : 0
            }
            let above = (from + 1..<through + 1).reduce(0) { $0 + (shares.value($1) ?? mean) - mean }
            return Step(
                from: from - capital.firstYear, through: through - capital.firstYear, output: change(0),
                labour: change(1), research: above / 100)
        }
        steps = aligned.steps.map { step($0.place - 1, $0.place) }
        total =
            steps.isEmpty
            ? Step(from: 0, through: 0, output: 0, labour: 0, research: 0) : step(0, aligned.years.count - 1)
    }
}
