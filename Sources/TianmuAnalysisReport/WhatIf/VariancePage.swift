import TianmuAnalysis
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuReport

/// Sobol indices or Shapley effects in words, as a table and as bars.
package struct VariancePage: SensitivityPage {
    package struct Document: Encodable {
        struct Share: Encodable {
            var assumption: LocalizedText
            var kind: String
            var first: Interval?
            var total: Interval?
            var effect: EstimateDocument?
        }

        /// With the ends of the 90 % bootstrap interval.
        struct Interval: Encodable {
            var value: JSONNumber
            var low: JSONNumber
            var high: JSONNumber

            init(_ index: IndexEstimate) {
                (value, low, high) = (index.value.finite, index.low.finite, index.high.finite)
            }
        }

        var method: String
        var target: String
        /// Of the target's indicator.
        var standardDeviation: JSONNumber
        var unit: String
        var draws: Int
        /// Orders of arrival tried; absent where all subsets were.
        var orders: Int?
        var shares: [Share]
        var sentence: LocalizedText
    }

    private struct Row {
        var input: AssumptionInput
        var first: IndexEstimate?
        var total: IndexEstimate?
        var effect: Estimate?

        var main: Double { effect?.value ?? total?.value ?? 0 }
    }

    private let shares: VarianceShares
    private let subject: TargetSubject
    private let rows: [Row]
    private let orders: Int?

    package init(_ shares: VarianceShares) {
        self.shares = shares
        subject = TargetSubject(plan: shares.plan, index: shares.target)
        let rows: [Row]
        switch shares.method {
        case .sobol(let indices):
            orders = nil
            rows = shares.inputs.indices.map {
                Row(input: shares.inputs[$0], first: indices.first[$0], total: indices.total[$0])
            }
        case .shapley(let effects, let count):
            orders = count
            rows = zip(shares.inputs, effects).map { Row(input: $0, effect: $1) }
        }
        self.rows = rows.enumerated().sorted { ($1.element.main, $0.offset) < ($0.element.main, $1.offset) }.map(
            \.element)
    }

    private var isSobol: Bool { if case .sobol = shares.method { true } else { false } }

    package var heading: LocalizedText {
        subject.heading(LocalizedText(zh: "不确定性来自哪里", en: "where the uncertainty comes from"))
    }

    package var sentence: LocalizedText {
        let leading = rows.prefix(2).map { row -> LocalizedText in
            let share = NumberText.percentOfWhole(max(0, row.effect?.value ?? row.first?.value ?? 0))
            return LocalizedText(zh: "“\(row.input.title.zh)”占 \(share)", en: "“\(row.input.title.en)” \(share)")
        }.listed()
        let sd = Amount(subject.statedDifference(shares.sd), subject.target.statedUnit).text
        return LocalizedText(
            zh: "\(subject.indicator.zh)的方差中，\(leading.zh)\(isSobol ? "（单独）" : "")；标准差为 \(sd.zh)。",
            en:
                "Of the variance of \(subject.indicator.en), \(leading.en)\(isSobol ? " (each alone)" : ""); its standard "
                + "deviation is \(sd.en).")
    }

    package var note: LocalizedText {
        guard isSobol else {
            let how =
                orders.map {
                    LocalizedText(zh: "试了 \($0) 种次序", en: "over \($0) orders")
                } ?? LocalizedText(zh: "试了所有组合", en: "over all subsets")
            return LocalizedText(
                zh: "Shapley 效应：各假设按不同次序加入时所解释方差的平均，相关也不妨，合计为 1；\(how.zh)，每种组合 \(shares.drawCount) 次模拟。",
                en:
                    "Shapley effects: the mean share of the variance that an assumption explains as assumptions are added in "
                    + "different orders; correlated or not, they add up to 1. Taken \(how.en), \(shares.drawCount) draws each."
            )
        }
        return LocalizedText(
            zh: "一阶指数：单独解释的方差份额；总指数：连同与其他假设的交互。方括号为 90% 自助法区间。",
            en:
                "First order: the share of the variance explained alone; total: with all interactions. Brackets: 90 % bootstrap "
                + "intervals.")
    }

    package func table(_ language: Language) -> Table {
        let words = Words(language)
        func share(_ value: Double) -> String { NumberText.fixed(value, decimals: 3) }
        func interval(_ index: IndexEstimate?) -> [String] {
            guard let index else { return ["–", "–"] }
            return [share(index.value), "[\(share(index.low)), \(share(index.high))]"]
        }
        let columns: [Table.Column] =
            isSobol
            ? [
                .init(words(zh: "一阶", en: "First order"), .right), .init("90%", .right),
                .init(words(zh: "总", en: "Total"), .right), .init("90%", .right),
            ] : [.init(words(zh: "Shapley 效应", en: "Shapley effect"), .right), .init("±", .right)]
        return Table(
            columns: [.init(words(zh: "假设", en: "Assumption"))] + columns,
            rows: rows.map { row in
                [row.input.title[language]]
                    + (row.effect.map { [share($0.value), share($0.standardError)] }
                        ?? interval(row.first) + interval(row.total))
            })
    }

    package var plain: Table {
        let names =
            isSobol
            ? ["assumption", "kind", "first", "first_low", "first_high", "total", "total_low", "total_high"]
            : ["assumption", "kind", "effect", "standard_error"]
        return Table(
            columns: names.map { .init($0) },
            rows: rows.map { row in
                let numbers =
                    row.effect.map { [$0.value, $0.standardError] }
                    ?? [row.first, row.total].flatMap { [$0?.value ?? .nan, $0?.low ?? .nan, $0?.high ?? .nan] }
                return [row.input.title.en, row.input.kindName] + numbers.map(plainNumber)
            })
    }

    package var document: Document {
        Document(
            method: isSobol ? "sobol" : "shapley", target: subject.id,
            standardDeviation: subject.statedDifference(shares.sd).finite, unit: subject.target.statedUnit.symbol,
            draws: shares.drawCount, orders: orders,
            shares: rows.map {
                Document.Share(
                    assumption: $0.input.title, kind: $0.input.kindName, first: $0.first.map(Document.Interval.init),
                    total: $0.total.map(Document.Interval.init), effect: $0.effect.map(EstimateDocument.init))
            }, sentence: sentence)
    }

    package func chart(_ language: Language) throws(ChartRefusal) -> Chart {
        let words = Words(language)
        let shown = Array(rows.prefix(AssumptionRows.shownCount))
        let places = shown.indices.map(Double.init)
        func bars(_ shift: Double, _ indices: [IndexEstimate], _ paint: Paint) -> [Mark] {
            let positions = places.map { $0 + shift }
            return [
                .bars(
                    BarMark(
                        .horizontal, positions: positions, values: indices.map { 100 * max(0, $0.value) },
                        thickness: isSobol ? 0.36 : 0.6, paint: paint)),
                .whiskers(
                    WhiskerMark(
                        .horizontal, positions: positions, lower: indices.map { 100 * max(0, $0.low) },
                        upper: indices.map { 100 * max(0, $0.high) })),
            ]
        }
        let marks: [Mark]
        if isSobol {
            marks = bars(-0.19, shown.compactMap(\.first), .median) + bars(0.19, shown.compactMap(\.total), .band(1))
        } else {
            marks = bars(
                0,
                shown.compactMap { row in
                    row.effect.map {
                        IndexEstimate(
                            value: $0.value, low: $0.value - 2 * $0.standardError, high: $0.value + 2 * $0.standardError
                        )
                    }
                }, .band(2))
        }
        return Chart(
            title: sentence[language].trimmedStop,
            subtitle: isSobol
                ? words(
                    zh: "占方差的份额，%。深：单独（一阶）；浅：连同交互（总）；须线：90%自助法区间",
                    en:
                        "Share of the variance, %. Dark: alone (first order); pale: with interactions (total); whiskers: 90 % "
                        + "bootstrap intervals")
                : words(
                    zh: "占方差的份额，%，合计 100。须线：±2倍标准误",
                    en: "Share of the variance, %, adding up to 100. Whiskers: two standard errors"),
            footer: [subject.origin(language) + AssumptionRows.hidden(rows.count, words), note[language]],
            description: sentence[language],
            panels: [
                Panel(x: .linear(), y: AssumptionRows.axis(shown.map(\.input), language), marks: marks)
            ], table: DataTable(columns: table(language).columns.map(\.title), rows: table(language).rows),
            language: language.tag)
    }
}
