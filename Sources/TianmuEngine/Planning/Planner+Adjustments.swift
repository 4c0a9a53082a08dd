import TianmuModel
import TianmuNumerics
import TianmuScenario

extension Planner {
    struct PlannedAdjustments {
        var links: [PlannedLink] = []
        var shocks: [PlannedShock] = []
        var levers: [PlannedLever] = []
    }

    mutating func planAdjustments() -> PlannedAdjustments {
        var planned = PlannedAdjustments()
        for entry in scenario.links { if let link = plan(entry) { planned.links.append(link) } }
        for (number, entry) in scenario.shocks.enumerated() {
            refuseTwin(of: entry, among: scenario.shocks[..<number])
            if let shock = plan(entry) { planned.shocks.append(shock) }
        }
        for entry in scenario.levers { if let lever = plan(entry) { planned.levers.append(lever) } }
        return planned
    }

    private mutating func plan(_ entry: LinkEntry) -> PlannedLink? {
        let what = LocalizedText(zh: "联动", en: "a link")
        let from = requireSlot(entry.from, what: what)
        let to = requireSlot(entry.to, what: what).flatMap { requireModel($0, entry.to, what: what) }
        guard let from, let to, let elasticity = distribution(entry.elasticity, at: entry.position) else { return nil }
        if from == to {
            diagnostics.append(
                .error(zh: "联动的两端是同一个指标", en: "a link goes from an indicator to itself", at: entry.from.position)
            )
            return nil
        }
        let lag = entry.lag
        if scenario.links.first(where: {
            ($0.from.value, $0.to.value, $0.lag) == (entry.from.value, entry.to.value, lag)
        })?
        .position != entry.position {
            diagnostics.append(
                .error(
                    zh: "“\(entry.from.value)”到“\(entry.to.value)”滞后 \(lag) 年的联动给了两次",
                    en: "the link from '\(entry.from.value)' to '\(entry.to.value)' with lag \(lag) is given twice",
                    at: entry.position))
        }
        assumptions.append(
            Assumption(
                subject: "\(entry.from.value) → \(entry.to.value)",
                text: LocalizedText(
                    zh: "\(drafts[from].title.zh)每偏离 1 个百分点，\(drafts[to].title.zh)随之 "
                        + "\(entry.elasticity.summary) 个百分点",
                    en: "\(drafts[to].title.en) follows a departure of \(drafts[from].title.en) "
                        + "by \(entry.elasticity.summary)"), reason: entry.reason))
        return PlannedLink(
            from: from, to: to, elasticity: elasticity, lag: entry.lag,
            dimension: Dimensions.named("link \(entry.from.value) \(entry.to.value) \(entry.lag)"))
    }

    /// Two shocks of one name and year would happen in the same draws, for a shock's chance goes by both.
    private mutating func refuseTwin(of entry: ShockEntry, among others: ArraySlice<ShockEntry>) {
        guard others.contains(where: { $0.name.en == entry.name.en && $0.year.value == entry.year.value }) else {
            return
        }
        diagnostics.append(
            .error(
                zh: "\(entry.year.value) 年有两个冲击都叫“\(entry.name.zh)”；请改名，或合为一个",
                en: "two shocks of \(entry.year.value) are called '\(entry.name.en)'; rename one, or make them one",
                at: entry.year.position))
    }

