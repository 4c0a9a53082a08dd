import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// The mid-term table.
package enum EvaluationTable {
    package static func table(of evaluation: Evaluation, language: Language) -> Table {
        let words = Words(language)
        let columns: [Table.Column] = [
            .init(words(zh: "目标", en: "Target")), .init(words(zh: "年份", en: "Year")),
            .init(words(zh: "性质", en: "Kind")), .init(words(zh: "要求", en: "Required"), .right),
            .init(words(zh: "单位", en: "Unit")), .init(words(zh: "基期", en: "Base"), .right),
            .init(words(zh: "最新", en: "Latest"), .right), .init(words(zh: "进度", en: "Progress"), .right),
            .init(words(zh: "时序进度", en: "Schedule"), .right), .init(words(zh: "差", en: "Gap"), .right),
            .init(words(zh: "评价", en: "Word")), .init(words(zh: "把握", en: "Probability"), .right),
            .init("±", .right), .init(words(zh: "规划时", en: "At first"), .right),
            .init(words(zh: "变化", en: "Change"), .right), .init(words(zh: "还需年均", en: "Takes a year"), .right),
            .init(words(zh: "进展指数", en: "Index"), .right),
        ]
        let rows = evaluation.targets.map { found -> [String] in
            let target = evaluation.plan.targets[found.index]
            let scale = TargetScale(target, evaluation.plan)
            let progress = found.progress
            func level(_ level: KnownLevel?) -> String {
                level.map {
                    "\($0.year): \(Amount.rounded(scale.stated($0.value)))\($0.restsOnAssumption ? "*" : "")"
                } ?? "–"
            }
            let isOpen = progress.done != nil
            return [
                target.title[language], "\(target.year)", target.kind.title[language],
                "\(target.relation.symbol) \(NumberText.stated(target.statedValue))",
                target.statedUnit.displayName(language), level(found.base), level(found.latest),
                progress.done.map(percent) ?? "–",
                isOpen ? percent(progress.schedule) : "–",
                progress.gap.map { signed(100 * $0) } ?? "–", progress.word.title[language],
                NumberText.percent(found.probability.value), NumberText.points(found.probability.standardError),
                NumberText.percent(found.earlierProbability.value), signed(100 * found.change),
                found.required?.text[language] ?? "–",
                found.anticipated.map { NumberText.fixed($0, decimals: 0) } ?? "–",
            ]
        }
        return Table(columns: columns, rows: rows)
    }

    /// For programs: plain numbers in the indicator's unit, shares as shares.
    package static func long(_ evaluation: Evaluation) -> Table {
        let names = [
            "indicator", "year", "kind", "relation", "value", "unit", "base", "latest_year", "latest", "latest_source",
            "latest_published", "course", "progress", "schedule", "steady_schedule", "word", "steady_word",
            "probability",
            "standard_error", "probability_before", "required", "required_kind", "current_status",
            "anticipated_progress",
        ]
        func number(_ value: Double?) -> String { value.flatMap { $0.isFinite ? "\($0)" : nil } ?? "" }
        let rows = evaluation.targets.map { found -> [String] in
            let target = evaluation.plan.targets[found.index]
            let series = evaluation.plan.series[target.slot]
            let figure = found.latest?.figure
            let head = [
                series.id.name, "\(target.year)", target.kind.rawValue, target.relation.rawValue, "\(target.value)",
                series.unit.symbol, number(found.base?.value), found.latest.map { "\($0.year)" } ?? "",
                number(found.latest?.value), figure?.source ?? "", figure?.knownFrom.description ?? "",
            ]
            let progress = found.progress
            return head + [
                progress.course.rawValue, number(progress.done), number(progress.schedule), number(progress.steady),
                progress.word.rawValue, progress.steadyWord.rawValue, number(found.probability.value),
                number(found.probability.standardError), number(found.earlierProbability.value),
                number(found.required?.value), found.required?.kind.rawValue ?? "", number(found.currentStatus),
                number(found.anticipated),
            ]
        }
        return Table(columns: names.map { .init($0) }, rows: rows)
    }

    /// Of a share that may be negative or above 1.
    static func percent(_ share: Double) -> String { NumberText.fixed(100 * share, decimals: 0) + "%" }

    /// `+3`, `−12`, `0`: points.
    static func signed(_ points: Double) -> String {
        let text = NumberText.fixed(points, decimals: 0)
        return text.first == "\u{2212}" || text == "0" || text == "–" ? text : "+\(text)"
    }
}

extension TargetEntry.Kind {
    /// 预期性 or 约束性.
    package var title: LocalizedText {
        switch self {
        case .expected: LocalizedText(zh: "预期性", en: "expected")
        case .binding: LocalizedText(zh: "约束性", en: "binding")
        }
    }
}

extension KnownLevel {
    /// The figure that says it; `nil` for what is assumed or derived.
    var figure: Figure? {
        if case .figure(let figure) = origin { figure } else { nil }
    }
}
