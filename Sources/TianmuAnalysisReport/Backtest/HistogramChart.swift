import TianmuBacktest
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport

/// Histograms of the PIT (probability integral transform), one for each model: flat where forecasts are as wide as they
/// ought to be, a hump where they are too wide, a bowl where they are too narrow, a slope where they lean to one side.
///
/// Sources: Dawid (1984), Statistical theory: the prequential approach, JRSS A 147; Gneiting, Balabdaoui & Raftery (2007),
/// Probabilistic forecasts, calibration and sharpness, JRSS B 69.
package enum HistogramChart {
    /// - Throws: ``ChartRefusal`` where no model has a forecast.
    package static func chart(of backtest: Backtest, language: Language) throws(ChartRefusal) -> Chart {
        let words = Words(language)
        let shown = backtest.results.filter { $0.total.count > 0 }
        guard !shown.isEmpty else {
            throw ChartRefusal(LocalizedText(zh: "没有模型作出预测", en: "no model has a forecast"))
        }
        return Chart(
            title: words(zh: "结果落在预测分布的什么位置", en: "Where what came lies in what was forecast"),
            subtitle: words(
                zh: "PIT：预测分布中低于结果的比例，按十分位计的预测百分比；虚线为应有的10%，浅色带为其两倍标准误。"
                    + "中间高说明区间过宽，两端高说明过窄，一边高说明偏向",
                en:
                    "PIT: share of the forecast below what came; per cent of forecasts by tenths. Dashed: the 10 % that ought to "
                    + "be; pale: two standard errors. High in the middle: too wide; at the ends: too narrow; on one side: "
                    + "leaning"),
            footer: BacktestFooter.lines(
                of: backtest, words,
                then: horizons(shown, words)
                    + words(
                        zh: "相邻起点相关，实际误差比浅色带大。",
                        en: "Neighbouring origins depend on each other: real errors are larger than the pale band.")),
            description: shown.map { result in
                let shares = result.total.pitCounts.map { NumberText.percentOfWhole(share($0, of: result.total)) }
                return "\(result.id.name): \(shares.joined(separator: ", "))"
            }.joined(separator: words(zh: "；", en: "; ")) + words(zh: "。", en: "."),
            panels: shown.map { panel($0, hasCount: !hasOneCount(shown), words) }, table: table(shown, words),
            arrangement: Arrangement(
                width: shown.count > 2 ? 960 : 760, columns: min(shown.count, 3), sharesX: true, sharesY: true),
            language: language.tag)
    }

    private static func hasOneCount(_ shown: [BacktestResult]) -> Bool { Set(shown.map(\.total.count)).count == 1 }

    /// With the number of forecasts, unless the titles tell it of each model.
    private static func horizons(_ shown: [BacktestResult], _ words: Words) -> String {
        guard hasOneCount(shown), let count = shown.first?.total.count else {
            return words(zh: "所有预测年数合计；", en: "All horizons together. ")
        }
        return words(
            zh: "每个模型\(count)个预测，所有预测年数合计；", en: "\(count) forecasts of each model, all horizons together. ")
    }

    private static func panel(_ result: BacktestResult, hasCount: Bool, _ words: Words) -> Panel {
        let sums = result.total
        let bins = sums.pitCounts.indices.map { (Double($0) + 0.5) / Double(sums.pitCounts.count) }
        let level = 100 / Double(bins.count)
        // Two binomial standard errors of a bin's share.
        let error = 2 * (level * (100 - level) / Double(sums.count)).squareRoot()
        let mean = NumberText.fixed(sums.meanPIT, decimals: 2)
        return Panel(
            title: hasCount
                ? words(
                    zh: "\(result.id.name)：\(sums.count)个预测，平均\(mean)",
                    en: "\(result.id.name): \(sums.count) forecasts, mean \(mean)")
                : words(zh: "\(result.id.name)：平均\(mean)", en: "\(result.id.name): mean \(mean)"),
            x: .linear(domain: 0...1, ticks: [0, 0.5, 1]), y: .linear(caption: "%"),
            marks: [
                .band(
                    BandMark(
                        x: [0, 1], lower: [max(0, level - error), max(0, level - error)],
                        upper: [level + error, level + error])),
                .bars(
                    BarMark(
                        .vertical, positions: bins, values: sums.pitCounts.map { 100 * share($0, of: sums) },
                        thickness: 0.07, paint: .band(2))),
                // A rule would begin left of 0.
                .line(LineMark(x: [0, 1], y: [level, level], paint: .accent, width: 1.5, dash: .dashed)),
            ], plotHeight: 160)
    }

    private static func share(_ count: Int, of sums: ScoreSums) -> Double { Double(count) / Double(sums.count) }

    private static func table(_ shown: [BacktestResult], _ words: Words) -> DataTable {
        DataTable(
            columns: [words(zh: "模型", en: "model"), words(zh: "预测数", en: "forecasts")]
                + (0..<10).map { "0.\($0)–\($0 == 9 ? "1" : "0.\($0 + 1)")" },
            rows: shown.map { result in
                [result.id.name, "\(result.total.count)"]
                    + result.total.pitCounts.map { NumberText.percentOfWhole(share($0, of: result.total)) }
            })
    }
}
