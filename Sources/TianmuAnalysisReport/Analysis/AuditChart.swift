import TianmuAnalysis
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// The map of implied values: what every target and every value that targets imply takes a year, against what the region
/// and other regions did.
package enum AuditChart {
    private struct Row {
        var year: Int
        var name: String
        var group: String
        var required: Double
        var history: ClosedRange<Double>?
        var siblings: ClosedRange<Double>?
        var isImplied: Bool
    }

    /// - Throws: ``ChartRefusal`` where no value has a rate of growth.
    package static func chart(of audit: Audit, language: Language) throws(ChartRefusal) -> Chart {
        let words = Words(language)
        let rows = rows(of: audit, words)
        guard !rows.isEmpty else {
            throw ChartRefusal(
                LocalizedText(zh: "没有可以计算增速的目标或推得的值", en: "no target or implied value has a rate of growth"))
        }
        let implied = rows.count(where: \.isImplied)
        let hasSiblings = rows.contains { $0.siblings != nil }
        let others =
            hasSiblings ? words(zh: "；宽线为其他地区10%至90%分位", en: "; wide line: 10% to 90% quantile of other regions") : ""
        return Chart(
            title: words(
                zh: "\(rows.count - implied)项目标和由此推得的\(implied)个值各需多快的年均增长",
                en: "What \(rows.count - implied) targets and the \(implied) values they imply take a year"),
            subtitle: words(
                zh: "由最近已知水平起的年均增长，%。实心点为目标，空心点为推得的值；细线为本地已知年份之间的范围\(others)",
                en:
                    "Growth a year from the last known level, %. Filled: targets; hollow: implied values; thin line: range "
                    + "between known years of the region\(others)"),
            footer: [footer(audit, words)],
            description: rows.map { "\($0.name) \(percent($0.required))" }.joined(separator: words(zh: "；", en: "; "))
                + words(zh: "。", en: "."),
            panels: [
                Panel(
                    x: .linear(caption: words(zh: "年均增长，%", en: "growth a year, %")),
                    y: Axis(.ordinal(rows.map { Axis.Slot($0.name, group: $0.group) })), marks: marks(rows))
            ],
            table: DataTable(
                columns: [
                    words(zh: "指标", en: "indicator"), words(zh: "由来", en: "from"), words(zh: "年均", en: "a year"),
                    words(zh: "此前", en: "before"), words(zh: "其他地区", en: "other regions"),
                ],
                rows: rows.map { [$0.name, $0.group, percent($0.required), text($0.history), text($0.siblings)] }),
            language: language.tag)
    }

    private static func rows(of audit: Audit, _ words: Words) -> [Row] {
        let plan = audit.plan
        let targets = audit.targets.compactMap { audited -> Row? in
            guard audited.outcome == nil, let required = audited.required, required.kind == .percent else { return nil }
            let target = plan.targets[audited.index]
            // What is met already needs no growth, and its room to fall would dwarf the others.
            if let last = audited.last, target.relation.holds(last.value, target.value) { return nil }
            return Row(
                year: target.year, name: target.name(words.language),
                group: words(zh: "\(target.year)年目标", en: "Targets of \(target.year)"), required: required.value,
                history: range(audited.history.map(\.change.value)), siblings: middle(audited.siblings),
                isImplied: false)
        }
        let implied = audit.implied.compactMap { value -> Row? in
            guard let required = value.required, required.kind == .percent else { return nil }
            let series = plan.series[value.slot]
            let symbol = value.relation == .meets ? "=" : value.relation == .atLeast ? "≥" : "≤"
            let amount = series.unit.amount(Amount.rounded(value.value), words.language, isKnown: false)
            return Row(
                year: value.year, name: "\(series.title[words.language]) \(symbol)\u{A0}\(amount)",
                group: words(zh: "\(value.year)年推得", en: "Implied for \(value.year)"), required: required.value,
                history: range(value.history.map(\.change.value)), siblings: middle(value.siblings), isImplied: true)
        }
        // The last year first: it is what the plan is about.
        let years = Set(plan.targets.map(\.year) + audit.implied.map(\.year)).sorted(by: >)
        return years.flatMap { year in (targets + implied).filter { $0.year == year } }
    }

    private static func marks(_ rows: [Row]) -> [Mark] {
        func whiskers(_ ranges: [ClosedRange<Double>?], paint: Paint, width: Double, isCapped: Bool) -> Mark {
            let found = ranges.enumerated().compactMap { place, range in range.map { (Double(place), $0) } }
            return .whiskers(
                WhiskerMark(
                    .horizontal, positions: found.map(\.0), lower: found.map(\.1.lowerBound),
                    upper: found.map(\.1.upperBound), paint: paint, width: width, isCapped: isCapped))
        }
        func dots(_ isImplied: Bool) -> Mark {
            let found = rows.enumerated().filter { $0.element.isImplied == isImplied }
            return .dots(
                DotMark(
                    x: found.map(\.element.required), y: found.map { Double($0.offset) },
                    look: isImplied ? .hollow : .filled, paint: isImplied ? .ink : .accent))
        }
        return [
            .rule(RuleMark(.x(0), paint: .guide, width: 1, dash: .solid)),
            whiskers(rows.map(\.siblings), paint: .band(1), width: 7, isCapped: false),
            whiskers(rows.map(\.history), paint: .ink, width: 1.5, isCapped: true), dots(false), dots(true),
            .texts(
                TextMark(
                    x: rows.map(\.required), y: rows.indices.map(Double.init), texts: rows.map { percent($0.required) },
                    sides: [.above, .right])),
        ]
    }

    private static func footer(_ audit: Audit, _ words: Words) -> String {
        let asOf = audit.plan.asOf.map { words(zh: "，用截至\($0)的数据", en: ", figures as of \($0)") } ?? ""
        return
            "\(audit.plan.title[words.language])\(asOf)\(words(zh: "。已满足的目标不列。推得的值由公式得出，不是预测。", en: ". Targets met already are left out. Implied values follow from formulas; they are no forecast."))"
    }

    private static func range(_ values: [Double]) -> ClosedRange<Double>? {
        guard let low = values.min(), let high = values.max() else { return nil }
        return low...high
    }

    private static func middle(_ siblings: ReferenceClass) -> ClosedRange<Double>? {
        guard let low = siblings.quantile(0.1)?.value, let high = siblings.quantile(0.9)?.value else { return nil }
        return low...high
    }

    private static func percent(_ value: Double) -> String { NumberText.fixed(value, decimals: 2) + "%" }

    private static func text(_ range: ClosedRange<Double>?) -> String {
        range.map { "\(percent($0.lowerBound)) – \(percent($0.upperBound))" } ?? ""
    }
}
