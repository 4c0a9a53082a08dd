import TianmuModel

/// What cumulative figures from January on say about their whole year.
///
/// For a level the year is expected to grow as its first months did over the same months of the year before,
///
///     estimate = F(y−1) · C(y, m) / C(y−1, m),
///
/// with F the whole year and C(·, m) January to month m; a percentage such as a growth rate is its own estimate. What is
/// not known is the rest of the year, whose growth departs from that of the first months by δ:
///
///     sd = (1 − s) · δ,        s = C(y−1, m) / F(y−1), the share of the year that is covered (m / 12 for percentages).
///
/// δ is measured where three past years or more have both a part and the whole, as √(Σ d²/n) with
/// d = ln(F / estimate) / (1 − s); otherwise it is ``standardSpread``, an assumption.
package struct PartYear: Equatable, Sendable {
    /// δ without a history, per cent or points: a judgement. In ordinary years the rest of a district's year grows within
    /// some five points of its beginning; years of shocks lie far outside.
    package static let standardSpread = 5.0
    /// With fewer past years δ is not measured.
    package static let leastCount = 3

    package var figure: Figure
    /// Of the whole year, in the unit of the levels.
    package var estimate: Double
    /// Of the estimate, in the same unit.
    package var sd: Double
    /// The share of the year that is covered.
    package var share: Double
    /// δ in per cent or points.
    package var spread: Double
    /// From how many past years δ was measured; 0 where it is assumed.
    package var yearCount: Int

    /// Why a figure of a part of a year says nothing.
    package enum Refusal: Error, Equatable, Sendable {
        /// The year before lacks its whole or the same months.
        case lacksYearBefore
        /// The part is as large as the whole: the figure is no sum over the year.
        case notCumulative
    }

    /// - Parameters:
    ///   - reading: the figure of a part of the year.
    ///   - parts: all such figures of the indicator.
    ///   - wholes: whole years.
    ///   - isLevel: false for percentages.
    package init(
        _ reading: FigureSelection.Reading, parts: [FigureSelection.Reading], wholes: [Int: Double], isLevel: Bool
    ) throws(Refusal) {
        let own = try Self.projection(reading, parts: parts, wholes: wholes, isLevel: isLevel)
        let errors = parts.compactMap { past -> Double? in
            guard let whole = wholes[past.figure.year], past.figure.year < reading.figure.year,
                let found = try? Self.projection(past, parts: parts, wholes: wholes, isLevel: isLevel), found.share < 1
            else { return nil }
            guard isLevel else { return (whole - found.estimate) / (1 - found.share) }
            guard whole > 0, found.estimate > 0 else { return nil }
            return 100 * Double.log(whole / found.estimate) / (1 - found.share)
        }
        figure = reading.figure
        (estimate, share) = own
        yearCount = errors.count >= Self.leastCount ? errors.count : 0
        let measured = (errors.reduce(0) { $0 + $1 * $1 } / Double(max(1, errors.count))).squareRoot()
        spread = yearCount > 0 ? measured : Self.standardSpread
        sd = (1 - share) * spread * (isLevel ? abs(estimate) / 100 : 1)
    }

    private static func projection(
        _ reading: FigureSelection.Reading, parts: [FigureSelection.Reading], wholes: [Int: Double], isLevel: Bool
    ) throws(Refusal) -> (estimate: Double, share: Double) {
        let figure = reading.figure
        guard isLevel else { return (reading.value, Double(figure.months) / 12) }
        let same = parts.first { $0.figure.year == figure.year - 1 && $0.figure.months == figure.months }
        guard let same, let whole = wholes[figure.year - 1], same.value > 0, whole > 0 else {
            throw .lacksYearBefore
        }
        guard same.value < whole else { throw .notCumulative }
        return (whole * reading.value / same.value, same.value / whole)
    }

    /// The months of `1-9`, `01-09`, `1-9月`, `Q1`, `H1`, `Q1-Q3`; 12 for nothing; `nil` for anything else.
    package static func months(_ text: String) -> Int? {
        let words = ["": 12, "Q1": 3, "H1": 6, "Q1-Q2": 6, "Q1-Q3": 9, "Q1-Q4": 12]
        if let months = words[text] { return months }
        let digits = text.hasSuffix("月") ? String(text.dropLast()) : text
        let ends = digits.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard ends.count == 2, ends[0] == 1, let last = ends[1], (1...12).contains(last) else { return nil }
        return last
    }
}
