import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuReport

/// What `tianmu require` prints for people.
package enum RequireReport {
    /// - Parameter isDetailed: print the paths and the ladder of each target as well.
    package static func text(of requirements: Requirements, isDetailed: Bool, language: Language) -> String {
        let plan = requirements.plan
        let words = Words(language)
        let asOf = plan.asOf.map { words(zh: "（用截至 \($0) 的数据）", en: " (figures as of \($0))") } ?? ""
        var text = plan.title[language] + words(zh: "：目标所需的增长", en: ": what the targets take") + asOf + "\n\n"
        guard !requirements.targets.isEmpty else {
            return text + words(zh: "情景没有目标。\n", en: "The scenario has no targets.\n")
        }
        let sentences = RequireSentences(requirements)
        for (number, requirement) in requirements.targets.enumerated() {
            let label = "\(number + 1). "
            text += TextFormat.wrapped(
                sentences.sentence(requirement)[language], first: label,
                rest: String(repeating: " ", count: label.count))
            if isDetailed, !requirement.path.isEmpty {
                text +=
                    "\n" + TextFormat.text(of: RequireTable.years(of: requirement, requirements, language: language))
                    + "\n"
            }
        }
        text += "\n" + TextFormat.text(of: RequireTable.table(of: requirements, language: language))
        text += words(
            zh: "\n* 假设或由假设推算。把握不足时所需的年均增速，是把目标指标自身的增速每年同等提高，用同一批模拟算出的。\n",
            en:
                "\n* Assumed, or derived from an assumption. The rate for a chance raises the target's own growth by the same "
                + "amount every year, in the same draws.\n")
        return text
    }
}
