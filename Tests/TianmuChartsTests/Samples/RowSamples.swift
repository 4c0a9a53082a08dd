import TianmuCharts

extension Sample {
    static let rows = [
        Sample(name: "probabilities-zh", chart: probabilities(isChinese: true)),
        Sample(name: "probabilities-en", chart: probabilities(isChinese: false)),
        Sample(name: "intervals", chart: intervals), Sample(name: "heat-map", chart: heatMap),
        Sample(name: "tornado", chart: tornado), Sample(name: "waterfall", chart: waterfall),
        Sample(name: "histogram", chart: histogram),
    ]

    static func probabilities(isChinese zh: Bool) -> Chart {
        let names =
            zh
            ? ["地区生产总值 ≥ 900亿元", "人均地区生产总值 ≥ 16万元", "一般公共预算收入 ≥ 100亿元", "城乡居民收入比 ≤ 1.6", "全部目标同时实现"]
            : [
                "GRP ≥ 900", "GRP per head ≥ 160,000 yuan", "Budget revenue ≥ 100", "Urban-rural ratio ≤ 1.6",
                "All at once",
            ]
        let shares: [Double] = [28, 4, 71, 96.5, 0]
        let errors = [0.4, 0.2, 0.4, 0.2, 0.01]
        let labels = zip(shares, errors).map { share, error in
            share == 0 ? "< 1%" : "\(NumberText.fixed(share, decimals: 0))% ± \(NumberText.fixed(error, decimals: 1))"
        }
        let rows = names.indices.map(Double.init)
        let highs = zip(shares, errors).map { $0 + $1 }
        let marks: [Mark] = [
            .zones(
                ZoneMark(
                    bounds: [0, 10, 33, 66, 90, 100],
                    captions: zh
                        ? ["够不到", "吃力", "跳一跳够得到", "较有把握", "稳妥"]
                        : ["out of reach", "stretched", "within reach", "likely", "safe"])),
            .bars(BarMark(.horizontal, positions: rows, values: shares)),
            .whiskers(
                WhiskerMark(
                    .horizontal, positions: rows, lower: zip(shares, errors).map { max($0 - $1, 0) }, upper: highs)),
            .texts(TextMark(x: highs, y: rows, texts: labels, isBold: true)),
        ]
        return Chart(
            title: zh ? "五项目标中一项稳妥，一项够不到" : "One of five targets is safe, one is out of reach",
            subtitle: zh
                ? "2025年实现目标的概率，%；须线为蒙特卡罗误差"
                : "Probability of reaching the target in 2025, %; whiskers: Monte Carlo error",
            footer: [zh ? "基准情景，16,384次模拟。" : "Baseline scenario, 16,384 draws."],
            description: "Bars of probabilities.",
            panels: [
                Panel(
                    x: .linear(
                        caption: zh ? "概率，%" : "probability, %", domain: 0...100, ticks: [0, 10, 33, 66, 90, 100]),
                    y: .names(names), marks: marks)
            ],
            table: DataTable(
                columns: ["target", "probability"], rows: zip(names, labels).map { [$0, $1] }),
            language: zh ? "zh-CN" : "en")
    }

    static let intervals: Chart = {
        let slots = [
            Axis.Slot("复合增长", group: "地区生产总值"), .init("漂移随机游走", group: "地区生产总值"), .init("目标收敛", group: "地区生产总值"),
            .init("复合增长", group: "一般公共预算收入"), .init("收入弹性", group: "一般公共预算收入"),
        ]
        let rows = slots.indices.map(Double.init)
        let middle = [96.4, 95.8, 99.1, 92.7, 101.2]
        let low = [91.0, 88.2, 97.0, 84.1, 95.5]
        let high = [102.2, 104.9, 101.3, 101.9, 108.8]
        return Chart(
            title: "两个指标、五个模型：谁够得到目标", subtitle: "2025年值占目标的百分比；线段为10%至90%分位，点为中位数",
            panels: [
                Panel(
                    x: .linear(caption: "占目标的百分比，%"), y: Axis(.ordinal(slots)),
                    marks: [
                        .rule(RuleMark(.x(100), label: "目标 = 100")),
                        .whiskers(
                            WhiskerMark(.horizontal, positions: rows, lower: low, upper: high, paint: .median, width: 2)
                        ),
                        .dots(DotMark(x: middle, y: rows, paint: .median)),
                        .texts(
                            TextMark(
                                x: middle, y: rows, texts: middle.map { NumberText.fixed($0, decimals: 0) },
                                sides: [.above])),
                    ])
            ], language: "zh-CN")
    }()

    static let heatMap: Chart = {
        let names = ["总值", "人均", "财政收入", "居民收入", "城乡比"]
        let pairs = (0..<25).map { (Double($0 % 5), Double($0 / 5)) }
        let values = pairs.map { $0 == $1 ? 1 : 0.9 - 0.2 * abs($0 - $1) }
        return Chart(
            title: "哪些目标一同落空", subtitle: "两项目标同时实现的条件概率",
            panels: [
                Panel(
                    x: .names(names), y: .names(names),
                    marks: [
                        .cells(
                            CellMark(
                                columns: pairs.map(\.0), rows: pairs.map(\.1), values: values, domain: 0...1,
                                labels: values.map { NumberText.fixed($0, decimals: 2) }))
                    ])
            ], arrangement: Arrangement(width: 520), language: "zh-CN")
    }()

    static let tornado = Chart(
        title: "Which assumption decides",
        subtitle: "Change of the median in 2025 when an input moves by one standard error",
        panels: [
            Panel(
                x: .linear(caption: "100 million yuan"), y: .names(["trend growth", "deflator", "base of 2020"]),
                marks: [
                    .bars(BarMark(.horizontal, positions: [0, 1, 2], values: [-42, -18, -9.5], paint: .band(1))),
                    .bars(BarMark(.horizontal, positions: [0, 1, 2], values: [45, 17, 9.5])),
                    .texts(TextMark(x: [45, 17, 9.5], y: [0, 1, 2], texts: ["+45", "+17", "+9.5"])),
                    .texts(
                        TextMark(x: [-42, -18, -9.5], y: [0, 1, 2], texts: ["−42", "−18", "−9.5"], sides: [.left])),
                ])
        ], language: "en")

    static let waterfall = Chart(
        title: "从600到868：增量从哪里来", subtitle: "2025年中位数的分解",
        panels: [
            Panel(
                x: .names(["2020年", "趋势增长", "价格", "投资冲击", "2025年中位数"]), y: .linear(caption: "亿元"),
                marks: [
                    .bars(
                        BarMark(
                            .vertical, positions: [0, 1, 2, 3, 4], values: [600, 770, 850, 868, 868],
                            bases: [0, 600, 770, 850, 0])),
                    .texts(
                        TextMark(
                            x: [0, 1, 2, 3, 4], y: [600, 770, 850, 868, 868],
                            texts: ["600", "+170", "+80", "+18", "868"],
                            sides: [.above])),
                ], plotHeight: 240)
        ], language: "zh-CN")

    static let histogram = Chart(
        title: "Share of draws by level reached", subtitle: "per cent",
        panels: [
            Panel(
                x: .linear(caption: "100 million yuan"), y: .linear(caption: "%"),
                marks: [
                    .bars(
                        BarMark(
                            .vertical, positions: (0..<9).map { 700 + 40 * Double($0) },
                            values: [1, 4, 11, 19, 24, 20, 13, 6, 2], thickness: 40)),
                    .rule(RuleMark(.x(900), label: "target 900")),
                ], plotHeight: 220)
        ], language: "en")
}
