import TianmuModel
import TianmuNumerics
import TianmuScenario

extension Planner {
    /// Fewer common yearly changes than this say nothing about a correlation.
    static let leastCommonChanges = 4

    /// Correlations of yearly changes of the indicators under `estimate-correlations`, shrunk (``ShrunkCorrelation``).
    ///
    /// Changes are log growth of levels and points of percentages, in the years that all the indicators share; what they
    /// have in common beyond their means stands for the innovations of whatever models project them.
    /// - Parameter stated: pairs that the scenario states, which stand.
    mutating func estimatedPairs(except stated: [Set<Int>]) -> [(a: Int, b: Int, value: Double)] {
        let named = scenario.estimatedCorrelations
        guard !named.isEmpty else { return [] }
        let position = named[0].position
        var slots: [Int] = []
        for name in named {
            guard let slot = correlated(name) else { continue }
            if slots.contains(slot) {
                diagnostics.append(
                    .error(zh: "“\(name.value)”写了两次", en: "'\(name.value)' is named twice", at: name.position))
            } else {
                slots.append(slot)
            }
        }
        guard slots.count == named.count else { return [] }
        guard slots.count > 1 else {
            diagnostics.append(
                .error(
                    zh: "估计相关系数至少要两个指标", en: "a correlation is estimated between two indicators or more",
                    at: position))
            return []
        }
        let changes = slots.map { Self.changes(drafts[$0]) }
        let years = changes.dropFirst().reduce(Set(changes[0].keys)) { $0.intersection($1.keys) }.sorted()
        guard years.count >= Self.leastCommonChanges,
            let shrunk = ShrunkCorrelation(observations: years.map { year in changes.map { $0[year] ?? 0 } })
        else {
            diagnostics.append(
                .error(
                    zh: "这些指标只有 \(years.count) 个共同的年度变化，估计相关系数至少需要 \(Self.leastCommonChanges) 个；请在 correlations 中写明",
                    en:
                        "the indicators share \(years.count) yearly change\(years.count == 1 ? "" : "s"), and an estimate "
                        + "needs at least \(Self.leastCommonChanges); state them under 'correlations'", at: position))
            return []
        }
        let percent = Int((shrunk.shrinkage * 100).rounded())
        assumptions.append(
            Assumption(
                subject: slots.map { drafts[$0].id.name }.joined(separator: " ~ "),
                text: LocalizedText(
                    zh:
                        "\(slots.map { drafts[$0].title.zh }.joined(separator: "、"))的年度扰动相关系数由 \(years.count) 个共同年度变化估计，"
                        + "向不相关收缩 \(percent)%（Ledoit-Wolf）",
                    en: "Correlations between the yearly innovations of "
                        + "\(slots.map { drafts[$0].title.en }.joined(separator: ", ")) are estimated from \(years.count) common "
                        + "yearly changes and shrunk by \(percent)% toward none (Ledoit-Wolf)"),
                reason: LocalizedText(
                    zh: "假定各模型的扰动像历史变化那样同涨同落",
                    en: "the models' innovations are taken to move together as past changes did")))
        var pairs: [(a: Int, b: Int, value: Double)] = []
        for i in slots.indices {
            for j in slots.indices where j > i && !stated.contains([slots[i], slots[j]]) {
                pairs.append((slots[i], slots[j], shrunk.matrix[i, j]))
            }
        }
        return pairs
    }

    /// Year → the change from the year before.
    private static func changes(_ draft: SeriesDraft) -> [Int: Double] {
        var changes: [Int: Double] = [:]
        for (year, known) in draft.known {
            guard let before = draft.known[year - 1]?.value else { continue }
            if draft.measure == .level {
                guard known.value > 0, before > 0 else { continue }
                changes[year] = Double.log(known.value / before)
            } else {
                changes[year] = known.value - before
            }
        }
        return changes
    }
}
