import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// Targets and what they imply, each against the past and other regions.
package enum AuditTable {
    package static func table(of audit: Audit, language: Language) -> Table {
        let words = Words(language)
        let columns: [Table.Column] = [
            .init(words(zh: "指标", en: "Indicator")), .init(words(zh: "年份", en: "Year")),
            .init(words(zh: "由来", en: "From")), .init(words(zh: "值", en: "Value"), .right),
            .init(words(zh: "单位", en: "Unit")), .init(words(zh: "最近已知", en: "Last known"), .right),
            .init(words(zh: "年均", en: "A year"), .right), .init(words(zh: "此前年均", en: "Before"), .right),
            .init(words(zh: "其他地区", en: "Other regions"), .right),
        ]
        let targets = audit.targets.map { audited -> [String] in
            let target = audit.plan.targets[audited.index]
            let numbers = TargetScale(target, audit.plan)
            return [
                target.title[language], "\(target.year)", words(zh: "目标", en: "target"),
                "\(target.relation.symbol) \(NumberText.stated(target.statedValue))",
                target.statedUnit.displayName(language), last(audited.last) { numbers.stated($0) },
                audited.required?.text[language] ?? "–", history(audited.history, language),
                siblings(audited.siblings, language),
            ]
        }
        let implied = audit.implied.map { value -> [String] in
            let series = audit.plan.series[value.slot]
            return [
                series.title[language], "\(value.year)", words(zh: "推得", en: "implied"),
                (value.relation == .meets ? "" : value.relation == .atLeast ? "≥ " : "≤ ")
                    + Amount.rounded(value.value),
                series.unit.displayName(language), last(value.last) { $0 }, value.required?.text[language] ?? "–",
                history(value.history, language), siblings(value.siblings, language),
            ]
        }
        return Table(columns: columns, rows: targets + implied)
    }

    private static func last(_ level: KnownLevel?, _ scale: (Double) -> Double) -> String {
        level.map { "\($0.year): \(Amount.rounded(scale($0.value)))\($0.restsOnAssumption ? "*" : "")" } ?? "–"
    }

    private static func history(_ windows: [ReferenceClass.Window], _ language: Language) -> String {
        let sorted = windows.sorted { $0.change.value < $1.change.value }
        guard let low = sorted.first, let high = sorted.last else { return "–" }
        return low == high
            ? low.change.text[language]
            : NumberText.fixed(low.change.value, decimals: 2) + " – " + high.change.text[language]
    }

    /// The middle four fifths.
    private static func siblings(_ siblings: ReferenceClass, _ language: Language) -> String {
        guard let low = siblings.quantile(0.1), let high = siblings.quantile(0.9) else { return "–" }
        return NumberText.fixed(low.value, decimals: 2) + " – " + high.text[language]
    }
}

/// Turns values of a target's indicator into the unit that the target was stated in.
struct TargetScale {
    let from: Unit
    let to: Unit

    init(_ target: PlannedTarget, _ plan: Plan) {
        from = plan.series[target.slot].unit
        to = target.statedUnit
    }

    func stated(_ value: Double) -> Double { (try? Unit.convert(value, from: from, to: to)) ?? value }
}
