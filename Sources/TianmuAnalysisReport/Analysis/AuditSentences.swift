import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// One thing that an audit found, to be pasted as it stands.
package struct AuditFinding: Encodable, Sendable {
    package enum Kind: String, Encodable, Sendable {
        case contradiction, settled, implied, pivot, basis, redundancy, growth, ratio, multiple
    }

    package var kind: Kind
    package var text: LocalizedText

    init(_ kind: Kind, zh: String, en: String) {
        self.kind = kind
        text = LocalizedText(zh: zh, en: en)
    }

    init(_ kind: Kind, _ text: LocalizedText) {
        self.kind = kind
        self.text = text
    }
}

/// An audit in sentences with the arithmetic shown.
package struct AuditSentences {
    let audit: Audit

    package init(_ audit: Audit) { self.audit = audit }

    package var all: [AuditFinding] {
        contradictions + settled + audit.pivots.flatMap(pivot) + implied + redundancies + growth + ratios + multiples
    }

    var plan: Plan { audit.plan }

    private var contradictions: [AuditFinding] {
        let open = audit.targets.count { $0.outcome == nil }
        guard open > 0 else {
            return [
                .init(
                    .contradiction, zh: plan.targets.isEmpty ? "情景没有目标。" : "所有目标的结果都已知。",
                    en: plan.targets.isEmpty ? "The scenario has no targets." : "The outcome of every target is known.")
            ]
        }
        guard !audit.contradictions.isEmpty else {
            return [
                .init(
                    .contradiction, zh: "通过恒等式没有发现这 \(open) 项目标互相矛盾。",
                    en: "The identities show no contradiction among the \(open) target\(open == 1 ? "" : "s").")
            ]
        }
        return audit.contradictions.map(contradiction)
    }

    private func contradiction(_ found: TargetContradiction) -> AuditFinding {
        guard let last = found.targets.last else {
            return .init(
                .contradiction, zh: "已知数据本身不满足恒等式，无法审核目标。",
                en: "The known values themselves break the identities; the targets cannot be audited.")
        }
        let text = IdentityText(plan: plan) { _, _ in nil }
        let identities = found.identities.map { text.equation($0).quoted }.listed()
        let because =
            identities.isEmpty
            ? LocalizedText("") : LocalizedText(zh: "（\(identities.zh)）", en: ", by \(identities.en)")
        let target = plan.targets[last]
        let unit = plan.series[target.slot].unit
        var allowed = LocalizedText("")
        if let range = found.allowed {
            let end = target.relation.isFloor ? range.upper : range.lower
            let limit = Amount(end, unit).text
            let others = found.targets.count > 1
            if end.isFinite {
                allowed =
                    target.relation.isFloor
                    ? LocalizedText(
                        zh: "；\(others ? "其余目标使" : "")\(target.title.zh)最多为 \(limit.zh)",
                        en: "; \(others ? "the others leave" : "there is") at most \(limit.en) for \(target.title.en)")
                    : LocalizedText(
                        zh: "；\(others ? "其余目标使" : "")\(target.title.zh)至少为 \(limit.zh)",
                        en: "; \(others ? "the others ask" : "there is") at least \(limit.en) for \(target.title.en)")
            }
        }
        let targets = found.targets.map { requirement($0) }.listed()
        let head =
            found.targets.count > 1
            ? LocalizedText(zh: "\(targets.zh)不能同时实现", en: "\(targets.en) cannot all be met")
            : LocalizedText(zh: "\(targets.zh)不可能实现", en: "\(targets.en) cannot be met")
        return .init(.contradiction, head + because + allowed + LocalizedText(zh: "。", en: "."))
    }

    private var settled: [AuditFinding] {
        audit.targets.compactMap { target in
            guard let outcome = target.outcome else { return nil }
            let planned = plan.targets[target.index]
            let isMet = planned.relation.holds(outcome.value, planned.value)
            let value = amount(outcome.value, of: target.index)
            let wanted = requirement(target.index)
            return .init(
                .settled,
                zh: "\(wanted.zh)：结果已知，为 \(value.zh)\(outcome.note.zh)，\(isMet ? "已达到" : "没有达到")。",
                en: "\(wanted.en): the outcome is known, \(value.en)\(outcome.note.en): \(isMet ? "met" : "missed").")
        }
    }

    /// Values that were found together in one sentence.
    private var implied: [AuditFinding] {
        let pivoted = Set(audit.pivots.filter { $0.meets != nil }.map { "\($0.slot) \($0.year)" })
        var groups: [[ImpliedValue]] = []
        for value in audit.implied where !pivoted.contains("\(value.slot) \(value.year)") {
            if let last = groups.last?.first, last.identities == value.identities, last.year == value.year {
                groups[groups.count - 1].append(value)
            } else {
                groups.append([value])
            }
        }
        return groups.map(implied)
    }

    private func implied(_ group: [ImpliedValue]) -> AuditFinding {
        guard let first = group.first else { return .init(.implied, zh: "", en: "") }
        let text = IdentityText(plan: plan) { slot, lag in value(slot, year: first.year - lag, beside: group) }
        let heldText = first.held.map { held in
            let title = plan.series[held.slot].title
            let value = Amount(held.level.value, plan.series[held.slot].unit).text + held.level.note
            return LocalizedText(
                zh: "\(title.zh)取 \(held.level.year) 年的 \(value.zh)",
                en: "\(title.en) held at \(value.en) of \(held.level.year)")
        }.listed()
        let condition =
            heldText.isEmpty ? LocalizedText("") : LocalizedText(zh: "（\(heldText.zh)）", en: " (\(heldText.en))")
        if group.count == 1, let identity = first.identities.first,
            let calculation = text.calculation(of: first.slot, from: identity)
        {
            let result = Amount(first.value, plan.series[first.slot].unit).text
            let title = plan.series[first.slot].title
            let relation = Self.words(first.relation)
            let wanted = first.targets.map { requirement($0) }.listed()
            return .init(
                .implied,
                LocalizedText(
                    zh: "\(wanted.zh)，意味着 \(first.year) 年\(title.zh)\(relation.zh) \(calculation.zh) "
                        + "= \(result.zh)\(condition.zh)\(since(first).zh)。",
                    en: "\(wanted.en) mean\(first.targets.count == 1 ? "s" : "") \(relation.en)\(calculation.en) = "
                        + "\(result.en) for \(title.en) in \(first.year)\(condition.en)\(since(first).en)."))
        }
        let equations = first.identities.map { text.equation($0).quoted }.listed()
        let results = group.map { value in
            let title = plan.series[value.slot].title
            let result = Amount(value.value, plan.series[value.slot].unit).text
            return LocalizedText(
                zh: "\(title.zh) \(result.zh)\(since(value).zh)", en: "\(title.en) of \(result.en)\(since(value).en)")
        }
        return .init(
            .implied,
            zh: "\(first.year) 年由\(equations.zh)\(condition.zh)，解得"
                + results.map(\.zh).joined(separator: "；") + "。",
            en: "In \(first.year), \(equations.en)\(condition.en) give "
                + results.map(\.en).joined(separator: "; ") + ".")
    }

    /// The stated number of a target, a known level or a solved value of another identity; `nil` for what is sought.
    private func value(_ slot: Int, year: Int, beside group: [ImpliedValue]) -> LocalizedText? {
        if group.contains(where: { $0.slot == slot && $0.year == year }) { return nil }
        let unit = plan.series[slot].unit
        if let target = plan.targets.first(where: { $0.slot == slot && $0.year == year }) {
            return Amount(target.statedValue, target.statedUnit).text
        }
        if let held = group.first?.held.first(where: { $0.slot == slot }) {
            // Inside an equation a percentage is divided by 100 already: the sign would say it twice.
            return LocalizedText(Amount(held.level.value, unit).number)
        }
        if let solved = audit.implied.first(where: { $0.slot == slot && $0.year == year }) {
            return Amount(solved.value, unit).text
        }
        return audit.known[slot, year].map { Amount($0.value, unit).text }
    }

    /// The way from the last level, and what the past and other regions say of it.
    func since(_ value: ImpliedValue) -> LocalizedText {
        guard let last = value.last, let required = value.required else { return LocalizedText("") }
        let start = Amount(last.value, plan.series[value.slot].unit).text + last.note
        let way = required.sentencePart
        return LocalizedText(
            zh: "（\(last.year) 年为 \(start.zh)，\(way.zh)）", en: " (\(start.en) in \(last.year): \(way.en))")
    }

    private static func words(_ relation: ImpliedValue.Relation) -> LocalizedText {
        switch relation {
        case .meets: LocalizedText(zh: "为", en: "")
        case .atLeast: LocalizedText(zh: "至少为", en: "at least ")
        case .atMost: LocalizedText(zh: "至多为", en: "at most ")
        }
    }

    /// `2025 年地区生产总值 > 900 亿元`.
    func requirement(_ index: Int) -> LocalizedText {
        let target = plan.targets[index]
        let bound = Amount(target.statedValue, target.statedUnit).text
        let symbol = target.relation.symbol
        return LocalizedText(
            zh: "\(target.year) 年\(target.title.zh) \(symbol) \(bound.zh)",
            en: "\(target.title.en) \(symbol) \(bound.en) in \(target.year)")
    }

    /// A value of a target's indicator in the unit that the target was stated in.
    func amount(_ value: Double, of index: Int) -> LocalizedText {
        let target = plan.targets[index]
        let from = plan.series[target.slot].unit
        return Amount((try? Unit.convert(value, from: from, to: target.statedUnit)) ?? value, target.statedUnit).text
    }
}
