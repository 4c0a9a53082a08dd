import TianmuModel
import TianmuScenario

extension Planner {
    /// Parses and compiles every formula.
    mutating func compileFormulas() {
        var symbols: [IndicatorID: FormulaSymbol] = [:]
        for (slot, draft) in drafts.enumerated() {
            if let unit = draft.unit { symbols[draft.id] = FormulaSymbol(slot: slot, unit: unit) }
        }
        // A name whose unit could not be read is known all the same: its own error has been told.
        let unreadable = Set(drafts.filter { $0.unit == nil }.map(\.id))
        for (slot, draft) in drafts.enumerated() {
            guard case .formula(let text) = draft.entry.method, options.models[draft.id] == nil else { continue }
            guard let parsed = Formula(parsing: text, into: &diagnostics), let unit = draft.unit else { continue }
            drafts[slot].parsed = parsed
            guard !parsed.references.contains(where: { unreadable.contains($0.indicator) }) else { continue }
            if let compiled = parsed.compile(to: unit, symbols: symbols, into: &diagnostics) {
                drafts[slot].method = .formula(PlannedFormula(text: text.value, compiled: compiled))
            }
        }
    }

    /// All slots in an order in which a year can be evaluated: formulas after what they read, followers after the
    /// sources of their links. `nil` if there is none; the circle has been told.
    mutating func evaluationOrder(links: [PlannedLink]) -> [Int]? {
        let formulas = drafts.compactMap { draft in draft.parsed.map { (indicator: draft.id, formula: $0) } }
        guard FormulaOrder.sort(formulas, into: &diagnostics) != nil else { return nil }
        var needs = drafts.map { draft -> Set<Int> in
            guard case .formula(let formula) = draft.method else { return [] }
            return Set(formula.compiled.inputs.filter { $0.lag == 0 }.map(\.slot))
        }
        for link in links where link.lag == 0 { needs[link.to].insert(link.from) }
        var order: [Int] = []
        var isDone = [Bool](repeating: false, count: drafts.count)
        while order.count < drafts.count {
            guard
                let next = needs.indices.first(where: { slot in !isDone[slot] && needs[slot].allSatisfy { isDone[$0] } }
                )
            else {
                var circle = needs.indices.filter { !isDone[$0] }
                // Those that only read what is in the circle are stuck behind it.
                while let end = circle.firstIndex(where: { slot in !circle.contains { needs[$0].contains(slot) } }) {
                    circle.remove(at: end)
                }
                let stuck = circle.map { drafts[$0].id.name }.joined(separator: ", ")
                diagnostics.append(
                    .error(
                        zh: "联动与公式在同一年内循环依赖（\(stuck)）；请给其中一个联动加上 lag: 1",
                        en: "links and formulas depend on each other in the same year (\(stuck)); "
                            + "give one of the links 'lag: 1'", at: scenario.tree["links"]?.position))
                return nil
            }
            isDone[next] = true
            order.append(next)
        }
        return order
    }

    /// From the first year that a model projects or a formula looks back at.
    func yearGrid() -> YearGrid {
        var first = min(scenario.years.base, options.firstYear ?? scenario.years.base)
        // Growth of a driver in a model's first year counts from the year before.
        for model in models where !model.drivers.isEmpty { first = min(first, model.forecastYears.lowerBound - 1) }
        for draft in drafts {
            switch draft.method {
            case .formula(let formula):
                let lag = formula.compiled.inputs.map(\.lag).max() ?? 0
                first = min(first, scenario.years.base + 1 - lag)
            case .model: first = min(first, draft.firstForecastYear)
            case .undecided: break
            }
        }
        return YearGrid(first: first, last: scenario.years.through)
    }

    /// Finds from which year on each formula has all that it reads, and reports those that lack something.
    mutating func checkAvailability(order: [Int], grid: YearGrid) {
        var isAvailable = [[Bool]](
            repeating: [Bool](repeating: false, count: grid.count), count: drafts.count)
        var firstMissing: [Int: CompiledFormula.Input] = [:]
        for row in 0..<grid.count {
            let year = grid.year(ofRow: row)
            for slot in order {
                if drafts[slot].hasValue(in: year) {
                    isAvailable[slot][row] = true
                    continue
                }
                switch drafts[slot].method {
                case .model: isAvailable[slot][row] = year >= drafts[slot].firstForecastYear
                case .formula(let formula):
                    let missing = formula.compiled.inputs.first { input in
                        row < input.lag || !isAvailable[input.slot][row - input.lag]
                    }
                    isAvailable[slot][row] = missing == nil
                    if year == scenario.years.base + 1, let missing { firstMissing[slot] = missing }
                // Its own error has been told; what reads it has none of its own.
                case .undecided: isAvailable[slot][row] = true
                }
            }
        }
        for slot in order {
            guard case .formula(let formula) = drafts[slot].method else { continue }
            let lastGap = (0..<grid.count).last { !isAvailable[slot][$0] }
            drafts[slot].firstForecastYear = grid.year(ofRow: (lastGap ?? -1) + 1)
            guard let missing = firstMissing[slot] else { continue }
            // One report for what is missing; those that read it only follow.
            if missing.lag == 0, firstMissing[missing.slot] != nil { continue }
            reportMissing(missing, of: formula.compiled)
        }
    }

    private mutating func reportMissing(_ input: CompiledFormula.Input, of compiled: CompiledFormula) {
        let year = scenario.years.base + 1 - input.lag
        let reference = compiled.formula.references.first { $0.indicator == input.indicator && $0.lag == input.lag }
        let selection = drafts[input.slot].selection
        var help = LocalizedText(zh: "；可用 base 给出假设", en: "; assume one with 'base'")
        if let bound = selection.bounds.last(where: { $0.figure.year == year }) {
            let words = "\(bound.figure.relation.rawValue) \(bound.figure.value.shortText) \(bound.figure.unit.symbol)"
            help = LocalizedText(
                zh: "，只知道“\(words)”，不是水平值\(help.zh)", en: ": only '\(words)' is known, which is no level\(help.en)")
        } else if let hidden = selection.hiddenMessage {
            help = LocalizedText(zh: "（\(hidden.zh)）\(help.zh)", en: " (\(hidden.en))\(help.en)")
        }
        diagnostics.append(
            .error(
                zh: "公式需要“\(input.indicator)”\(year) 年的数值，但没有\(help.zh)",
                en: "the formula needs '\(input.indicator)' in \(year), and there is none\(help.en)",
                at: reference?.position ?? compiled.formula.position))
    }
}
