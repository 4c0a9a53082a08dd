import TianmuAnalysis
import TianmuBacktest
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// What `tianmu models --compare` prints for people.
package enum ModelComparisonReport {
    package static func text(of comparison: ModelComparison, language: Language, width: Int? = nil) -> String {
        let words = Words(language)
        let series = comparison.series
        let unit = series.unit.displayName(language)
        var text = "\(series.title[language])" + (unit.isEmpty ? "" : words(zh: "（\(unit)）", en: ", \(unit)"))
        text += words(zh: "：中位数与 80% 预测区间\n", en: ": medians and 80 % prediction intervals\n")
        if let formula = comparison.formula {
            text += TextFormat.wrapped(
                words(
                    zh: "情景中该指标由公式计算：\(formula)。下面的模型代替公式。",
                    en: "In the scenario a formula gives it: \(formula). The models stand in its place."), first: "",
                rest: "")
        }
        text +=
            "\n"
            + TextFormat.text(
                of: ModelComparisonTable.forecasts(of: comparison, language: language), within: width)
        text += words(zh: "\n拟合与回测\n", en: "\nFit and backtest\n")
        text += TextFormat.text(of: ModelComparisonTable.skills(of: comparison, language: language), within: width)
        text += "\n" + TextFormat.wrapped(notes(comparison, words), first: "", rest: "")
        let untested = untested(comparison)
        if !untested.isEmpty { text += words(zh: "\n没有回测的\n", en: "\nNot tested\n") + lines(untested, words) }
        text += words(zh: "\n估计值\n", en: "\nEstimates\n")
        for entry in comparison.entries {
            guard let fit = entry.fit, !fit.estimates.isEmpty else { continue }
            text += TextFormat.wrapped(
                entry.label[language] + words(zh: "：", en: ": ")
                    + EstimateText.text(of: fit, language: language), first: "  ", rest: "    ")
        }
        if !comparison.refusals.isEmpty {
            text += words(zh: "\n不能用的模型\n", en: "\nRefused\n")
            text += lines(grouped(comparison.refusals.map { ($0.label, $0.reason) }), words)
        }
        return text
    }

    /// What the numbers mean, and what they rest on.
    private static func notes(_ comparison: ModelComparison, _ words: Words) -> String {
        let trial = comparison.trial
        let reference = BacktestMethods.referenceID
        let own = trial.panel.own.history.count
        let assumed = comparison.series.known.values.count { $0.isAssumed }
        let base =
            assumed == 0
            ? ""
            : words(
                zh: "，另有 \(assumed) 年为假设，只用于拟合",
                en: ", and \(assumed) more that \(assumed == 1 ? "is" : "are") assumed, for the fit only")
        let names = trial.panel.siblings.map(\.name)
        let others =
            names.isEmpty
            ? words(zh: "数据文件中没有其他地区", en: "the files have no other region")
            : words(
                zh: "其他地区为 \(names.joined(separator: "、"))", en: "others are \(names.joined(separator: ", "))")
        return words(
            zh: "回测从历史上各起点预测至多 \(trial.horizon) 年，用默认参数和模型自身的区间；技巧是 CRPS 比 \(reference) 降低的百分比，"
                + "负数不如 \(reference)。本地区有 \(own) 个已知年份\(base)；\(others)。要读其他地区的模型另外看到各地区到起点为止的同一指标；"
                + "要读其他指标的不回测。模型按其他地区的技巧排列，没有时按本地区的。",
            en:
                "Backtests forecast up to \(trial.horizon) year\(trial.horizon == 1 ? "" : "s") from points in the known past, with default parameters and the "
                + "models' own intervals. Skill is how much lower CRPS is than that of \(reference), per cent; below 0 is worse. "
                + "The own history has \(own) known year\(own == 1 ? "" : "s")\(base); \(others). Models that read other "
                + "regions are told the same indicator of them, until the origin's year; those that read other indicators are "
                + "not tested. Models stand by their skill on others, or on the own past where there are none.")
    }

    /// Labels by reason why there is no score, for either panel.
    private static func untested(_ comparison: ModelComparison) -> [(labels: [LocalizedText], reason: LocalizedText)] {
        grouped(
            comparison.entries.flatMap { entry -> [(LocalizedText, LocalizedText)] in
                switch (entry.own, entry.siblings) {
                case (.untested(let own), .untested(let others)) where own == others: [(entry.label, own)]
                case (.untested(let own), .untested(let others)):
                    [(entry.label, ownPlace(own)), (entry.label, otherPlace(others))]
                case (.untested(let own), .scored): [(entry.label, ownPlace(own))]
                case (.scored, .untested(let others)): [(entry.label, otherPlace(others))]
                case (.scored, .scored): []
                }
            })
    }

    private static func ownPlace(_ reason: LocalizedText) -> LocalizedText {
        LocalizedText(zh: "本地区：\(reason.zh)", en: "own: \(reason.en)")
    }

    private static func otherPlace(_ reason: LocalizedText) -> LocalizedText {
        LocalizedText(zh: "其他地区：\(reason.zh)", en: "others: \(reason.en)")
    }

    private static func grouped(
        _ pairs: [(LocalizedText, LocalizedText)]
    ) -> [(labels: [LocalizedText], reason: LocalizedText)] {
        var groups: [(labels: [LocalizedText], reason: LocalizedText)] = []
        for (label, reason) in pairs {
            if let place = groups.firstIndex(where: { $0.reason == reason }) {
                groups[place].labels.append(label)
            } else {
                groups.append(([label], reason))
            }
        }
        return groups
    }

    private static func lines(_ groups: [(labels: [LocalizedText], reason: LocalizedText)], _ words: Words) -> String {
        groups.map { labels, reason in
            TextFormat.wrapped(
                labels.map { $0[words.language] }.joined(separator: words(zh: "、", en: ", "))
                    + words(zh: "：", en: ": ") + reason[words.language], first: "  ", rest: "    ")
        }.joined()
    }
}
