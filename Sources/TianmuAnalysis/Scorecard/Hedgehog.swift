import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// The forecasts of one scenario on successive days, each with what was known then: drawn together they look like a
/// hedgehog.
package struct Hedgehog: Sendable {
    package struct Spine: Sendable {
        package var asOf: CalendarDate
        package var summary: Summary

        package init(asOf: CalendarDate, summary: Summary) {
            self.asOf = asOf
            self.summary = summary
        }
    }

    /// First the plan's own day, last the latest.
    package var spines: [Spine]

    package init(spines: [Spine]) { self.spines = spines }

    /// The days on which figures of the scenario became known after its own day; when there are many, the last of each
    /// year. The latest day is always among them.
    package static func days(earlier: Scenario, now: Scenario, limit: Int = 6) -> [CalendarDate] {
        guard let first = earlier.asOf, let last = now.asOf else { return [] }
        let ids = Set(now.indicators.map { $0.figures.map { IndicatorID($0.value) } ?? $0.id.value })
        let regions = Set(now.indicators.map { $0.region ?? now.region ?? "" } + [""])
        let known = Set(
            now.figures.all.filter { figure in
                ids.contains(figure.indicator) && (now.region == nil || regions.contains(figure.region))
                    && !figure.kind.isTarget && figure.knownFrom > first && figure.knownFrom <= last
            }.map(\.knownFrom)
        ).sorted()
        let perYear = Dictionary(grouping: known, by: \.year).values.compactMap(\.last).sorted()
        let between = known.count <= limit ? known : Array(perYear.suffix(limit))
        return [first] + between.filter { $0 != last }.suffix(limit) + [last]
    }
}
