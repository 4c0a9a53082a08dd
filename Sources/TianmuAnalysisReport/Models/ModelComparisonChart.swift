import TianmuAnalysis
import TianmuBacktest
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// A row for each model: what it says of the last year, and how it did on the known past against drift.
package enum ModelComparisonChart {
    /// Per cent beyond which a skill is drawn at the edge; the number beside it says how far it is.
    private static let worstSkill = -100.0

    /// - Throws: ``ChartRefusal`` without a forecast year.
    package static func chart(of comparison: ModelComparison, language: Language) throws(ChartRefusal) -> Chart {
        let words = Words(language)
        let entries = comparison.entries.filter { !$0.years.isEmpty }
        guard let year = entries.first?.years.last?.year else {
            throw ChartRefusal(LocalizedText(zh: "没有要预测的年份", en: "there is no year to forecast"))
        }
        let targets = comparison.plan.targets.filter {
            comparison.plan.series[$0.slot].id == comparison.series.id && $0.year == year
        }
        let largest = entries.compactMap { $0.years.last?.median.magnitude }.max() ?? 0
        let unit = ChartUnit(comparison.series.unit, stated: targets.map(\.statedUnit), largest: largest)
        let medians = entries.map { unit($0.years.last?.median ?? .nan) }
        let range = [medians.min() ?? .nan, medians.max() ?? .nan]
        let decimals = NumberText.decimals(forSpread: range[1] - range[0])
        let (low, high) = (
            NumberText.fixed(range[0], decimals: decimals), NumberText.fixed(range[1], decimals: decimals)
        )
        let name = comparison.series.title[language]
        let unitName = unit.unit.displayName(language)
        return Chart(
            title: words(
                zh: "\(name)：\(entries.count)种模型的\(year)年中位数从\(low)到\(high)",
                en: "\(name): medians of \(year) from \(low) to \(high) by \(entries.count) models"),
            subtitle: subtitle(comparison, year: year, unit: unitName, words), footer: footer(comparison, words),
            description: zip(entries, medians).map { entry, median in
                "\(entry.label[language]) \(NumberText.fixed(median, decimals: decimals))"
            }.joined(separator: words(zh: "；", en: "; ")) + words(zh: "。", en: "."),
            panels: [
                forecasts(entries, targets, unit, decimals: decimals, title: "\(year)", words),
                skills(entries, comparison, words),
            ], table: table(comparison, language),
            arrangement: Arrangement(width: 960, columns: 2, sharesY: true), language: language.tag)
    }

    private static func subtitle(_ comparison: ModelComparison, year: Int, unit: String, _ words: Words) -> String {
        let unit = unit.isEmpty ? "" : words(zh: "，\(unit)", en: ", \(unit)")
        return words(
            zh: "左：\(year)年中位数与80%预测区间\(unit)。右：回测中CRPS比\(BacktestMethods.referenceID)降低的百分比，越右越好"
                + "（圆点：其他地区；空心菱形：本地区）",
            en:
                "Left: medians and 80 % prediction intervals of \(year)\(unit). Right: how much lower CRPS was than that of "
                + "\(BacktestMethods.referenceID) in backtests, per cent, the farther right the better (dots: other regions; "
                + "hollow diamonds: the own past)")
    }

    private static func forecasts(
        _ entries: [ModelComparison.Entry], _ targets: [PlannedTarget], _ unit: ChartUnit, decimals: Int, title: String,
        _ words: Words
    ) -> Panel {
        let rows = entries.indices.map(Double.init)
        func values(_ probability: Double) -> [Double] {
            entries.map { unit($0.years.last?.quantile(probability) ?? .nan) }
        }
        let lines = targets.map { target in
            Mark.rule(
                RuleMark(
                    .x(unit(target.value)),
                    label: words(zh: "目标", en: "target")))
        }
        return Panel(
            title: title, x: .linear(), y: .names(entries.map { $0.label[words.language] }),
            marks: lines + [
                .whiskers(WhiskerMark(.horizontal, positions: rows, lower: values(0.1), upper: values(0.9))),
                .dots(DotMark(x: values(0.5), y: rows)),
                .texts(
                    TextMark(
                        x: values(0.5), y: rows,
                        texts: values(0.5).map { NumberText.fixed($0, decimals: decimals) }, sides: [.above, .below])),
            ])
    }

    private static func skills(
        _ entries: [ModelComparison.Entry], _ comparison: ModelComparison, _ words: Words
    ) -> Panel {
        let rows = entries.indices.map(Double.init)
        func skill(_ outcome: ModelTrial.Outcome) -> Double { 100 * (outcome.scores?.skill ?? .nan) }
        func cut(_ values: [Double]) -> [Double] { values.map { $0 < worstSkill ? worstSkill : $0 } }
        let others = entries.map { skill($0.siblings) }
        let own = entries.map { skill($0.own) }
        func text(_ value: Double) -> String {
            value.isFinite ? NumberText.fixed(value, decimals: 0) : words(zh: "未回测", en: "not tested")
        }
        // One number for each row: that by which it stands where it stands.
        let merit = zip(others, own).map { $0.isFinite ? $0 : $1 }
        return Panel(
            title: words(zh: "CRPS 技巧，%", en: "CRPS skill, %"), x: .linear(includesZero: true),
            y: .names(entries.map { $0.label[words.language] }),
            marks: [
                .rule(RuleMark(.x(0), paint: .muted, width: 1, label: BacktestMethods.referenceID.name)),
                .dots(DotMark(x: cut(own), y: rows, look: .hollow, marker: .diamond)),
                .dots(DotMark(x: cut(others), y: rows)),
                .texts(
                    TextMark(
                        x: cut(merit).map { $0.isFinite ? $0 : 0 }, y: rows, texts: merit.map(text),
                        sides: [.above, .right])),
            ], emptyText: words(zh: "没有可回测的历史", en: "no history to test on"))
    }

    private static func footer(_ comparison: ModelComparison, _ words: Words) -> [String] {
        let trial = comparison.trial
        let names = trial.panel.siblings.map(\.name)
        let others =
            names.isEmpty
            ? words(zh: "没有其他地区", en: "no other regions")
            : words(zh: "其他地区\(names.count)个", en: "\(names.count) other regions")
        var lines = [
            words(
                zh: "\(comparison.plan.title.zh)。回测至多\(trial.horizon)年，默认参数，模型自身的区间；本地区"
                    + "\(trial.panel.own.history.count)个已知年份，\(others)。",
                en:
                    "\(comparison.plan.title.en). Backtests up to \(trial.horizon) years ahead with default parameters and the "
                    + "models' own intervals; \(trial.panel.own.history.count) known years of its own, \(others).")
        ]
        let skills = comparison.entries.flatMap { [$0.own, $0.siblings] }.compactMap { $0.scores?.skill }
        if skills.contains(where: { 100 * $0 < worstSkill }) {
            lines.append(
                words(
                    zh: "低于\u{2212}100%的技巧画在边上。", en: "Skills below \u{2212}100 % are drawn at the edge."))
        }
        let refused = comparison.refusals.map { $0.label[words.language] }
        if !refused.isEmpty {
            lines.append(
                words(
                    zh: "不能用的模型：\(refused.joined(separator: "、"))。", en: "Refused: \(refused.joined(separator: ", ")).")
            )
        }
        return lines
    }

    private static func table(_ comparison: ModelComparison, _ language: Language) -> DataTable {
        let forecasts = ModelComparisonTable.forecasts(of: comparison, language: language)
        let skills = ModelComparisonTable.skills(of: comparison, language: language)
        return DataTable(
            columns: (forecasts.columns + skills.columns.dropFirst()).map(\.title),
            rows: zip(forecasts.rows, skills.rows).map { $0 + $1.dropFirst() })
    }
}
