import TianmuModel
import TianmuNumerics
import TianmuScenario

extension Planner {
    /// What the scenario and the options take as given, in order, in the series' units.
    mutating func planConditions() -> [PlannedCondition] {
        let overriding = Set(options.given.map(Self.key))
        let entries = scenario.given.filter { !overriding.contains(Self.key($0)) } + options.given
        var seen: Set<String> = []
        var conditions: [PlannedCondition] = []
        for entry in entries {
            guard seen.insert(Self.key(entry)).inserted else {
                fault(
                    entry, "“\(entry.indicator.value)”\(entry.year.value) 年的条件给了两次",
                    "'\(entry.indicator.value)' in \(entry.year.value) is given twice")
                continue
            }
            if let condition = plan(entry) { conditions.append(condition) }
        }
        return conditions + partYearConditions(beside: conditions)
    }

    private static func key(_ entry: GivenEntry) -> String { "\(entry.indicator.value)@\(entry.year.value)" }

    private mutating func fault(_ entry: GivenEntry, _ zh: String, _ en: String) {
        diagnostics.append(.error(zh: zh, en: en, at: entry.position))
    }

    private mutating func plan(_ entry: GivenEntry) -> PlannedCondition? {
        guard let slot = requireSlot(entry.indicator, what: LocalizedText(zh: "条件（given）", en: "'given'")) else {
            return nil
        }
        let (id, year, years) = (entry.indicator.value, entry.year.value, scenario.years)
        guard (years.base + 1...years.through).contains(year) else {
            fault(
                entry, "条件的年份 \(year) 不在 \(years.base + 1) 至 \(years.through) 之间",
                "the condition's year \(year) is outside \(years.base + 1)...\(years.through)")
            return nil
        }
        if let known = drafts[slot].known[year] {
            let number = known.value.shortText
            fault(
                entry, "“\(id)”\(year) 年已有数据（\(number)），不再作为条件",
                "'\(id)' is known in \(year) already (\(number)) and cannot be a condition")
            return nil
        }
        guard let unit = drafts[slot].unit else { return nil }
        let stated = entry.unit.flatMap { requireUnit($0) } ?? unit
        guard isSound(entry) else { return nil }
        do {
            return PlannedCondition(
                slot: slot, year: year, statement: try Self.convert(entry.statement, from: stated, to: unit),
                stated: entry.statement, statedUnit: stated)
        } catch {
            diagnostics.append(.error(error.message, at: entry.unit?.position ?? entry.position))
            return nil
        }
    }

    /// Reports bounds and quantiles that contradict themselves.
    private mutating func isSound(_ entry: GivenEntry) -> Bool {
        let before = diagnostics.count
        switch entry.statement {
        case .exactly: break
        case .about(_, let sd):
            if !(sd > 0) {
                fault(entry, "sd 须大于 0；确定的数请只写 value", "'sd' must be above 0; for a certain value give 'value' alone")
            }
        case .quantiles(let quantity):
            do throws(ModelRefusal) {
                _ = try ElicitedDistribution.of("given", (quantity.p10, quantity.p50, quantity.p90))
            } catch {
                fault(entry, error.message.zh, error.message.en)
            }
        case .between(let low, let high):
            guard let low, let high, low >= high else { break }
            fault(
                entry, "条件自相矛盾：不低于 \(low.shortText) 又不高于 \(high.shortText)",
                low == high
                    ? "the bounds leave one value, \(low.shortText); give it as a number"
                    : "the bounds contradict each other: at least \(low.shortText) and at most \(high.shortText)")
        }
        return diagnostics.count == before
    }

    private static func convert(
        _ statement: GivenEntry.Statement, from: Unit, to: Unit
    ) throws(UnitMismatch) -> GivenEntry.Statement {
        func value(_ number: Double) throws(UnitMismatch) -> Double { try Unit.convert(number, from: from, to: to) }
        switch statement {
        case .exactly(let number): return .exactly(try value(number))
        case .about(let number, let sd):
            let middle = try value(number)
            return .about(middle, sd: try value(number + sd) - middle)
        case .quantiles(let quantity):
            return .quantiles(
                Quantity(p10: try value(quantity.p10), p50: try value(quantity.p50), p90: try value(quantity.p90)))
        case .between(let low, let high):
            var bounds: (Double?, Double?) = (nil, nil)
            if let low { bounds.0 = try value(low) }
            if let high { bounds.1 = try value(high) }
            return .between(low: bounds.0, high: bounds.1)
        }
    }
}
