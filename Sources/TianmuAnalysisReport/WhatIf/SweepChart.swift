import TianmuAnalysis
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// The probability over one lever as lines, over two as a heat map.
package enum SweepChart {
    private static let lineCount = 4
    /// More names than this do not fit below the columns of a heat map.
    private static let columnNames = 11

    /// - Parameter target: the one that is shown; the one that moves most if `nil`.
    /// - Throws: ``ChartRefusal`` unless the sweep is of one lever, or a full factorial of two.
    package static func chart(of sweep: Sweep, target: Int?, language: Language) throws(ChartRefusal) -> Chart {
        guard let shown = target ?? sweep.mostMovedTarget else {
            throw ChartRefusal(LocalizedText(zh: "情景没有目标", en: "the scenario has no targets"))
        }
        if let grid = SweepGrid(sweep) { return heatMap(sweep, grid, shown, language) }
        guard sweep.spans.count == 1, sweep.points.count > 1 else {
            throw ChartRefusal(
                LocalizedText(
                    zh: "只能画一个政策力度的曲线，或两个政策力度全因子设计的热图",
                    en: "there is a chart of one lever, and a heat map of two in the full factorial, and no other"))
        }
        return lines(sweep, target.map { [$0] } ?? mostMoved(sweep), language)
    }

    private static func mostMoved(_ sweep: Sweep) -> [Int] {
        func span(_ target: Int) -> Double {
            let values = sweep.points.map { $0.probabilities[target].value }
            return (values.max() ?? 0) - (values.min() ?? 0)
        }
        let moved = sweep.movedTargets.sorted { (span($1), $0) < (span($0), $1) }
        return moved.isEmpty ? [0] : Array(moved.prefix(lineCount))
    }

    private static func origin(_ sweep: Sweep, _ language: Language) -> String {
        let words = Words(language)
        let draws = "\(sweep.plan.draws.count)"
        return sweep.plan.title[language]
            + words(zh: "，每种取值同样的 \(draws) 次模拟。", en: ", the same \(draws) draws at every setting.")
    }

    private static func present(_ sweep: Sweep, _ language: Language) -> String {
        let values = sweep.levers.map { sweep.plan.levers[$0].value }
        let setting = LeverText.setting(values, sweep.levers, sweep.plan, language)
        return Words(language)(zh: "情景中的取值：\(setting)。", en: "In the scenario: \(setting).")
    }

    private static func lines(_ sweep: Sweep, _ targets: [Int], _ language: Language) -> Chart {
        let words = Words(language)
        let lever = sweep.plan.levers[sweep.levers[0]]
        let points = sweep.points.sorted { $0.levers[0] < $1.levers[0] }
        let xs = points.map { $0.levers[0] }
        let dashes: [Dash] = [.solid, .dashed, .dashDot, .longDash]
        var marks: [Mark] = []
        if let low = xs.first, let high = xs.last, (low...high).contains(lever.value) {
            marks.append(
                .rule(RuleMark(.x(lever.value), paint: .guide, width: 1, label: words(zh: "情景", en: "scenario"))))
        }
        if targets.count == 1 {
            let shares = points.map { $0.probabilities[targets[0]] }
            marks.append(
                .band(
                    BandMark(
                        x: xs, lower: shares.map { 100 * max(0, $0.value - 2 * $0.standardError) },
                        upper: shares.map { 100 * min(1, $0.value + 2 * $0.standardError) }, paint: .band(1))))
        }
        for (number, target) in targets.enumerated() {
            marks.append(
                .line(
                    LineMark(
                        x: xs, y: points.map { 100 * $0.probabilities[target].value },
                        paint: targets.count == 1 ? .median : .category(number), width: 2.25, dash: dashes[number],
                        label: targets.count == 1
                            ? "" : "\(sweep.plan.targets[target].name(language)) \(sweep.plan.targets[target].year)")))
        }
        let band = targets.count == 1 ? words(zh: "；带为±2倍蒙特卡罗标准误", en: "; band: two Monte Carlo standard errors") : ""
        return Chart(
            title: targets.count == 1
                ? SweepReport.sentence(sweep, targets[0])[language].trimmedStop
                : words(
                    zh: "\(lever.title.zh)与 \(targets.count) 项目标的把握",
                    en: "\(lever.title.en) and the chances of \(targets.count) targets"),
            subtitle: words(
                zh: "达到目标的概率，%；横轴为\(lever.title.zh)，\(LeverText.unit(lever, .zh))\(band)",
                en:
                    "Probability of meeting the target, %; across: \(lever.title.en), \(LeverText.unit(lever, .en))\(band)"
            ),
            footer: [origin(sweep, language) + words(zh: "", en: " ") + present(sweep, language)],
            description: targets.map { SweepReport.sentence(sweep, $0)[language] }.joined(separator: " "),
            panels: [
                Panel(
                    x: .linear(caption: LeverText.unit(lever, language)),
                    y: .linear(domain: 0...100, ticks: [0, 25, 50, 75, 100]), marks: marks)
            ], table: table(sweep, targets, language), language: language.tag)
    }

    private static func heatMap(_ sweep: Sweep, _ grid: SweepGrid, _ target: Int, _ language: Language) -> Chart {
        let words = Words(language)
        let levers = sweep.levers.map { sweep.plan.levers[$0] }
        var columns: [Double] = []
        var rows: [Double] = []
        var values: [Double] = []
        for row in grid.rows.indices {
            for column in grid.columns.indices {
                columns.append(Double(column))
                // The highest value of the first lever stands on top.
                rows.append(Double(grid.rows.count - 1 - row))
                values.append(100 * grid.point(row, column).probabilities[target].value)
            }
        }
        // In order of the rows from the top: names of a dense grid are thinned.
        func names(_ values: [Double], _ limit: Int) -> [String] {
            let every = (values.count + limit - 1) / limit
            return values.enumerated().map { $0.offset % every == 0 ? LeverText.value($0.element) : "" }
        }
        let cellHeight = 26.0
        return Chart(
            title: SweepReport.sentence(sweep, target)[language].trimmedStop,
            subtitle: words(
                zh: "达到目标的概率，%，颜色越深越高。纵：\(levers[0].title.zh)，\(LeverText.unit(levers[0], .zh))；"
                    + "横：\(levers[1].title.zh)，\(LeverText.unit(levers[1], .zh))",
                en: "Probability of meeting the target, %; darker is higher. Up: \(levers[0].title.en), "
                    + "\(LeverText.unit(levers[0], .en)). Across: \(levers[1].title.en), \(LeverText.unit(levers[1], .en))"
            ),
            footer: [origin(sweep, language) + words(zh: "", en: " ") + present(sweep, language)],
            description: SweepReport.sentence(sweep, target)[language],
            panels: [
                Panel(
                    x: .names(names(grid.columns, columnNames), caption: ""),
                    y: .names(names(grid.rows, 100).reversed()),
                    marks: [
                        .cells(
                            CellMark(
                                columns: columns, rows: rows, values: values, domain: 0...100,
                                labels: values.map { "\(Int($0.rounded()))" }))
                    ], plotHeight: cellHeight * Double(grid.rows.count))
            ], table: table(sweep, [target], language), language: language.tag)
    }

    private static func table(_ sweep: Sweep, _ targets: [Int], _ language: Language) -> DataTable {
        DataTable(
            columns: sweep.levers.map { LeverText.title(sweep.plan.levers[$0], language) }
                + targets.map { LeverText.target(sweep.plan.targets[$0])[language] },
            rows: sweep.points.map { point in
                point.levers.map(LeverText.value) + targets.map { NumberText.share(point.probabilities[$0]) }
            })
    }
}

extension String {
    /// Without the full stop of a sentence, as a title.
    var trimmedStop: String {
        guard let last, last == "." || last == "。" else { return self }
        return String(dropLast())
    }
}
