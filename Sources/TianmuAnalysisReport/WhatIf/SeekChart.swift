import TianmuAnalysis
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// One lever: the probability over its range, with what was sought. Several: how far each moves within its range.
package enum SeekChart {
    package static func chart(of result: SeekResult, language: Language) -> Chart {
        let words = Words(language)
        let sentence = SeekReport.sentence(result)[language]
        let draws = result.plan.draws.count
        let isOne = result.levers.count == 1
        let subtitle: String
        if isOne {
            let lever = result.plan.levers[result.levers[0]]
            subtitle = words(
                zh: "达到目标的概率，%；横轴为\(lever.title.zh)，\(LeverText.unit(lever, .zh))；带为±2倍蒙特卡罗标准误",
                en: "Probability of meeting the target, %; across: \(lever.title.en), \(LeverText.unit(lever, .en)); "
                    + "band: two Monte Carlo standard errors")
        } else {
            subtitle = words(
                zh: "各力度在其范围内的位置，%。空心：现值；实心：所需",
                en: "Where each lever stands in its range, %. Hollow: now; filled: needed")
        }
        return Chart(
            title: sentence.trimmedStop, subtitle: subtitle,
            footer: [
                result.plan.title[language]
                    + words(zh: "，每种取值同样的 \(draws) 次模拟。", en: ", the same \(draws) draws at every setting.")
            ], description: sentence,
            panels: [isOne ? curve(result, words) : moves(result, language)], table: table(result, language),
            language: language.tag)
    }

    private static func curve(_ result: SeekResult, _ words: Words) -> Panel {
        let lever = result.plan.levers[result.levers[0]]
        let xs = result.curve.map(\.lever)
        let shares = result.curve.map(\.probability)
        var marks: [Mark] = [
            .band(
                BandMark(
                    x: xs, lower: shares.map { 100 * max(0, $0.value - 2 * $0.standardError) },
                    upper: shares.map { 100 * min(1, $0.value + 2 * $0.standardError) }, paint: .band(1))),
            .rule(RuleMark(.y(100 * result.wanted), label: NumberText.percentOfWhole(result.wanted))),
            .line(LineMark(x: xs, y: shares.map { 100 * $0.value }, paint: .median)),
            .dots(
                DotMark(
                    x: [result.now.values[0]], y: [100 * result.now.probability.value], look: .hollow,
                    labels: [words(zh: "现值", en: "now")])),
        ]
        if result.ending == .found || result.ending == .beyondReach {
            marks.append(
                .dots(
                    DotMark(
                        x: [result.move.values[0]], y: [100 * result.move.probability.value], paint: .accent,
                        labels: [SeekReport.number(result, 0)])))
        }
        return Panel(
            x: .linear(caption: LeverText.unit(lever, words.language)),
            y: .linear(domain: 0...100, ticks: [0, 25, 50, 75, 100]), marks: marks)
    }

    private static func moves(_ result: SeekResult, _ language: Language) -> Panel {
        func share(_ value: Double, _ index: Int) -> Double {
            let range = result.ranges[index]
            return 100 * (value - range.lowerBound) / (range.upperBound - range.lowerBound)
        }
        let rows = result.levers.indices.map(Double.init)
        let now = result.levers.indices.map { share(result.now.values[$0], $0) }
        let needed = result.levers.indices.map { share(result.move.values[$0], $0) }
        return Panel(
            x: .linear(domain: min(0, now.min() ?? 0)...max(100, now.max() ?? 100)),
            y: .names(
                result.levers.indices.map { index in
                    let range = result.ranges[index]
                    return
                        "\(result.plan.levers[result.levers[index]].title[language]) "
                        + "\(LeverText.value(range.lowerBound))…\(LeverText.value(range.upperBound))"
                }),
            marks: [
                .bars(
                    BarMark(.horizontal, positions: rows, values: needed, bases: now, thickness: 0.3, paint: .band(1))),
                .dots(DotMark(x: now, y: rows, look: .hollow)),
                .dots(
                    DotMark(
                        x: needed, y: rows, paint: .median,
                        labels: result.levers.indices.map { SeekReport.number(result, $0) })),
            ])
    }

    private static func table(_ result: SeekResult, _ language: Language) -> DataTable {
        let words = Words(language)
        guard result.levers.count == 1 else {
            let table = SeekReport.table(of: result, language: language)
            return DataTable(columns: table.columns.map(\.title), rows: table.rows)
        }
        return DataTable(
            columns: [
                LeverText.title(result.plan.levers[result.levers[0]], language), words(zh: "概率", en: "probability"),
            ],
            rows: result.curve.map { [LeverText.value($0.lever), NumberText.share($0.probability)] })
    }
}
