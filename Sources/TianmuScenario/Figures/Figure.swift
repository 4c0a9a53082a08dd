import TianmuModel

/// One row of a file of figures: what a source says about an indicator in a year.
package struct Figure: Hashable, Sendable {
    /// How the value stands to the truth: "over 900" is `>` 900.
    package enum Relation: String, Codable, Sendable, CaseIterable {
        case equal = "="
        case above = ">"
        case atLeast = ">="
        case below = "<"
        case atMost = "<="

        /// True if a level of `value` agrees with this relation to `bound`.
        package func holds(_ value: Double, bound: Double) -> Bool {
            switch self {
            case .equal: value == bound
            case .above: value > bound
            case .atLeast: value >= bound
            case .below: value < bound
            case .atMost: value <= bound
            }
        }
    }

    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// Final, as in a yearbook.
        case actual
        /// Published after the year's end, to be revised.
        case preliminary
        /// Made before the year's end.
        case estimate
        case target
        /// The goal of one year's work report.
        case annualTarget = "annual_target"
        /// The goal of a five-year plan.
        case planTarget = "plan_target"

        /// True for what somebody wants, false for what somebody measured.
        package var isTarget: Bool {
            switch self {
            case .actual, .preliminary, .estimate: false
            case .target, .annualTarget, .planTarget: true
            }
        }

        /// Of two figures published on one day the firmer stands.
        var firmness: Int {
            switch self {
            case .actual: 2
            case .preliminary: 1
            default: 0
            }
        }

        /// The kinds that were measured.
        package static let measured: Set<Kind> = [.actual, .preliminary, .estimate]
    }

    package var indicator: IndicatorID
    /// Empty if the file names none.
    package var region = ""
    package var unit: Unit
    package var year: Int
    /// January to this month, cumulated: 1...12. Figures of less than 12 months are no levels of their year.
    package var months = 12
    /// In ``unit``; finite.
    package var value: Double
    package var relation = Relation.equal
    package var kind = Kind.actual
    package var source = ""
    package var published = PublicationDate.missing
    package var note = ""
    /// The names of the row, each empty if the file has none.
    package var names = LocalizedText("")
    /// Of the value.
    package var position: SourcePosition
    /// Of the unit; the value's where nobody knows better.
    package var unitPosition: SourcePosition

    package init(indicator: IndicatorID, unit: Unit, year: Int, value: Double, position: SourcePosition) {
        self.indicator = indicator
        self.unit = unit
        self.year = year
        self.value = value
        self.position = position
        unitPosition = position
    }

    /// The first day on which a forecast may use the figure.
    package var knownFrom: CalendarDate { published.knownFrom(figureYear: year) }
}
