import TianmuBacktest
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport

/// Coverage of the 80 and 95 % intervals by horizon, over lines where it ought to be.
package enum BacktestChart {
    private static let dashes: [Dash] = [.solid, .dashed, .dotted]

    /// - Throws: ``ChartRefusal`` where no model has a forecast.
    package static func chart(of backtest: Backtest, language: Language) throws(ChartRefusal) -> Chart {
        let words = Words(language)
        let shown = backtest.results.filter { $0.total.count > 0 }
        guard !shown.isEmpty else {
            throw ChartRefusal(LocalizedText(zh: "没有模型作出预测", en: "no model has a forecast"))
        }
        let panels = [
            panel(shown, nominal: 0.8, words) { $0.coverage80.value },
            panel(shown, nominal: 0.95, words) { $0.coverage95.value },
        ]
        let error = shown.flatMap { $0.horizons.map(\.coverage80.standardError) }.filter(\.isFinite).max() ?? .nan
        return Chart(
            title: words(zh: "预测区间的覆盖率", en: "How often prediction intervals hold what came"),
            subtitle: words(
                zh: "按预测年数，落在 80% 与 95% 区间内的百分比；横线为应有的比例",
                en: "Per cent inside the 80 and 95 % intervals by years ahead; lines: the share that ought to be"),
            footer: [
                words(
                    zh: "\(backtest.panel.series.count)个序列，\(backtest.originCount)个预测起点；"
                        + "80% 覆盖率的二项标准误至多\(NumberText.points(error))个百分点，相邻起点相关，实际更大。",
                    en:
                        "\(backtest.panel.series.count) series, \(backtest.originCount) forecast origins. Binomial standard "
                        + "errors at 80 %: up to \(NumberText.points(error)) points, more where neighbouring origins depend "
                        + "on each other.")
            ],
            description: shown.map { result in
                let coverage = result.total
                return "\(result.id.name): \(NumberText.percent(coverage.coverage80.value)), "
                    + NumberText.percent(coverage.coverage95.value)
            }.joined(separator: words(zh: "；", en: "; ")) + words(zh: "。", en: "."),
            panels: panels, table: table(shown, words),
            arrangement: Arrangement(columns: 2, sharesX: true, sharesY: true), language: language.tag)
    }

    private static func panel(
        _ shown: [BacktestResult], nominal: Double, _ words: Words, _ coverage: (ScoreSums) -> Double
    ) -> Panel {
        let horizons = shown.first?.horizons.indices.map { Double($0 + 1) } ?? []
        let lines = shown.enumerated().map { index, result in
            Mark.line(
                LineMark(
                    x: horizons, y: result.horizons.map { 100 * coverage($0) }, paint: .category(index),
                    dash: dashes[index % dashes.count], marker: Marker.allCases[index % Marker.allCases.count],
                    label: result.id.name))
        }
        return Panel(
            title: words(
                zh: "\(NumberText.percentOfWhole(nominal)) 区间", en: "\(NumberText.percentOfWhole(nominal)) interval"),
            x: .linear(caption: words(zh: "预测年数", en: "years ahead"), ticks: horizons), y: .linear(caption: "%"),
            marks: [.rule(RuleMark(.y(100 * nominal)))] + lines, plotHeight: 260)
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
