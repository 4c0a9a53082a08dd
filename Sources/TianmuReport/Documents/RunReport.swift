import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// What `tianmu run` prints for people.
package enum RunReport {
    /// - Parameter width: columns of the terminal that tables must fit; `nil` for no limit.
    package static func text(of assessment: Assessment, language: Language, width: Int? = nil) -> String {
        let plan = assessment.plan
        let words = Words(language)
        var text = header(plan, words)
        if assessment.targets.isEmpty {
            text += words(zh: "情景没有目标。\n", en: "The scenario has no targets.\n")
        } else {
            text += TextFormat.text(of: TargetTable.table(of: assessment, language: language), within: width) + "\n"
            text += joint(assessment, words)
            if let smoothing = assessment.summary.smoothing {
                text += TextFormat.wrapped(smoothing.sentence(plan: plan)[language], first: "", rest: "  ")
            }
        }
        if let conditions = assessment.summary.conditions {
            text += "\n"
            for sentence in ConditionSentences.all(conditions, plan: plan) {
                text += TextFormat.wrapped(sentence[language], first: "", rest: "  ")
            }
        }
        text += failures(assessment.summary, words)
        text += assumptions(plan, language)
        return text
    }

    private static func header(_ plan: Plan, _ words: Words) -> String {
        let asOf = plan.asOf.map { words(zh: "；用截至 \($0) 的数据", en: "; figures as of \($0)") } ?? ""
        let draws = NumberText.fixed(Double(plan.draws.count), decimals: 0)
        return plan.title[words.language] + "\n"
            + words(
                zh: "\(plan.years.base + 1)—\(plan.years.through) 年\(asOf)；\(draws) 次模拟（\(plan.draws.sampler.rawValue)，"
                    + "种子 \(plan.draws.seed)）\n\n",
                en: "\(plan.years.base + 1)–\(plan.years.through)\(asOf); \(draws) draws "
                    + "(\(plan.draws.sampler.rawValue), seed \(plan.draws.seed))\n\n")
    }

    private static func joint(_ assessment: Assessment, _ words: Words) -> String {
        let joint = assessment.summary.joint
        func share(_ estimate: Estimate) -> String { NumberText.share(estimate) }
        var parts = [
            words(
                zh: "\(joint.targetCount) 个目标全部达到：\(share(joint.all))",
                en: "All \(joint.targetCount) targets: \(share(joint.all))")
        ]
        if joint.byYear.count > 1 {
            parts += joint.byYear.map {
                words(
                    zh: "\($0.year) 年的 \($0.count) 个：\(share($0.all))",
                    en: "the \($0.count) of \($0.year): \(share($0.all))")
            }
        }
        // The largest number of targets that is met at least as often as not.
        if let k = joint.atLeast.lastIndex(where: { $0.value >= 0.5 }) {
            parts.append(
                words(
                    zh: "至少 \(k + 1) 个：\(share(joint.atLeast[k]))", en: "at least \(k + 1): \(share(joint.atLeast[k]))")
            )
        }
        return TextFormat.wrapped(
            parts.joined(separator: words(zh: "；", en: "; ")) + words(zh: "。", en: "."), first: "", rest: "  ")
    }

    private static func failures(_ summary: Summary, _ words: Words) -> String {
        summary.failures.map { failure in
            words(
                zh: "注意：“\(failure.indicator)”\(failure.year) 年有 \(failure.count) 次模拟算不出"
                    + "（\(failure.cause.description.zh)），按未达到计。\n",
                en: "Note: '\(failure.indicator)' in \(failure.year) could not be computed in \(failure.count) draws "
                    + "(\(failure.cause.description.en)); they count as missed.\n")
        }.joined()
    }

    static func assumptions(_ plan: Plan, _ language: Language) -> String {
        guard !plan.assumptions.isEmpty else { return "" }
        let words = Words(language)
        var text = words(
            zh: "\n假设（没有数据支持，共 \(plan.assumptions.count) 条）\n",
            en: "\nAssumptions (\(plan.assumptions.count), supported by no figure)\n")
        for (number, assumption) in plan.assumptions.enumerated() {
            let reason =
                assumption.reason.map { words(zh: "。理由：", en: ". Why: ") + $0[language] }
                ?? words(zh: "。（未说明理由）", en: ". (No reason is given.)")
            let label = "\(number + 1). "
            text += TextFormat.wrapped(
                assumption.text[language] + reason, first: "  " + label,
                rest: String(repeating: " ", count: 2 + label.count))
        }
        return text
    }
}
