import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuScenario

/// For each target its probability in each of up to four scenarios.
enum ScenarioTargetsChart {
    /// What the points of a scenario look like in words, in the order of the markers.
    private static let signs = ["●", "■", "▲", "◆"]

    static func chart(_ request: ChartRequest) throws(ChartRefusal) -> Chart {
        let variants = try request.compared(2...4)
        let language = request.language
        let words = Words(language)
        let finding = Finding(language)
        let rows = rows(variants)
        guard !rows.isEmpty else {
            throw ChartRefusal(zh: "这些情景都没有目标", en: "none of the scenarios has a target")
        }
        let years = Set(rows.map(\.target.year)).sorted()
        let slots = rows.map { row in
            Axis.Slot(
                row.target.name(language),
                group: years.count > 1 ? words(zh: "\(row.target.year)年", en: "\(row.target.year)") : "")
        }
        let legend = zip(signs, variants).map { "\($0) \($1.label[language])" }.joined(
            separator: words(zh: "　", en: "   "))
        return Chart(
            title: title(variants, rows, finding, words),
            subtitle: finding.joined([
                words(
                    zh: years.count == 1 ? "\(years[0])年达到各项目标的概率，%" : "达到各项目标的概率，%",
                    en: years.count == 1
                        ? "Probability of meeting each target in \(years[0]), %"
                        : "Probability of meeting each target, %"),
                words(zh: "右侧数字依次为各情景", en: "The numbers at the right are in the order of the scenarios"),
            ]) + "\n" + legend,
            footer: [joint(variants, finding, words)],
            description: rows.map { row in
                "\(row.target.year) \(row.target.name(language))\(words(zh: "：", en: ": "))"
                    + zip(variants, row.shares).map { "\($0.label[language]) \(text($1))" }
                    .joined(separator: words(zh: "，", en: ", "))
            }.joined(separator: words(zh: "；", en: "; ")) + words(zh: "。", en: "."),
            panels: [
                Panel(
                    x: ProbabilityChart.probabilityAxis(words), y: Axis(.ordinal(slots)),
                    marks: marks(rows, count: variants.count, language))
            ],
            table: DataTable(
                columns: [words(zh: "年份", en: "year"), words(zh: "目标", en: "target")]
                    + variants.map { $0.label[language] },
                rows: rows.map {
                    ["\($0.target.year)", $0.target.name(language)] + $0.shares.map(text)
                }), language: language.tag)
    }

    /// A target and its probability in each scenario; NaN where a scenario does not have it.
    private struct Row {
        var target: PlannedTarget
        var shares: [Double]
    }

    /// The targets of the first scenario, then those that only others have; by year.
    private static func rows(_ variants: [Variant]) -> [Row] {
        struct Key: Hashable {
            var indicator: IndicatorID
            var year: Int
            var relation: TargetRelation
            var value: Double
            var unit: String
        }
        func key(_ target: PlannedTarget, _ plan: Plan) -> Key {
            Key(
                indicator: plan.series[target.slot].id, year: target.year, relation: target.relation,
                value: target.statedValue, unit: target.statedUnit.symbol)
        }
        var order: [Key] = []
        var rows: [Key: Row] = [:]
        for (number, variant) in variants.enumerated() {
            for target in variant.assessment.targets {
                let key = key(target.target, variant.assessment.plan)
                if rows[key] == nil {
                    order.append(key)
                    rows[key] = Row(target: target.target, shares: variants.map { _ in .nan })
                }
                rows[key]?.shares[number] = target.summary.probability.value
            }
        }
        let found = order.compactMap { rows[$0] }
        return Set(found.map(\.target.year)).sorted().flatMap { year in found.filter { $0.target.year == year } }
    }

    private static func marks(_ rows: [Row], count: Int, _ language: Language) -> [Mark] {
        let positions = rows.indices.map(Double.init)
        func ends(_ pick: ([Double]) -> Double?) -> [Double] {
            rows.map { pick($0.shares.filter(\.isFinite)).map { $0 * 100 } ?? .nan }
        }
        var marks: [Mark] = [
            ProbabilityChart.zones(language),
            .whiskers(
                WhiskerMark(
                    .horizontal, positions: positions, lower: ends { $0.min() }, upper: ends { $0.max() },
                    paint: .guide, width: 1, isCapped: false)),
        ]
        for number in 0..<count {
            // One below the other, so that equal probabilities stay apart.
            let shift = (Double(number) - Double(count - 1) / 2) * (count == 4 ? 0.2 : 0.27)
            marks.append(
                .dots(
                    DotMark(
                        x: rows.map { $0.shares[number] * 100 }, y: positions.map { $0 + shift },
                        marker: Marker.allCases[number], paint: .category(number))))
        }
        let texts = rows.map { row in row.shares.map(short).joined(separator: " · ") }
        marks.append(.texts(TextMark(x: rows.map { _ in 100 }, y: positions, texts: texts, paint: .muted)))
        return marks
    }

    private static func text(_ share: Double) -> String { NumberText.percent(share) }

    /// Without the sign for per cent, which the axis has.
    private static func short(_ share: Double) -> String {
        NumberText.percent(share).split(separator: "%").first.map(String.init) ?? "–"
    }

    private static func title(
        _ variants: [Variant], _ rows: [Row], _ finding: Finding, _ words: Words
    ) -> String {
        let counts = variants.indices.map { number in rows.filter { $0.shares[number] >= 0.66 }.count }
        let each = zip(variants, counts).map {
            "\($0.label[finding.language])\(words(zh: "", en: " "))\($1)\(words(zh: "个", en: ""))"
        }
        return words(
            zh: "\(rows.count)个目标中较有把握或稳妥的：\(each.joined(separator: "，"))",
            en: "Of \(rows.count) targets, likely or safe: \(each.joined(separator: ", "))")
    }

    private static func joint(_ variants: [Variant], _ finding: Finding, _ words: Words) -> String {
        let each = variants.map {
            "\($0.label[finding.language]) \(finding.probability($0.assessment.summary.joint.all))"
        }
        return finding.joined([
            words(zh: "全部目标同时达到的概率：", en: "Probability of meeting all targets together: ")
                + each.joined(separator: words(zh: "；", en: "; "))
        ])
    }
}
