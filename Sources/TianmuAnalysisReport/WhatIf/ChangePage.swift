import TianmuAnalysis
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport

/// What parts the change between two scenarios: in words, as a table and as a waterfall.
package struct ChangePage: SensitivityPage {
    package struct Document: Encodable {
        struct Part: Encodable {
            var part: LocalizedText
            var probability: JSONNumber
            var median: JSONNumber
            var orderError: JSONNumber
        }

        var method = "against"
        var target: String
        var unit: String
        var probabilityFrom: EstimateDocument
        var probabilityTo: EstimateDocument
        var medianFrom: JSONNumber
        var medianTo: JSONNumber
        var mixtures: Int
        var contributions: [Part]
        var sentence: LocalizedText
    }

    private let change: ChangeDecomposition
    private let subject: TargetSubject

    package init(_ change: ChangeDecomposition) {
        self.change = change
        subject = TargetSubject(plan: change.plan, index: change.target)
    }

    package var heading: LocalizedText {
        LocalizedText(
            zh: "\(change.plan.title.zh) → \(change.otherTitle.zh)：变化来自哪里",
            en: "\(change.plan.title.en) → \(change.otherTitle.en): where the change comes from")
    }

    package var sentence: LocalizedText {
        let (from, to) = (change.from.probability.value, change.to.probability.value)
        let parts = change.contributions.prefix(3).map { part in
            LocalizedText(
                zh: "“\(part.part.title.zh)” \(Self.points(part.probability))",
                en: "“\(part.part.title.en)” \(Self.points(part.probability))")
        }.listed()
        return LocalizedText(
            zh:
                "由“\(change.plan.title.zh)”到“\(change.otherTitle.zh)”，\(subject.name.zh)的把握从 \(NumberText.percent(from)) 到 "
                + "\(NumberText.percent(to))（\(Self.points(to - from)) 个百分点）：\(parts.zh)。",
            en:
                "From “\(change.plan.title.en)” to “\(change.otherTitle.en)” the chance of \(subject.name.en) goes from "
                + "\(NumberText.percent(from)) to \(NumberText.percent(to)) (\(Self.points(to - from)) points): \(parts.en)."
        )
    }

    package var note: LocalizedText {
        LocalizedText(
            zh: "Shapley 分解：各处差别按不同次序逐一换上时带来的变化的平均，合计等于总变化；模拟了 \(change.mixtureCount) 种混合情景。",
            en:
                "Shapley decomposition: the mean change as differences are taken over one by one in different orders; they add up to "
                + "the whole. \(change.mixtureCount) mixtures were simulated.")
    }

    /// `+3.2`, in percentage points.
    private static func points(_ share: Double) -> String {
        let text = NumberText.fixed(100 * share, decimals: 1)
        return share > 0 && text != "0.0" ? "+" + text : text
    }

    private func amount(_ value: Double) -> String {
        let text = Amount.rounded(subject.statedDifference(value))
        return value > 0 ? "+" + text : text
    }

    package func table(_ language: Language) -> Table {
        let words = Words(language)
        let unit = subject.unit(language)
        return Table(
            columns: [
                .init(words(zh: "差别", en: "Difference")), .init(words(zh: "把握（百分点）", en: "Chance (points)"), .right),
                .init(
                    unit.isEmpty ? words(zh: "中位数", en: "Median") : words(zh: "中位数（\(unit)）", en: "Median (\(unit))"),
                    .right),
            ],
            rows: change.contributions.map {
                [$0.part.title[language], Self.points($0.probability), amount($0.median)]
            } + [
                [
                    words(zh: "合计", en: "Total"),
                    Self.points(change.to.probability.value - change.from.probability.value),
                    amount(change.to.median - change.from.median),
                ]
            ])
    }

    package var plain: Table {
        Table(
            columns: ["part", "probability", "median", "order_error"].map { .init($0) },
            rows: change.contributions.map {
                [
                    $0.part.title.en, plainNumber($0.probability), plainNumber(subject.statedDifference($0.median)),
                    plainNumber($0.orderError),
                ]
            })
    }

    package var document: Document {
        Document(
            target: subject.id, unit: subject.target.statedUnit.symbol,
            probabilityFrom: EstimateDocument(change.from.probability),
            probabilityTo: EstimateDocument(change.to.probability),
            medianFrom: subject.stated(change.from.median).finite,
            medianTo: subject.stated(change.to.median).finite, mixtures: change.mixtureCount,
            contributions: change.contributions.map {
                Document.Part(
                    part: $0.part.title, probability: $0.probability.finite,
                    median: subject.statedDifference($0.median).finite, orderError: $0.orderError.finite)
            }, sentence: sentence)
    }

    package func chart(_ language: Language) throws(ChartRefusal) -> Chart {
        let words = Words(language)
        let shown = Array(change.contributions.prefix(AssumptionRows.shownCount))
        let rest = change.contributions.dropFirst(AssumptionRows.shownCount).reduce(0) { $0 + $1.probability }
        var steps = shown.map { (name: $0.part.title[language], change: 100 * $0.probability) }
        if change.contributions.count > shown.count {
            steps.append(
                (
                    words(
                        zh: "其余 \(change.contributions.count - shown.count) 处",
                        en: "\(change.contributions.count - shown.count) others"), 100 * rest
                ))
        }
        var level = 100 * change.from.probability.value
        var (bases, ends) = ([Double](), [Double]())
        for step in steps {
            bases.append(level)
            level += step.change
            ends.append(level)
        }
        let last = Double(steps.count + 1)
        let rows = steps.indices.map { Double($0 + 1) }
        func bars(_ isWanted: (Double) -> Bool, _ paint: Paint) -> Mark {
            let wanted = steps.indices.filter { isWanted(steps[$0].change) }
            return .bars(
                BarMark(
                    .horizontal, positions: wanted.map { rows[$0] }, values: wanted.map { ends[$0] },
                    bases: wanted.map { bases[$0] }, paint: paint))
        }
        let totals = [100 * change.from.probability.value, 100 * change.to.probability.value]
        return Chart(
            title: sentence[language].trimmedStop,
            subtitle: words(
                zh: "达到目标的概率，%；蓝：增加；橙：减少；数字为百分点",
                en: "Probability of meeting the target, %; blue: adds, orange: takes; numbers in points"),
            footer: [subject.origin(language), note[language]], description: sentence[language],
            panels: [
                Panel(
                    x: .linear(),
                    y: .names([change.plan.title[language]] + steps.map(\.name) + [change.otherTitle[language]]),
                    marks: [
                        .bars(BarMark(.horizontal, positions: [0, last], values: totals, paint: .band(1))),
                        bars({ $0 >= 0 }, .median), bars({ $0 < 0 }, .accent),
                        .texts(
                            TextMark(
                                x: totals, y: [0, last], texts: totals.map { NumberText.percent($0 / 100) },
                                sides: [.right])),
                        .texts(
                            TextMark(
                                x: steps.indices.map { max(bases[$0], ends[$0]) }, y: rows,
                                texts: steps.map { Self.points($0.change / 100) }, sides: [.right], paint: .muted)),
                    ])
            ], table: DataTable(columns: table(language).columns.map(\.title), rows: table(language).rows),
            language: language.tag)
    }
}
