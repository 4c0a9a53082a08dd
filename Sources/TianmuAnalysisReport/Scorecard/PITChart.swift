import TianmuAnalysis
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport

/// Where each outcome lies in the distribution that was forecast for it: 0 below all draws, 1 above all. Good forecasts
/// spread evenly, with four fifths between 0.1 and 0.9.
package enum PITChart {
    /// - Throws: ``ChartRefusal`` without outcomes.
    package static func chart(of card: Scorecard, language: Language) throws(ChartRefusal) -> Chart {
        let words = Words(language)
        guard !card.scores.isEmpty else {
            throw ChartRefusal(
                LocalizedText(zh: "没有当时预测、现已公布的数字可画", en: "nothing that was forecast then has become known"))
        }
        let rows = card.scores.indices.map(Double.init)
        func dots(isInside: Bool) -> Mark {
            let found = card.scores.enumerated().filter { $0.element.score.isInside80 == isInside }
            return .dots(
                DotMark(
                    x: found.map(\.element.score.pit), y: found.map { Double($0.offset) },
                    look: isInside ? .filled : .hollow, marker: isInside ? .circle : .diamond,
                    paint: isInside ? .ink : .accent))
        }
        let mean = NumberText.fixed(card.meanPIT, decimals: 2)
        return Chart(
            title: words(
                zh: "结果落在当时预测分布的什么位置：\(card.scores.count)个中\(card.insideCount)个在中间八成",
                en:
                    "Where outcomes lie in what was forecast: \(card.insideCount) of \(card.scores.count) in the middle 80%"
            ),
            subtitle: words(
                zh: "PIT：预测分布中低于结果的比例。实心点在0.1至0.9之间，菱形在外；虚线为平均\(mean)，0.5为不偏",
                en:
                    "PIT: share of the forecast below the outcome. Dots: between 0.1 and 0.9; diamonds: outside; dashed: the mean, "
                    + "\(mean), where 0.5 is unbiased"),
            footer: [
                "\(card.now.title[language])\(words(zh: "。", en: "."))"
            ],
            description: ScorecardReport.sentence(card)[language],
            panels: [
                Panel(
                    x: .linear(domain: 0...1, ticks: [0, 0.1, 0.5, 0.9, 1]),
                    y: .names(
                        card.scores.map { "\(card.now.series[$0.slot].title[language]) \($0.year)" }),
                    marks: [
                        .zones(
                            ZoneMark(
                                bounds: [0.1, 0.9], captions: [words(zh: "应有八成落在这里", en: "80% should lie here")])),
                        .rule(RuleMark(.x(card.meanPIT), paint: .muted, width: 1)),
                        dots(isInside: true), dots(isInside: false),
                        .texts(
                            TextMark(
                                x: card.scores.map(\.score.pit), y: rows,
                                texts: card.scores.map { NumberText.fixed($0.score.pit, decimals: 2) },
                                sides: [.right, .left])),
                    ])
            ],
            table: ScorecardTable.scores(of: card, language: language).data, language: language.tag)
    }
}
