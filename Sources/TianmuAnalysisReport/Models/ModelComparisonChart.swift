import TianmuAnalysis
import TianmuBacktest
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// A row for each model: what it says of the last year, and, where any could be tested, how it did on the known past
/// against drift.
package enum ModelComparisonChart {
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
        let isTested = entries.contains { !skills(of: $0).isEmpty }
        let decimals = Self.decimals(entries, unit)
        let left = forecasts(entries, targets, unit, decimals: decimals, title: "\(year)", words)
        return Chart(
            title: title(
                entries, of: comparison.series.title[language], year: year, unit, decimals: decimals, words),
            subtitle: subtitle(
                year: year, unit: unit.unit.displayName(language), isTested: isTested, words),
            footer: footer(comparison, isTested: isTested, words),
            description: zip(entries, medians).map { entry, median in
                "\(entry.label[language]) \(NumberText.fixed(median, decimals: decimals))"
            }.joined(separator: words(zh: "；", en: "; ")) + words(zh: "。", en: "."),
            panels: isTested ? [left, skills(entries, comparison, words)] : [left],
            table: table(comparison, language),
            arrangement: Arrangement(width: isTested ? 960 : 760, columns: isTested ? 2 : 1, sharesY: true),
            language: language.tag)
    }

    /// Those of other regions and of the own past that are there.
    private static func skills(of entry: ModelComparison.Entry) -> [Double] {
        [entry.own, entry.siblings].compactMap { $0.scores?.skill }.filter(\.isFinite)
    }

    /// As the medians' spread deserves, or that of one of them where they hardly differ.
    private static func decimals(_ entries: [ModelComparison.Entry], _ unit: ChartUnit) -> Int {
        let last = entries.compactMap(\.years.last)
        let medians = last.map { unit($0.median) }
        let widths = last.map { unit($0.quantile(0.9)) - unit($0.quantile(0.1)) }.filter(\.isFinite).sorted()
        return NumberText.decimals(
            forSpread: max(
                (medians.max() ?? 0) - (medians.min() ?? 0), widths.isEmpty ? 0 : widths[widths.count / 2]))
    }

    private static func title(
        _ entries: [ModelComparison.Entry], of name: String, year: Int, _ unit: ChartUnit, decimals: Int, _ words: Words
    ) -> String {
        let medians = entries.compactMap { $0.years.last.map { unit($0.median) } }
        let low = NumberText.fixed(medians.min() ?? .nan, decimals: decimals)
        let high = NumberText.fixed(medians.max() ?? .nan, decimals: decimals)
        let (amount, count) = (unit.unit.amount(high, words.language, isKnown: false), entries.count)
        if count == 1 {
            let label = entries[0].label[words.language]
            return words(
                zh: "\(name)：\(year)年中位数为\(amount)（\(label)）",
                en: "\(name): the median of \(year) is \(amount) by \(label)")
        }
        if low == high {
            return words(
                zh: "\(name)：\(count)种模型的\(year)年中位数都是\(amount)",
                en: "\(name): medians of \(year) by \(count) models are all \(amount)")
        }
        return words(
            zh: "\(name)：\(count)种模型的\(year)年中位数从\(low)到\(amount)",
            en: "\(name): medians of \(year) from \(low) to \(amount) by \(count) models")
    }

    private static func subtitle(year: Int, unit: String, isTested: Bool, _ words: Words) -> String {
        let unit = unit.isEmpty ? "" : words(zh: "，\(unit)", en: ", \(unit)")
        let forecasts = words(
            zh: "\(year)年中位数与80%预测区间\(unit)", en: "80 % prediction intervals of \(year)\(unit)")
        guard isTested else { return words(zh: forecasts, en: "Medians and \(forecasts)") }
        return words(
            zh: "左：\(forecasts)。右：回测中CRPS比\(BacktestMethods.referenceID)降低的百分比，越右越好"
                + "（圆点：其他地区；空心菱形：本地区）",
            en:
                "Left: medians and \(forecasts). Right: how much lower CRPS was than that of "
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
                        texts: values(0.5).map { NumberText.fixed($0, decimals: decimals) },
                        sides: [.above, .below, .aboveRight, .aboveLeft, .belowRight, .belowLeft])),
            ])
    }

    private static func skills(
        _ entries: [ModelComparison.Entry], _ comparison: ModelComparison, _ words: Words
    ) -> Panel {
        let rows = entries.indices.map(Double.init)
        func skill(_ outcome: ModelTrial.Outcome) -> Double { 100 * (outcome.scores?.skill ?? .nan) }
        func cut(_ values: [Double]) -> [Double] { values.map { $0 < SkillChart.worst ? SkillChart.worst : $0 } }
        let others = entries.map { skill($0.siblings) }
        let own = entries.map { skill($0.own) }
        func text(_ value: Double) -> String {
            value.isFinite ? ScoreText.number(value, decimals: 0) : words(zh: "未回测", en: "not tested")
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
                        sides: [.above, .right, .aboveRight, .aboveLeft, .left])),
            ])
    }

    private static func footer(_ comparison: ModelComparison, isTested: Bool, _ words: Words) -> [String] {
        let title = words(zh: "\(comparison.plan.title.zh)。", en: "\(comparison.plan.title.en).")
        var lines = isTested ? [title + backtests(comparison, words)] : [title, untested(comparison, words)]
        let skills = comparison.entries.flatMap { Self.skills(of: $0) }
        if skills.contains(where: { 100 * $0 < SkillChart.worst }) {
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

    private static func backtests(_ comparison: ModelComparison, _ words: Words) -> String {
        let trial = comparison.trial
        let (own, others) = (trial.panel.own.history.count, trial.panel.siblings.count)
        func plural(_ count: Int) -> String { count == 1 ? "" : "s" }
        return words(
            zh: "回测至多\(trial.horizon)年，默认参数，模型自身的区间；本地区\(own)个已知年份，"
                + (others == 0 ? "没有其他地区。" : "其他地区\(others)个。"),
            en:
                " Backtests up to \(trial.horizon) year\(plural(trial.horizon)) ahead with default parameters and the models' "
                + "own intervals; \(own) known year\(plural(own)) of its own, "
                + (others == 0 ? "no other regions." : "\(others) other region\(plural(others))."))
    }

    /// Why nothing could be tested.
    private static func untested(_ comparison: ModelComparison, _ words: Words) -> String {
        var reasons: [String] = []
        for outcome in comparison.entries.flatMap({ [$0.own, $0.siblings] }) {
            guard case .untested(let reason) = outcome, !reasons.contains(reason[words.language]) else { continue }
            reasons.append(reason[words.language])
        }
        return words(
            zh: "没有可回测的模型：\(reasons.joined(separator: "；"))。",
            en: "No model could be tested: \(reasons.joined(separator: "; ")).")
    }

    private static func table(_ comparison: ModelComparison, _ language: Language) -> DataTable {
        let forecasts = ModelComparisonTable.forecasts(of: comparison, language: language)
        let skills = ModelComparisonTable.skills(of: comparison, language: language)
        return DataTable(
            columns: (forecasts.columns + skills.columns.dropFirst()).map(\.title),
            rows: zip(forecasts.rows, skills.rows).map { $0 + $1.dropFirst() })
    }
}
