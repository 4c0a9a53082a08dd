import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

extension AuditSentences {
    /// Where two targets meet, and which of them is stricter over which basis.
    func pivot(_ pivot: TargetPivot) -> [AuditFinding] {
        var findings: [AuditFinding] = []
        let title = plan.series[pivot.slot].title
        let unit = plan.series[pivot.slot].unit
        let result = plan.targets[pivot.resultTarget]
        let resultBound = amount(result.value, of: pivot.resultTarget)
        if let meets = pivot.meets, let inputTarget = pivot.inputTarget {
            let input = plan.targets[inputTarget]
            let bounds = [result.slot: resultBound, input.slot: amount(input.value, of: inputTarget)]
            let text = IdentityText(plan: plan) { slot, lag in lag == 0 ? bounds[slot] : nil }
            let identity = Identity.formula(slot: result.slot)
            let value = Amount(meets, unit).text
            let calculation =
                text.calculation(of: pivot.slot, from: identity) ?? text.equation(identity) + LocalizedText("; ")
                + title
            var zh =
                "\(calculation.zh) = \(value.zh)：\(pivot.year) 年\(title.zh)为 \(value.zh)时，"
                + "\(result.title.zh)与\(input.title.zh)两项目标同时恰好达到"
            var en =
                "\(calculation.en) = \(value.en): the targets of \(result.title.en) and \(input.title.en) meet where "
                + "\(title.en) is \(value.en) in \(pivot.year)"
            if let above = pivot.resultBindsAbove {
                let (high, low) = above ? (result.title, input.title) : (input.title, result.title)
                zh += "；多于此数，\(high.zh)目标更严，少于此数，\(low.zh)目标更严"
                en += "; above it the target of \(high.en) is the stricter one, below it that of \(low.en)"
            }
            if let required = pivot.required, case .last(let last)? = pivot.comparisons.first?.basis {
                let start = Amount(last.value, unit).text + last.note
                zh += "。\(last.year) 年为 \(start.zh)，到 \(value.zh)需\(required.sentencePart.zh)"
                en += ". It was \(start.en) in \(last.year); \(value.en) takes \(required.sentencePart.en)"
            }
            findings.append(.init(.pivot, zh: zh + "。", en: en + "."))
        }
        return findings + pivot.comparisons.compactMap { comparison(pivot, $0) }
    }

    private func comparison(_ pivot: TargetPivot, _ comparison: TargetPivot.Comparison) -> AuditFinding? {
        let result = plan.targets[pivot.resultTarget]
        let basis = self.basis(comparison, pivot)
        let inputUnit = pivot.inputTarget.map { plan.targets[$0].statedUnit } ?? plan.series[pivot.inputSlot].unit
        let inputTitle = plan.series[pivot.inputSlot].title
        let resultBound = amount(result.value, of: pivot.resultTarget)
        guard let needed = comparison.needed else { return nil }
        let from = plan.series[pivot.inputSlot].unit
        let neededText = Amount((try? Unit.convert(needed, from: from, to: inputUnit)) ?? needed, inputUnit).text
        guard let inputTarget = pivot.inputTarget, let value = comparison.result else {
            return .init(
                .basis,
                zh: "按 \(basis.zh)，\(result.title.zh) \(resultBound.zh)需要\(inputTitle.zh) \(neededText.zh)。",
                en:
                    "Over \(basis.en), \(result.title.en) of \(resultBound.en) takes \(inputTitle.en) of \(neededText.en)."
            )
        }
        let inputBound = amount(plan.targets[inputTarget].value, of: inputTarget)
        let holds = result.relation.holds(value, result.value)
        let stricter = holds ? inputTitle : result.title
        let valueText = amount(value, of: pivot.resultTarget)
        return .init(
            .basis,
            zh: "按 \(basis.zh)，\(inputTitle.zh) \(inputBound.zh)对应\(result.title.zh) \(valueText.zh)，"
                + "\(holds ? "满足" : "不满足")其目标；\(result.title.zh) \(resultBound.zh)需要\(inputTitle.zh) "
                + "\(neededText.zh)：\(stricter.zh)目标更严。",
            en:
                "Over \(basis.en), \(inputTitle.en) of \(inputBound.en) makes \(result.title.en) \(valueText.en), which "
                + "\(holds ? "meets" : "misses") its target; \(result.title.en) of \(resultBound.en) takes "
                + "\(inputTitle.en) of \(neededText.en): the target of \(stricter.en) binds.")
    }

    /// `2020 年常住人口 63.46 万人（…）`.
    private func basis(_ comparison: TargetPivot.Comparison, _ pivot: TargetPivot) -> LocalizedText {
        let value = Amount(comparison.value, plan.series[pivot.slot].unit).text
        switch comparison.basis {
        case .last(let level):
            let title = plan.series[pivot.slot].title
            return LocalizedText(
                zh: "\(level.year) 年\(title.zh) \(value.zh)\(level.note.zh)",
                en: "\(title.en) of \(value.en) in \(level.year)\(level.note.en)")
        case .figure(let figure, let name, let isLater):
            var notes: [LocalizedText] = []
            if figure.published.isAssumed {
                notes.append(
                    LocalizedText(
                        zh: "没有公布日期，按 \(figure.knownFrom) 起可知",
                        en: "no date of publication; counted as known from \(figure.knownFrom)"))
            } else {
                notes.append(LocalizedText(zh: "\(figure.knownFrom) 公布", en: "published \(figure.knownFrom)"))
            }
            if isLater, let asOf = plan.asOf {
                notes.append(LocalizedText(zh: "晚于 \(asOf)", en: "after \(asOf)"))
            }
            return LocalizedText(
                zh: "\(figure.year) 年\(name.zh) \(value.zh)（\(notes.map(\.zh).joined(separator: "，"))）",
                en: "\(name.en) of \(value.en) in \(figure.year) (\(notes.map(\.en).joined(separator: ", ")))")
        }
    }

