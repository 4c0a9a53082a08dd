import TianmuEngine
import TianmuModel
import TianmuScenario

/// What the identities say about a set of targets, before any forecast.
package struct Audit: Sendable {
    package var plan: Plan
    package var known: KnownLevels
    /// One for each target of the plan.
    package var targets: [AuditedTarget]
    /// In order of year, then as they follow from each other.
    package var implied: [ImpliedValue]
    package var pivots: [TargetPivot]
    package var redundancies: [TargetRedundancy]
    package var ratios: [TargetRatio]
    package var multiples: [TargetMultiple]
    package var contradictions: [TargetContradiction]
}

/// A target against what is known.
package struct AuditedTarget: Sendable {
    /// Index in the plan's targets.
    package var index: Int
    /// The latest level before the target's year.
    package var last: KnownLevel?
    /// From the last level to the target.
    package var required: YearlyChange?
    /// The value of the target's year where it is known already: the target is settled.
    package var outcome: KnownLevel?
    /// What other regions did over as many years.
    package var siblings: ReferenceClass
    /// What the region itself did between the years that are known.
    package var history: [ReferenceClass.Window]
}

/// A value that targets imply for an indicator that has none.
package struct ImpliedValue: Sendable {
    /// An indicator that was held at its last level to find the value.
    package struct Held: Sendable {
        package var slot: Int
        package var level: KnownLevel
    }

    package enum Relation: String, Codable, Sendable {
        /// Where all targets are just met.
        case meets = "="
        /// Whatever else happens, as long as the targets are met.
        case atLeast = ">="
        case atMost = "<="
    }

    package var slot: Int
    package var year: Int
    package var value: Double
    package var relation: Relation
    /// Indices of the targets that it follows from.
    package var targets: [Int]
    package var held: [Held]
    /// The identities it was solved from; implied values with the same ones were found together.
    package var identities: [Identity]
    package var last: KnownLevel?
    package var required: YearlyChange?
    package var siblings: ReferenceClass
    package var history: [ReferenceClass.Window]
}

/// An equation between indicators of one year.
package enum Identity: Hashable, Sendable {
    /// The formula of this slot.
    case formula(slot: Int)
    /// Shares of one whole.
    case sum(slots: [Int], total: Double)
}

/// Two targets whose strictness depends on an indicator without a target: total and total per head, over the head count.
package struct TargetPivot: Sendable {
    /// The two targets at one value of the pivot.
    package struct Comparison: Sendable {
        package enum Basis: Sendable {
            /// The pivot's own last level.
            case last(KnownLevel)
            /// Another count of people, of the latest figure.
            case figure(Figure, name: LocalizedText, isLater: Bool)
        }

        package var basis: Basis
        /// In the pivot's unit.
        package var value: Double
        /// What the formula gives with the other target just met; `nil` without one.
        package var result: Double?
        /// What the other indicator must be for the formula's target to be just met.
        package var needed: Double?
    }

    package var slot: Int
    package var year: Int
    /// The target of the indicator that the formula defines.
    package var resultTarget: Int
    /// The other input of the formula, and its target if it has one.
    package var inputSlot: Int
    package var inputTarget: Int?
    /// Where both targets are just met.
    package var meets: Double?
    /// True if the formula's target is the stricter one above ``meets``, and the other's below.
    package var resultBindsAbove: Bool?
    package var required: YearlyChange?
    package var comparisons: [Comparison]
}

/// A target beside what the other targets already give where they are just met.
package struct TargetRedundancy: Sendable {
    package var target: Int
    package var others: [Int]
    /// In the unit of the target's series.
    package var value: Double
    package var holds: Bool
}

/// One amount of money as a share of another, both as the targets want them.
package struct TargetRatio: Sendable {
    package var numerator: Int
    package var denominator: Int
    package var percent: Double
    /// The latest year for which both are known.
    package var lastYear: Int?
    package var lastPercent: Double?
}

/// An index against an amount of money, both since the index's base year.
package struct TargetMultiple: Sendable {
    package var index: Int
    package var total: Int
    package var baseYear: Int
    package var indexMultiple: Double
    package var totalMultiple: Double
}

/// Targets that cannot all be met, none of them to spare.
package struct TargetContradiction: Sendable {
    package var targets: [Int]
    package var identities: [Identity]
    /// What the others leave for the last of ``targets``; `nil` if it alone is impossible.
    package var allowed: Interval?
}