    private mutating func plan(_ entry: ShockEntry) -> PlannedShock? {
        let what = LocalizedText(zh: "冲击", en: "a shock")
        requireForecastYear(entry.year)
        var effects: [PlannedShock.Effect] = []
        for (indicator, points) in entry.effects {
            guard let slot = requireSlot(indicator, what: what).flatMap({ requireModel($0, indicator, what: what) }),
                let distribution = distribution(points, at: indicator.position)
            else { continue }
            effects.append(
                PlannedShock.Effect(
                    slot: slot, points: distribution,
                    dimension: Dimensions.named("shock \(entry.name.en) \(entry.year.value) \(indicator.value)")))
        }
        assumptions.append(
            Assumption(
                subject: entry.name.en,
                text: LocalizedText(
                    zh: "\(entry.name.zh)：\(entry.year.value) 年发生的概率 \(entry.probability.shortText)，影响"
                        + entry.effects.map { "\(title(of: $0.indicator.value).zh) \($0.points.summary)" }.joined(
                            separator: "、"),
                    en: "\(entry.name.en): probability \(entry.probability.shortText) in \(entry.year.value), "
                        + "adding "
                        + entry.effects.map { "\($0.points.summary) to \(title(of: $0.indicator.value).en)" }.joined(
                            separator: ", ")),
                reason: entry.reason))
        return PlannedShock(
            name: entry.name, year: entry.year.value, probability: entry.probability, effects: effects,
            recovery: entry.recovery, dimension: Dimensions.named("shock \(entry.name.en) \(entry.year.value)"))
    }

    private func title(of name: String) -> LocalizedText {
        drafts.first { $0.id.name == name }?.title ?? LocalizedText(name)
    }

    private mutating func plan(_ entry: LeverEntry) -> PlannedLever? {
        let what = LocalizedText(zh: "政策力度", en: "a lever")
        requireForecastYear(entry.from)
        if let through = entry.through { requireForecastYear(through) }
        let last = entry.through?.value ?? scenario.years.through
        guard
            let slot = requireSlot(entry.indicator, what: what)
                .flatMap({ requireModel($0, entry.indicator, what: what) })
        else { return nil }
        guard entry.from.value <= last else {
            diagnostics.append(
                .error(
                    zh: "起始年 \(entry.from.value) 晚于终止年 \(last)",
                    en: "it begins in \(entry.from.value), after it ends in \(last)", at: entry.from.position))
            return nil
        }
        let title = entry.title ?? LocalizedText(entry.name.value)
        if entry.value.value != 0 {
            assumptions.append(
                Assumption(
                    subject: entry.name.value,
                    text: LocalizedText(
                        zh: "\(title.zh)：\(drafts[slot].title.zh)自 \(entry.from.value) 年起 "
                            + "\(entry.value.value.shortText) 个百分点",
                        en: "\(title.en): \(entry.value.value.shortText) \(entry.effect.rawValue) for "
                            + "\(drafts[slot].title.en) from \(entry.from.value)"), reason: entry.reason))
        }
        return PlannedLever(
            name: entry.name.value, title: title, slot: slot, effect: entry.effect,
            years: entry.from.value...last, range: entry.range, value: entry.value.value)
    }

    private mutating func requireForecastYear(_ year: Located<Int>) {
        let years = scenario.years
        guard !(years.base + 1...years.through).contains(year.value) else { return }
        diagnostics.append(
            .error(
                zh: "年份 \(year.value) 不在 \(years.base + 1) 至 \(years.through) 之间",
                en: "the year \(year.value) is outside \(years.base + 1)...\(years.through)", at: year.position))
    }

    private mutating func distribution(_ quantity: Quantity, at position: SourcePosition) -> ElicitedDistribution? {
        do {
            return try ElicitedDistribution(p10: quantity.p10, p50: quantity.p50, p90: quantity.p90)
        } catch {
            // The order has been checked with the file's schema; if it is wrong, that has been told.
            if case .tooSkewed = error {
                let limit = ElicitedDistribution.largestSkew.shortText
                diagnostics.append(
                    .error(
                        zh: "p50 与 p10、p90 的距离之比最多为 \(limit)",
                        en: "p50 is more than \(limit) times as far from one of p10 and p90 as from the other",
                        at: position))
            }
            return nil
        }
    }
}

extension Quantity {
    /// The number, or p10/p50/p90.
    var summary: String {
        isCertain ? p50.shortText : "\(p10.shortText)/\(p50.shortText)/\(p90.shortText)"
    }
}
