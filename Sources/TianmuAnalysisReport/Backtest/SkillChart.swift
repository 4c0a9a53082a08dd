import TianmuBacktest
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport

/// How much lower a model's CRPS is than that of drift, by horizon, over a line where they are equal.
package enum SkillChart {
    /// Per cent below which a skill is drawn at the edge: it has no bound.
    static let worst = -100.0

    /// - Throws: ``ChartRefusal`` where drift is not among the models, or no other has a forecast in common with it.
    package static func chart(of backtest: Backtest, language: Language) throws(ChartRefusal) -> Chart {
        let words = Words(language)
        let reference = BacktestMethods.referenceID
        guard backtest.results.contains(where: { $0.id == reference }) else {
            throw ChartRefusal(
                LocalizedText(
                    zh: "技巧是与 \(reference) 相比的：--models 中须有 \(reference)",
                    en: "skill is against \(reference): name \(reference) in '--models'"))
        }
        let shown = backtest.results.filter { $0.id != reference && $0.total.skill.isFinite }
        guard !shown.isEmpty else {
            throw ChartRefusal(
                LocalizedText(
                    zh: "没有模型能与 \(reference) 相比", en: "no other model has a forecast to be held against \(reference)"))
        }
        let isOverlaid = ModelLook.isOverlaid(in: backtest)
        let totals = shown.map { "\($0.id.name) \(ScoreText.percent($0.total.skill))" }
        return Chart(
            title: title(shown, words),
            subtitle: words(
                zh: "按预测年数，CRPS 比 \(reference) 降低的百分比（技巧）；越高越好，零线以下不如 \(reference)",
                en:
                    "How much lower CRPS is than that of \(reference), per cent, by years ahead (skill): the higher the better; "
                    + "below 0 worse than \(reference)"),
            footer: BacktestFooter.lines(
                of: backtest, words,
                then: words(
                    zh: "CRPS 除以起点前的年均变动，只比两者都作出的预测。全部年数合计：\(totals.joined(separator: "；"))。",
                    en:
                        "CRPS is divided by the mean yearly change up to the origin; forecasts that both made. All years "
                        + "together: \(totals.joined(separator: ", ")).")) + cutNote(shown, words),
            description: shown.map { result in
                "\(result.id.name): " + result.horizons.map { ScoreText.percent($0.skill) }.joined(separator: ", ")
            }.joined(separator: words(zh: "；", en: "; ")) + words(zh: "。", en: "."),
            panels: isOverlaid
                ? [panel(shown, title: "", words, plotHeight: 280) { .look(of: $0.id, in: backtest) }]
                : shown.map { panel([$0], title: $0.id.name, words, plotHeight: 150) { _ in .alone } },
            table: table(shown, words),
            arrangement: isOverlaid
                ? Arrangement() : Arrangement(width: 960, columns: 3, sharesX: true, sharesY: true),
            language: language.tag)
    }

    private static func title(_ shown: [BacktestResult], _ words: Words) -> String {
        let reference = BacktestMethods.referenceID
        let better = shown.count { $0.total.skill > 0 }
        if better == 0 {
            return words(
                zh: "没有模型的 CRPS 低于 \(reference)", en: "No model's CRPS is below that of \(reference)")
        }
        return words(
            zh: "\(shown.count)个模型中\(better)个的 CRPS 低于 \(reference)",
            en: "CRPS of \(better) of \(shown.count) model\(shown.count == 1 ? "" : "s") is below that of \(reference)")
    }

    private static func panel(
        _ shown: [BacktestResult], title: String, _ words: Words, plotHeight: Double,
        _ look: (BacktestResult) -> ModelLook
    ) -> Panel {
        let horizons = shown.first?.horizons.indices.map { Double($0 + 1) } ?? []
        let marks = shown.flatMap { result -> [Mark] in
            let (look, values) = (look(result), result.horizons.map { 100 * $0.skill })
            let isCut = values.map { $0 < worst }
            let line = LineMark(
                x: horizons, y: zip(values, isCut).map { $1 ? worst : $0 }, look: look,
                label: title.isEmpty ? result.id.name : "")
            let cut = zip(horizons, isCut).filter(\.1).map(\.0)
            let dots = DotMark(
                x: cut, y: cut.map { _ in worst }, look: .hollow, marker: look.marker ?? .circle, paint: look.paint)
            return cut.isEmpty ? [.line(line)] : [.line(line), .dots(dots)]
        }
        let reference = BacktestMethods.referenceID.name
        return Panel(
            title: title, x: .linear(caption: words(zh: "预测年数", en: "years ahead"), ticks: horizons),
            y: .linear(caption: "%", includesZero: true),
            marks: [.rule(RuleMark(.y(0), paint: .muted, label: title.isEmpty ? reference : ""))] + marks,
            plotHeight: plotHeight)
    }

    private static func cutNote(_ shown: [BacktestResult], _ words: Words) -> [String] {
        guard shown.contains(where: { $0.horizons.contains { 100 * $0.skill < worst } }) else { return [] }
        return [
            words(
                zh: "空心：低于\u{2212}100%，画在边上。", en: "Hollow: below \u{2212}100 %, drawn at the edge.")
        ]
    }

    private static func table(_ shown: [BacktestResult], _ words: Words) -> DataTable {
        DataTable(
            columns: [words(zh: "模型", en: "model"), words(zh: "期", en: "years ahead"), words(zh: "技巧", en: "skill")],
            rows: shown.flatMap { result in
                result.horizons.enumerated().map {
                    [result.id.name, "\($0.offset + 1)", ScoreText.percent($0.element.skill)]
                }
            })
    }
}
