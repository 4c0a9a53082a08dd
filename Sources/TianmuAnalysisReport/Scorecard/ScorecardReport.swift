import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// What `tianmu scorecard` prints for people.
package enum ScorecardReport {
    package static func text(of card: Scorecard, language: Language, width: Int? = nil) -> String {
        let words = Words(language)
        let first = card.earlier.asOf.map { "\($0)" } ?? "–"
        let last = card.now.asOf.map { "\($0)" } ?? "–"
        var text =
            card.now.title[language]
            + words(
                zh: "：\(first) 的预测与 \(last) 已知的结果\n\n",
                en: ": the forecast of \(first) against what is known on \(last)\n\n")
        text += TextFormat.wrapped(sentence(card)[language], first: "", rest: "")
        if !card.scores.isEmpty {
            text += "\n" + TextFormat.text(of: ScorecardTable.scores(of: card, language: language), within: width)
        }
        if !card.moves.isEmpty {
            text += words(zh: "\n目标的把握因哪个新数字而变\n", en: "\nWhich new figure moved the targets' chances\n")
            text += card.flips.map { TextFormat.wrapped(flip($0, card)[language], first: "- ", rest: "  ") }.joined()
            text += "\n" + TextFormat.text(of: ScorecardTable.moves(of: card, language: language), within: width)
        }
        return text + "\n" + notes.map { TextFormat.wrapped($0[language], first: "", rest: "") }.joined()
    }

    /// How many came inside, and how many verdicts flipped.
    package static func sentence(_ card: Scorecard) -> LocalizedText {
        guard !card.scores.isEmpty else {
            return LocalizedText(
                zh: "两个日期之间没有公布当时所预测的数字。", en: "No figure that was forecast then has been published in between.")
        }
        let mean = NumberText.fixed(card.meanPIT, decimals: 2)
        let expected = NumberText.fixed(0.8 * Double(card.scores.count), decimals: 1)
        return LocalizedText(
            zh:
                "\(card.scores.count) 个已知结果中有 \(card.insideCount) 个落在 80% 区间内（应约 \(expected) 个）；PIT 平均 \(mean)，0.5 为不偏，"
                + "大于 0.5 为结果偏高；\(card.flips.count) 项目标的判断改变。",
            en:
                "\(card.insideCount) of \(card.scores.count) outcomes lie inside their 80 % interval (about \(expected) are due); "
                + "the mean PIT is \(mean), where 0.5 is unbiased and more means that outcomes came out high; "
                + "\(card.flips.count) verdict\(card.flips.count == 1 ? "" : "s") flipped.")
    }

    /// Why a verdict flipped.
    package static func flip(_ move: Scorecard.TargetMove, _ card: Scorecard) -> LocalizedText {
        let target = card.now.targets[move.index]
        let (before, after) = (NumberText.percent(move.before), NumberText.percent(move.after))
        let head = LocalizedText(
            zh:
                "\(target.year) 年\(target.title.zh)由“\(move.verdictBefore.title.zh)”（\(before)）变为“\(move.verdictAfter.title.zh)”（\(after)）",
            en:
                "\(target.title.en) \(target.year) went from “\(move.verdictBefore.title.en)” (\(before)) to "
                + "“\(move.verdictAfter.title.en)” (\(after))")
        guard let cause = move.causes.first else { return head + LocalizedText(zh: "。", en: ".") }
        let news = card.news[cause.news]
        let names = LocalizedText(
            zh: ScorecardTable.name(news, card, .zh), en: ScorecardTable.name(news, card, .en))
        let alone = cause.alone.map(NumberText.percent)
        let without = cause.without.map(NumberText.percent)
        return head
            + LocalizedText(
                zh: "，主要由于\(names.zh)年的新数字" + (alone.map { "：只有它时为 \($0)" } ?? "")
                    + (without.map { "，没有它时为 \($0)" } ?? "") + "。",
                en: ", mainly for the new figures of \(names.en)" + (alone.map { ": \($0) with it alone" } ?? "")
                    + (without.map { ", \($0) without it" } ?? "") + ".")
    }

    private static let notes = [
        LocalizedText(
            zh: "PIT 为预测分布中低于结果的比例；CRPS 越小越好，单位同指标；由公式和已公布数字得到的结果也计入，依赖假设的不计。",
            en:
                "PIT: share of the forecast below the outcome. CRPS: less is better, in the indicator's unit. Outcomes that formulas "
                + "give from published figures count, those that rest on assumptions do not."),
        LocalizedText(
            zh: "原因的算法：用同样的随机数重新拟合和模拟，一次只加入一个指标的新数字（只有它），再从全部新数字中去掉它（没有它）；数为把握的变动（百分点），相互作用使各项不必等于总变动。",
            en:
                "Causes: models fitted and drawn again with the same random numbers, once with the new figures of one indicator only, "
                + "once with all but those. Numbers are points of probability; they need not sum to the whole, for figures work "
                + "together."),
    ]
}
