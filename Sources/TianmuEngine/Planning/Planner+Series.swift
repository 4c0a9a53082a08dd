import TianmuModel
import TianmuScenario

extension Planner {
    /// Looks up the figures of every indicator, agrees its unit and takes in assumed levels.
    mutating func draftSeries() {
        let lacksFigures = !isRegionKnown() || scenario.lacksFigures
        for entry in scenario.indicators {
            let figuresID = entry.figures.map { IndicatorID($0.value) } ?? entry.id.value
            let figures = scenario.figures.figures(of: figuresID)
            if let named = entry.figures, figures.isEmpty {
                let hint = NearestName.hint(for: named.value, among: scenario.figures.indicators.map(\.name))
                diagnostics.append(
                    .error(
                        zh: "数据文件中没有“\(named.value)”\(hint.zh)",
                        en: "the figures files have no '\(named.value)'\(hint.en)", at: named.position))
            }
            let unit = unit(of: entry, figures: figures, isExpected: !lacksFigures)
            var selection = FigureSelection()
            if let unit, !figures.isEmpty {
                selection = scenario.figures.select(
                    indicator: figuresID, region: entry.region ?? scenario.region, asOf: scenario.asOf,
                    kinds: scenario.acceptedKinds, unit: unit)
                diagnostics += selection.diagnostics.filter { fault in
                    // Who has assumed a level has settled what the figures disagree about.
                    fault.severity == .error || entry.base == nil
                }
            }
            let named = figures.isEmpty ? LocalizedText(entry.id.value.name) : scenario.figures.name(of: figuresID)
            var draft = SeriesDraft(entry: entry, title: entry.title ?? named, unit: unit, selection: selection)
            for level in selection.levels where level.year <= scenario.years.through {
                draft.known[level.year] = KnownValue(value: level.value, figure: level.figure)
            }
            if let base = entry.base, let unit { assumeBase(base, unit: unit, in: &draft) }
            // A base that could not be read has been told. Without a unit nobody asks for the level again.
            if entry.base == nil, isWritten("base", of: entry.id.value) { draft.unit = nil }
            // What only the missing figures can tell is not asked for again.
            if lacksFigures, draft.known.isEmpty, case .model = entry.method { draft.unit = nil }
            drafts.append(draft)
        }
    }

    /// A region that no figure names would leave every indicator without figures: that is told once.
    private mutating func isRegionKnown() -> Bool {
        guard let region = scenario.region, let known = scenario.figures.regions, !known.contains(region) else {
            return true
        }
        let hint = NearestName.hint(for: region, among: known)
        diagnostics.append(
            .error(
                zh: "数据文件中没有地区“\(region)”\(hint.zh)", en: "the figures files have no region '\(region)'\(hint.en)",
                at: scenario.tree["region"]?.position))
        return false
    }

    private mutating func unit(of entry: IndicatorEntry, figures: [Figure], isExpected: Bool) -> Unit? {
        if let symbol = entry.unit { return requireUnit(symbol) }
        if let unit = figures.first?.unit { return unit }
        guard isExpected else { return nil }
        diagnostics.append(
            .error(
                zh: "“\(entry.id.value)”没有单位，数据文件中也没有它",
                en: "'\(entry.id.value)' has no 'unit', and the figures files do not have it",
                at: entry.id.position))
        return nil
    }

    private mutating func assumeBase(_ base: BaseEntry, unit: Unit, in draft: inout SeriesDraft) {
        let year = base.year?.value ?? scenario.years.base
        let stated = base.unit.flatMap { requireUnit($0) } ?? unit
        do {
            let value = try Unit.convert(base.value.value, from: stated, to: unit)
            if year > scenario.years.base {
                diagnostics.append(
                    .error(
                        zh: "假设的基数只能在基年 \(scenario.years.base) 或以前，而不是 \(year)",
                        en: "an assumed level belongs to the base year \(scenario.years.base) or before, not \(year)",
                        at: base.year?.position ?? base.value.position))
            }
            let replaced = draft.known[year]?.figure
            draft.known[year] = KnownValue(value: value, figure: nil)
            let instead = replaced.map {
                let number = $0.value.shortText
                return LocalizedText(zh: "（不用\($0.source)的 \(number)）", en: " (not \(number) of \($0.source))")
            }
            let number = base.value.value.shortText
            assumptions.append(
                Assumption(
                    subject: draft.id.name,
                    text: LocalizedText(
                        zh: "\(draft.title.zh) \(year) 年取 \(number)\(stated.suffix(.zh))\(instead?.zh ?? "")",
                        en: "\(draft.title.en) in \(year) is taken as \(number)\(stated.suffix(.en))"
                            + "\(instead?.en ?? "")"),
                    reason: base.reason))
        } catch {
            diagnostics.append(.error(error.message, at: base.unit?.position ?? base.value.position))
            // As above: told once.
            draft.unit = nil
        }
    }
}
