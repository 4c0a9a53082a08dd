import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// What `tianmu scorecard --format json` prints. Levels are in the indicator's unit, probabilities are shares.
package struct ScorecardDocument: Encodable, Sendable {
    struct Score: Encodable, Sendable {
        var indicator: String
        var year: Int
        var unit: String
        var median: JSONNumber
        var p10: JSONNumber
        var p90: JSONNumber
        var actual: AuditDocument.Level
        var isInside80: Bool
        var pit: JSONNumber
        var crps: JSONNumber
    }

    struct Cause: Encodable, Sendable {
        var news: Int
        var alone: JSONNumber?
        var without: JSONNumber?
    }

    struct Move: Encodable, Sendable {
        var indicator: String
        var year: Int
        var before: JSONNumber
        var after: JSONNumber
        var verdictBefore: String
        var verdictAfter: String
        var hasFlipped: Bool
        var causes: [Cause]
    }

    struct News: Encodable, Sendable {
        var indicators: [String]
        var years: [Int]
        var published: [String]
    }

    var scenario: String
    var title: LocalizedText
    var earlierAsOf: String?
    var asOf: String?
    var seed: UInt64
    var draws: Int
    var scores: [Score]
    var inside80: Int
    var meanPIT: JSONNumber
    /// Causes name these by their place, from 0.
    var news: [News]
    var targets: [Move]
    var sentence: LocalizedText

    /// - Parameter scenario: the path that the user gave.
    package init(_ card: Scorecard, scenario: String) {
        let plan = card.now
        self.scenario = scenario
        title = plan.title
        earlierAsOf = card.earlier.asOf?.description
        asOf = plan.asOf?.description
        seed = plan.draws.seed
        draws = plan.draws.count
        scores = card.scores.map {
            Score(
                indicator: plan.series[$0.slot].id.name, year: $0.year, unit: plan.series[$0.slot].unit.symbol,
                median: $0.median.finite, p10: $0.lower80.finite, p90: $0.upper80.finite,
                actual: AuditDocument.Level($0.actual), isInside80: $0.score.isInside80, pit: $0.score.pit.finite,
                crps: $0.score.crps.finite)
        }
        inside80 = card.insideCount
        meanPIT = card.meanPIT.finite
        news = card.news.map { news in
            News(
                indicators: news.slots.map { plan.series[$0].id.name },
                years: Set(news.figures.map(\.year)).sorted(),
                published: Set(news.figures.map(\.knownFrom)).sorted().map(\.description))
        }
        targets = card.moves.map { move in
            let target = plan.targets[move.index]
            return Move(
                indicator: plan.series[target.slot].id.name, year: target.year, before: move.before.finite,
                after: move.after.finite, verdictBefore: move.verdictBefore.rawValue,
                verdictAfter: move.verdictAfter.rawValue, hasFlipped: move.hasFlipped,
                causes: move.causes.map {
                    Cause(news: $0.news, alone: $0.alone?.finite, without: $0.without?.finite)
                })
        }
        sentence = ScorecardReport.sentence(card)
    }
}
