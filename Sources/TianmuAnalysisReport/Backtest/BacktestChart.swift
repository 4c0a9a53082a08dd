import TianmuBacktest
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport

/// Coverage of the 80 and 95 % intervals by horizon, over lines where it ought to be: a plot for each interval, or for each
/// model where they are many.
package enum BacktestChart {
    private struct Level: Sendable {
        var nominal: Double
        var coverage: @Sendable (ScoreSums) -> Double

        func line(of result: BacktestResult, look: ModelLook, label: String) -> LineMark {
            LineMark(
                x: result.horizons.indices.map { Double($0 + 1) }, y: result.horizons.map { 100 * coverage($0) },
                look: look, label: label)
        }
    }

    private static let levels = [
        Level(nominal: 0.8) { $0.coverage80.value }, Level(nominal: 0.95) { $0.coverage95.value },
    ]

    /// - Throws: ``ChartRefusal`` where no model has a forecast.
    package static func chart(of backtest: Backtest, language: Language) throws(ChartRefusal) -> Chart {
        let words = Words(language)
        let shown = backtest.results.filter { $0.total.count > 0 }
        guard !shown.isEmpty else {
            throw ChartRefusal(LocalizedText(zh: "没有模型作出预测", en: "no model has a forecast"))
        }
        let isOverlaid = ModelLook.isOverlaid(in: backtest)
        let error = shown.flatMap { $0.horizons.map(\.coverage80.standardError) }.filter(\.isFinite).max() ?? .nan
        return Chart(
            title: words(zh: "预测区间的覆盖率", en: "How often prediction intervals hold what came"),
            subtitle: words(
                zh: "按预测年数，落在 80% 与 95% 区间内的百分比；细虚线为应有的比例",
                en: "Per cent inside the 80 and 95 % intervals by years ahead; thin dashes: the share that ought to be"),
            footer: BacktestFooter.lines(
                of: backtest, words,
                then: words(
                    zh: "80% 覆盖率的二项标准误至多\(NumberText.points(error))个百分点，相邻起点相关，实际更大。",
                    en:
                        "Binomial standard errors at 80 %: up to \(NumberText.points(error)) points, more where neighbouring "
                        + "origins depend on each other.")),
            description: shown.map { result in
                let coverage = result.total
                return "\(result.id.name): \(NumberText.percent(coverage.coverage80.value)), "
                    + NumberText.percent(coverage.coverage95.value)
            }.joined(separator: words(zh: "；", en: "; ")) + words(zh: "。", en: "."),
            panels: isOverlaid ? levels.map { panel($0, shown, backtest, words) } : shown.map { panel($0, words) },
            table: table(shown, words),
            arrangement: Arrangement(width: 960, columns: isOverlaid ? 2 : 3, sharesX: true, sharesY: true),
            language: language.tag)
    }

    /// All models at one interval.
    private static func panel(
        _ level: Level, _ shown: [BacktestResult], _ backtest: Backtest, _ words: Words
    ) -> Panel {
        let name = NumberText.percentOfWhole(level.nominal)
        return panel(
            title: words(zh: "\(name) 区间", en: "\(name) interval"), rules: [level.nominal],
            lines: shown.map {
                level.line(of: $0, look: .look(of: $0.id, in: backtest), label: $0.id.name)
            }, plotHeight: 260, words)
    }

    /// One model at both intervals.
    private static func panel(_ result: BacktestResult, _ words: Words) -> Panel {
        let second = ModelLook(paint: ModelLook.alone.paint, dash: .longDash, marker: .square)
        return panel(
            title: result.id.name, rules: levels.map(\.nominal),
            lines: zip(levels, [.alone, second]).map {
                $0.line(of: result, look: $1, label: NumberText.percentOfWhole($0.nominal))
            }, plotHeight: 150, words)
    }

    /// Rules are in ink: the accent would be taken for a category.
    private static func panel(
        title: String, rules: [Double], lines: [LineMark], plotHeight: Double, _ words: Words
    ) -> Panel {
        Panel(
            title: title, x: .linear(caption: words(zh: "预测年数", en: "years ahead"), ticks: lines.first?.x ?? []),
            y: .linear(caption: "%"),
            marks: rules.map { .rule(RuleMark(.y(100 * $0), paint: .ink, width: 1)) } + lines.map(Mark.line),
            plotHeight: plotHeight)
    }

    private static func table(_ shown: [BacktestResult], _ words: Words) -> DataTable {
        DataTable(
            columns: [words(zh: "模型", en: "model"), words(zh: "期", en: "years ahead"), "80%", "95%"],
            rows: shown.flatMap { result in
                result.horizons.enumerated().map { year, sums in
                    [
                        result.id.name, "\(year + 1)", NumberText.percent(sums.coverage80.value),
                        NumberText.percent(sums.coverage95.value),
                    ]
                }
            })
    }
}
