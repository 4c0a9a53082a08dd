import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuReport

/// What `tianmu condition --format json` prints.
package struct ConditionalDocument: Encodable, Sendable {
    var title: LocalizedText
    /// `nil` where the conditions hold in every draw.
    var conditions: ConditionDocument?
    var sentences: [LocalizedText]
    var before: RunDocument
    var given: RunDocument

    /// - Parameter scenario: the path of the scenario file.
    package init(_ forecast: ConditionalForecast, scenario: String) {
        title = forecast.plan.title
        conditions = forecast.report.map { ConditionDocument($0, plan: forecast.plan) }
        sentences = ConditionalSentences.all(forecast)
        before = RunDocument(forecast.free, scenario: scenario)
        given = RunDocument(forecast.conditioned, scenario: scenario)
    }
}
