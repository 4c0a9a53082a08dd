import TianmuAnalysis
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// Forecasts of successive days against what came: medians as lines, the first forecast's 80 % interval as a band.
package enum HedgehogChart {
    /// Panels of one chart; beyond, the indicators with targets come first.
    private static let mostPanels = 8

    /// - Parameter indicator: show this one only.
    /// - Throws: ``ChartRefusal`` where nothing that was forecast has become known.
    package static func chart(
        of hedgehog: Hedgehog, card: Scorecard, indicator: IndicatorID? = nil, language: Language
    ) throws(ChartRefusal) -> Chart {
        let words = Words(language)
        let plan = card.now
        let targeted = Set(plan.targets.map(\.slot))
        let scored = Set(card.scores.map(\.slot)).filter { indicator == nil || plan.series[$0].id == indicator }
        let slots = scored.sorted { (targeted.contains($0) ? 0 : 1, $0) < (targeted.contains($1) ? 0 : 1, $1) }
            .prefix(mostPanels)
        guard !slots.isEmpty, hedgehog.spines.count > 1 else {
            throw ChartRefusal(
                LocalizedText(
                    zh: "没有当时预测、现已公布的数字可画",
                    en: "nothing that was forecast then has become known: there is nothing to draw"))
        }
        let days = hedgehog.spines.map { "\($0.asOf)" }
        return Chart(
            title: title(card, slots.count, indicator, words),
            subtitle: words(
                zh: "线为各日按当时数据预测的中位数，浅带为最早一次的80%区间；点为已知数字，空心为初步数或预计数",
                en:
                    "Lines: median forecasts of each day with what was known then; band: the first one's 80% interval; dots: what is "
                    + "known, hollow where preliminary or estimated"),
            footer: [
                "\(plan.title[language])\(words(zh: "，预测日：", en: ", forecasts of "))\(days.joined(separator: words(zh: "、", en: ", ")))\(words(zh: "。", en: "."))"
            ],
            description: ScorecardReport.sentence(card)[language],
            panels: slots.map { panel($0, hedgehog, card, isAlone: slots.count == 1, words) },
            table: ScorecardTable.scores(of: card, language: language).data,
            arrangement: Arrangement(columns: slots.count == 1 ? 1 : 2), language: language.tag)
    }

    private static func title(_ card: Scorecard, _ panels: Int, _ indicator: IndicatorID?, _ words: Words) -> String {
        if panels == 1,
            let slot = card.scores.first(where: { indicator == nil || card.now.series[$0.slot].id == indicator })?.slot
        {
            let name = card.now.series[slot].title[words.language]
            return words(zh: "\(name)：历次预测与结果", en: "\(name): successive forecasts and what came")
        }
        return words(
            zh: "\(card.scores.count)个已知结果中\(card.insideCount)个落在最早预测的80%区间内",
            en: "\(card.insideCount) of \(card.scores.count) outcomes lie inside the first forecast's 80% interval")
    }

    private static func panel(
        _ slot: Int, _ hedgehog: Hedgehog, _ card: Scorecard, isAlone: Bool, _ words: Words
    ) -> Panel {
        let series = card.now.series[slot]
        let targets = card.now.targets.filter { $0.slot == slot }
        let known = KnownLevels(plan: card.now)
        let first = card.now.years.base - 2
        let levels = known.all(slot: slot).filter { $0.year >= first && !$0.restsOnAssumption }
        let largest =
            (hedgehog.spines.flatMap { $0.summary.indicators[slot].years.map(\.median.magnitude) }
            + levels.map(\.value.magnitude)).max() ?? 1
        let unit = ChartUnit(series.unit, stated: targets.map(\.statedUnit), largest: largest)
        var marks: [Mark] = []
        if let spine = hedgehog.spines.first {
            let years = spine.summary.indicators[slot].years.filter { !$0.isKnown }
            marks.append(
                .band(
                    BandMark(
                        x: years.map { Double($0.year) }, lower: years.map { unit($0.quantile(0.1)) },
                        upper: years.map { unit($0.quantile(0.9)) }, paint: .band(0))))
        }
        if let target = targets.last {
            let label = isAlone ? words(zh: "目标", en: "target") : ""
            marks.append(.rule(RuleMark(.y(unit(target.value)), width: 1, label: label)))
        }
        for (place, spine) in hedgehog.spines.enumerated() {
            marks.append(line(spine, slot, unit, place: place, of: hedgehog.spines.count))
        }
        marks += dots(levels, series, unit)
        return Panel(
            title: isAlone ? "" : series.title[words.language], x: .years,
            y: .linear(caption: unit.unit.displayName(words.language)), marks: marks, plotHeight: isAlone ? 320 : 170)
    }

    /// From the last level known on the day to the end; later days darker and less broken.
    private static func line(_ spine: Hedgehog.Spine, _ slot: Int, _ unit: ChartUnit, place: Int, of count: Int) -> Mark
    {
        let plan = spine.summary.plan
        let start = KnownLevels(plan: plan).all(slot: slot).last { $0.year >= plan.years.base - 2 }
        let years = spine.summary.indicators[slot].years.filter { $0.year > (start?.year ?? 0) }
        let dashes: [Dash] = [.dotted, .dashed, .dashDot, .longDash]
        let isLast = place == count - 1
        return .line(
            LineMark(
                x: (start.map { [Double($0.year)] } ?? []) + years.map { Double($0.year) },
                y: (start.map { [unit($0.value)] } ?? []) + years.map { unit($0.median) },
                paint: isLast ? .median : place == 0 ? .ink : .muted, width: isLast ? 2 : 1.5,
                dash: isLast ? .solid : dashes[min(place, dashes.count - 1)],
                label: place == 0 || isLast ? "\(spine.asOf)" : ""))
    }

    private static func dots(_ levels: [KnownLevel], _ series: Series, _ unit: ChartUnit) -> [Mark] {
        let firm = levels.filter { $0.figure == nil || $0.figure?.kind == .actual }
        let soft = levels.filter { !firm.contains($0) }
        func mark(_ levels: [KnownLevel], _ look: DotMark.Look) -> Mark {
            .dots(DotMark(x: levels.map { Double($0.year) }, y: levels.map { unit($0.value) }, look: look))
        }
        let years = Set(levels.map(\.year))
        let old = series.superseded.filter { years.contains($0.year) }.compactMap { figure -> (Double, Double)? in
            (try? Unit.convert(figure.value, from: figure.unit, to: series.unit)).map {
                (Double(figure.year), unit($0))
            }
        }
        return [
            .dots(DotMark(x: old.map(\.0), y: old.map(\.1), look: .pale)), mark(firm, .filled), mark(soft, .hollow),
        ]
    }
}
