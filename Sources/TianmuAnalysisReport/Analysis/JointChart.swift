import TianmuAnalysis
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport

/// The sets of targets that fail together, as bars: how often each set is missed while all others are met.
package enum JointChart {
    /// More sets than this would be small print.
    private static let setCount = 10

    /// - Throws: ``ChartRefusal`` where no target is missed in any draw, or there are none.
    package static func chart(of joint: JointAttainment, language: Language) throws(ChartRefusal) -> Chart {
        let words = Words(language)
        let sets = Array(joint.failureSets.prefix(setCount))
        guard !joint.each.isEmpty else {
            throw ChartRefusal(LocalizedText(zh: "情景没有目标", en: "the scenario has no targets"))
        }
        guard !sets.isEmpty else {
            throw ChartRefusal(
                LocalizedText(
                    zh: "每次模拟都达到了全部目标，没有一同落空的", en: "all targets are met in every draw: nothing fails together"))
        }
        let years = Set(joint.plan.targets.map(\.year))
        let when = years.count == 1 ? years.map { words(zh: "\($0) 年", en: " of \($0)") }.joined() : ""
        let names = sets.map { set in
            set.targets.map { index in
                let target = joint.plan.targets[index]
                return years.count > 1 ? JointReport.name(index, joint.plan)[language] : target.title[language]
            }.joined(separator: words(zh: "；", en: "; "))
        }
        let positions = sets.indices.map(Double.init)
        let shares = sets.map { $0.share.value * 100 }
        let errors = sets.map { $0.share.standardError * 200 }
        let highs = zip(shares, errors).map { min($0 + $1, 100) }
        let all = NumberText.share(joint.all)
        let draws = NumberText.fixed(Double(joint.plan.draws.count), decimals: 0)
        return Chart(
            title: words(
                zh: "\(when)\(joint.each.count) 项目标全部达到的把握：\(all)；一同落空的各有其组",
                en: "All \(joint.each.count) targets\(when) together: \(all); which ones fail together"),
            subtitle: words(
                zh: "各组目标一同落空、其余都达到的概率，%。须线为±2倍标准误。\(joint.plan.title.zh)，\(draws)次模拟。",
                en: "How often a set of targets is missed while all others are met, %. Whiskers: two standard errors. "
                    + "\(joint.plan.title.en), \(draws) draws."),
            footer: [
                words(
                    zh: "全部达到：\(all)；若各项互不相关：\(NumberText.percent(joint.allIfIndependent))。",
                    en: "All met: \(all); were they independent: \(NumberText.percent(joint.allIfIndependent)).")
            ],
            description: zip(names, shares).map { "\($0): \(NumberText.fixed($1, decimals: 1))%" }
                .joined(separator: words(zh: "；", en: "; ")),
            panels: [
                Panel(
                    x: .linear(caption: words(zh: "概率，%", en: "probability, %")),
                    y: Axis(.ordinal(names.map { Axis.Slot($0) })),
                    marks: [
                        .bars(BarMark(.horizontal, positions: positions, values: shares)),
                        .whiskers(
                            WhiskerMark(
                                .horizontal, positions: positions,
                                lower: zip(shares, errors).map { max($0 - $1, 0) }, upper: highs)),
                        .texts(
                            TextMark(
                                x: highs, y: positions, texts: shares.map { "\(NumberText.fixed($0, decimals: 1))%" },
                                isBold: true)),
                    ])
            ],
            table: DataTable(
                columns: [
                    words(zh: "一同落空的目标", en: "missed together"), words(zh: "概率", en: "probability"),
                    words(zh: "标准误（百分点）", en: "standard error (points)"),
                ],
                rows: zip(names, sets).map {
                    [$0, NumberText.percent($1.share.value), NumberText.points($1.share.standardError)]
                }), language: language.tag)
    }
}
