import TianmuAnalysis
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuReport

/// Morris screening in words, as a table and as a chart.
package struct ScreeningPage: SensitivityPage {
    package struct Document: Encodable {
        struct Effect: Encodable {
            var assumption: LocalizedText
            var kind: String
            var meanAbsolute: JSONNumber
            var mean: JSONNumber
            var standardDeviation: JSONNumber
            var standardError: JSONNumber
        }

        var method = "morris"
        var target: String
        var unit: String
        var trajectories: Int
        var effects: [Effect]
        var sentence: LocalizedText
    }

    private let screening: Screening
    private let subject: TargetSubject

    package init(_ screening: Screening) {
        self.screening = screening
        subject = TargetSubject(plan: screening.plan, index: screening.target)
    }

    package var heading: LocalizedText { subject.heading(LocalizedText(zh: "哪些假设要紧", en: "which assumptions matter")) }

    package var sentence: LocalizedText {
        let largest = screening.effects.first?.meanAbsolute ?? 0
        let few = screening.effects.count { $0.meanAbsolute < largest / 20 }
        let name = screening.inputs.first?.title ?? LocalizedText("")
        let size = Amount(subject.statedDifference(largest), subject.target.statedUnit).text
        let small =
            few > 0
            ? LocalizedText(
                zh: "；另有 \(few) 项不到它的二十分之一，可以不管",
                en: "; \(few == 1 ? "one other moves" : "\(few) others move") it by less than a twentieth of that")
            : LocalizedText("")
        return LocalizedText(
            zh: "\(subject.indicator.zh)对“\(name.zh)”最敏感：在其范围内平均变动 \(size.zh)\(small.zh)。",
            en:
                "\(subject.indicator.en) is most sensitive to “\(name.en)”: over its range it moves by \(size.en) on average"
                + "\(small.en).")
    }

    package var note: LocalizedText {
        LocalizedText(
            zh: "Morris 基本效应，\(screening.trajectoryCount) 条轨迹：μ* 为绝对效应的平均，μ 带方向，σ 大表示与其他假设有交互或非线性。"
                + "假设由 p10 到 p90，冲击由不发生到必然发生，政策力度由范围一端到另一端，其余没有意外。",
            en:
                "Morris elementary effects, \(screening.trajectoryCount) trajectories: μ* is the mean of absolute effects, μ keeps "
                + "the sign, a large σ tells of interaction or curvature. Assumptions go from p10 to p90, shocks from never to for "
                + "sure, levers over their range; nothing else surprises.")
    }

    private func number(_ value: Double) -> String { Amount.rounded(subject.statedDifference(value)) }

    package func table(_ language: Language) -> Table {
        let words = Words(language)
        let unit = subject.unit(language)
        return Table(
            columns: [
                .init(words(zh: "假设", en: "Assumption")), .init(unit.isEmpty ? "μ*" : "μ* (\(unit))", .right),
                .init("±", .right), .init("μ", .right), .init("σ", .right),
            ],
            rows: zip(screening.inputs, screening.effects).map { input, effect in
                [
                    input.title[language], number(effect.meanAbsolute), number(effect.standardError),
                    number(effect.mean),
                    number(effect.sd),
                ]
            })
    }

    package var plain: Table {
        Table(
            columns: ["assumption", "kind", "mean_absolute", "standard_error", "mean", "sd"].map { .init($0) },
            rows: zip(screening.inputs, screening.effects).map { input, effect in
                [input.title.en, input.kindName]
                    + [effect.meanAbsolute, effect.standardError, effect.mean, effect.sd].map {
                        plainNumber(subject.statedDifference($0))
                    }
            })
    }

    package var document: Document {
        Document(
            target: subject.id, unit: subject.target.statedUnit.symbol, trajectories: screening.trajectoryCount,
            effects: zip(screening.inputs, screening.effects).map { input, effect in
                Document.Effect(
                    assumption: input.title, kind: input.kindName,
                    meanAbsolute: subject.statedDifference(effect.meanAbsolute).finite,
                    mean: subject.statedDifference(effect.mean).finite,
                    standardDeviation: subject.statedDifference(effect.sd).finite,
                    standardError: subject.statedDifference(effect.standardError).finite)
            }, sentence: sentence)
    }

    package func chart(_ language: Language) throws(ChartRefusal) -> Chart {
        let words = Words(language)
        let count = min(AssumptionRows.shownCount, screening.inputs.count)
        let rows = (0..<count).map(Double.init)
        func values(_ pick: (Morris.Effect) -> Double) -> [Double] {
            screening.effects.prefix(count).map { subject.statedDifference(pick($0)) }
        }
        return Chart(
            title: sentence[language].trimmedStop,
            subtitle: words(
                zh: "条：平均绝对效应 μ*，\(subject.unit(.zh))；菱形：σ，越大越有交互或非线性",
                en:
                    "Bars: mean absolute effect μ*, \(subject.unit(.en)); diamonds: σ, larger with interaction or curvature"
            ),
            footer: [subject.origin(language) + AssumptionRows.hidden(screening.inputs.count, words), note[language]],
            description: sentence[language],
            panels: [
                Panel(
                    x: .linear(), y: AssumptionRows.axis(Array(screening.inputs.prefix(count)), language),
                    marks: [
                        .bars(BarMark(.horizontal, positions: rows, values: values(\.meanAbsolute), paint: .band(1))),
                        .dots(DotMark(x: values(\.sd), y: rows, marker: .diamond)),
                    ])
            ], table: DataTable(columns: table(language).columns.map(\.title), rows: table(language).rows),
            language: language.tag)
    }
}
