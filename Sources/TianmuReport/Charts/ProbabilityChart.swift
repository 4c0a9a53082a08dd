import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuScenario

/// The probability of each target as a bar over the zones of the verdicts.
enum ProbabilityChart {
    static func chart(_ assessment: Assessment, _ language: Language) throws(ChartRefusal) -> Chart {
        guard !assessment.targets.isEmpty else {
            throw ChartRefusal(zh: "情景没有目标", en: "the scenario has no targets")
        }
        let words = Words(language)
        let finding = Finding(language)
        let plan = assessment.plan
        let years = Set(assessment.targets.map(\.target.year)).sorted()
        // By year, the surest first.
        let rows = years.flatMap { year in
            assessment.targets.filter { $0.target.year == year }.sorted {
                $0.summary.probability.value > $1.summary.probability.value
            }
        }
        let slots = rows.map { row in
            Axis.Slot(
                row.target.name(language),
                group: years.count > 1 ? words(zh: "\(row.target.year)年", en: "\(row.target.year)") : "")
        }
        let when = years.count == 1 ? words(zh: "\(years[0])年", en: " in \(years[0])") : ""
        return Chart(
            title: TargetSheet.verdicts(assessment, language),
            subtitle: finding.joined([
                words(
                    zh: "\(when)达到各项目标的概率，%。须线为±2倍蒙特卡罗标准误",
                    en: "Probability of meeting each target\(when), %. Whiskers: two Monte Carlo standard errors"),
                "\(plan.title[language])\(words(zh: "，", en: ", "))\(finding.draws(plan))",
            ]),
            footer: [
                finding.joined(joint(assessment, finding, words)),
                finding.joined([prior(rows, words), errors(rows, finding, words)]),
            ]
            .filter { !$0.isEmpty },
            description: rows.map { row in
                "\(row.target.year) \(row.target.name(language))\(words(zh: "：", en: ": "))"
                    + NumberText.percent(row.summary.probability.value)
            }.joined(separator: words(zh: "；", en: "; ")) + words(zh: "。", en: "."),
            panels: [
                Panel(x: probabilityAxis(words), y: Axis(.ordinal(slots)), marks: marks(rows, finding))
            ],
            table: DataTable(
                columns: [
                    words(zh: "年份", en: "year"), words(zh: "目标", en: "target"), words(zh: "概率", en: "probability"),
                    words(zh: "标准误（百分点）", en: "standard error (points)"), words(zh: "判断", en: "verdict"),
                ],
                rows: rows.map { row in
                    [
                        "\(row.target.year)", row.target.name(language),
                        NumberText.percent(row.summary.probability.value),
                        NumberText.points(row.summary.probability.standardError), finding.verdict(row),
                    ]
                }), language: language.tag)
    }

    /// From 0 to 100, with the borders of the verdicts.
    static func probabilityAxis(_ words: Words) -> Axis {
        .linear(
            caption: words(zh: "概率，%", en: "probability, %"), domain: 0...100, ticks: bounds)
    }

    private static let bounds = Verdict.allCases.reversed().map { ($0.threshold * 100).rounded() } + [100]

    static func zones(_ language: Language) -> Mark {
        .zones(ZoneMark(bounds: bounds, captions: Verdict.allCases.reversed().map { $0.title[language] }))
    }

    private static func marks(_ rows: [TargetAssessment], _ finding: Finding) -> [Mark] {
        let positions = rows.indices.map(Double.init)
        let shares = rows.map { $0.summary.probability.value * 100 }
        let errors = rows.map { $0.summary.forecast.isKnown ? 0 : $0.summary.probability.standardError * 200 }
        let highs = zip(shares, errors).map { min($0 + $1, 100) }
        return [
            zones(finding.language), .bars(BarMark(.horizontal, positions: positions, values: shares)),
            .whiskers(
                WhiskerMark(
                    .horizontal, positions: positions, lower: zip(shares, errors).map { max($0 - $1, 0) }, upper: highs)
            ),
            .texts(
                TextMark(
                    x: highs, y: positions,
                    texts: rows.map { row in
                        row.summary.forecast.isKnown
                            ? finding.outcome(row) : finding.shortProbability(row.summary.probability)
                    },
                    isBold: true)),
        ]
    }

    private static func joint(_ assessment: Assessment, _ finding: Finding, _ words: Words) -> [String] {
        let joint = assessment.summary.joint
        guard joint.targetCount > 1 else { return [] }
        var parts = [
            words(
                zh: "全部\(joint.targetCount)个目标同时达到的概率：\(finding.probability(joint.all))",
                en: "Probability of meeting all \(joint.targetCount) together: \(finding.probability(joint.all))")
        ]
        if joint.byYear.count > 1 {
            parts += joint.byYear.map { year in
                words(
                    zh: "\(year.year)年的\(year.count)个：\(finding.probability(year.all))",
                    en:
                        "\(year.count == 1 ? "That" : "The \(year.count)") of \(year.year): \(finding.probability(year.all))"
                )
            }
        }
        if let likely = joint.atLeast.lastIndex(where: { $0.value >= 0.5 }) {
            parts.append(
                words(
                    zh: "至少达到\(likely + 1)个：\(finding.probability(joint.atLeast[likely]))",
                    en: "At least \(likely + 1): \(finding.probability(joint.atLeast[likely]))"))
        }
        return parts
    }

    private static func prior(_ rows: [TargetAssessment], _ words: Words) -> String {
        let count = rows.filter { $0.priorShare >= 0.5 && !$0.summary.forecast.isKnown }.count
        if count == 0 { return "" }
        return words(
            zh: "其中\(count)个目标的概率主要依据假设", en: "The probabilities of \(count) targets rest mainly on assumptions")
    }

    private static func errors(_ rows: [TargetAssessment], _ finding: Finding, _ words: Words) -> String {
        guard rows.contains(where: { !finding.hasError($0.summary.probability) }) else { return "" }
        return words(
            zh: "未注误差的，误差小于0.05个百分点或不影响所写的数",
            en: "Where no error is printed, it is below 0.05 points or does not touch the digits")
    }
}
