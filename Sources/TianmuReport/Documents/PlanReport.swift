import TianmuEngine
import TianmuModel
import TianmuScenario

/// What `tianmu plan` prints for people: what each indicator rests on.
package enum PlanReport {
    /// - Parameter width: columns of the terminal that tables must fit; `nil` for no limit.
    package static func text(of plan: Plan, inputs: [InputFile], language: Language, width: Int? = nil) -> String {
        let words = Words(language)
        var text = plan.title[language] + "\n"
        if let note = plan.note { text += TextFormat.wrapped(note[language], first: "  ", rest: "  ") }
        text += "\n" + TextFormat.text(of: table(of: plan, language: language), within: width) + "\n"
        text += fits(plan, words)
        text += RunReport.assumptions(plan, language)
        text += words(zh: "\n读入的文件\n", en: "\nFiles read\n")
        for input in inputs {
            text += words(
                zh: "  \(input.path)（\(input.byteCount) 字节，\(input.digest)）\n",
                en: "  \(input.path) (\(input.byteCount) bytes, \(input.digest))\n")
        }
        return text
    }

    package static func table(of plan: Plan, language: Language) -> Table {
        let words = Words(language)
        return Table(
            columns: [
                .init(words(zh: "指标", en: "Indicator")), .init(words(zh: "名称", en: "Title")),
                .init(words(zh: "单位", en: "Unit")), .init(words(zh: "模型或公式", en: "Model or formula")),
                .init(words(zh: "已知年份", en: "Known years")), .init(words(zh: "最近数据", en: "Last figure")),
            ],
            rows: plan.series.map { series in
                let years = series.known.keys.sorted().map(String.init).joined(separator: ", ")
                return [
                    series.id.name, series.title[language], series.unit.displayName(language), method(of: series, plan),
                    years,
                    lastFigure(of: series, words),
                ]
            })
    }

    private static func method(of series: Series, _ plan: Plan) -> String {
        switch series.method {
        case .model(let index, _): model(plan.models[index], plan)
        case .formula(let formula): "= " + formula.text
        }
    }

    private static func model(_ model: PlannedModel, _ plan: Plan) -> String {
        let drivers = model.drivers.map { "\($0.role): \(plan.series[$0.slot].id.name)" }
        return model.descriptor.id.name + (drivers.isEmpty ? "" : " (\(drivers.joined(separator: ", ")))")
    }

    private static func lastFigure(of series: Series, _ words: Words) -> String {
        guard let (year, known) = series.known.max(by: { $0.key < $1.key }) else { return "–" }
        let number = "\(year): \(NumberText.stated(known.value))"
        guard let figure = known.figure else { return number + words(zh: "（假设）", en: " (assumed)") }
        let kind = figure.kind.title[words.language]
        return number + words(zh: "（\(kind)，\(figure.knownFrom)）", en: " (\(kind), \(figure.knownFrom))")
    }

    /// The fitted numbers of every model, with its notes.
    private static func fits(_ plan: Plan, _ words: Words) -> String {
        var text = words(zh: "拟合结果\n", en: "Fits\n")
        for model in plan.models {
            let report = model.fitted.report
            let names = model.slots.map { plan.series[$0].title[words.language] }.joined(
                separator: words(zh: "、", en: ", "))
            let estimates = EstimateText.text(of: report, language: words.language)
            let share = NumberText.percentOfWhole(report.priorShare)
            text += TextFormat.wrapped(
                words(
                    zh: "\(names)：\(model.descriptor.id)，\(report.observationCount) 个观测值，假设占 \(share)"
                        + (estimates.isEmpty ? "" : "；\(estimates)"),
                    en:
                        "\(names): \(model.descriptor.id), \(report.observationCount) observation\(report.observationCount == 1 ? "" : "s"), prior share \(share)"
                        + (estimates.isEmpty ? "" : "; \(estimates)")), first: "  ", rest: "    ")
            for note in report.notes {
                text += TextFormat.wrapped(note[words.language], first: "    * ", rest: "      ")
            }
        }
        return text
    }
}

extension Figure.Kind {
    /// The kind in a word.
    package var title: LocalizedText {
        switch self {
        case .actual: LocalizedText(zh: "实际", en: "actual")
        case .preliminary: LocalizedText(zh: "初步", en: "preliminary")
        case .estimate: LocalizedText(zh: "预计", en: "estimate")
        case .target: LocalizedText(zh: "目标", en: "target")
        case .annualTarget: LocalizedText(zh: "年度目标", en: "annual target")
        case .planTarget: LocalizedText(zh: "规划目标", en: "plan target")
        }
    }
}
