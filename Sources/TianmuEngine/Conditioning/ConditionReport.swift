import TianmuModel
import TianmuNumerics
import TianmuScenario

/// How a conditional forecast came about, and how far it lies from the forecast without conditions.
package struct ConditionReport: Equatable, Sendable {
    /// One condition.
    package struct Item: Equatable, Sendable {
        package var condition: PlannedCondition
        /// The central path without conditions, in the series' unit.
        package var central: Double
        /// How many standard deviations of the unconditional forecast the nearest value that meets the condition lies
        /// from the central path, counted by itself.
        package var distance: Double
    }

    /// Where the surprise lies that meeting the conditions most likely takes: shares of the squared distance, which
    /// sum to 1 (all 0 if no surprise is needed).
    package struct Sources: Equatable, Sendable {
        /// What stays the same in all years of a draw.
        package var parameters: Double
        /// Innovations by year, in order.
        package var years: [(year: Int, share: Double)]
        /// Elasticities of links and sizes of shocks.
        package var adjustments: Double
        /// Errors of the readings themselves.
        package var readings: Double

        package static func == (a: Sources, b: Sources) -> Bool {
            a.parameters == b.parameters && a.adjustments == b.adjustments && a.readings == b.readings
                && a.years.elementsEqual(b.years) { $0 == $1 }
        }
    }

    package var items: [Item]
    /// Of all conditions together: √(u′Σ⁻¹u), the length of the shortest vector of standard normals that meets them.
    package var distance: Double
    /// P(χ²ₘ ≥ distance²): how often chance goes at least so far, in as many directions as conditions bind.
    package var tailProbability: Double
    /// Of meeting the conditions, where all are ranges.
    package var probability: Estimate?
    package var sources: Sources
    package var drawCount: Int
    /// (Σw)² / Σw²: how many equally weighted draws say as much (Kish 1965).
    package var effectiveDrawCount: Double
    /// Draws for which no value of the normals meets the conditions.
    package var unsolvedCount: Int
}
