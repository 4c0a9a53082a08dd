import TianmuModel
import TianmuScenario

/// The same indicator in other regions, as it was known at each point from which the panel is forecast.
///
/// Nothing after the origin's year is in it. Where the panel is split, what is known at a scored origin is each series'
/// training part, as it is for past errors.
struct SiblingHistories: Sendable {
    /// Of more regions so many are taken, spread evenly over the list of their names: they say what all would, and a fit
    /// to a thousand regions costs no more than one to these.
    static let most = 100

    private struct Moment: Hashable {
        var indicator: String?
        /// `nil`: all that is for training.
        var year: Int?
    }

    private struct Entry {
        var series: String
        var region: String?
        var sibling: SiblingSeries
    }

    /// In order of name.
    private let known: [Moment: [Entry]]
    private let isSplit: Bool

    /// - Parameter years: of all origins.
    init(_ panel: SeriesPanel, years: some Sequence<Int>) {
        isSplit = panel.isSplit
        let moments = Set(years).map { Optional($0) } + (panel.isSplit ? [nil] : [])
        var known: [Moment: [Entry]] = [:]
        for (indicator, series) in Dictionary(grouping: panel.series, by: \.indicator) {
            let ordered = series.map { (name: $0.region ?? $0.name, series: $0) }
                .sorted { ($0.name, $0.series.name) < ($1.name, $1.series.name) }
            for year in moments {
                let begun = ordered.filter { _, series in
                    (series.history.observations.first?.year).map { $0 <= series.lastKnown(at: year) } ?? false
                }
                let count = min(begun.count, Self.most)
                known[Moment(indicator: indicator, year: year)] = (0..<count).map { number in
                    let (name, series) = begun[number * begun.count / count]
                    let end = series.lastKnown(at: year)
                    return Entry(
                        series: series.name, region: series.region,
                        sibling: SiblingSeries(
                            name: name, history: History(series.history.observations.filter { $0.year <= end })))
                }
            }
        }
        self.known = known
    }

    /// What is known at an origin of one series, in order of name.
    func siblings(of series: PanelSeries, at origin: ForecastOrigin) -> [SiblingSeries] {
        let moment = Moment(indicator: series.indicator, year: isSplit && origin.isScored ? nil : origin.year)
        return (known[moment] ?? []).filter {
            $0.series != series.name && ($0.region == nil || $0.region != series.region)
        }.map(\.sibling)
    }
}

extension PanelSeries {
    /// The last year of which something may be known in `year`; in `nil` that of training.
    fileprivate func lastKnown(at year: Int?) -> Int { min(year ?? .max, trainEnd ?? .max) }
}
