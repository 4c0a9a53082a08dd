import TianmuModel

/// How much figures were revised after their first publication, from the vintages in the files.
///
/// For each earlier vintage x of a year whose latest is y, the revision is r = ln(y/x) for levels and y − x in points for
/// percentages; of n of them the standard deviation is √(Σ r²/n), about zero and not about their mean: a planner who
/// knew the mean would have corrected for it. Pooled over all indicators and regions, by kind.
package struct RevisionHistory: Equatable, Sendable {
    /// With fewer revisions nothing is estimated.
    package static let leastCount = 5

    /// What a figure is and how its revision is measured.
    package struct Class: Hashable, Sendable {
        package var kind: Figure.Kind
        /// False for percentages.
        package var isLevel: Bool

        package init(kind: Figure.Kind, isLevel: Bool) {
            self.kind = kind
            self.isLevel = isLevel
        }

        /// What is assumed without a history: per cent of a level, or points.
        package var standard: Double {
            switch (kind, isLevel) {
            case (.estimate, true): 1.5
            case (.estimate, false): 0.8
            case (_, true): 1
            case (_, false): 0.5
            }
        }
    }

    private let revisions: [Class: [Double]]

    /// - Parameter asOf: the last day whose figures are known; `nil` for all.
    package init(_ figures: FigureTable, asOf: CalendarDate?) {
        struct Key: Hashable {
            var indicator: IndicatorID
            var region: String
            var year: Int
        }
        let known = figures.all.filter { figure in
            figure.relation == .equal && figure.months == 12 && !figure.kind.isTarget
                && asOf.map { figure.knownFrom <= $0 } ?? true
        }
        var revisions: [Class: [Double]] = [:]
        for vintages in Dictionary(
            grouping: known, by: { Key(indicator: $0.indicator, region: $0.region, year: $0.year) }
        ).values {
            let ordered = vintages.sorted { ($0.knownFrom, $0.kind.firmness) < ($1.knownFrom, $1.kind.firmness) }
            guard let last = ordered.last else { continue }
            for vintage in ordered where vintage.kind != .actual && vintage.knownFrom < last.knownFrom {
                guard let value = try? Unit.convert(vintage.value, from: vintage.unit, to: last.unit) else { continue }
                switch last.unit.kind {
                case .percent:
                    revisions[Class(kind: vintage.kind, isLevel: false), default: []].append(last.value - value)
                case .quantity, .ratio, .index:
                    guard value > 0, last.value > 0 else { continue }
                    revisions[Class(kind: vintage.kind, isLevel: true), default: []].append(.log(last.value / value))
                default: continue
                }
            }
        }
        // Sorted, so that the sum does not depend on the order of a dictionary.
        self.revisions = revisions.mapValues { $0.sorted() }
    }

    package func count(_ figures: Class) -> Int { revisions[figures]?.count ?? 0 }

    /// In per cent of a level, or in points; `nil` with fewer than ``leastCount`` revisions.
    package func sd(_ figures: Class) -> Double? {
        guard let found = revisions[figures], found.count >= Self.leastCount else { return nil }
        let sd = (found.reduce(0) { $0 + $1 * $1 } / Double(found.count)).squareRoot()
        return figures.isLevel ? 100 * sd : sd
    }
}
