import TianmuCharts

extension Sample {
    static let fans = [
        Sample(name: "fan-zh", chart: fan(isChinese: true)), Sample(name: "fan-en", chart: fan(isChinese: false)),
        Sample(name: "small-multiples", chart: multiples(count: 5, columns: 2, sharesY: false)),
        Sample(name: "twelve-panels", chart: multiples(count: 12, columns: 3, sharesY: true)),
    ]

    static let forecastYears = [2020.0, 2021, 2022, 2023, 2024, 2025]

    static func bands(from base: Double, growth: Double, spread: Double, labels: [String]? = nil) -> [Mark] {
        let steps = forecastYears.indices.map(Double.init)
        let middle = steps.map { base + growth * $0 }
        func side(_ z: Double) -> [Double] { zip(steps, middle).map { $1 + z * spread * $0.squareRoot() * $0 } }
        let widths = [1.645, 1.282, 0.674]
        return widths.indices.map { step in
            let (low, high) = step < 2 ? (labels?[2 * step] ?? "", labels?[2 * step + 1] ?? "") : ("", "")
            return .band(
                BandMark(
                    x: forecastYears, lower: side(-widths[step]), upper: side(widths[step]), paint: .band(step),
                    lowerLabel: low, upperLabel: high))
        }
    }

    static func fan(isChinese zh: Bool) -> Chart {
        let labels =
            zh
            ? ["5%分位 784", "95%分位 960", "10%分位 802", "90%分位 939"]
            : ["5th pct. 784", "95th pct. 960", "10th pct. 802", "90th pct. 939"]
        let marks: [Mark] =
            bands(from: 600, growth: 53.6, spread: 4.8, labels: labels) + [
                .rule(.border(x: 2020, before: zh ? "已公布" : "published", after: zh ? "预测" : "forecast")),
                .rule(RuleMark(.y(900), label: zh ? "规划目标 900亿元" : "plan target 900")),
                .line(
                    LineMark(
                        x: forecastYears, y: [600, 653.6, 707.2, 760.8, 814.4, 868], paint: .median, width: 2.5,
                        label: zh ? "中位数 868" : "median 868")),
                .line(
                    LineMark(
                        x: [2015, 2016, 2017, 2018, 2019, 2020], y: [468, 497, 521, 539.6, .nan, 600],
                        bridgesGaps: true)),
                .dots(DotMark(x: [2018, 2020], y: [528, 586.5], look: .pale)),
                .dots(
                    DotMark(
                        x: [2015, 2016, 2017, 2018], y: [468, 497, 521, 539.6],
                        labels: ["468", "497", "521", "539.6"])),
                .dots(DotMark(x: [2020], y: [600], look: .hollow, labels: ["600"])),
            ]
        return Chart(
            title: zh ? "地区生产总值：2025年越过900亿元的把握约三成" : "Gross regional product: about three in ten to pass 900 by 2025",
            subtitle: zh
                ? "亿元，当年价。阴影为50%、80%、90%预测区间；基准情景，16,384次模拟。空心点为初步数，浅色小点为已修订的旧数"
                : "100 million yuan, current prices. Shaded: 50, 80 and 90 % prediction intervals; baseline scenario, "
                    + "16,384 draws. Hollow: preliminary; small and pale: superseded",
            footer: zh
                ? ["P(≥900) = 28% ± 0.4个百分点。2020年基数按“迈上600亿元台阶”取600，属假设。", "来源：政府工作报告（2021-03-01）；2018年统计公报。"]
                : [
                    "P(≥900) = 28% ± 0.4 points. The base of 2020 is taken as 600 from “above the 600 step”: an "
                        + "assumption.",
                    "Sources: government work report (2021-03-01); statistical communiqué of 2018.",
                ],
            description: zh
                ? "折线与扇形图。2020年600亿元，2025年中位数868亿元，90%预测区间784至960亿元，目标900亿元。"
                : "A fan chart. From 600 in 2020 to a median of 868 in 2025, 90 % prediction interval 784 to 960.",
            panels: [Panel(x: .years, y: .linear(), marks: marks)],
            table: DataTable(
                columns: zh ? ["年份", "中位数", "5%分位", "95%分位"] : ["year", "median", "5 %", "95 %"],
                rows: [["2020", "600", "600", "600"], ["2025", "868", "784", "960"]]),
            language: zh ? "zh-CN" : "en")
    }

    static func multiples(count: Int, columns: Int, sharesY: Bool) -> Chart {
        let names = [
            "地区生产总值（亿元）", "人均地区生产总值（万元）", "一般公共预算收入（亿元）", "居民人均可支配收入（万元）", "城乡居民收入比",
        ]
        let panels = (0..<count).map { index -> Panel in
            let scale = sharesY ? 100 : [600, 9.4, 71, 5.5, 1.68][index % 5]
            let growth = sharesY ? 4 + 6 * wave(index) : [53, 0.9, 4.4, 0.31, -0.013][index % 5]
            let last = scale + 5 * growth
            let decimals = scale < 10 ? 2 : 0
            return Panel(
                title: sharesY ? "情景\(index + 1)" : names[index % 5], x: .years, y: .linear(),
                marks: bands(from: scale, growth: growth, spread: abs(growth) * 0.1) + [
                    .rule(.border(x: 2020, before: "已公布", after: "预测")),
                    .rule(RuleMark(.y(scale + 5.4 * growth), label: "目标")),
                    .line(
                        LineMark(
                            x: forecastYears, y: (0...5).map { scale + growth * Double($0) }, paint: .median,
                            width: 2.5, label: NumberText.fixed(last, decimals: decimals))),
                    .line(LineMark(x: [2018, 2019, 2020], y: [scale * 0.9, .nan, scale], bridgesGaps: true)),
                    .dots(DotMark(x: [2018, 2020], y: [scale * 0.9, scale])),
                ], plotHeight: columns > 2 ? 130 : 170)
        }
        return Chart(
            title: sharesY ? "十二种情景下的总量指数，同一刻度" : "五项主要目标：2025年各在何处",
            subtitle: "右端数字为2025年中位数；阴影为50%、80%、90%预测区间", footer: ["来源：“十四五”规划纲要；统计公报。"],
            description: "每幅小图一个指标。", panels: panels,
            arrangement: Arrangement(columns: columns, sharesX: true, sharesY: sharesY), language: "zh-CN")
    }
}
