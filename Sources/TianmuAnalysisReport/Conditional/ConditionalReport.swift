import TianmuAnalysis
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// What `tianmu condition` prints.
package enum ConditionalReport {
    /// - Parameter width: columns of the terminal that tables must fit; `nil` for no limit.
    package static func text(of forecast: ConditionalForecast, language: Language, width: Int? = nil) -> String {
        let words = Words(language)
        var text = forecast.plan.title[language] + words(zh: "：带条件的推算\n\n", en: ": conditional forecast\n\n")
        for sentence in ConditionalSentences.all(forecast) {
            text += TextFormat.wrapped(sentence[language], first: "", rest: "  ")
        }
        let targets = targets(of: forecast, language: language)
        if !targets.rows.isEmpty { text += "\n" + TextFormat.text(of: targets, within: width) }
        return text + "\n" + TextFormat.text(of: years(of: forecast, language: language), within: width)
    }

    /// The targets without and with the conditions.
    package static func targets(of forecast: ConditionalForecast, language: Language) -> Table {
        let words = Words(language)
        return Table(
            columns: [
                .init(words(zh: "目标", en: "Target")), .init(words(zh: "年份", en: "Year")),
                .init(words(zh: "要求", en: "Required"), .right), .init(words(zh: "单位", en: "Unit")),
                .init(words(zh: "原中位数", en: "Median before"), .right),
                .init(words(zh: "条件中位数", en: "Median given"), .right),
                .init(words(zh: "原把握", en: "Probability before"), .right),
                .init(words(zh: "条件把握", en: "Probability given"), .right), .init("±", .right),
                .init(words(zh: "判断", en: "Verdict")),
            ],
            rows: zip(forecast.free.targets, forecast.conditioned.targets).map { before, after in
                let old = TargetNumbers(before.summary, plan: forecast.plan)
                let new = TargetNumbers(after.summary, plan: forecast.plan)
                return [
                    after.target.title[language], "\(after.target.year)",
                    "\(after.target.relation.symbol) \(NumberText.stated(new.value))", new.unit.displayName(language),
                    NumberText.fixed(old.median, decimals: old.decimals),
                    NumberText.fixed(new.median, decimals: old.decimals),
                    NumberText.percent(before.summary.probability.value),
                    NumberText.percent(after.summary.probability.value),
                    NumberText.points(after.summary.probability.standardError),
                    after.verdict.title[language] + (after.isClose ? " ?" : ""),
                ]
            })
    }

    /// The conditioned indicators year by year.
    package static func years(of forecast: ConditionalForecast, language: Language) -> Table {
        let words = Words(language)
        var rows: [[String]] = []
        for slot in slots(of: forecast) {
            let series = forecast.plan.series[slot]
            let years = zip(
                forecast.free.summary.indicators[slot].years, forecast.conditioned.summary.indicators[slot].years)
            for (before, after) in years where !before.isKnown {
                let decimals = NumberText.decimals(forSpread: before.quantile(0.9) - before.quantile(0.1))
                func range(_ year: YearSummary) -> String {
                    NumberText.fixed(year.quantile(0.1), decimals: decimals) + " – "
                        + NumberText.fixed(year.quantile(0.9), decimals: decimals)
                }
                rows.append([
                    series.title[language], "\(before.year)", series.unit.displayName(language),
                    NumberText.fixed(before.median, decimals: decimals), range(before),
                    NumberText.fixed(after.median, decimals: decimals), range(after),
                ])
            }
        }
        return Table(
            columns: [
                .init(words(zh: "指标", en: "Indicator")), .init(words(zh: "年份", en: "Year")),
                .init(words(zh: "单位", en: "Unit")), .init(words(zh: "原中位数", en: "Median before"), .right),
                .init(words(zh: "原80%区间", en: "80% before"), .right),
                .init(words(zh: "条件中位数", en: "Median given"), .right),
                .init(words(zh: "条件80%区间", en: "80% given"), .right),
            ], rows: rows)
    }

    /// The conditioned indicators, each once.
    static func slots(of forecast: ConditionalForecast) -> [Int] {
        forecast.plan.conditions.map(\.slot).uniqued()
    }

    /// The fan of one indicator with its conditions and without.
    /// - Parameter indicator: the first conditioned one by default.
    /// - Throws: ``ChartRefusal`` for an unknown indicator.
    package static func chart(
        of forecast: ConditionalForecast, indicator: String?, language: Language
    ) throws(ChartRefusal) -> Chart {
        let own = slots(of: forecast).first.map { forecast.plan.series[$0].id }
        let request = ChartRequest(
            variants: [
                Variant(label: LocalizedText(zh: "不加条件", en: "unconditional"), assessment: forecast.free),
                Variant(label: LocalizedText(zh: "给定条件", en: "given the conditions"), assessment: forecast.conditioned),
            ], indicator: indicator.map { IndicatorID($0) } ?? own, language: language)
        return try ChartKind.named("scenarios").chart(request)
    }
}
