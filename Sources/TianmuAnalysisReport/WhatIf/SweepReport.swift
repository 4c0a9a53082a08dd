import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuReport
import TianmuScenario

/// What `tianmu sweep` prints for people.
package enum SweepReport {
    /// More points than this are left to CSV.
    private static let printedCount = 50
    /// More columns than this do not fit a terminal.
    private static let matrixColumns = 13

    /// - Parameter target: the one that the points are shown for; the one that moves most if `nil`.
    package static func text(of sweep: Sweep, target: Int?, language: Language, width: Int? = nil) -> String {
        let words = Words(language)
        let names = sweep.levers.map { LeverText.title(sweep.plan.levers[$0], language) }
        var text =
            sweep.plan.title[language]
            + words(
                zh: "：\(names.joined(separator: "、"))的 \(sweep.points.count) 种取值\n\n",
                en: ": \(sweep.points.count) settings of \(names.joined(separator: ", "))\n\n")
        guard let shown = target ?? sweep.mostMovedTarget, !sweep.points.isEmpty else { return text }
        text += TextFormat.wrapped(sentence(sweep, shown)[language], first: "", rest: "")
        let ranges = ranges(of: sweep, language: language)
        if !ranges.rows.isEmpty { text += "\n" + TextFormat.text(of: ranges, within: width) }
        text += "\n" + LeverText.target(sweep.plan.targets[shown])[language] + words(zh: "：\n\n", en: ":\n\n")
        if let matrix = matrix(of: sweep, target: shown, language: language) {
            return text + TextFormat.text(of: matrix)
        }
        var points = points(of: sweep, target: shown, language: language)
        let hidden = points.rows.count - printedCount
        if hidden > 0 { points.rows.removeLast(hidden) }
        text += TextFormat.text(of: points)
        if hidden > 0 {
            text += words(
                zh: "……另有 \(hidden) 种；--format csv 给出全部\n", en: "… and \(hidden) more; --format csv has all\n")
        }
        return text
    }

    /// From where to where the probability of a target moves, and at which settings.
    package static func sentence(_ sweep: Sweep, _ target: Int) -> LocalizedText {
        let name = LeverText.target(sweep.plan.targets[target])
        guard let (low, high) = ends(sweep, target) else {
            let value = NumberText.percent(sweep.points.first?.probabilities[target].value ?? .nan)
            return LocalizedText(
                zh: "这些取值不改变\(name.zh)的把握，始终为 \(value)。",
                en: "None of these settings changes the chance of \(name.en): it stays at \(value).")
        }
        func place(_ point: Sweep.Point, _ language: Language) -> String {
            LeverText.setting(point.levers, sweep.levers, sweep.plan, language)
        }
        let (least, most) = (
            NumberText.percent(low.probabilities[target].value), NumberText.percent(high.probabilities[target].value)
        )
        return LocalizedText(
            zh: "\(name.zh)的把握从 \(least)（\(place(low, .zh))）到 \(most)（\(place(high, .zh))）。",
            en: "The chance of \(name.en) goes from \(least) (\(place(low, .en))) to \(most) (\(place(high, .en))).")
    }

    /// The points with the lowest and the highest probability; `nil` if it is the same everywhere.
    private static func ends(_ sweep: Sweep, _ target: Int) -> (Sweep.Point, Sweep.Point)? {
        func probability(_ point: Sweep.Point) -> Double { point.probabilities[target].value }
        guard let low = sweep.points.min(by: { probability($0) < probability($1) }),
            let high = sweep.points.max(by: { probability($0) < probability($1) }), probability(low) < probability(high)
        else { return nil }
        return (low, high)
    }

    /// For each target that moves, how far.
    package static func ranges(of sweep: Sweep, language: Language) -> Table {
        let words = Words(language)
        return Table(
            columns: [
                .init(words(zh: "目标", en: "Target")), .init(words(zh: "年份", en: "Year")),
                .init(words(zh: "最低把握", en: "Lowest"), .right), .init(words(zh: "在", en: "at")),
                .init(words(zh: "最高把握", en: "Highest"), .right), .init(words(zh: "在", en: "at")),
            ],
            rows: sweep.movedTargets.compactMap { target in
                guard let (low, high) = ends(sweep, target) else { return nil }
                let planned = sweep.plan.targets[target]
                func values(_ point: Sweep.Point) -> String {
                    point.levers.map(LeverText.value).joined(separator: ", ")
                }
                return [
                    planned.name(language), "\(planned.year)", NumberText.percent(low.probabilities[target].value),
                    values(low), NumberText.percent(high.probabilities[target].value), values(high),
                ]
            })
    }

    /// One row a point: the levers, the target's probability with its error, its median, and all targets together.
    package static func points(of sweep: Sweep, target: Int, language: Language) -> Table {
        let words = Words(language)
        let planned = sweep.plan.targets[target]
        let scale = TargetScale(planned, sweep.plan)
        let unit = planned.statedUnit.displayName(language)
        return Table(
            columns: sweep.levers.map { .init(LeverText.title(sweep.plan.levers[$0], language), .right) } + [
                .init(words(zh: "把握", en: "Probability"), .right), .init("±", .right),
                .init(
                    unit.isEmpty ? words(zh: "中位数", en: "Median") : words(zh: "中位数（\(unit)）", en: "Median (\(unit))"),
                    .right),
                .init(words(zh: "全部目标", en: "All targets"), .right),
            ],
            rows: sweep.points.map { point in
                let share = point.probabilities[target]
                return point.levers.map(LeverText.value) + [
                    NumberText.percent(share.value), NumberText.points(share.standardError),
                    Amount.rounded(scale.stated(point.medians[target].value)), NumberText.percent(point.all.value),
                ]
            })
    }

    /// The probability over two levers, the first down and the second across; `nil` unless it is a grid that fits.
    static func matrix(of sweep: Sweep, target: Int, language: Language) -> Table? {
        guard let grid = SweepGrid(sweep), grid.columns.count <= matrixColumns else { return nil }
        let names = sweep.levers.map { LeverText.title(sweep.plan.levers[$0], language) }
        return Table(
            columns: [.init("\(names[0]) ↓  \(names[1]) →", .right)]
                + grid.columns.map { .init(LeverText.value($0), .right) },
            rows: grid.rows.indices.map { row in
                [LeverText.value(grid.rows[row])]
                    + grid.columns.indices.map {
                        NumberText.percent(grid.point(row, $0).probabilities[target].value)
                    }
            })
    }
}

/// A full factorial of two levers with more than one value each.
struct SweepGrid {
    let rows: [Double]
    let columns: [Double]
    private let points: [Sweep.Point]

    /// `nil` for any other sweep.
    init?(_ sweep: Sweep) {
        guard sweep.design == .factorial, sweep.spans.count == 2 else { return nil }
        rows = sweep.spans[0].values
        columns = sweep.spans[1].values
        points = sweep.points
        guard rows.count > 1, columns.count > 1, points.count == rows.count * columns.count else { return nil }
    }

    func point(_ row: Int, _ column: Int) -> Sweep.Point { points[row * columns.count + column] }
}
