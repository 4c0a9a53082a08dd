import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// What a conditional forecast says in words.
package enum ConditionalSentences {
    /// The conditions one by one, how far they lie together, what the draws are worth, and why earlier years move.
    package static func all(_ forecast: ConditionalForecast) -> [LocalizedText] {
        guard let report = forecast.report else {
            return [
                LocalizedText(
                    zh: "这些条件在每次模拟中本来就成立，结果不变。",
                    en: "The conditions hold in every draw anyway: nothing changes.")
            ]
        }
        return ConditionSentences.all(report, plan: forecast.plan) + [backcast(forecast)].compactMap { $0 }
    }

    /// Why a later condition moves an earlier year.
    private static func backcast(_ forecast: ConditionalForecast) -> LocalizedText? {
        guard let back = forecast.backcast else { return nil }
        let series = forecast.plan.series[back.slot]
        let decimals = ConditionSentences.decimals(back.after)
        func number(_ value: Double) -> String { NumberText.fixed(value, decimals: decimals) }
        let parameters = NumberText.percent(back.fromParameters)
        let years = NumberText.percent(back.fromYears)
        return LocalizedText(
            zh: "\(back.given) 年的条件也改变较早的年份：\(series.title.zh) \(back.year) 年的中位数从 \(number(back.before)) 变为 "
                + "\(number(back.after))。因为走到 \(back.given) 年的路是一步步走的：满足条件所需的“意外”中，\(parameters) 最可能"
                + "在各年相同的参数里，\(years) 在 \(back.year) 年及以前的年度扰动里。",
            en:
                "The condition of \(back.given) moves earlier years as well: the median of \(series.title.en) in \(back.year) goes "
                + "from \(number(back.before)) to \(number(back.after)). The way to \(back.given) is walked step by step: of "
                + "the surprise that it takes, \(parameters) most likely lies in parameters that are the same in all years, "
                + "and \(years) in the innovations up to \(back.year).")
    }
}
