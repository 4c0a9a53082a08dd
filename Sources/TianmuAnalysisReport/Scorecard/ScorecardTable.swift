import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// How an earlier forecast did, as tables.
package enum ScorecardTable {
    /// A row for each indicator and year that came.
    package static func scores(of card: Scorecard, language: Language) -> Table {
        let words = Words(language)
        let columns: [Table.Column] = [
            .init(words(zh: "指标", en: "Indicator")), .init(words(zh: "年份", en: "Year")),
            .init(words(zh: "单位", en: "Unit")), .init(words(zh: "预测中位数", en: "Forecast median"), .right),
            .init(words(zh: "80% 区间", en: "80% interval"), .right), .init(words(zh: "实际", en: "Actual"), .right),
            .init(words(zh: "数字", en: "Figure")), .init(words(zh: "落在", en: "Lies")), .init("PIT", .right),
            .init("CRPS", .right),
        ]
        let rows = card.scores.map { score -> [String] in
            let series = card.now.series[score.slot]
            let decimals = NumberText.decimals(forSpread: score.upper80 - score.lower80)
            func number(_ value: Double) -> String { NumberText.fixed(value, decimals: decimals) }
            return [
                series.title[language], "\(score.year)", series.unit.displayName(language), number(score.median),
                "\(number(score.lower80)) – \(number(score.upper80))", number(score.actual.value),
                score.actual.figure?.kind.title[language] ?? words(zh: "推算", en: "derived"),
                place(score).title[language], NumberText.fixed(score.score.pit, decimals: 2),
                NumberText.significant(score.score.crps),
            ]
        }
        return Table(columns: columns, rows: rows)
    }

    /// For programs: numbers in the indicator's unit.
    package static func long(_ card: Scorecard) -> Table {
        let names = [
            "indicator", "year", "unit", "median", "p10", "p90", "actual", "actual_origin", "inside_80", "pit", "crps",
        ]
        let rows = card.scores.map { score -> [String] in
            let series = card.now.series[score.slot]
            return [
                series.id.name, "\(score.year)", series.unit.symbol, "\(score.median)", "\(score.lower80)",
                "\(score.upper80)", "\(score.actual.value)", score.actual.figure?.kind.rawValue ?? "derived",
                "\(score.score.isInside80)", "\(score.score.pit)", "\(score.score.crps)",
            ]
        }
        return Table(columns: names.map { .init($0) }, rows: rows)
    }

    /// A row for each target and each piece of news that moved it.
    package static func moves(of card: Scorecard, language: Language) -> Table {
        let words = Words(language)
        let columns: [Table.Column] = [
            .init(words(zh: "目标", en: "Target")), .init(words(zh: "把握", en: "Probability"), .right),
            .init(words(zh: "判断", en: "Verdict")), .init(words(zh: "因为", en: "Because of")),
            .init(words(zh: "只有它", en: "It alone"), .right), .init(words(zh: "没有它", en: "Without it"), .right),
        ]
        func points(_ change: Double?) -> String { change.map { EvaluationTable.signed(100 * $0) } ?? "–" }
        let rows = card.moves.flatMap { move -> [[String]] in
            let target = card.now.targets[move.index]
            let (before, after) = (NumberText.percent(move.before), NumberText.percent(move.after))
            let verdict =
                move.hasFlipped
                ? "\(move.verdictBefore.title[language]) → \(move.verdictAfter.title[language])"
                : move.verdictAfter.title[language]
            let head = ["\(target.title[language]) \(target.year)", "\(before) → \(after)", verdict]
            guard !move.causes.isEmpty else { return [head + ["–", "–", "–"]] }
            return move.causes.enumerated().map { place, cause in
                (place == 0 ? head : ["", "", ""]) + [
                    name(card.news[cause.news], card, language), points(cause.alone.map { $0 - move.before }),
                    points(cause.without.map { move.after - $0 }),
                ]
            }
        }
        return Table(columns: columns, rows: rows)
    }

    /// The indicator of a piece of news and the years of its new figures.
    static func name(_ news: Scorecard.News, _ card: Scorecard, _ language: Language) -> String {
        let words = Words(language)
        let titles = news.slots.map { card.now.series[$0].title[language] }.joined(separator: words(zh: "、", en: ", "))
        let years = Set(news.figures.map(\.year)).sorted().map(String.init).joined(separator: words(zh: "、", en: ", "))
        return "\(titles) \(years)"
    }

    enum Place {
        case inside, below, above

        var title: LocalizedText {
            switch self {
            case .inside: LocalizedText(zh: "区间内", en: "inside")
            case .below: LocalizedText(zh: "区间下", en: "below")
            case .above: LocalizedText(zh: "区间上", en: "above")
            }
        }
    }

    static func place(_ score: Scorecard.Score) -> Place {
        score.score.isInside80 ? .inside : score.actual.value < score.lower80 ? .below : .above
    }
}
