import TianmuEngine
import TianmuModel
import TianmuNumerics

/// The constant yearly change that leads from one value to another, as an indicator's changes are measured:
/// a growth rate 100·((b/a)^(1/h) − 1) in per cent for levels, (b − a)/h in points for percentages.
package struct YearlyChange: Equatable, Sendable {
    package enum Kind: String, Codable, Sendable {
        case percent
        case points
    }

    package var kind: Kind
    /// Per cent a year, or points a year.
    package var value: Double

    package init(kind: Kind, value: Double) {
        self.kind = kind
        self.value = value
    }

    /// `nil` where no rate leads there: over no years, or for a level from or to 0 or below.
    package init?(from start: Double, to end: Double, years: Int, measure: Measure) {
        guard years > 0, start.isFinite, end.isFinite else { return nil }
        switch measure {
        case .level:
            guard start > 0, end > 0 else { return nil }
            self.init(kind: .percent, value: 100 * Double.expm1(Double.log(end / start) / Double(years)))
        case .percent:
            self.init(kind: .points, value: (end - start) / Double(years))
        }
    }

    /// In the scale in which changes add up: ln(1 + g) for rates, points for points.
    var additive: Double { kind == .percent ? Double.log1p(value / 100) : value }

    init(additive: Double, measure: Measure) {
        switch measure {
        case .level: self.init(kind: .percent, value: 100 * Double.expm1(additive))
        case .percent: self.init(kind: .points, value: additive)
        }
    }
}
