import TianmuCharts

extension Sample {
    static let comparisons = [
        Sample(name: "comparison-zh", chart: comparison(isChinese: true)),
        Sample(name: "comparison-en", chart: comparison(isChinese: false)),
        Sample(name: "log-comparison", chart: logComparison),
    ]

    static func comparison(isChinese zh: Bool) -> Chart {
        let names =
            zh
            ? ["基准情景 868", "投资加快 905", "外需走弱 846", "分段线性模型 861"]
            : ["baseline 868", "faster investment 905", "weak exports 846", "piecewise-linear model 861"]
        let ends = [868.0, 905, 846, 861]
        let dashes: [Dash] = [.solid, .dashed, .dashDot, .longDash]
        let series = ends.indices.flatMap { index -> [Mark] in
            let middle = forecastYears.indices.map { 600 + (ends[index] - 600) * Double($0) / 5 }
            let spread = forecastYears.indices.map { Double($0) * 14 }
            let band = BandMark(
                x: forecastYears, lower: zip(middle, spread).map { $0 - $1 },
                upper: zip(middle, spread).map { $0 + $1 },
                paint: .category(index), fill: index == 0 ? .translucent : .outlined(.dotted))
            let line = LineMark(
                x: forecastYears, y: middle, paint: .category(index), width: 2.25, dash: dashes[index],
                marker: Marker.allCases[index], label: names[index])
            return index < 2 ? [.band(band), .line(line)] : [.line(line)]
        }
        return Chart(
            title: zh ? "只有投资加快的情景越过目标" : "Only faster investment passes the target",
            subtitle: zh ? "地区生产总值，亿元；带为80%预测区间" : "Gross regional product, 100 million yuan; bands are 80 % intervals",
            footer: [zh ? "四种情景用同一组随机数。" : "All four share their random numbers."],
            description: "Four lines from 600 in 2020.",
            panels: [
                Panel(
                    x: .years, y: .linear(caption: zh ? "亿元" : "100 million yuan"),
                    marks: series + [.rule(RuleMark(.y(900), label: zh ? "规划目标 900亿元" : "plan target 900"))],
                    plotHeight: 300)
            ], language: zh ? "zh-CN" : "en")
    }

    static let logComparison = Chart(
        title: "From ten to a hundred thousand on one sheet", subtitle: "Made-up series",
        panels: [
            Panel(
                x: .years, y: .log(caption: "million yuan", note: "log scale"),
                marks: (0..<3).map { index in
                    .line(
                        LineMark(
                            x: forecastYears,
                            y: (0...5).map { [30.0, 900, 4000][index] * [1.8, 1.3, 1.9][index].power($0) },
                            paint: .category(index), dash: Dash.allCases[index], marker: Marker.allCases[index],
                            label: ["a young industry", "an old one", "the whole"][index]))
                }, plotHeight: 240)
        ], language: "en")
}

extension Double {
    fileprivate func power(_ n: Int) -> Double { (0..<n).reduce(1) { product, _ in product * self } }
}
