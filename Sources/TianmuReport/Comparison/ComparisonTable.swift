import TianmuEngine
import TianmuModel
import TianmuScenario

/// Comparisons as tables.
package enum ComparisonTable {
    /// More variants than this do not fit side by side.
    package static let sideBySideLimit = 3

    /// For people: up to ``sideBySideLimit`` variants side by side, more of them below each other.
    package static func table(of comparison: Comparison, language: Language) -> Table {
        comparison.variants.count <= sideBySideLimit
            ? sideBySide(comparison, language) : stacked(comparison, language)
    }

    private static func sideBySide(_ comparison: Comparison, _ language: Language) -> Table {
        let words = Words(language)
        var columns = subjectColumns(words)
        for variant in comparison.variants {
            columns.append(.init(variant.label[language], .right))
            columns.append(.init(words(zh: "80%区间", en: "80% interval"), .right))
            columns.append(.init(words(zh: "把握", en: "P"), .right))
        }
        let rows = comparison.subjects.compactMap { subject -> [String]? in
            guard let row = subjectCells(subject, comparison, language) else { return nil }
            return row + cells(of: subject, comparison).flatMap { $0 }
        }
        return Table(columns: columns, rows: rows)
    }

    private static func stacked(_ comparison: Comparison, _ language: Language) -> Table {
        let words = Words(language)
        let columns =
            subjectColumns(words) + [
                .init(words(zh: "方案", en: "Variant")), .init(words(zh: "中位数", en: "Median"), .right),
                .init(words(zh: "80%区间", en: "80% interval"), .right), .init(words(zh: "把握", en: "P"), .right),
            ]
        var rows: [[String]] = []
        for subject in comparison.subjects {
            guard let heading = subjectCells(subject, comparison, language) else { continue }
            for (index, cells) in cells(of: subject, comparison).enumerated() {
                // The subject stands once, before the first of its variants.
                let first = index == 0 ? heading : heading.map { _ in "" }
                rows.append(first + [comparison.variants[index].label[language]] + cells)
            }
        }
        return Table(columns: columns, rows: rows)
    }

    private static func subjectColumns(_ words: Words) -> [Table.Column] {
        [
            .init(words(zh: "目标", en: "Target")), .init(words(zh: "年份", en: "Year")),
            .init(words(zh: "要求", en: "Required"), .right), .init(words(zh: "单位", en: "Unit")),
        ]
    }

    private static func subjectCells(
        _ subject: Comparison.Subject, _ comparison: Comparison, _ language: Language
    ) -> [String]? {
        guard let (title, unit) = comparison.heading(of: subject) else { return nil }
        var required = ""
        if let relation = subject.relation, let value = subject.value {
            required = "\(relation.symbol) \(NumberText.stated(value))"
        }
        return [title[language], "\(subject.year)", required, unit.displayName(language)]
    }

    /// Median, interval and probability for each variant, all with the decimals that the widest of them deserves.
    private static func cells(of subject: Comparison.Subject, _ comparison: Comparison) -> [[String]] {
        let entries = comparison.variants.map { comparison.entry(of: subject, in: $0) }
        let decimals = NumberText.decimals(forSpread: entries.compactMap { $0.map { $0.p90 - $0.p10 } }.max() ?? 0)
        return entries.map { entry in
            guard let entry else { return ["–", "–", "–"] }
            func text(_ value: Double) -> String { NumberText.fixed(value, decimals: decimals) }
            return [
                text(entry.median), text(entry.p10) + " – " + text(entry.p90),
                entry.probability.map { NumberText.percent($0.value) } ?? "",
            ]
        }
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
    /// With one indicator alone the joint probability says nothing about it.
    package static func footnotes(_ comparison: Comparison, language: Language) -> String {
        let words = Words(language)
        var text = ""
        for variant in comparison.variants where !comparison.isOfOneIndicator && !variant.assessment.targets.isEmpty {
            let joint = variant.assessment.summary.joint
            let share = NumberText.share(joint.all)
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
}
