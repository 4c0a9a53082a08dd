import TianmuEngine
import TianmuModel
import TianmuScenario

/// How the conditions of a forecast were met, as JSON.
package struct ConditionDocument: Encodable, Sendable {
    struct Condition: Encodable, Sendable {
        var indicator: String
        var year: Int
        var statement: LocalizedText
        /// In the indicator's unit.
        var central: JSONNumber
        var distance: JSONNumber
    }

    struct Share: Encodable, Sendable {
        var year: Int
        var share: JSONNumber
    }

    struct Sources: Encodable, Sendable {
        var parameters: JSONNumber
        var years: [Share]
        var adjustments: JSONNumber
        var readings: JSONNumber
    }

    var items: [Condition]
    var distance: JSONNumber
    var tailProbability: JSONNumber
    /// Only where all conditions are ranges.
    var probability: JSONNumber?
    var probabilityStandardError: JSONNumber?
    var effectiveDrawCount: JSONNumber
    var unsolvedCount: Int
    var sources: Sources

    package init(_ report: ConditionReport, plan: Plan) {
        items = report.items.map { item in
            Condition(
                indicator: plan.series[item.condition.slot].id.name, year: item.condition.year,
                statement: LocalizedText(
                    zh: ConditionSentences.statement(item.condition, .zh),
                    en: ConditionSentences.statement(item.condition, .en)), central: item.central.finite,
                distance: item.distance.finite)
        }
        distance = report.distance.finite
        tailProbability = report.tailProbability.finite
        probability = report.probability?.value.finite
        probabilityStandardError = report.probability?.standardError.finite
        effectiveDrawCount = report.effectiveDrawCount.finite
        unsolvedCount = report.unsolvedCount
        sources = Sources(
            parameters: report.sources.parameters.finite,
            years: report.sources.years.map { Share(year: $0.year, share: $0.share.finite) },
            adjustments: report.sources.adjustments.finite, readings: report.sources.readings.finite)
    }
}
