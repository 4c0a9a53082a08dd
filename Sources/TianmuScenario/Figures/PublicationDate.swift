/// When a figure became known, as exactly as its source says.
///
/// A figure counts as known from the **end** of what is written, so that a backtest never knows it too early: `2023`
/// is known from 2023-12-31, `2023-02` from 2023-02-28. Where nothing is written, it counts as known from 31 December
/// of the year after the year that it is about: yearbooks appear in the course of that year.
package enum PublicationDate: Hashable, Codable, Sendable {
    case day(CalendarDate)
    case month(year: Int, month: Int)
    case year(Int)
    case missing

    /// Reads `2023-02-15`, `2023-02`, `2023` or nothing; `nil` for anything else.
    package init?(_ text: String) {
        guard !text.isEmpty else {
            self = .missing
            return
        }
        guard let numbers = CalendarDate.numbers(text), numbers[0] > 0 else { return nil }
        switch numbers.count {
        case 1:
            self = .year(numbers[0])
        case 2:
            guard (1...12).contains(numbers[1]) else { return nil }
            self = .month(year: numbers[0], month: numbers[1])
        default:
            guard let day = CalendarDate(text) else { return nil }
            self = .day(day)
        }
    }

    /// The first day on which a forecast may use the figure.
    /// - Parameter figureYear: the year that the figure is about.
    package func knownFrom(figureYear: Int) -> CalendarDate {
        switch self {
        case .day(let day): day
        case .month(let year, let month): CalendarDate.end(ofMonth: month, of: year) ?? .end(of: year)
        case .year(let year): .end(of: year)
        case .missing: .end(of: figureYear + 1)
        }
    }

    /// True if no date is written and ``knownFrom(figureYear:)`` is our guess.
    package var isAssumed: Bool { self == .missing }
}
