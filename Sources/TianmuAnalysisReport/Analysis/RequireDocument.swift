import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// What `tianmu require --format json` prints. All levels in the indicator's unit, all changes in per cent or points a
/// year.
package struct RequireDocument: Encodable, Sendable {
    struct Step: Encodable, Sendable {
        var change: Double
        var level: Double

        init(_ step: Requirement.Step) {
            change = step.change.value
            level = step.level
        }
    }

    struct Year: Encodable, Sendable {
        var year: Int
        var constant: Step
        var front: Step
        var back: Step
    }

    struct Rung: Encodable, Sendable {
        var year: Int
        var level: JSONNumber?
        var isForecast: Bool
        var isMet: Bool
        var required: JSONNumber?
        var reach: Double?
        var isWithinReach: Bool?
    }

    struct Chance: Encodable, Sendable {
        var probability: Double
        var required: Double
        var standardError: JSONNumber?
        var extraPoints: Double
    }

    struct Target: Encodable, Sendable {
        var indicator: String
        var title: LocalizedText
        var year: Int
        var relation: String
        var value: Double
        var unit: String
        var standing: String
        var last: AuditDocument.Level?
        var outcome: AuditDocument.Level?
        var changeKind: String?
        var required: JSONNumber?
        var expected: JSONNumber?
        var probability: JSONNumber?
        var standardError: JSONNumber?
        var path: [Year]
        var ladder: [Rung]
        var chances: [Chance]
        var reference: AuditDocument.Reference?
        var lastYearWithinReach: Int?
        var sentence: LocalizedText
    }

    var scenario: String
    var title: LocalizedText
    var asOf: String?
    var seed: UInt64
    var draws: Int
    var tilt: Double
    var targets: [Target]

    /// - Parameter scenario: the path that the user gave.
    package init(_ requirements: Requirements, scenario: String) {
        let plan = requirements.plan
        let sentences = RequireSentences(requirements)
        self.scenario = scenario
        title = plan.title
        asOf = plan.asOf?.description
        seed = plan.draws.seed
        draws = plan.draws.count
        tilt = requirements.options.tilt
        targets = requirements.targets.map { requirement in
            let target = plan.targets[requirement.index]
            let series = plan.series[target.slot]
            return Target(
                indicator: series.id.name, title: target.title, year: target.year, relation: target.relation.rawValue,
                value: target.value, unit: series.unit.symbol, standing: requirement.standing.rawValue,
                last: requirement.last.map(AuditDocument.Level.init),
                outcome: requirement.outcome.map(AuditDocument.Level.init),
                changeKind: requirement.required?.kind.rawValue, required: requirement.required?.value.finite,
                expected: requirement.expected?.value.finite, probability: requirement.probability.value.finite,
                standardError: requirement.probability.standardError.finite,
                path: requirement.path.map {
                    Year(year: $0.year, constant: Step($0.constant), front: Step($0.front), back: Step($0.back))
                },
                ladder: requirement.rungs.map {
                    Rung(
                        year: $0.year, level: $0.level.finite, isForecast: $0.isForecast, isMet: $0.isMet,
                        required: $0.required?.value.finite, reach: $0.reach?.value, isWithinReach: $0.isWithinReach)
                },
                chances: requirement.chances.map {
                    Chance(
                        probability: $0.probability, required: $0.required.value,
                        standardError: $0.standardError.finite, extraPoints: $0.extraPoints)
                },
                reference: AuditDocument.Reference(
                    requirement.siblings, required: requirement.required, relation: target.relation),
                lastYearWithinReach: requirement.lastYearWithinReach, sentence: sentences.sentence(requirement))
        }
    }
}
