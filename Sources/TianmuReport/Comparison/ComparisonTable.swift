import TianmuEngine
import TianmuModel
import TianmuScenario

/// Comparisons as tables.
package enum ComparisonTable {
    /// For people: a row for each subject, three columns for each variant.
    package static func sideBySide(_ comparison: Comparison, language: Language) -> Table {
        let words = Words(language)
        var columns: [Table.Column] = [
            .init(words(zh: "目标", en: "Target")), .init(words(zh: "年份", en: "Year")),
            .init(words(zh: "要求", en: "Required"), .right),
        ]
        for variant in comparison.variants {
            columns.append(.init(variant.label[language], .right))
            columns.append(.init(words(zh: "80%区间", en: "80% interval"), .right))
            columns.append(.init(words(zh: "把握", en: "P"), .right))
        }
        let rows = comparison.subjects.compactMap { subject -> [String]? in
            guard let (title, unit) = comparison.heading(of: subject) else { return nil }
            let entries = comparison.variants.map { comparison.entry(of: subject, in: $0) }
            let spread = entries.compactMap { $0.map { $0.p90 - $0.p10 } }.max() ?? 0
            let decimals = NumberText.decimals(forSpread: spread)
            var row = [title[language], "\(subject.year)", required(subject, unit, language)]
            for entry in entries {
                guard let entry else {
                    row += ["–", "–", "–"]
                    continue
                }
                row += [
                    NumberText.fixed(entry.median, decimals: decimals),
                    NumberText.fixed(entry.p10, decimals: decimals) + " – "
                        + NumberText.fixed(entry.p90, decimals: decimals),
                    entry.probability.map { NumberText.percent($0.value) } ?? "",
                ]
            }
            return row
        }
        return Table(columns: columns, rows: rows)
    }

    /// For programs: a row for each subject and variant, plain numbers.
    package static func long(_ comparison: Comparison, language: Language) -> Table {
        let names = [
            "variant", "indicator", "year", "relation", "value", "unit", "median", "p10", "p90", "probability",
            "standardError",
        ]
        var rows: [[String]] = []
        for subject in comparison.subjects {
            for variant in comparison.variants {
                guard let (_, unit) = comparison.heading(of: subject),
                    let entry = comparison.entry(of: subject, in: variant)
                else { continue }
                rows.append([
                    variant.label[language], subject.indicator.name, "\(subject.year)",
                    subject.relation?.rawValue ?? "", subject.value.map { "\($0)" } ?? "", unit.symbol,
                    "\(entry.median)", "\(entry.p10)", "\(entry.p90)",
                    entry.probability.map { "\($0.value)" } ?? "",
                    entry.probability.map { "\($0.standardError)" } ?? "",
                ])
            }
        }
        return Table(columns: names.map { .init($0) }, rows: rows)
    }

    /// The probability that all targets are met, for each variant, and the variants that could not be run.
    package static func footnotes(_ comparison: Comparison, language: Language) -> String {
        let words = Words(language)
        var text = ""
        for variant in comparison.variants where !variant.assessment.targets.isEmpty {
            let joint = variant.assessment.summary.joint
            let share = "\(NumberText.percent(joint.all.value)) ± \(NumberText.points(joint.all.standardError))"
            text += words(
                zh: "\(variant.label.zh)：\(joint.targetCount) 个目标全部达到 \(share)\n",
                en: "\(variant.label.en): all \(joint.targetCount) targets \(share)\n")
        }
        for refusal in comparison.refusals {
            text += TextFormat.wrapped(
                words(zh: "\(refusal.label.zh)：不能用。", en: "\(refusal.label.en): refused. ") + refusal.reason[language],
                first: "", rest: "  ")
        }
        return text
    }

    private static func required(_ subject: Comparison.Subject, _ unit: Unit, _ language: Language) -> String {
        let name = unit.displayName(language)
        guard let relation = subject.relation, let value = subject.value else { return name }
        let text = "\(relation.symbol) \(NumberText.stated(value))"
        return name.isEmpty ? text : "\(text) \(name)"
    }
}
