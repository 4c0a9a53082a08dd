import TianmuCharts
import TianmuEngine
import TianmuModel

/// The forecast of one indicator with its prediction intervals.
enum FanChart {
    static func chart(_ fan: FanSeries, _ language: Language) -> Chart {
        let notes = FanNotes(fan, language)
        return Chart(
            title: Finding(language).sentence(fan) ?? fan.title[language], subtitle: notes.subtitle,
            footer: notes.footer, description: description(fan, language),
            panels: [Panel(x: fan.yearAxis, y: .linear(), marks: fan.fanMarks(.full, language))],
            table: table(fan, language), language: language.tag)
    }

    static func description(_ fan: FanSeries, _ language: Language) -> String {
        let words = Words(language)
        func amount(_ text: String) -> String { fan.unit.unit.amount(text, language, isKnown: false) }
        let name = fan.title[language]
        let known = fan.known.last.map { point in
            words(
                zh: "\(point.year)年为\(amount(fan.knownText(point)))",
                en: "\(amount(fan.knownText(point))) in \(point.year)")
        }
        guard let end = fan.forecast.last else {
            return known.map { words(zh: "\(name)：\($0)。", en: "\(name): \($0).") } ?? name
        }
        let (low, high) = (fan.text(end.quantiles[0]), fan.text(end.quantiles[6]))
        let spread =
            fan.isCertain ? "" : words(zh: "，90%预测区间\(low)至\(high)", en: ", 90% prediction interval \(low) to \(high)")
        let median = amount(fan.text(end.median))
        let targets = fan.targets.map { target in
            let required = fan.requirement(target.target, language)
            let share = Finding(language).inWords(target.summary.probability.value)
            return words(
                zh: "\(target.target.year)年目标\(required)，概率\(share)",
                en: "the target \(required) of \(target.target.year) has \(share) probability")
        }
        return words(
            zh: ["\(name)预测图：\(known.map { $0 + "，" } ?? "")\(end.year)年中位数\(median)\(spread)"]
                .appending(targets).joined(separator: "；") + "。",
            en: ["Forecast of \(name): \(known.map { $0 + ", " } ?? "")median \(median) in \(end.year)\(spread)"]
                .appending(targets).joined(separator: "; ") + ".")
    }

    /// What is known, then the forecast by its quantiles.
    static func table(_ fan: FanSeries, _ language: Language) -> DataTable {
        let words = Words(language)
        let quantiles = FanSeries.probabilities.map { probability -> String in
            let percent = Int((probability * 100).rounded())
            return percent == 50 ? words(zh: "中位数", en: "median") : words(zh: "\(percent)%分位", en: "\(percent)%")
        }
        let known = fan.known.map { point in
            ["\(point.year)", fan.knownText(point)] + quantiles.map { _ in "" }
        }
        let forecast = fan.forecast.map { year in ["\(year.year)", ""] + year.quantiles.map(fan.text) }
        return DataTable(
            columns: [words(zh: "年份", en: "year"), words(zh: "已知", en: "known")] + quantiles, rows: known + forecast)
    }
}

extension Array {
    func appending(_ others: [Element]) -> [Element] { self + others }
}
