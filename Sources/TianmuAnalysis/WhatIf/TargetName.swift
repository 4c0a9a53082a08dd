import TianmuEngine
import TianmuModel

extension Plan {
    /// The targets that `name` means: an indicator, or `indicator@year`.
    /// - Throws: where there is none, with the nearest known name.
    package func targets(named name: String) throws(WhatIfRefusal) -> [Int] {
        let parts = name.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let ofIndicator = targets.indices.filter { series[targets[$0].slot].id.name == parts[0] }
        guard !ofIndicator.isEmpty else {
            let known = Array(Set(targets.map { series[$0.slot].id.name })).sorted()
            let hint = NearestName.hint(for: parts[0], among: known)
            throw WhatIfRefusal(zh: "“\(parts[0])”没有目标\(hint.zh)", en: "'\(parts[0])' has no target\(hint.en)")
        }
        guard parts.count > 1 else { return ofIndicator }
        let found = ofIndicator.filter { "\(targets[$0].year)" == parts[1] }
        guard found.isEmpty else { return found }
        let years = ofIndicator.map { "\(targets[$0].year)" }
        throw WhatIfRefusal(
            zh: "“\(parts[0])”没有 \(parts[1]) 年的目标；有目标的年份：\(years.joined(separator: "、"))",
            en: "'\(parts[0])' has no target in \(parts[1]); it has targets in: \(years.joined(separator: ", "))")
    }

    /// The one target that `name` means.
    /// - Throws: where there is none or more than one.
    package func target(named name: String) throws(WhatIfRefusal) -> Int {
        let found = try targets(named: name)
        guard found.count == 1, let index = found.first else {
            let choices = found.map { "\(series[targets[$0].slot].id.name)@\(targets[$0].year)" }
            throw WhatIfRefusal(
                zh: "“\(name)”有 \(found.count) 个目标，请写明：\(choices.joined(separator: "、"))",
                en: "'\(name)' has \(found.count) targets; name one: \(choices.joined(separator: ", "))")
        }
        return index
    }

    /// `gdp@2025`: how a target is named on the command line and in files.
    package func name(ofTarget index: Int) -> String { "\(series[targets[index].slot].id.name)@\(targets[index].year)" }

    /// Levers and assumptions are moved over draws of equal weight, which conditions are not.
    /// - Throws: where the plan has conditions (`given`).
    package func requireNoConditions() throws(WhatIfRefusal) {
        guard !conditions.isEmpty else { return }
        throw WhatIfRefusal(
            zh: "情景带有条件（given），这一分析还不支持；请去掉条件后再用",
            en: "the scenario has conditions ('given'), which this analysis cannot take into account; leave them out")
    }

    /// The lever with this name.
    /// - Throws: where there is none, with the nearest known name.
    package func lever(named name: String) throws(WhatIfRefusal) -> Int {
        if let index = levers.firstIndex(where: { $0.name == name }) { return index }
        guard !levers.isEmpty else {
            throw WhatIfRefusal(zh: "情景没有 levers（政策力度）", en: "the scenario has no levers")
        }
        let hint = NearestName.hint(for: name, among: levers.map(\.name))
        throw WhatIfRefusal(zh: "没有政策力度“\(name)”\(hint.zh)", en: "there is no lever '\(name)'\(hint.en)")
    }
}
