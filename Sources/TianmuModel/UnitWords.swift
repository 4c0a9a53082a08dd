/// Units of parameters and estimates, which models state in English words.
package enum UnitWords {
    /// The same in both languages; words that nobody has translated, as a worker's may be, stay as they are.
    package static func text(_ words: String) -> LocalizedText {
        LocalizedText(zh: chinese[words] ?? words, en: words)
    }

    private static let chinese = [
        "percent": "%",
        "percent per year": "%/年",
        "percent per year (level); percent (percentage)": "%/年（水平值）；%（百分数）",
        "percent per year of age": "%/岁",
        "percent of the leader": "领先地区的 %",
        "percent of the population per year": "人口的 %/年",
        "percent of the stock per year": "存量的 %/年",
        "points": "个百分点",
        "points per year": "个百分点/年",
        "the indicator's unit": "（指标的单位）",
        "the indicator's unit per year": "（指标的单位）/年",
        "the shares' unit": "（份额的单位）",
        "as investment": "与投资同单位",
        "any measure of number": "任何数量单位",
        "per year": "/年",
        "per 1000 births": "每千例出生",
        "children per woman": "个孩子/妇女",
        "children per woman and year": "个孩子/妇女/年",
        "years": "年",
        "years per year": "年/年",
        "years after the last observation": "年（自最近一个观测值起）",
        "observations": "个观测值",
        "changes": "次变动",
        "counts": "个",
    ]
}
