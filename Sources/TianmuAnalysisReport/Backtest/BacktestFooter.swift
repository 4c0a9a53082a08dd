import TianmuBacktest
import TianmuModel
import TianmuReport

/// What every chart of a backtest says below the drawing: which past was forecast, whose intervals, and who is missing.
enum BacktestFooter {
    /// Names of series that are told.
    private static let namedCount = 3

    /// The panel, with words of the chart's own about it, then the intervals, then models without a forecast.
    static func lines(of backtest: Backtest, _ words: Words, then own: String) -> [String] {
        [panel(backtest, words) + own, intervals(backtest, words)] + missing(backtest, words)
    }

    /// `Panel: 12 series (region 0, region 1, region 2 and 9 others), 2001–2014; 60 forecast origins.`
    private static func panel(_ backtest: Backtest, _ words: Words) -> String {
        let series = backtest.panel.series.filter { !$0.onlyInforms }
        let names = series.prefix(namedCount).map(\.name).joined(separator: words(zh: "、", en: ", "))
        let others = max(0, series.count - namedCount)
        let rest = others == 0 ? "" : words(zh: "等", en: " and \(others) other\(others == 1 ? "" : "s")")
        let years = series.flatMap(\.history.years)
        let (first, last) = (years.min() ?? 0, years.max() ?? 0)
        let origins = backtest.originCount
        return words(
            zh: "面板：\(names)\(rest)\(series.count)个序列，\(first)–\(last)年；\(origins)个预测起点。",
            en:
                "Panel: \(series.count) series (\(names)\(rest)), \(first)–\(last); \(origins) forecast "
                + "origin\(origins == 1 ? "" : "s"). ")
    }

    private static func intervals(_ backtest: Backtest, _ words: Words) -> String {
        guard let pool = backtest.pool else {
            return words(zh: "预测区间为模型自身所给。", en: "Intervals are the models' own.")
        }
        let isEverywhere = pool.originCount == backtest.originCount
        return words(
            zh: "预测区间的宽度来自面板各起点之前的误差"
                + (isEverywhere ? "。" : "（\(pool.originCount)个起点；其余为模型自身所给）。"),
            en: "Intervals are as wide as the panel's errors before each origin ask"
                + (isEverywhere ? "." : ", at \(pool.originCount) origins; at the others they are the models' own."))
    }

    private static func missing(_ backtest: Backtest, _ words: Words) -> [String] {
        let names = backtest.results.filter { $0.total.count == 0 }.map(\.id.name)
        guard !names.isEmpty else { return [] }
        return [
            words(
                zh: "没有预测：\(names.joined(separator: "、"))。", en: "No forecast: \(names.joined(separator: ", ")).")
        ]
    }
}
