import TianmuAnalysis
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// Bars of progress against the schedule, each with its word and its chance.
package enum EvaluationChart {
    /// Per cent beyond which a bar is cut; its label says the number.
    private static let limits = -50.0...150.0

    /// - Throws: ``ChartRefusal`` where no target has a figure after the base year.
    package static func chart(of evaluation: Evaluation, language: Language) throws(ChartRefusal) -> Chart {
        let words = Words(language)
        let plan = evaluation.plan
        let shown = evaluation.targets.filter { $0.latest != nil }
            .sorted { (plan.targets[$1.index].year, $0.index) < (plan.targets[$0.index].year, $1.index) }
        guard !shown.isEmpty else {
            throw ChartRefusal(
                LocalizedText(zh: "基年以后还没有任何目标的数字", en: "no target has a figure after the base year"))
        }
        let asOf = plan.asOf.map { words(zh: "截至\($0)的数据", en: "figures as of \($0)") } ?? ""
        let missing = evaluation.targets.count - shown.count
        return Chart(
            title: title(shown, words),
            subtitle: words(
                zh: "从基期到目标已走过的比例，%。竖线为时序进度；条后为评价、把握（规划时的把握）",
                en:
                    "Share of the way from base to target, %. Upright line: schedule. Beside each bar: the word, and the chance (at "
                    + "the plan's start)"),
            footer: [
                "\(plan.title[language])\(words(zh: "，", en: ", "))\(asOf)\(words(zh: "。", en: "."))"
                    + (missing > 0
                        ? words(
                            zh: "另有\(missing)项目标在基年以后没有数字。",
                            en: " \(missing) more targets have no figure after the base year.")
                        : "")
            ],
            description: shown.map { "\(plan.targets[$0.index].title[language]) \(label($0, words))" }
                .joined(separator: words(zh: "；", en: "; ")) + words(zh: "。", en: "."),
            panels: [
                Panel(
                    x: .linear(caption: words(zh: "进度，%", en: "progress, %")),
                    y: Axis(.ordinal(shown.map { slot($0, plan, words) })), marks: marks(shown, words))
            ],
            table: EvaluationTable.table(of: evaluation, language: language).data, language: language.tag)
    }

    private static func slot(_ found: TargetEvaluation, _ plan: Plan, _ words: Words) -> Axis.Slot {
        let target = plan.targets[found.index]
        let kind = target.kind == .binding ? words(zh: "（约束性）", en: " (binding)") : ""
        return Axis.Slot(
            target.name(words.language) + kind, group: words(zh: "\(target.year)年目标", en: "Targets of \(target.year)"))
    }

    private static func marks(_ shown: [TargetEvaluation], _ words: Words) -> [Mark] {
        func cut(_ share: Double) -> Double { min(max(100 * share, limits.lowerBound), limits.upperBound) }
        let rows = shown.indices.map(Double.init)
        let done = shown.map { $0.progress.done.map(cut) ?? .nan }
        let schedule = shown.map { $0.progress.done == nil ? .nan : 100 * $0.progress.schedule }
        let bars = Mark.bars(
            BarMark(.horizontal, positions: rows, values: done, thickness: 0.5, paint: .band(2)))
        let lines = zip(rows, schedule).map { row, value in
            Mark.line(LineMark(x: [value, value], y: [row - 0.4, row + 0.4], paint: .accent, width: 2))
        }
        let ends = zip(done, schedule).map { done, schedule in
            done.isFinite ? max(done, schedule, 0) : 0
        }
        return [
            .rule(RuleMark(.x(100), paint: .guide, width: 1, dash: .solid, label: words(zh: "目标", en: "target"))), bars,
        ] + lines + [
            .texts(TextMark(x: ends, y: rows, texts: shown.map { label($0, words) }, sides: [.right]))
        ]
    }

    /// `19% 符合预期，把握36%（34%）`.
    private static func label(_ found: TargetEvaluation, _ words: Words) -> String {
        let done = found.progress.done.map { "\(EvaluationTable.percent($0)) " } ?? ""
        let now = NumberText.percent(found.probability.value)
        let before = NumberText.percent(found.earlierProbability.value)
        let word = found.progress.word.title[words.language]
        return words(zh: "\(done)\(word)，把握\(now)（\(before)）", en: "\(done)\(word), \(now) (\(before))")
    }

    private static func title(_ shown: [TargetEvaluation], _ words: Words) -> String {
        let good = shown.count { [.met, .early, .faster, .onSchedule].contains($0.progress.word) }
        return words(
            zh: "有新数字的\(shown.count)项目标中，\(good)项不落后于时序进度",
            en: "\(good) of the \(shown.count) targets with new figures keep up with the schedule")
    }
}

extension Table {
    /// For the data that go into a chart's file.
    var data: DataTable { DataTable(columns: columns.map(\.title), rows: rows) }
}
