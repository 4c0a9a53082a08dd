extension Unit {
    /// What a unit measures, as a product of powers: 亿元/万人 is `money¹ · person⁻¹`. Pure numbers have none.
    package struct Dimension: Hashable, Sendable {
        /// The things that are measured, none of which converts into another.
        ///
        /// Firms, people and households are dimensions of their own, so that 人 never passes for 家.
        package enum Base: Int, Sendable, CaseIterable, Comparable {
            case yuan, dollar, euro
            case person, household, firm, item, piece, visit, bed
            case age, time, length, area, volume, mass, coal, electricity

            /// Things that are counted. "Per head" is often left out of a unit's name, and so is the thing counted.
            package var isCount: Bool {
                switch self {
                case .person, .household, .firm, .item, .piece, .visit, .bed: true
                default: false
                }
            }

            package static func < (a: Base, b: Base) -> Bool { a.rawValue < b.rawValue }
        }

        /// Powers by base, none of them 0.
        package private(set) var exponents: [Base: Int]

        /// Of pure numbers.
        package static let none = Dimension(exponents: [:])

        package init(_ base: Base) { exponents = [base: 1] }

        private init(exponents: [Base: Int]) { self.exponents = exponents.filter { $0.value != 0 } }

        package var isNone: Bool { exponents.isEmpty }

        package static func * (a: Dimension, b: Dimension) -> Dimension {
            Dimension(exponents: a.exponents.merging(b.exponents, uniquingKeysWith: +))
        }

        package static func / (a: Dimension, b: Dimension) -> Dimension { a * b.power(-1) }

        package func power(_ n: Int) -> Dimension { Dimension(exponents: exponents.mapValues { $0 * n }) }

        /// The dimension whose square this is, if there is one.
        package var squareRoot: Dimension? {
            guard exponents.values.allSatisfy({ $0.isMultiple(of: 2) }) else { return nil }
            return Dimension(exponents: exponents.mapValues { $0 / 2 })
        }

        /// Without the things that are counted: money per head is money.
        package var withoutCounts: Dimension { Dimension(exponents: exponents.filter { !$0.key.isCount }) }
    }
}
