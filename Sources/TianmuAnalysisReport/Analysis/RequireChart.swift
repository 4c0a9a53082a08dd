import TianmuAnalysis
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// The ladder of required growth: what each target takes from every year on, known and then along the median forecast.
package enum RequireChart {
    private static let columns = 2

    /// - Throws: ``ChartRefusal`` where no target is two years ahead or more.
    package static func chart(of requirements: Requirements, language: Language) throws(ChartRefusal) -> Chart {
        let words = Words(language)
        let shown = requirements.targets.filter { requirement in
            requirement.rungs.count { $0.required != nil } > 1
        }
        guard !shown.isEmpty else {
            throw ChartRefusal(
                LocalizedText(
                    zh: "没有两年以上、可以计算增速的目标", en: "no target lies two years ahead or more and has a rate of growth"))
        }
        let plan = requirements.plan
        let names = shown.map { plan.targets[$0.index].name(language) }
        let asOf = plan.asOf.map { words(zh: "，用截至\($0)的数据", en: ", figures as of \($0)") } ?? ""
        let dotted =
            shown.contains { $0.rungs.contains { $0.reach != nil } }
            ? words(zh: "；点线为参照中最快十分之一的水平", en: "; dotted: the fastest tenth of the references") : ""
        return Chart(
            title: title(shown, names, words),
            subtitle: words(
                zh: "从各年起到目标年每年所需的变动。实心点由已知水平起，空心点由预测中位数起；虚线为最近已知水平起的匀速\(dotted)",
                en:
                    "Change a year needed from each year to the target's. Filled: from known levels; hollow: from the median "
                    + "forecast; dashed: constant from the last known level\(dotted)"
            ),
            footer: ["\(plan.title[language])\(asOf)\(words(zh: "。", en: "."))"],
            description: zip(shown, names).map { requirement, name in
                "\(name)\(words(zh: "：", en: ": "))\(requirement.required?.text[language] ?? "–")"
            }.joined(separator: words(zh: "；", en: "; ")) + words(zh: "。", en: "."),
            panels: zip(shown, names).map { panel($0, name: shown.count > 1 ? $1 : "", words) },
            table: table(shown, names, words),
            arrangement: Arrangement(columns: shown.count > 1 ? columns : 1), language: language.tag)
    }

    private static func title(_ shown: [Requirement], _ names: [String], _ words: Words) -> String {
        guard shown.count == 1, let required = shown[0].required, let last = shown[0].last else {
            return words(zh: "\(shown.count)项目标还需多快的增长", en: "What \(shown.count) targets still take")
        }
        return words(
            zh: "\(names[0])：由\(last.year)年起需\(required.sentencePart.zh)",
            en: "\(names[0]): \(required.sentencePart.en) from \(last.year) on")
    }

    private static func panel(_ requirement: Requirement, name: String, _ words: Words) -> Panel {
        func points(_ isForecast: Bool) -> (x: [Double], y: [Double]) {
            let found = requirement.rungs.filter { $0.isForecast == isForecast && $0.required != nil }
            return (found.map { Double($0.year) }, found.map { $0.required?.value ?? .nan })
        }
        let (known, forecast) = (points(false), points(true))
        let all = requirement.rungs.filter { $0.required != nil }
        let reach = requirement.rungs.filter { $0.reach != nil }
        let unit = requirement.required?.kind == .points ? words(zh: "个百分点", en: "points") : "%"
        var marks: [Mark] = [
            .line(
                LineMark(
                    x: all.map { Double($0.year) }, y: all.map { $0.required?.value ?? .nan }, paint: .median,
                    width: 1.5))
        ]
        if let required = requirement.required {
            marks.insert(.rule(RuleMark(.y(required.value), label: required.text[words.language])), at: 0)
        }
        if !reach.isEmpty {
            marks.append(
                .line(
                    LineMark(
                        x: reach.map { Double($0.year) }, y: reach.map { $0.reach?.value ?? .nan }, paint: .muted,
                        dash: .dotted)))
        }
        marks.append(.dots(DotMark(x: forecast.x, y: forecast.y, look: .hollow, paint: .median)))
        marks.append(.dots(DotMark(x: known.x, y: known.y)))
        return Panel(
            title: name, x: .years, y: .linear(caption: words(zh: "每年，\(unit)", en: "a year, \(unit)")), marks: marks,
            plotHeight: name.isEmpty ? 280 : 160)
    }

    private static func table(_ shown: [Requirement], _ names: [String], _ words: Words) -> DataTable {
        DataTable(
            columns: [
                words(zh: "目标", en: "target"), words(zh: "年份", en: "year"), words(zh: "来源", en: "from"),
                words(zh: "需", en: "takes"), words(zh: "参照上限", en: "reach"),
            ],
            rows: zip(shown, names).flatMap { requirement, name in
                requirement.rungs.map { rung in
                    [
                        name, "\(rung.year)",
                        rung.isForecast ? words(zh: "预测", en: "forecast") : words(zh: "已知", en: "known"),
                        rung.required?.text[words.language] ?? "", rung.reach?.text[words.language] ?? "",
                    ]
                }
            })
    }
}
