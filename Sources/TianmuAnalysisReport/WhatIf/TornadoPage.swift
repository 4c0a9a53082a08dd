import TianmuAnalysis
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport

/// A tornado in words, as a table and as a chart.
package struct TornadoPage: SensitivityPage {
    package struct Document: Encodable {
        struct End: Encodable {
            var probability: EstimateDocument
            var median: JSONNumber
        }

        struct Bar: Encodable {
            var assumption: LocalizedText
            var kind: String
            var low: End
            var high: End
        }

        var method = "tornado"
        var target: String
        var probability: EstimateDocument
        var median: JSONNumber
        var unit: String
        var bars: [Bar]
        var sentence: LocalizedText
    }

    private let tornado: Tornado
    private let subject: TargetSubject

    package init(_ tornado: Tornado) {
        self.tornado = tornado
        subject = TargetSubject(plan: tornado.plan, index: tornado.target)
    }

    package var heading: LocalizedText { subject.heading(LocalizedText(zh: "什么左右目标", en: "what moves the target")) }

    package var sentence: LocalizedText {
        let now = NumberText.percent(tornado.probability.value)
        guard let bar = tornado.bars.first(where: { $0.input.lever == nil }) else {
            return LocalizedText(
                zh: "\(subject.name.zh)的把握为 \(now)，没有不确定的假设左右它。",
                en: "The chance of \(subject.name.en) is \(now); no uncertain assumption moves it.")
        }
        let (low, high) = (
            NumberText.percent(bar.low.probability.value), NumberText.percent(bar.high.probability.value)
        )
        let isShock = bar.input.isShock
        return LocalizedText(
            zh: "最能左右\(subject.name.zh)的是“\(bar.input.title.zh)”：\(isShock ? "不发生" : "取 p10") 时把握为 \(low)，"
                + "\(isShock ? "必然发生" : "取 p90") 时为 \(high)（现为 \(now)）。",
            en: "What moves \(subject.name.en) most is “\(bar.input.title.en)”: a chance of \(low) "
                + "\(isShock ? "without it" : "at its p10") and of \(high) \(isShock ? "with it" : "at its p90") (now \(now))."
        )
    }

    package var note: LocalizedText {
        LocalizedText(
            zh: "每行只固定一项假设，其余仍按各自的分布；与它相关的随之变动。冲击为不发生与必然发生，政策力度为范围两端。",
            en:
                "Each row holds one assumption, with all else at its distribution; what is correlated with it moves along. "
                + "Shocks: never and for sure. Levers: the ends of their range.")
    }

    package func table(_ language: Language) -> Table {
        let words = Words(language)
        let unit = subject.unit(language)
        let median = unit.isEmpty ? words(zh: "中位数", en: "median") : words(zh: "中位数（\(unit)）", en: "median (\(unit))")
        func end(_ end: Tornado.End) -> [String] {
            [
                end.setting?[language] ?? "–", NumberText.percent(end.probability.value),
                Amount.rounded(subject.stated(end.median)),
            ]
        }
        return Table(
            columns: [
                .init(words(zh: "假设", en: "Assumption")), .init(words(zh: "低", en: "Low"), .right),
                .init(words(zh: "把握", en: "chance"), .right), .init(median, .right),
                .init(words(zh: "高", en: "High"), .right), .init(words(zh: "把握", en: "chance"), .right),
                .init(median, .right), .init(words(zh: "相差（百分点）", en: "Span (points)"), .right),
            ],
            rows: tornado.bars.map { bar in
                [bar.input.title[language]] + end(bar.low) + end(bar.high)
                    + [NumberText.points(bar.probabilitySpan)]
            })
    }

    package var plain: Table {
        let names = [
            "assumption", "kind", "low_probability", "low_standard_error", "low_median", "high_probability",
            "high_standard_error", "high_median",
        ]
        return Table(
            columns: names.map { .init($0) },
            rows: tornado.bars.map { bar in
                [bar.input.title.en, bar.input.kindName]
                    + [bar.low, bar.high].flatMap {
                        [
                            plainNumber($0.probability.value), plainNumber($0.probability.standardError),
                            plainNumber(subject.stated($0.median)),
                        ]
                    }
            })
    }

    package var document: Document {
        func end(_ end: Tornado.End) -> Document.End {
            Document.End(probability: EstimateDocument(end.probability), median: subject.stated(end.median).finite)
        }
        return Document(
            target: subject.id, probability: EstimateDocument(tornado.probability),
            median: subject.stated(tornado.median).finite, unit: subject.target.statedUnit.symbol,
            bars: tornado.bars.map {
                Document.Bar(
                    assumption: $0.input.title, kind: $0.input.kindName, low: end($0.low), high: end($0.high))
            }, sentence: sentence)
    }

    package func chart(_ language: Language) throws(ChartRefusal) -> Chart {
        let words = Words(language)
        let bars = Array(tornado.bars.prefix(AssumptionRows.shownCount))
        guard !bars.isEmpty else {
            throw ChartRefusal(LocalizedText(zh: "没有假设左右这个目标", en: "no assumption moves this target"))
        }
        let rows = bars.indices.map(Double.init)
        let base = 100 * tornado.probability.value
        // Labels stand outside of the bars.
        func texts(
            _ bars: [Tornado.Bar], _ pick: (Tornado.Bar) -> Tornado.End, _ ends: [Double], _ isWanted: (Double) -> Bool
        ) -> TextMark {
            let wanted = bars.indices.filter { isWanted(ends[$0]) }
            return TextMark(
                x: wanted.map { ends[$0] }, y: wanted.map(Double.init),
                texts: wanted.map { index in
                    let end = pick(bars[index])
                    let share = NumberText.percent(end.probability.value)
                    return end.setting.map { "\(share) (\($0[language]))" } ?? share
                }, sides: [isWanted(base) ? .right : .left], paint: .muted)
        }
        func marks(_ pick: (Tornado.Bar) -> Tornado.End, _ paint: Paint) -> [Mark] {
            let ends = bars.map { 100 * pick($0).probability.value }
            return [
                .bars(
                    BarMark(
                        .horizontal, positions: rows, values: ends, bases: bars.map { _ in base }, paint: paint)),
                .texts(texts(bars, pick, ends) { $0 >= base }),
                .texts(texts(bars, pick, ends) { $0 < base }),
            ]
        }
        return Chart(
            title: sentence[language].trimmedStop,
            subtitle: words(
                zh: "达到目标的概率，%。浅：假设在 p10（不发生、范围下端）；深：在 p90（必然发生、范围上端）；竖线为现在的概率",
                en:
                    "Probability of meeting the target, %. Pale: assumption at its p10 (never, low end); dark: at its p90 "
                    + "(for sure, high end); line: as it is"),
            footer: [subject.origin(language) + AssumptionRows.hidden(tornado.bars.count, words), note[language]],
            description: sentence[language],
            panels: [
                Panel(
                    x: .linear(domain: 0...100, ticks: [0, 25, 50, 75, 100]),
                    y: AssumptionRows.axis(bars.map(\.input), language),
                    marks: marks(\.low, .band(1)) + marks(\.high, .median)
                        + [.rule(RuleMark(.x(base), label: NumberText.percent(tornado.probability.value)))])
            ], table: DataTable(columns: table(language).columns.map(\.title), rows: table(language).rows),
            language: language.tag)
    }
}
