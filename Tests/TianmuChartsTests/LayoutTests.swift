import Testing

@testable import TianmuCharts

@Suite("Layout")
struct LayoutTests {
    @Test("No two words share room and none leaves the sheet", arguments: Sample.all)
    func collisions(sample: Sample) {
        #expect(sample.chart.layout().textFaults() == [])
    }

    @Test("The same holds on narrow and wide sheets", arguments: [320.0, 420, 560, 1100])
    func widths(width: Double) {
        for sample in Sample.all where !sample.name.hasPrefix("odd") && sample.chart.arrangement.columns == 1 {
            var chart = sample.chart
            chart.arrangement.width = width
            #expect(chart.layout().textFaults() == [], "\(sample.name)")
        }
    }

    @Test("The same holds for one to twelve panels with histories, targets and bands at random", arguments: 1...12)
    func randomPanels(count: Int) {
        let panels = (0..<count).map { index -> Panel in
            let values = (0..<6).map { 100 * Sample.wave($0, index + 50 * count) }
            let marks: [Mark] = [
                .rule(RuleMark(.y(100 * Sample.wave(7, index)), label: "目标")),
                .rule(.border(x: 2020, before: "已公布", after: "预测")),
                .line(LineMark(x: Sample.forecastYears, y: values, label: "中位数")),
                .line(LineMark(x: Sample.forecastYears, y: values.reversed(), paint: .category(0), label: "另一")),
                .dots(
                    DotMark(
                        x: Sample.forecastYears, y: values, labels: values.map { NumberText.fixed($0, decimals: 1) })),
            ]
            return Panel(title: "指标\(index)", x: .years, y: .linear(caption: "亿元"), marks: marks, plotHeight: 150)
        }
        let chart = Chart(title: "随机", panels: panels, arrangement: Arrangement(columns: min(count, 3), sharesX: true))
        #expect(chart.layout().textFaults() == [], "seed \(count)")
    }

    @Test("The checker sees words that overlap and words outside")
    func checker() {
        let text = TextRun(lines: ["words"], origin: Point(50, 50))
        var near = text
        near.origin.y += 5
        var scene = Scene(width: 100, height: 100, texts: [text, near])
        #expect(scene.textFaults().count == 1)
        scene.texts = [TextRun(lines: ["words"], origin: Point(90, 50))]
        #expect(scene.textFaults().count == 1)
        scene.texts = [text]
        #expect(scene.textFaults().isEmpty)
    }

    @Test("The sheet grows with its words")
    func growth() {
        func height(_ footer: [String]) -> Double {
            Chart(title: "甲", footer: footer, panels: []).layout().height
        }
        let long = String(repeating: "说明", count: 100)
        #expect(height(["短"]) > height([]))
        #expect(height([long]) > height(["短"]) + 30)
        #expect(height([long, long]) > height([long]) + 40)
    }

    @Test("Values that are not finite leave no trace in the drawing")
    func notFinite() {
        let holes: [Double] = [1, .nan, .infinity, 4]
        let x = [2020.0, 2021, 2022, 2023]
        let rows = [0.0, 1, 2, 3]
        let marks: [Mark] = [
            .line(LineMark(x: x, y: holes, marker: .square, label: "a")),
            .band(BandMark(x: x, lower: holes, upper: x)),
            .dots(DotMark(x: x, y: holes, labels: ["1", "no", "no", "4"])),
            .rule(RuleMark(.y(.nan), label: "no")), .rule(.border(x: .infinity, before: "no", after: "no")),
            .bars(BarMark(.vertical, positions: x, values: holes)),
            .whiskers(WhiskerMark(.vertical, positions: x, lower: holes, upper: holes)),
            .texts(TextMark(x: x, y: holes, texts: ["1", "no", "no", "4"])),
            .zones(ZoneMark(bounds: [.nan, 1], captions: ["no"])),
            .cells(CellMark(columns: rows, rows: holes, values: holes, domain: 0...1, labels: ["", "no", "no", ""])),
        ]
        let svg = Chart(title: "holes", panels: [Panel(x: .years, y: .linear(), marks: marks)]).svg()
        for word in ["nan", "inf", "no<"] { #expect(!svg.contains(word), "\(word)") }
    }

    @Test("A chart of nothing, or with senseless sizes, is still a chart")
    func nothing() {
        let empty = Panel(x: .years, y: .names([]), marks: [], plotHeight: .nan, emptyText: "nothing here")
        for columns in [-1, 0, 1, 7] {
            let arrangement = Arrangement(width: .infinity, columns: columns, sharesX: true, sharesY: true)
            #expect(Chart(title: "", panels: [], arrangement: arrangement).layout().textFaults() == [])
            let chart = Chart(title: "t", panels: [empty, empty], arrangement: arrangement)
            #expect(chart.layout().textFaults() == [])
            #expect(chart.svg().contains("nothing here"))
        }
    }

    @Test("Panels that share their axes put the same value at the same height and across the same width")
    func shared() {
        let panels = [[1.0, 2], [10, 40]].map {
            Panel(x: .years, y: .linear(), marks: [.line(LineMark(x: [2020, 2021], y: $0))])
        }
        var chart = Chart(title: "", panels: panels, arrangement: Arrangement(columns: 2, sharesX: true, sharesY: true))
        func labels() -> [String] { chart.layout().texts.filter { $0.anchor == .end }.flatMap(\.lines) }
        let both = labels()
        #expect(both.prefix(both.count / 2) == both.suffix(both.count / 2))
        chart.arrangement.sharesY = false
        #expect(labels() != both)
    }
}
