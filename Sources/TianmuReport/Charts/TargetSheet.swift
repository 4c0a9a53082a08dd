import TianmuCharts
import TianmuEngine
import TianmuModel

/// Small fans of all indicators that have a target; of all indicators where none has.
enum TargetSheet {
    static func chart(_ assessment: Assessment, _ language: Language) throws(ChartRefusal) -> Chart {
        let plan = assessment.plan
        let words = Words(language)
        let finding = Finding(language)
        var seen: Set<Int> = []
        let targeted = plan.targets.map(\.slot).filter { seen.insert($0).inserted }
        let slots = targeted.isEmpty ? Array(plan.series.indices) : targeted
        var history = KnownHistory(plan)
        let fans = slots.map { FanSeries(assessment, slot: $0, history: &history) }
        guard !fans.isEmpty else {
            throw ChartRefusal(zh: "情景没有指标", en: "the scenario has no indicators")
        }
        let columns = fans.count > 6 ? 3 : fans.count > 1 ? 2 : 1
        let panels = fans.enumerated().map { index, fan in
            Panel(
                title: title(fan, language), x: .years, y: .linear(),
                marks: fan.fanMarks(.small, language, captions: index < columns), plotHeight: columns == 3 ? 120 : 150)
        }
        let subject = words(
            zh: targeted.isEmpty ? "各指标预测" : "各项目标的指标预测",
            en: targeted.isEmpty ? "Forecasts of all indicators" : "Forecasts of the indicators with targets")
        return Chart(
            title: targeted.isEmpty
                ? "\(plan.title[language])\(words(zh: "：", en: ": "))\(subject)" : verdicts(assessment, language),
            subtitle: finding.joined([
                targeted.isEmpty ? words(zh: "情景没有设目标", en: "The scenario sets no targets") : subject,
                words(
                    zh: "阴影为50%、80%、90%预测区间，右端数字为最后一年的中位数",
                    en:
                        "Shaded: 50, 80 and 90% prediction intervals; the number at the right is the median of the last year"
                ),
                words(zh: "各图刻度不同", en: "Each panel has its own scale"),
                (targeted.isEmpty ? "" : plan.title[language] + words(zh: "，", en: ", ")) + finding.draws(plan),
            ]),
            footer: [finding.joined(legend(fans, words))],
            description: fans.map { FanChart.description($0, language) }.joined(separator: words(zh: "", en: " ")),
            panels: panels, table: table(fans, language),
            arrangement: Arrangement(width: columns == 3 ? 960 : 760, columns: columns, sharesX: true),
            language: language.tag)
    }

    /// What the marks mean, as far as they occur.
    private static func legend(_ fans: [FanSeries], _ words: Words) -> [String] {
        var legend: [String] = []
        if fans.contains(where: { !$0.known.isEmpty }) {
            legend.append(
                words(
                    zh: "竖线以左为已知，空心点为初步数、假设或由其算得",
                    en:
                        "Left of the vertical line is what is known; hollow points are preliminary, assumed or computed "
                        + "from such"))
        }
        if fans.contains(where: { fan in fan.targets.contains { $0.target.year == fan.lastYear } }) {
            legend.append(words(zh: "虚线为最后一年的目标", en: "Dashed lines are targets of the last year"))
        }
        if fans.contains(where: { fan in fan.targets.contains { $0.target.year != fan.lastYear } }) {
            legend.append(words(zh: "短线为其他年份的目标", en: "Short lines are targets of other years"))
        }
        return legend
    }

    /// How many targets have each verdict: "12个目标：5个稳妥，4个较有把握，3个够不到".
    static func verdicts(_ assessment: Assessment, _ language: Language) -> String {
        let words = Words(language)
        let targets = assessment.targets
        let counts = Verdict.allCases.compactMap { verdict -> String? in
            let count = targets.filter { $0.verdict == verdict }.count
            return count == 0 ? nil : words(zh: "\(count)个\(verdict.title.zh)", en: "\(count) \(verdict.title.en)")
        }
        return words(
            zh: "\(targets.count)个目标：\(counts.joined(separator: "，"))",
            en: "\(targets.count) target\(targets.count == 1 ? "" : "s"): \(counts.joined(separator: ", "))")
    }

    /// Name and unit, then each target with its probability.
    private static func title(_ fan: FanSeries, _ language: Language) -> String {
        let words = Words(language)
        let unit = fan.unit.unit.kind == .percent ? "%" : fan.unitName(language)
        let name = fan.title[language] + (unit.isEmpty ? "" : words(zh: "（\(unit)）", en: " (\(unit))"))
        let targets = fan.targets.map { target in
            if target.summary.forecast.isKnown {
                let outcome = Finding(language).outcome(target)
                return words(
                    zh: "\(target.target.year)年目标\(outcome)", en: "Target of \(target.target.year): \(outcome)")
            }
            let share = Finding(language).share(target.summary.probability.value)
            return words(
                zh: "\(target.target.year)年达到目标的概率：\(share)", en: "Target of \(target.target.year) met: \(share)")
        }
        return ([name] + targets).joined(separator: "\n")
    }

    /// One row for each indicator and forecast year.
    private static func table(_ fans: [FanSeries], _ language: Language) -> DataTable {
        let words = Words(language)
        var table = FanChart.table(fans[0], language)
        table.columns = [words(zh: "指标", en: "indicator"), words(zh: "单位", en: "unit")] + table.columns
        table.rows = fans.flatMap { fan in
            FanChart.table(fan, language).rows.map { [fan.title[language], fan.unit.unit.displayName(language)] + $0 }
        }
        return table
    }
}
