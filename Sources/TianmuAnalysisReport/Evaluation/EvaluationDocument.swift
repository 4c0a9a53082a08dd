import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// What `tianmu evaluate --format json` prints. Levels are in the indicator's unit, progress and probabilities are shares.
package struct EvaluationDocument: Encodable, Sendable {
    struct Source: Encodable, Sendable {
        var kind: String
        var source: String
        var published: String
        var isDated: Bool

        init(_ figure: Figure) {
            kind = figure.kind.rawValue
            source = figure.source
            published = figure.knownFrom.description
            isDated = !figure.published.isAssumed
        }
    }

    struct Target: Encodable, Sendable {
        var indicator: String
        var title: LocalizedText
        var year: Int
        var kind: String
        var relation: String
        var value: Double
        var unit: String
        var base: AuditDocument.Level?
        var latest: AuditDocument.Level?
        var latestSource: Source?
        var course: String
        var progress: JSONNumber?
        var schedule: Double
        var steadySchedule: JSONNumber?
        var word: String
        var steadyWord: String
        var probability: JSONNumber
        var standardError: JSONNumber
        var verdict: String
        var earlierProbability: JSONNumber
        var earlierStandardError: JSONNumber
        var earlierVerdict: String
        var change: JSONNumber
        var expected: JSONNumber
        var required: JSONNumber?
        var requiredKind: String?
        var currentStatus: JSONNumber?
        var anticipatedProgress: JSONNumber?
        var outlook: String?
    }

    var scenario: String
    var title: LocalizedText
    var asOf: String?
    var earlierAsOf: String?
    var seed: UInt64
    var draws: Int
    /// Years.
    var tolerance: Double
    var targets: [Target]
    var sentence: LocalizedText

    /// - Parameter scenario: the path that the user gave.
    package init(_ evaluation: Evaluation, scenario: String) {
        let plan = evaluation.plan
        self.scenario = scenario
        title = plan.title
        asOf = plan.asOf?.description
        earlierAsOf = evaluation.earlier.asOf?.description
        seed = plan.draws.seed
        draws = plan.draws.count
        tolerance = evaluation.options.tolerance
        sentence = EvaluationReport.count(evaluation)
        targets = evaluation.targets.map { found in
            let target = plan.targets[found.index]
            let series = plan.series[target.slot]
            return Target(
                indicator: series.id.name, title: target.title, year: target.year, kind: target.kind.rawValue,
                relation: target.relation.rawValue, value: target.value, unit: series.unit.symbol,
                base: found.base.map(AuditDocument.Level.init), latest: found.latest.map(AuditDocument.Level.init),
                latestSource: found.latest?.figure.map(Source.init), course: found.progress.course.rawValue,
                progress: found.progress.done?.finite, schedule: found.progress.schedule,
                steadySchedule: found.progress.steady?.finite, word: found.progress.word.rawValue,
                steadyWord: found.progress.steadyWord.rawValue, probability: found.probability.value.finite,
                standardError: found.probability.standardError.finite, verdict: found.verdict.rawValue,
                earlierProbability: found.earlierProbability.value.finite,
                earlierStandardError: found.earlierProbability.standardError.finite,
                earlierVerdict: found.earlierVerdict.rawValue, change: found.change.finite,
                expected: found.expected.finite, required: found.required?.value.finite,
                requiredKind: found.required?.kind.rawValue, currentStatus: found.currentStatus?.finite,
                anticipatedProgress: found.anticipated?.finite, outlook: found.outlook?.rawValue)
        }
    }
}