    var redundancies: [AuditFinding] {
        audit.redundancies.map { found in
            let target = plan.targets[found.target]
            let others = found.others.map { requirement($0) }.listed()
            let value = amount(found.value, of: found.target)
            let verdict =
                found.holds
                ? LocalizedText(zh: "已满足，这一目标没有提出更多要求", en: "which meets its target: it asks for nothing more")
                : LocalizedText(zh: "不满足，这一目标更严", en: "which misses its target: it is the stricter one")
            let bound = amount(target.value, of: found.target)
            return .init(
                .redundancy,
                zh: "\(others.zh)恰好达到时，\(target.year) 年\(target.title.zh)为 \(value.zh)，对 "
                    + "\(target.relation.symbol) \(bound.zh)来说\(verdict.zh)。",
                en: "Where \(others.en) \(found.others.count == 1 ? "is" : "are") just met, \(target.title.en) is "
                    + "\(value.en) in \(target.year) against \(target.relation.symbol) \(bound.en), \(verdict.en).")
        }
    }

    /// Targets two years ahead or more: what the way there takes.
    var growth: [AuditFinding] {
        audit.targets.compactMap { audited in
            guard audited.outcome == nil, let last = audited.last, let required = audited.required else { return nil }
            let target = plan.targets[audited.index]
            let years = target.year - last.year
            guard years > 1 else { return nil }
            let wanted = requirement(audited.index)
            let start = amount(last.value, of: audited.index) + last.note
            let past = history(audited.history)
            let siblings = self.siblings(audited.siblings, required, target.relation)
            if target.relation.holds(last.value, target.value) {
                return .init(
                    .growth, zh: "\(wanted.zh)：\(last.year) 年的 \(start.zh)已满足。",
                    en: "\(wanted.en): the \(start.en) of \(last.year) meets it already.")
            }
            return .init(
                .growth,
                zh: "\(wanted.zh)：由 \(last.year) 年的 \(start.zh)起，\(years) 年\(required.sentencePart.zh)"
                    + "\(past.zh)\(siblings.zh)。",
                en: "\(wanted.en): from \(start.en) in \(last.year) it takes \(required.sentencePart.en) over \(years) "
                    + "years\(past.en)\(siblings.en).")
        }
    }

    /// The latest change between two known years.
    private func history(_ windows: [ReferenceClass.Window]) -> LocalizedText {
        guard let last = windows.last else { return LocalizedText("") }
        let change = last.change.text
        let span = (last.startYear, last.endYear)
        return LocalizedText(
            zh: "（\(span.0)—\(span.1) 年为年均 \(change.zh)）", en: " (\(change.en) a year in \(span.0)–\(span.1))")
    }

    private func siblings(
        _ siblings: ReferenceClass, _ required: YearlyChange, _ relation: TargetRelation
    ) -> LocalizedText {
        guard !siblings.isEmpty else { return LocalizedText("") }
        let count = siblings.count(reaching: required, relation)
        return LocalizedText(
            zh: "；其他 \(siblings.regionCount) 个地区的 \(siblings.windows.count) 个 \(siblings.years) 年段中有 \(count) 个做到",
            en: "; \(count) of \(siblings.windows.count) spans of \(siblings.years) years in "
                + "\(siblings.regionCount) other regions did as well")
    }

    var ratios: [AuditFinding] {
        audit.ratios.map { ratio in
            let (part, whole) = (plan.targets[ratio.numerator], plan.targets[ratio.denominator])
            let (a, b) = (amount(part.value, of: ratio.numerator), amount(whole.value, of: ratio.denominator))
            let share = NumberText.fixed(ratio.percent, decimals: 1) + "%"
            var past = LocalizedText("")
            if let year = ratio.lastYear, let percent = ratio.lastPercent {
                let text = NumberText.fixed(percent, decimals: 1) + "%"
                past = LocalizedText(zh: "（\(year) 年为 \(text)）", en: " (\(text) in \(year))")
            }
            return .init(
                .ratio,
                zh: "\(a.zh) ÷ \(b.zh) = \(share)：两项目标恰好达到时，\(part.year) 年\(part.title.zh)相当于"
                    + "\(whole.title.zh)的 \(share)\(past.zh)。",
                en: "\(a.en) ÷ \(b.en) = \(share): where both targets are just met, \(part.title.en) is \(share) of "
                    + "\(whole.title.en) in \(part.year)\(past.en).")
        }
    }

    var multiples: [AuditFinding] {
        audit.multiples.map { multiple in
            let (index, total) = (plan.targets[multiple.index], plan.targets[multiple.total])
            let a = Amount.rounded(multiple.indexMultiple)
            let b = Amount.rounded(multiple.totalMultiple)
            let ratio = Amount.rounded(multiple.indexMultiple / multiple.totalMultiple)
            return .init(
                .multiple,
                zh:
                    "\(a) ÷ \(b) = \(ratio)：\(index.title.zh)为 \(multiple.baseYear) 年的 \(a) 倍，\(total.title.zh)为 \(b) 倍，"
                    + "前者与后者之比变为 \(multiple.baseYear) 年的 \(ratio) 倍（按同一价格口径）。",
                en: "\(a) ÷ \(b) = \(ratio): \(index.title.en) becomes \(a) times that of \(multiple.baseYear) and "
                    + "\(total.title.en) \(b) times, so that the ratio of the one to the other becomes \(ratio) times "
                    + "that of \(multiple.baseYear) (if both are in the same prices).")
        }
    }
}
