import TianmuModel
import TianmuNumerics

/// Capital by perpetual inventory: Kₜ₊₁ = (1 − δ)Kₜ + Iₜ from K₀ = I₀/(g + δ), Kₜ at the beginning of year t.
struct CapitalStock: Codable, Equatable {
    let firstYear: Int
    /// From the first year to the one before the last observation of output; empty if none is known so early.
    let investments: [Double]
    /// K₀, if it is given.
    let initial: Double?
    /// g, a part of one.
    let growth: Double
    private(set) var notes: [LocalizedText] = []

    /// Where only one year is known, investment is taken to have grown by this.
    static let usualGrowth = 0.05

    /// - Parameter before: the last year of output, whose capital needs investment up to the year before.
    init(
        _ driver: DriverContext, before lastYear: Int, depreciationPercent: Double, parameters: ParameterValues
    ) throws(ModelRefusal) {
        let known = driver.history.observations.filter { $0.year <= lastYear }
        try History(known).requirePositive(driver.indicator)
        if let last = known.last, last.year - known[0].year > WorkingSeries.longest {
            throw .other(
                LocalizedText(
                    zh: "“\(driver.indicator)”的历史跨度超过 \(WorkingSeries.longest) 年",
                    en: "the history of '\(driver.indicator)' spans more than \(WorkingSeries.longest) years"))
        }
        firstYear = known.first?.year ?? lastYear
        let series = YearlyValues(History(known))
        investments = (firstYear..<max(lastYear, firstYear)).map { series.value($0) ?? 0 }
        initial = parameters.number("initial-capital")
        if let given = parameters.number("capital-growth") {
            growth = given / 100
        } else if let first = known.first, let last = known.last, last.year > first.year {
            // Capital can hardly have shrunk by more than half of its wear.
            let mean = Double.expm1(Double.log(last.value / first.value) / Double(last.year - first.year))
            growth = max(mean, -depreciationPercent / 200)
        } else {
            growth = Self.usualGrowth
        }
        if initial == nil {
            let percent = Double((1000 * growth).rounded()) / 10
            notes.append(
                LocalizedText(
                    zh: "\(firstYear) 年初资本按投资 ÷ (g + δ) 估计，g = \(percent)%",
                    en: "capital at the beginning of \(firstYear) is investment / (g + δ) with g = \(percent) %"))
        }
        let missing = investments.count - known.count { $0.year < lastYear }
        if missing > 0 {
            notes.append(
                LocalizedText(
                    zh: "投资历史缺 \(missing) 年，已插补",
                    en: "\(missing) missing year\(missing == 1 ? "" : "s") of investment were interpolated"))
        }
    }

    /// Kₜ at the beginning of the year `years` after the first.
    /// - Parameters:
    ///   - depreciation: δ, a part of one.
    ///   - first: I₀ where no history gives it.
    func stock(after years: Int, depreciation: Double, first: Double = 0) -> Double {
        var stock = initial ?? (investments.first ?? first) / max(growth + depreciation, 1e-3)
        for investment in investments.prefix(years) { stock = (1 - depreciation) * stock + investment }
        return stock
    }
}

/// A history as a function of the year: straight lines between known years, constant beyond.
struct YearlyValues {
    private let observations: [Observation]

    init(_ history: History) { observations = history.observations }

    /// `nil` for an empty history.
    func value(_ year: Int) -> Double? {
        guard let first = observations.first, let last = observations.last else { return nil }
        if year <= first.year { return first.value }
        if year >= last.year { return last.value }
        guard let next = observations.firstIndex(where: { $0.year >= year }), next > 0 else { return last.value }
        let (before, after) = (observations[next - 1], observations[next])
        let part = Double(year - before.year) / Double(after.year - before.year)
        return before.value + part * (after.value - before.value)
    }
}
