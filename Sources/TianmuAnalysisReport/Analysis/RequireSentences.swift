import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// What each target takes, in sentences to be pasted as they stand.
package struct RequireSentences {
    let requirements: Requirements

    package init(_ requirements: Requirements) { self.requirements = requirements }

    private var plan: Plan { requirements.plan }

    package func sentence(_ requirement: Requirement) -> LocalizedText {
        let target = plan.targets[requirement.index]
        let bound = Amount(target.statedValue, target.statedUnit).text
        let head = LocalizedText(
            zh: "\(target.year) 年\(target.title.zh) \(target.relation.symbol) \(bound.zh)：",
            en: "\(target.title.en) \(target.relation.symbol) \(bound.en) in \(target.year): ")
        return head + statement(requirement, target) + LocalizedText(zh: "。", en: ".")
    }

    private func statement(_ requirement: Requirement, _ target: PlannedTarget) -> LocalizedText {
        if requirement.standing == .settled, let outcome = requirement.outcome {
            let isMet = target.relation.holds(outcome.value, target.value)
            let value = amount(outcome.value, target)
            return LocalizedText(
                zh: "结果已知，为 \(value.zh)\(outcome.note.zh)，\(isMet ? "已达到" : "没有达到")",
                en: "the outcome is known, \(value.en)\(outcome.note.en): \(isMet ? "met" : "missed")")
        }
        guard let last = requirement.last else {
            return LocalizedText(
                zh: "目标年以前没有已知水平，无法计算所需增速", en: "no level is known before its year, so no rate can be worked out")
        }
        let start = amount(last.value, target) + last.note
        let years = target.year - last.year
        switch requirement.standing {
        case .settled, .noLevel: return LocalizedText("")
        case .noRate:
            return LocalizedText(
                zh: "\(last.year) 年为 \(start.zh)，没有增速能由此到达目标",
                en: "\(start.en) in \(last.year), from where no rate of growth leads to the target")
        case .met:
            let change = slack(requirement, target)
            return LocalizedText(
                zh: "\(last.year) 年的 \(start.zh)已满足\(change.zh)\(chances(requirement).zh)",
                en: "the \(start.en) of \(last.year) meets it already\(change.en)\(chances(requirement).en)")
        case .ahead: break
        }
        guard let required = requirement.required else { return LocalizedText("") }
        let span =
            years == 1 ? LocalizedText(zh: "1 年", en: "1 year") : LocalizedText(zh: "\(years) 年", en: "\(years) years")
        let way = years == 1 ? Self.once(required) : required.sentencePart
        let parts = [
            LocalizedText(
                zh: "由 \(last.year) 年的 \(start.zh)起，\(span.zh)需\(way.zh)",
                en: "from \(start.en) in \(last.year) it takes \(way.en)\(years == 1 ? "" : " over \(span.en)")"),
            shapes(requirement), chances(requirement), references(requirement, required, target),
            reach(requirement, target),
        ]
        return parts.reduce(LocalizedText(""), +)
    }

    private static func once(_ change: YearlyChange) -> LocalizedText {
        let size = YearlyChange(kind: change.kind, value: abs(change.value)).text
        return change.value < 0
            ? LocalizedText(zh: "下降 \(size.zh)", en: "a fall of \(size.en)")
            : LocalizedText(zh: change.kind == .percent ? "增长 \(size.zh)" : "提高 \(size.zh)", en: "a rise of \(size.en)")
    }

    /// How far it may move the wrong way.
    private func slack(_ requirement: Requirement, _ target: PlannedTarget) -> LocalizedText {
        guard let change = requirement.required else { return LocalizedText("") }
        let size = YearlyChange(kind: change.kind, value: abs(change.value)).text
        let isFloor = target.relation.isFloor
        let isOneYear = requirement.path.count == 1
        return LocalizedText(
            zh: "，\(isOneYear ? "" : "年均")\(isFloor ? "下降" : "上升")不超过 \(size.zh)即可保持",
            en: "; it may \(isFloor ? "fall" : "rise") by \(size.en)\(isOneYear ? "" : " a year")")
    }

    private func shapes(_ requirement: Requirement) -> LocalizedText {
        guard let first = requirement.path.first, let last = requirement.path.last, requirement.path.count > 1 else {
            return LocalizedText("")
        }
        let (front, back) = (first.front.change.text, last.front.change.text)
        return LocalizedText(
            zh: "（前快后慢则首年 \(front.zh)、末年 \(back.zh)，前慢后快则相反）",
            en:
                " (front-loaded \(front.en) in the first year and \(back.en) in the last, back-loaded the other way round)"
        )
    }

    private func chances(_ requirement: Requirement) -> LocalizedText {
        guard let expected = requirement.expected else { return LocalizedText("") }
        let now = NumberText.percent(requirement.probability.value)
        let isOneYear = requirement.path.count == 1
        let yearly = LocalizedText(zh: isOneYear ? "" : "年均 ", en: isOneYear ? "" : " a year")
        var text = LocalizedText(
            zh: "；预测中位数为\(yearly.zh.isEmpty ? "变动 " : yearly.zh)\(expected.text.zh)，把握 \(now)",
            en: "; the median forecast is \(expected.text.en)\(yearly.en), with a chance of \(now)")
        for chance in requirement.chances {
            let share = NumberText.percentOfWhole(chance.probability)
            let rate = chance.required.text
            text =
                text
                + LocalizedText(
                    zh: "；要有 \(share) 的把握，需\(yearly.zh.isEmpty ? " " : yearly.zh)\(rate.zh)",
                    en: "; a chance of \(share) takes \(rate.en)\(yearly.en)")
        }
        return text
    }

    private func references(
        _ requirement: Requirement, _ required: YearlyChange, _ target: PlannedTarget
    ) -> LocalizedText {
        let siblings = requirement.siblings
        guard !siblings.isEmpty else { return LocalizedText("") }
        let latest = siblings.latest
        let end = latest.windows.first?.endYear ?? 0
        let (count, all) = (siblings.count(reaching: required, target.relation), siblings.windows.count)
        let (recent, few) = (latest.count(reaching: required, target.relation), latest.windows.count)
        return LocalizedText(
            zh: "；其他 \(siblings.regionCount) 个地区的 \(all) 个 \(siblings.years) 年段（互有重叠）中有 \(count) 个做到，"
                + "最近的 \(end - siblings.years)—\(end) 年 \(few) 个中有 \(recent) 个",
            en: "; \(count) of \(all) overlapping spans of \(siblings.years) years in \(siblings.regionCount) other "
                + "regions did as well, \(recent) of \(few) in the latest, \(end - siblings.years)–\(end)")
    }

    private func reach(_ requirement: Requirement, _ target: PlannedTarget) -> LocalizedText {
        guard requirement.isReachKnown, let last = requirement.last else { return LocalizedText("") }
        guard let year = requirement.lastYearWithinReach else {
            return LocalizedText(
                zh: "；从已知各年看，所需增速都高于参照中最快的十分之一",
                en: "; from no known year was it within what the fastest tenth of the references reached")
        }
        return year == last.year
            ? LocalizedText(zh: "；从 \(year) 年看仍在可及范围内", en: "; it is within reach as of \(year)")
            : LocalizedText(
                zh: "；\(year) 年以后已不在可及范围内", en: "; \(year) was the last year from which it was within reach")
    }

    private func amount(_ value: Double, _ target: PlannedTarget) -> LocalizedText {
        Amount(TargetScale(target, plan).stated(value), target.statedUnit).text
    }
}
