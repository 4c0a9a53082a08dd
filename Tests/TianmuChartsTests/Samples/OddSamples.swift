import TianmuCharts

extension Sample {
    static let oddCases = [
        Sample(name: "odd-panels", chart: odd), Sample(name: "odd-names", chart: longNames),
        Sample(name: "odd-crowd", chart: crowd),
    ]

    private static func panel(_ title: String, _ marks: [Mark], y: Axis = .linear(), empty: String = "–") -> Panel {
        Panel(title: title, x: .years, y: y, marks: marks, plotHeight: 140, emptyText: empty)
    }

    private static let odd: Chart = {
        let years = [2020.0, 2021, 2022, 2023]
        return Chart(
            title: "Odd cases <drawn> & “kept” apart", subtitle: "Each of them has happened",
            panels: [
                panel("refused", [], empty: "模型拒绝：至少需要5个观测值，只有2个"),
                panel("one point", [.dots(DotMark(x: [2020], y: [600], labels: ["600"]))]),
                panel(
                    "all values equal",
                    [
                        .line(LineMark(x: years, y: [5, 5, 5, 5], label: "five")),
                        .rule(RuleMark(.y(5), label: "target")),
                    ]),
                panel(
                    "crosses zero",
                    [
                        .band(BandMark(x: years, lower: [-1, -3, -4, -6], upper: [1, 2, 4, 5])),
                        .line(LineMark(x: years, y: [0, -0.5, 0, -0.5], paint: .median, label: "−0.5")),
                    ]),
                panel(
                    "holes",
                    [
                        .band(BandMark(x: years, lower: [1, .nan, 3, 4], upper: [2, 3, .infinity, 6])),
                        .line(LineMark(x: years, y: [1, .nan, 3, .nan], bridgesGaps: true)),
                        .dots(DotMark(x: years, y: [1, .nan, 3, .nan], labels: ["1", "no", "3", "no"])),
                    ]),
                panel(
                    "very wide numbers", [.line(LineMark(x: years, y: [1.2e13, 2e13, 2.4e13, 9e13], label: "9×10¹³"))]),
                panel(
                    "small numbers", [.line(LineMark(x: years, y: [0.0012, 0.0013, 0.0011, 0.0018], label: "0.0018"))]),
                panel(
                    "tens of thousands", [.line(LineMark(x: years, y: [5200, 8000, 12500, 16384], label: "16,384"))]),
                panel(
                    "cut off",
                    [
                        .line(LineMark(x: years, y: [2, 8, 14, 6], label: "6")),
                        .dots(DotMark(x: years, y: [2, 8, 14, 6], labels: ["2", "8", "14", "6"])),
                    ], y: .linear(domain: 0...10)),
            ], arrangement: Arrangement(columns: 3), language: "en")
    }()

    private static let longNames: Chart = {
        let name = "规模以上数字经济核心产业增加值占地区生产总值的比重比上年提高幅度"
        return Chart(
            title: "一个很长很长的标题，说的是“名称有三十个字的指标”也不会被截断，而是在合适的地方换行，标点不落在行首（括号也不落在行末）；English words wrap at spaces",
            footer: [String(repeating: "脚注也换行，数字16,384不会被拆开。", count: 6)],
            panels: [
                Panel(
                    x: .linear(domain: 0...100), y: .names([name, "短名", name]),
                    marks: [
                        .bars(BarMark(.horizontal, positions: [0, 1, 2], values: [100, 50, 0])),
                        .texts(TextMark(x: [100, 50, 0], y: [0, 1, 2], texts: ["> 99% ± 0.1", "50%", "< 1%"])),
                    ]),
                Panel(
                    title: name, x: .years, y: .linear(caption: name),
                    marks: [
                        .line(LineMark(x: [2020, 2021], y: [1, 2], label: name)),
                        .rule(RuleMark(.y(1.5), label: name)),
                        .rule(.border(x: 2021, before: name, after: name)),
                    ], plotHeight: 160),
            ], language: "zh-CN")
    }()

    private static let crowd: Chart = {
        let years = (0..<9).map { 2012 + Double($0) }
        let values = years.indices.map { 50 + 4 * wave($0, 1) }
        return Chart(
            title: "A crowd of labels",
            panels: [
                Panel(
                    x: .years, y: .linear(),
                    marks: [
                        .line(LineMark(x: years, y: values, label: "a")),
                        .dots(DotMark(x: years, y: values, labels: values.map { NumberText.fixed($0, decimals: 2) })),
                        .rule(RuleMark(.y(52), label: "first target")),
                        .rule(RuleMark(.y(52.1), label: "second target")),
                        .rule(RuleMark(.y(51.9), label: "third target")),
                    ]
                        + (0..<12).map {
                            .line(LineMark(x: [2019, 2020], y: [51, 51 + 0.05 * Double($0)], label: "line \($0)"))
                        },
                    plotHeight: 160)
            ], language: "en")
    }()
}
