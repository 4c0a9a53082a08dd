import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// What targets take, as tables.
package enum RequireTable {
    /// One row for each target.
    package static func table(of requirements: Requirements, language: Language) -> Table {
        let words = Words(language)
        let chances = requirements.options.chances.map { NumberText.percentOfWhole($0) }
        let columns: [Table.Column] =
            [
                .init(words(zh: "目标", en: "Target")), .init(words(zh: "年份", en: "Year")),
                .init(words(zh: "要求", en: "Required"), .right), .init(words(zh: "单位", en: "Unit")),
                .init(words(zh: "起点", en: "From"), .right), .init(words(zh: "需年均", en: "Takes a year"), .right),
                .init(words(zh: "预测年均", en: "Forecast a year"), .right),
                .init(words(zh: "把握", en: "Probability"), .right),
            ] + chances.map { .init(words(zh: "\($0) 把握需", en: "For \($0)"), .right) } + [
                .init("±", .right), .init(words(zh: "前快首年", en: "Front-loaded first"), .right),
                .init(words(zh: "前快末年", en: "Front-loaded last"), .right),
                .init(words(zh: "其他地区做到", en: "Other regions did"), .right),
                .init(words(zh: "可及至", en: "Within reach until"), .right),
            ]
        let rows = requirements.targets.map { requirement -> [String] in
            let target = requirements.plan.targets[requirement.index]
            let scale = TargetScale(target, requirements.plan)
            func text(_ change: YearlyChange?) -> String { change?.text[language] ?? "–" }
            let level = requirement.last.map {
                "\($0.year): \(Amount.rounded(scale.stated($0.value)))\($0.restsOnAssumption ? "*" : "")"
            }
            let reached = requirement.required.map {
                "\(requirement.siblings.count(reaching: $0, target.relation))/\(requirement.siblings.windows.count)"
            }
            let error = requirement.chances.map(\.standardError).max()
            let isPath = requirement.path.count > 1
            return [
                target.title[language], "\(target.year)",
                "\(target.relation.symbol) \(NumberText.stated(target.statedValue))",
                target.statedUnit.displayName(language), level ?? "–", text(requirement.required),
                text(requirement.expected), NumberText.percent(requirement.probability.value),
            ]
                + requirements.options.chances.map { wanted in
                    text(requirement.chances.first { $0.probability == wanted }?.required)
                } + [
                    error.map { NumberText.fixed($0, decimals: 2) } ?? "–",
                    isPath ? text(requirement.path.first?.front.change) : "–",
                    isPath ? text(requirement.path.last?.front.change) : "–",
                    requirement.siblings.isEmpty ? "–" : reached ?? "–",
                    requirement.lastYearWithinReach.map(String.init) ?? "–",
                ]
        }
        return Table(columns: columns, rows: rows)
    }

    /// The paths and the ladder of one target: a row for each year from the last known one on.
    package static func years(
        of requirement: Requirement, _ requirements: Requirements, language: Language
    ) -> Table {
        let words = Words(language)
        let target = requirements.plan.targets[requirement.index]
        let scale = TargetScale(target, requirements.plan)
        let columns: [Table.Column] = [
            .init(words(zh: "年份", en: "Year")), .init(words(zh: "匀速", en: "Constant"), .right),
            .init(words(zh: "水平", en: "Level"), .right), .init(words(zh: "前快后慢", en: "Front-loaded"), .right),
            .init(words(zh: "水平", en: "Level"), .right), .init(words(zh: "前慢后快", en: "Back-loaded"), .right),
            .init(words(zh: "水平", en: "Level"), .right), .init(words(zh: "已知或预测", en: "Known or forecast"), .right),
            .init(words(zh: "此后需年均", en: "Takes from there"), .right),
            .init(words(zh: "参照上限", en: "Reach"), .right),
        ]
        let years = Set(requirement.path.map(\.year) + requirement.rungs.map(\.year)).sorted()
        let rows = years.map { year -> [String] in
            let path = requirement.path.first { $0.year == year }
            let rung = requirement.rungs.first { $0.year == year }
            func level(_ value: Double?) -> String { value.map { Amount.rounded(scale.stated($0)) } ?? "" }
            func change(_ value: YearlyChange?) -> String { value?.text[language] ?? "" }
            let isForecast = rung?.isForecast == true
            return [
                "\(year)", change(path?.constant.change), level(path?.constant.level), change(path?.front.change),
                level(path?.front.level), change(path?.back.change), level(path?.back.level),
                level(rung?.level) + (isForecast ? words(zh: " 预测", en: " forecast") : ""), change(rung?.required),
                change(rung?.reach),
            ]
        }
        return Table(columns: columns, rows: rows)
    }

    /// Rows of ``years(of:_:language:)`` for programs: all numbers in the target's unit, targets one after another.
    package static func long(_ requirements: Requirements) -> Table {
        let names = [
            "indicator", "target_year", "unit", "year", "path", "change", "change_kind", "level", "required_from_here",
        ]
        func number(_ value: Double?) -> String { value.flatMap { $0.isFinite ? "\($0)" : nil } ?? "" }
        let rows = requirements.targets.flatMap { requirement -> [[String]] in
            let target = requirements.plan.targets[requirement.index]
            let scale = TargetScale(target, requirements.plan)
            let head = [
                requirements.plan.series[target.slot].id.name, "\(target.year)", target.statedUnit.symbol,
            ]
            let paths = requirement.path.flatMap { year in
                [("constant", year.constant), ("front", year.front), ("back", year.back)].map { name, step in
                    head + [
                        "\(year.year)", name, number(step.change.value), step.change.kind.rawValue,
                        number(scale.stated(step.level)), "",
                    ]
                }
            }
            let rungs = requirement.rungs.map { rung in
                head + [
                    "\(rung.year)", rung.isForecast ? "forecast" : "known", "", rung.required?.kind.rawValue ?? "",
                    number(scale.stated(rung.level)), number(rung.required?.value),
                ]
            }
            return paths + rungs
        }
        return Table(columns: names.map { .init($0) }, rows: rows)
    }
}
