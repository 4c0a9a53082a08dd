import TianmuModel
import TianmuScenario

extension Planner {
    /// Fills forecast years that have no figure although a later one has: at a constant rate between the two, in equal
    /// steps for percentages. Models project from the last figure on, and what reads the years between needs a value.
    ///
    /// No model is fitted to such values, and they count as assumptions: they are given without the uncertainty that
    /// they have. Formulas compute such years by themselves.
    mutating func bridgeGaps() {
        for (slot, draft) in drafts.enumerated() {
            if case .formula = draft.method { continue }
            guard let last = draft.known.keys.max(), last > scenario.years.base + 1 else { continue }
            let gaps = (scenario.years.base + 1..<last).filter { draft.known[$0] == nil }
            for year in gaps {
                guard let before = draft.known.filter({ $0.key < year }).max(by: { $0.key < $1.key }),
                    let after = draft.known.filter({ $0.key > year }).min(by: { $0.key < $1.key })
                else { continue }
                let share = Double(year - before.key) / Double(after.key - before.key)
                let (a, b) = (before.value.value, after.value.value)
                let isGeometric = draft.measure == .level && a > 0 && b > 0
                drafts[slot].bridges[year] = isGeometric ? a * .pow(b / a, share) : a + share * (b - a)
            }
            let filled = gaps.filter { drafts[slot].bridges[$0] != nil }.map(String.init)
            guard !filled.isEmpty else { continue }
            assumptions.append(
                Assumption(
                    subject: draft.id.name,
                    text: LocalizedText(
                        zh: "\(draft.title.zh) \(filled.joined(separator: "、")) 年没有数字，取前后两年之间的值",
                        en: "\(draft.title.en) has no figure for \(filled.joined(separator: ", ")): "
                            + "taken between the years around"),
                    reason: LocalizedText(
                        zh: "其后的年份已有数字，按两者之间的等速变动填补，不计不确定性。",
                        en: "A later year is known; filled at a constant rate between the two, without uncertainty.")))
        }
    }
}
