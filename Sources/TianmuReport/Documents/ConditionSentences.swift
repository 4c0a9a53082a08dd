import TianmuEngine
import TianmuModel
import TianmuScenario

/// What is said about the conditions of a forecast.
package enum ConditionSentences {
    /// The conditions one by one, how far they lie together, and what the draws are worth.
    package static func all(_ report: ConditionReport, plan: Plan) -> [LocalizedText] {
        report.items.map { item(_: $0, plan: plan) } + [plausibility(report)] + [draws(report)].compactMap { $0 }
    }

    private static func item(_ item: ConditionReport.Item, plan: Plan) -> LocalizedText {
        let series = plan.series[item.condition.slot]
        let distance = NumberText.fixed(item.distance, decimals: 1)
        func text(_ language: Language) -> (String, String) {
            let central = series.unit.amount(
                NumberText.fixed(item.central, decimals: decimals(item.central)), language, isKnown: false)
            return (statement(item.condition, language), central)
        }
        let (zh, en) = (text(.zh), text(.en))
        return LocalizedText(
            zh: "给定：\(series.title.zh) \(item.condition.year) 年\(zh.0)；不加条件的中心路径为 \(zh.1)，相距 \(distance) 个标准差。",
            en:
                "Given: \(series.title.en) in \(item.condition.year) \(en.0); the central path without conditions is \(en.1), "
                + "\(distance) standard deviations away.")
    }

    /// What a condition states, as the end of a clause.
    package static func statement(_ condition: PlannedCondition, _ language: Language) -> String {
        let words = Words(language)
        func amount(_ value: Double) -> String {
            condition.statedUnit.amount(NumberText.stated(value), language, isKnown: false)
        }
        switch condition.stated {
        case .exactly(let value): return words(zh: "为 \(amount(value))", en: "is \(amount(value))")
        case .about(let value, let sd):
            return words(
                zh: "读数为 \(amount(value))，误差标准差 \(NumberText.stated(sd))",
                en: "reads \(amount(value)) with an error of \(NumberText.stated(sd)) (one standard deviation)")
        case .quantiles(let quantity):
            let numbers = [quantity.p10, quantity.p50, quantity.p90].map(NumberText.stated).joined(separator: "/")
            return words(
                zh: "专家判断为 \(numbers)（p10/p50/p90，\(condition.statedUnit.displayName(.zh))）",
                en: "is judged \(numbers) (p10/p50/p90, \(condition.statedUnit.displayName(.en)))")
        case .between(let low, let high):
            switch (low, high) {
            case (let low?, let high?):
                return words(
                    zh: "在 \(amount(low)) 与 \(amount(high)) 之间", en: "lies between \(amount(low)) and \(amount(high))")
            case (let low?, nil): return words(zh: "不低于 \(amount(low))", en: "is at least \(amount(low))")
            case (nil, let high?): return words(zh: "不高于 \(amount(high))", en: "is at most \(amount(high))")
            case (nil, nil): return words(zh: "不限", en: "is anything")
            }
        }
    }

    /// How far from the forecast the conditions lie.
    package static func plausibility(_ report: ConditionReport) -> LocalizedText {
        let distance = NumberText.fixed(report.distance, decimals: 1)
        let tail = NumberText.percent(report.tailProbability)
        let word: LocalizedText =
            report.distance < 1
            ? LocalizedText(zh: "在预测的寻常范围内", en: "well within what the forecast expects")
            : report.distance < 2
                ? LocalizedText(zh: "偏离预测，但并不罕见", en: "off the forecast, but not rare")
                : report.distance < 3
                    ? LocalizedText(zh: "少见", en: "rare")
                    : LocalizedText(zh: "几乎不与预测相容，结论应慎用", en: "hardly compatible with the forecast: use with care")
        var text = LocalizedText(
            zh: "合起来看，条件离预测 \(distance) 个标准差（偶然偏离这么远或更远的可能：\(tail)）：\(word.zh)。",
            en: "Together the conditions lie \(distance) standard deviations from the forecast "
                + "(chance goes at least so far in \(tail) of cases): \(word.en).")
        if let probability = report.probability {
            let share = NumberText.share(probability)
            text =
                text
                + LocalizedText(
                    zh: "不加条件时，它们同时成立的概率为 \(share)。",
                    en: " Without conditions they hold together with a probability of \(share).")
        }
        return text
    }

    private static func draws(_ report: ConditionReport) -> LocalizedText? {
        let effective = NumberText.fixed(report.effectiveDrawCount.rounded(), decimals: 0)
        let total = NumberText.fixed(Double(report.drawCount), decimals: 0)
        guard report.effectiveDrawCount < 0.99 * Double(report.drawCount) else { return nil }
        return LocalizedText(
            zh: "\(total) 次模拟经加权相当于 \(effective) 次。",
            en: "Weighted by how well they fit, the \(total) draws are worth \(effective).")
    }

    package static func decimals(_ value: Double) -> Int {
        value.magnitude >= 1000 ? 0 : value.magnitude >= 100 ? 1 : value.magnitude >= 1 ? 2 : 4
    }
}
