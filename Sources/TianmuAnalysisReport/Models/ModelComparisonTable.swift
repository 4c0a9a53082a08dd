import TianmuAnalysis
import TianmuBacktest
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// Models of one indicator as tables.
package enum ModelComparisonTable {
    /// Medians and 80 % intervals, a column for each year.
    package static func forecasts(of comparison: ModelComparison, language: Language) -> Table {
        let words = Words(language)
        let years = comparison.entries.first?.years.map(\.year) ?? []
        let widths = comparison.entries.flatMap { $0.years.map { $0.quantile(0.9) - $0.quantile(0.1) } }
        let decimals = NumberText.decimals(
            forSpread: widths.filter(\.isFinite).sorted().dropFirst(widths.count / 2).first ?? 0)
        func text(_ value: Double) -> String { NumberText.fixed(value, decimals: decimals) }
        return Table(
            columns: [.init(words(zh: "模型", en: "Model"))] + years.map { .init("\($0)", .right) },
            rows: comparison.entries.map { entry in
                [entry.label[language]]
                    + entry.years.map { year in
                        "\(text(year.median)) (\(text(year.quantile(0.1))) – \(text(year.quantile(0.9))))"
                    }
            })
    }

    /// What each forecast rests on, and how the model did on the known past.
    package static func skills(of comparison: ModelComparison, language: Language) -> Table {
        let words = Words(language)
        let (own, others) = (words(zh: "本地区", en: "Own"), words(zh: "其他地区", en: "Others"))
        let (skill, inside) = (words(zh: "技巧", en: "skill"), words(zh: "80%覆盖", en: "in 80%"))
        let number = words(zh: "预测数", en: "n")
        return Table(
            columns: [
                .init(words(zh: "模型", en: "Model")), .init(words(zh: "观测值", en: "Obs."), .right),
                .init(words(zh: "假设占比", en: "Prior"), .right),
            ]
                + [own, others].flatMap { place in
                    [number, skill, "MASE", inside].map { .init("\(place) \($0)", .right) }
                },
            rows: comparison.entries.map { entry in
                [
                    entry.label[language], entry.fit.map { "\($0.observationCount)" } ?? "–",
                    entry.fit.map { NumberText.percentOfWhole($0.priorShare) } ?? "–",
                ] + cells(entry.own) + cells(entry.siblings)
            })
    }

    private static func cells(_ outcome: ModelTrial.Outcome) -> [String] {
        guard let sums = outcome.scores else { return ["–", "–", "–", "–"] }
        return [
            "\(sums.count)", ScoreText.hundredths(sums.skill, decimals: 0), ScoreText.number(sums.mase, decimals: 2),
            NumberText.percentOfWhole(sums.coverage80.value),
        ]
    }

    /// For programs: a row for each model and year, and one for each refusal.
    package static func long(_ comparison: ModelComparison) -> Table {
        var names = [
            "variant", "model", "indicator", "unit", "year", "median", "p10", "p90", "observations", "prior_share",
        ]
        for place in ["own", "siblings"] {
            names += ["forecasts", "crps_skill", "mase", "coverage80", "untested"].map { "\(place)_\($0)" }
        }
        names.append("refusal")
        let (id, unit) = (comparison.series.id.name, comparison.series.unit.symbol)
        var rows: [[String]] = []
        for entry in comparison.entries {
            let count = entry.fit.map { "\($0.observationCount)" } ?? ""
            let share = entry.fit.map { number($0.priorShare) } ?? ""
            let rest = [count, share] + scores(entry.own) + scores(entry.siblings) + [""]
            for year in entry.years {
                let values = [year.median, year.quantile(0.1), year.quantile(0.9)].map(number)
                rows.append([entry.label.en, entry.model?.name ?? "", id, unit, "\(year.year)"] + values + rest)
            }
        }
        for refusal in comparison.refusals {
            let empty = [String](repeating: "", count: names.count - 5)
            rows.append([refusal.label.en, "", id, unit] + empty + [refusal.reason.en])
        }
        return Table(columns: names.map { .init($0) }, rows: rows)
    }

    private static func scores(_ outcome: ModelTrial.Outcome) -> [String] {
        switch outcome {
        case .scored(let sums, _):
            ["\(sums.count)", number(sums.skill), number(sums.mase), number(sums.coverage80.value), ""]
        case .untested(let reason): ["0", "", "", "", reason.en]
        }
    }

    private static func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "" }
}
