import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// What `tianmu audit` prints for people.
package enum AuditReport {
    package static func text(of audit: Audit, language: Language) -> String {
        let plan = audit.plan
        let words = Words(language)
        let asOf = plan.asOf.map { words(zh: "（用截至 \($0) 的数据）", en: " (figures as of \($0))") } ?? ""
        var text = plan.title[language] + words(zh: "：目标审核", en: ": audit of the targets") + asOf + "\n\n"
        for (number, finding) in AuditSentences(audit).all.enumerated() {
            let label = "\(number + 1). "
            text += TextFormat.wrapped(
                finding.text[language], first: label, rest: String(repeating: " ", count: label.count))
        }
        guard !audit.targets.isEmpty else { return text }
        text += "\n" + TextFormat.text(of: AuditTable.table(of: audit, language: language))
        text += words(
            zh: "\n* 假设或由假设推算。“其他地区”为相同年数内年均变动的 10% 至 90% 分位。\n",
            en:
                "\n* Assumed, or derived from an assumption. Other regions: 10% to 90% quantile of yearly change over as "
                + "many years.\n")
        if !audit.targets.contains(where: { !$0.siblings.isEmpty }) {
            text += words(
                zh: "数据文件中没有其他地区的同一指标；可用 --reference FILE 加入。\n",
                en: "The figures have no other region with these indicators; add some with --reference FILE.\n")
        }
        return text
    }
}
