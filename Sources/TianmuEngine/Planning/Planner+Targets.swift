import TianmuModel
import TianmuScenario

extension Planner {
    mutating func planTargets() -> [PlannedTarget] {
        var targets: [PlannedTarget] = []
        for entry in scenario.targets {
            let slot = requireSlot(entry.indicator, what: LocalizedText(zh: "目标", en: "a target"))
            let years = scenario.years
            if !(years.base + 1...years.through).contains(entry.year.value) {
                diagnostics.append(
                    .error(
                        zh: "目标年 \(entry.year.value) 不在 \(years.base + 1) 至 \(years.through) 之间",
                        en: "the target's year \(entry.year.value) is outside \(years.base + 1)...\(years.through)",
                        at: entry.year.position))
                continue
            }
            guard let slot, let unit = drafts[slot].unit else { continue }
            let stated = entry.unit.flatMap { requireUnit($0) } ?? unit
            do {
                targets.append(
                    PlannedTarget(
                        slot: slot, year: entry.year.value, relation: entry.relation,
                        value: try Unit.convert(entry.value.value, from: stated, to: unit),
                        statedValue: entry.value.value, statedUnit: stated, kind: entry.kind, isRate: entry.isRate,
                        title: entry.title ?? drafts[slot].title, source: entry.source))
            } catch {
                diagnostics.append(.error(error.message, at: entry.unit?.position ?? entry.value.position))
            }
        }
        if targets.count > TargetOutcomes.maximumTargetCount {
            let limit = TargetOutcomes.maximumTargetCount
            diagnostics.append(
                .error(
                    zh: "目标有 \(targets.count) 个，最多 \(limit) 个",
                    en: "there are \(targets.count) targets, at most \(limit) are allowed",
                    at: scenario.tree["targets"]?.position))
        }
        return targets
    }
}
