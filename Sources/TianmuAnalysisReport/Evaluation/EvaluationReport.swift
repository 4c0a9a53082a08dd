import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// What `tianmu evaluate` prints for people.
package enum EvaluationReport {
    package static func text(of evaluation: Evaluation, language: Language, width: Int? = nil) -> String {
        let plan = evaluation.plan
        let words = Words(language)
        let asOf = plan.asOf.map { words(zh: "（用截至 \($0) 的数据）", en: " (figures as of \($0))") } ?? ""
        var text = plan.title[language] + words(zh: "：规划执行评估", en: ": the plan under way") + asOf + "\n\n"
        guard !evaluation.targets.isEmpty else {
            return text + words(zh: "情景没有目标。\n", en: "The scenario has no targets.\n")
        }
        text += TextFormat.wrapped(count(evaluation)[language], first: "", rest: "") + "\n"
        text += TextFormat.text(of: EvaluationTable.table(of: evaluation, language: language), within: width)
        let sources = sources(of: evaluation, language: language)
        if !sources.isEmpty {
            text += words(zh: "\n最新数字的来源\n", en: "\nWhere the latest figures come from\n")
            text += sources.map { TextFormat.wrapped($0, first: "- ", rest: "  ") }.joined()
        }
        text += "\n" + notes(evaluation).map { TextFormat.wrapped($0[language], first: "", rest: "") }.joined()
        return text
    }

    /// How many targets earn each word.
    package static func count(_ evaluation: Evaluation) -> LocalizedText {
        let parts = Progress.Word.allCases.compactMap { word -> LocalizedText? in
            let count = evaluation.targets.count { $0.progress.word == word }
            guard count > 0 else { return nil }
            return LocalizedText(zh: "\(word.title.zh) \(count) 项", en: "\(count) \(word.title.en)")
        }
        let binding = evaluation.targets.count { evaluation.plan.targets[$0.index].kind == .binding }
        return LocalizedText(
            zh: "\(evaluation.targets.count) 项目标（约束性 \(binding) 项）中，\(parts.map(\.zh).joined(separator: "，"))。",
            en: "Of \(evaluation.targets.count) targets (\(binding) binding): "
                + parts.map(\.en).joined(separator: ", ") + ".")
    }

    /// A sentence for each figure that a latest level is or is derived from, with its vintage and those that it replaced.
    static func sources(of evaluation: Evaluation, language: Language) -> [String] {
        var seen: Set<Figure> = []
        return evaluation.targets.flatMap { found -> [String] in
            guard let latest = found.latest else { return [] }
            return figures(of: latest, slot: evaluation.plan.targets[found.index].slot, plan: evaluation.plan)
                .filter { seen.insert($0.figure).inserted }
                .map { sentence(of: $0.figure, series: evaluation.plan.series[$0.slot], language: language) }
        }
    }

    private static func figures(of level: KnownLevel, slot: Int, plan: Plan) -> [(slot: Int, figure: Figure)] {
        if let figure = level.figure { return [(slot, figure)] }
        guard case .formula(let formula) = plan.series[slot].method else { return [] }
        return formula.compiled.inputs.compactMap { input in
            plan.series[input.slot].known[level.year - input.lag]?.figure.map { (input.slot, $0) }
        }
    }

    private static func sentence(of figure: Figure, series: Series, language: Language) -> String {
        let words = Words(language)
        let replaced = series.superseded.filter { $0.year == figure.year && $0.knownFrom <= figure.knownFrom }
            .map { Amount($0.value, $0.unit).text[language] }
        let published =
            figure.published.isAssumed
            ? words(zh: "公布日期不详，按 \(figure.knownFrom) 已知", en: "undated, taken as known on \(figure.knownFrom)")
            : words(zh: "\(figure.knownFrom) 公布", en: "published \(figure.knownFrom)")
        let amount = Amount(figure.value, figure.unit).text[language]
        let parts = [
            "\(series.title[language]) \(figure.year)\(words(zh: "：", en: ": "))\(amount)", figure.kind.title[language],
            published, figure.source,
        ]
        let before =
            replaced.isEmpty
            ? "" : words(zh: "；此前为 ", en: "; before: ") + replaced.joined(separator: words(zh: "、", en: ", "))
        return parts.joined(separator: words(zh: "，", en: ", ")) + before
    }

    /// What the columns mean, and what a reader of the words should know.
    static func notes(_ evaluation: Evaluation) -> [LocalizedText] {
        let months = NumberText.fixed(12 * evaluation.options.tolerance, decimals: 0)
        var notes = [
            LocalizedText(
                zh:
                    "进度 =（最新 − 基期）÷（目标 − 基期）；时序进度 = 最新数字的年份已过去的年数 ÷ 总年数。相差在 \(months) 个月的进度以内为符合预期；已达到目标为提前实现；比基期离目标更远为背离（只分四档时计入滞后）。基期已达到的目标只看是否保持，逐年增速只看最新一年。",
                en:
                    "Progress = (latest − base) / (target − base); schedule = years gone of all years, up to the latest figure. "
                    + "Within \(months) months of it: on schedule. Moving away: farther from the target than the base was "
                    + "(a table of four words says behind). A target that the base met is to be kept; of yearly rates the "
                    + "latest counts."),
            LocalizedText(
                zh: "进展指数：联合国亚太经社会预期进展指数，以预测中位数计，0 为预计达到，100 为预计原地不动，更大为倒退。* 假设或由假设推算。",
                en:
                    "Index: UN ESCAP's anticipated progress index with the median forecast: 0 expected to arrive, 100 expected to "
                    + "end where it began, more expected to move away. * Assumed, or derived from an assumption."),
        ]
        let differing = evaluation.targets.filter { $0.progress.steadyWord != $0.progress.word }
        if !differing.isEmpty {
            let list = differing.map { found in
                let target = evaluation.plan.targets[found.index]
                let steady = found.progress.steady.map(EvaluationTable.percent) ?? "–"
                return LocalizedText(
                    zh: "\(target.title.zh)（匀速应为 \(steady)，即\(found.progress.steadyWord.title.zh)）",
                    en: "\(target.title.en) (a steady rate gives \(steady): \(found.progress.steadyWord.title.en))")
            }.listed()
            notes.append(
                LocalizedText(
                    zh: "时序进度按年数平均，而匀速增长的前几年进度本来就低。按匀速增长评价不同的有：\(list.zh)。",
                    en:
                        "The schedule is even in years, while steady growth gains less in its first ones. The word would differ for "
                        + "\(list.en)."))
        }
        return notes
    }
}

extension Figure.Kind {
    var title: LocalizedText {
        switch self {
        case .actual: LocalizedText(zh: "正式数", en: "actual")
        case .preliminary: LocalizedText(zh: "初步数", en: "preliminary")
        case .estimate: LocalizedText(zh: "预计数", en: "estimate")
        case .target, .annualTarget, .planTarget: LocalizedText(zh: "目标", en: "target")
        }
    }
}
