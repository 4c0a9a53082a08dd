import TianmuModel

extension StockFlowModel {
    public var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: "stock-flow",
            title: LocalizedText(zh: "存量与流量（个数）", en: "Stock and flows (counts)"),
            summary: LocalizedText(
                zh: "按“上年存量 − 退出 + 进入”推算企业数、上市公司数等个数，每次抽样都是整数，存量很小时也准确。"
                    + "同组可再给出进入数（第二个指标）与退出数（第三个），速率便由其历史估计。金额、人口结构等不是逐个进出的量不宜使用。",
                en:
                    "Firms, listed companies and other counts as last year's stock less exits plus entries: whole numbers in "
                    + "every draw, right for small stocks. Entries (second indicator of a group) and exits (third) may come "
                    + "along, and give the rates. Not for amounts of money, nor for populations by age."),
            minimumObservations: 1,
            outputs: 1...3,
            parameters: Self.parameters,
            sources: [
                "Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., sections 2.4 and 2.6",
                "Johnson, Kemp & Kotz (2005), Univariate Discrete Distributions, 3rd ed., sections 5.3 and 6.9.2",
                "Wilson & Hilferty (1931), PNAS 17, 684-688, for counts above 100",
            ])
    }

    private static var parameters: [ParameterDescriptor] {
        [
            ParameterDescriptor(
                "entries", kind: .uncertain, unit: "the indicator's unit per year", range: 0...1e15,
                explanation: LocalizedText(
                    zh: "每年进入多少；不给则由历史估计", en: "how many enter a year; from the history if absent")),
            ParameterDescriptor(
                "entry-rate", kind: .uncertain, unit: "percent of the stock per year", range: 0...1000,
                explanation: LocalizedText(
                    zh: "每年进入数占年初存量的百分比，可代替 entries", en: "entries a year per stock at its start, instead of 'entries'")
            ),
            ParameterDescriptor(
                "basis", kind: .choice(["year", "stock"]), default: .choice("year"),
                explanation: LocalizedText(
                    zh: "由历史估计时：year 按每年个数，stock 按占存量的比例",
                    en: "of entries from the history: counts a year, or per stock")),
            ParameterDescriptor(
                "growth", kind: .uncertain, unit: "percent per year", range: -100...1000, default: .number(0),
                explanation: LocalizedText(
                    zh: "进入速率自第二个预测年起每年增长多少", en: "growth of the rate of entries from the second forecast year on")),
            ParameterDescriptor(
                "exit-rate", kind: .uncertain, unit: "percent per year", range: 0...100,
                explanation: LocalizedText(
                    zh: "年初存量中每年退出的百分比；有退出数历史时可不给",
                    en: "how many of a hundred leave within a year; may be absent where exits have a history")),
            ParameterDescriptor(
                "entry-variation", unit: "percent", range: 0...200,
                explanation: LocalizedText(
                    zh: "进入速率各年之间的变异系数（偶然波动之外）；不给则由历史与 10% 的先验估计",
                    en:
                        "how much the rate of entries varies between years beyond chance; from the history and a prior of 10 "
                        + "if absent")),
            ParameterDescriptor(
                "exit-variation", unit: "percent", range: 0...200,
                explanation: LocalizedText(
                    zh: "退出概率各年之间的变异系数；不给则由退出数历史与 10% 的先验估计",
                    en:
                        "how much the exit probability varies between years; from the history of exits and a prior of 10 if "
                        + "absent")),
            ParameterDescriptor(
                "per-unit", unit: "counts", range: 1...1e9, default: .number(1),
                explanation: LocalizedText(
                    zh: "指标的一个单位等于多少个，如单位为“万户”时为 10000",
                    en: "how many counts one unit of the indicator is, 10000 where the unit is ten thousand")),
        ]
    }
}
