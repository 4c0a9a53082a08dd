import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// How fast other regions' figures of the same indicator moved over as many years: the outside view of Kahneman and
/// Lovallo (1993), Timid choices and bold forecasts, Management Science 39(1), 17-31.
package struct ReferenceClass: Equatable, Sendable {
    /// One region over one span of years.
    package struct Window: Equatable, Sendable {
        package var region: String
        package var startYear: Int
        package var endYear: Int
        package var change: YearlyChange
    }

    /// The span of each window.
    package var years: Int
    /// By region, then by year. Windows of one region overlap, so they are fewer independent cases than they look.
    package var windows: [Window]

    package var regionCount: Int { Set(windows.map(\.region)).count }
    package var isEmpty: Bool { windows.isEmpty }

    /// How many windows changed at least as much as `required` (at most, for targets from above).
    package func count(reaching required: YearlyChange, _ relation: TargetRelation) -> Int {
        windows.count { Self.reaches($0.change, required, relation) }
    }

    /// How many regions have such a window.
    package func regionCount(reaching required: YearlyChange, _ relation: TargetRelation) -> Int {
        Set(windows.filter { Self.reaches($0.change, required, relation) }.map(\.region)).count
    }

    /// The windows that end last.
    package var latest: ReferenceClass {
        let end = windows.map(\.endYear).max()
        return ReferenceClass(years: years, windows: windows.filter { $0.endYear == end })
    }

    /// Sample quantile of the changes (type 7); `nil` without windows.
    package func quantile(_ probability: Double) -> YearlyChange? {
        guard let kind = windows.first?.change.kind else { return nil }
        let sorted = windows.map(\.change.value).sorted()
        let position = QuantilePosition(type7: probability, of: sorted.count)
        return YearlyChange(
            kind: kind, value: position.value(lower: sorted[position.lowerRank], upper: sorted[position.upperRank]))
    }

    static func reaches(_ change: YearlyChange, _ required: YearlyChange, _ relation: TargetRelation) -> Bool {
        relation.isFloor ? change.value >= required.value : change.value <= required.value
    }
}

extension TargetRelation {
    /// True for targets that ask for more, false for those that ask for less.
    package var isFloor: Bool { self == .above || self == .atLeast }
}

/// All figures of the scenario's indicators, of its own region and of others.
package struct ReferenceFigures: Sendable {
    private let scenario: Scenario
    private let figures: [FigureTable]

    /// - Parameter further: figures that serve for comparison only.
    package init(scenario: Scenario, further: [Figure] = []) {
        self.scenario = scenario
        figures = [scenario.figures, FigureTable(further)]
    }

    /// The windows of all other regions whose figures were known on the as-of day.
    package func siblings(of series: Series, slot: Int, years: Int) -> ReferenceClass {
        guard years > 0, let own = region(slot: slot) else { return ReferenceClass(years: years, windows: []) }
        let id = figuresID(slot: slot, series)
        let regions = Set(figures.flatMap { $0.figures(of: id).map(\.region) }).subtracting([own, ""]).sorted()
        return ReferenceClass(
            years: years,
            windows: regions.flatMap { region in
                windows(of: levels(id, region: region, series: series), region: region, years: years, series.measure)
            })
    }

    /// The windows of the region itself.
    package func own(_ levels: [KnownLevel], series: Series, years: Int) -> ReferenceClass {
        ReferenceClass(
            years: years,
            windows: windows(
                of: Dictionary(uniqueKeysWithValues: levels.map { ($0.year, $0.value) }), region: scenario.region ?? "",
                years: years, series.measure))
    }

    /// The figures of everything that counts people in the scenario's region, the latest of each indicator, whenever it
    /// was published.
    func peopleCounts() -> [Figure] {
        let person = Unit.Dimension(.person)
        return scenario.figures.indicators.compactMap { id -> Figure? in
            let counts = scenario.figures.figures(of: id).filter { figure in
                figure.unit.dimension == person && !figure.kind.isTarget && figure.relation == .equal
                    && figure.months == 12
                    && (figure.region.isEmpty || scenario.region == nil || figure.region == scenario.region)
            }
            return counts.max { ($0.year, $0.knownFrom) < ($1.year, $1.knownFrom) }
        }
    }

    func name(of id: IndicatorID) -> LocalizedText { scenario.figures.name(of: id) }

    /// The region whose figures an indicator takes.
    private func region(slot: Int) -> String? { scenario.indicators[slot].region ?? scenario.region }

    private func figuresID(slot: Int, _ series: Series) -> IndicatorID {
        scenario.indicators[slot].figures.map { IndicatorID($0.value) } ?? series.id
    }

    private func levels(_ id: IndicatorID, region: String, series: Series) -> [Int: Double] {
        var levels: [Int: Double] = [:]
        for table in figures {
            let selection = table.select(indicator: id, region: region, asOf: scenario.asOf, unit: series.unit)
            for level in selection.levels { levels[level.year] = level.value }
        }
        return levels
    }

    private func windows(
        of levels: [Int: Double], region: String, years: Int, _ measure: Measure
    ) -> [ReferenceClass.Window] {
        levels.keys.sorted().compactMap { end in
            guard let start = levels[end - years], let value = levels[end],
                let change = YearlyChange(from: start, to: value, years: years, measure: measure)
            else { return nil }
            return ReferenceClass.Window(region: region, startYear: end - years, endYear: end, change: change)
        }
    }
}
