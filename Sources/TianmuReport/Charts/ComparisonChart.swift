import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuScenario

/// One indicator in several runs: with up to four on one pair of axes, with more in small panels of one scale.
struct ComparisonChart {
    /// What the runs differ in.
    enum Subject {
        case models, scenarios
    }

    let subject: Subject
    let labels: [LocalizedText]
    let fans: [FanSeries]
    let language: Language
    private let words: Words
    private let finding: Finding

    init(_ subject: Subject, _ request: ChartRequest) throws(ChartRefusal) {
        self.subject = subject
        language = request.language
        words = Words(request.language)
        finding = Finding(request.language)
        let variants = try request.compared(2...24)
        labels = variants.map(\.label)
        var fans: [FanSeries] = []
        for variant in variants {
            let slot = try request.slot(in: variant)
            let unit = variant.assessment.plan.series[slot].unit
            if let first = fans.first, first.unit.unit.kind != unit.kind || first.unit.unit.dimension != unit.dimension
            {
                throw ChartRefusal(
                    zh:
                        "“\(variant.label.zh)”中该指标的单位是\(unit.displayName(.zh))，不能与\(first.unit.unit.displayName(.zh))比较",
                    en: "in '\(variant.label.en)' the indicator's unit is \(unit.displayName(.en)), which does not "
                        + "compare with \(first.unit.unit.displayName(.en))")
            }
            fans.append(FanSeries(variant.assessment, slot: slot, unit: fans.first?.unit.unit))
        }
        self.fans = fans
    }

    func chart() -> Chart {
        let isOverlaid = fans.count <= 4
        let bands =
            isOverlaid
            ? words(zh: "带和虚线边为80%预测区间，线为中位数", en: "band and outlines: 80% prediction intervals; lines: medians")
            : words(
                zh: "阴影为50%、80%、90%预测区间，各图同一刻度", en: "shaded: 50, 80 and 90% prediction intervals; one scale for all")
        let unit = fans[0].unitName(language)
        return Chart(
            title: title,
            subtitle: finding.joined([
                [unit, bands].filter { !$0.isEmpty }.joined(separator: words(zh: "；", en: "; ")).capitalized(language),
                runs,
            ]),
            footer: [finding.joined(probabilities), finding.joined([FanNotes(fans[0], language).origins])]
                .filter { !$0.isEmpty },
            description: description, panels: isOverlaid ? [overlay] : panels, table: table,
            arrangement: isOverlaid
                ? Arrangement() : Arrangement(width: 960, columns: 3, sharesX: true, sharesY: true),
            language: language.tag)
    }

    // MARK: Words

    private var title: String {
        let name = fans[0].title[language]
        let count = fans.count
        let whole = words(
            zh: subject == .models ? "\(count)种模型的比较" : "\(count)种情景的比较",
            en: subject == .models ? "\(count) models compared" : "\(count) scenarios compared")
        let plain = words(zh: "\(name)：\(whole)", en: "\(name): \(whole)")
        guard let target = sharedTarget else { return plain }
        let shares = fans.compactMap { $0.targets.last?.summary.probability.value }
        guard let low = shares.min(), let high = shares.max(), shares.count == count else { return plain }
        let amount = fans[0].unit.unit.amount(fans[0].text(of: target), language)
        let demand = finding.demand(target.relation, amount)
        let (least, most) = (finding.share(low), finding.share(high))
        if least == most {
            return words(
                zh: "\(name)：\(target.year)年\(demand)的把握都是\(least)",
                en: "\(name): a \(least) chance of \(demand) in \(target.year) in all \(count)")
        }
        let by = words(zh: subject == .models ? "因模型" : "因情景", en: subject == .models ? "by model" : "by scenario")
        return words(
            zh: "\(name)：\(target.year)年\(demand)的把握\(by)而异，从\(least)到\(most)",
            en: "\(name): \(least) to \(most) chance of \(demand) in \(target.year), \(by)")
    }

    /// The target, if all runs have one and the same and no other.
    private var sharedTarget: PlannedTarget? {
        guard let first = fans[0].targets.first?.target else { return nil }
        let isShared = fans.allSatisfy { fan in
            fan.targets.count == 1
                && fan.targets.allSatisfy {
                    $0.target.year == first.year && $0.target.relation == first.relation
                        && fan.unit($0.target.value) == fans[0].unit(first.value)
                }
        }
        return isShared ? first : nil
    }

    private var runs: String {
        let draws = Set(fans.map { finding.draws($0.plan) })
        let each = draws.count == 1 ? words(zh: "各\(draws.first ?? "")", en: "\(draws.first ?? "") each") : ""
        guard subject == .models else { return each.capitalized(language) }
        return [fans[0].plan.title[language], each].filter { !$0.isEmpty }.joined(separator: words(zh: "，", en: ", "))
    }

    private var probabilities: [String] {
        guard fans.contains(where: { !$0.targets.isEmpty }) else { return [] }
        let each = zip(labels, fans).map { label, fan in
            let shares = fan.targets.map { target in
                let share = finding.probability(target.summary.probability)
                guard sharedTarget == nil else { return share }
                let demand = fan.requirement(target.target, language)
                return words(
                    zh: "\(target.target.year)年 \(demand) \(share)", en: "\(demand) in \(target.target.year) \(share)")
            }
            return "\(label[language]) \(shares.isEmpty ? "–" : shares.joined(separator: words(zh: "，", en: ", ")))"
        }
        return [
            words(zh: "达到目标的概率：", en: "Probability of the target: ") + each.joined(separator: words(zh: "；", en: "; "))
        ]
    }

    private var description: String {
        zip(labels, fans).compactMap { label, fan in
            fan.forecast.last.map { end in
                words(
                    zh:
                        "\(label.zh)：\(end.year)年中位数\(fan.text(end.median))，80%预测区间\(fan.text(end.quantiles[1]))至\(fan.text(end.quantiles[5]))",
                    en: "\(label.en): median \(fan.text(end.median)) in \(end.year), 80% prediction interval "
                        + "\(fan.text(end.quantiles[1])) to \(fan.text(end.quantiles[5]))")
            }
        }.joined(separator: words(zh: "；", en: "; ")) + words(zh: "。", en: ".")
    }

    private var table: DataTable {
        var table = FanChart.table(fans[0], language)
        table.columns.insert(
            subject == .models ? words(zh: "模型", en: "model") : words(zh: "情景", en: "scenario"), at: 0)
        table.rows = zip(labels, fans).flatMap { label, fan in
            FanChart.table(fan, language).rows.map { [label[language]] + $0 }
        }
        return table
    }

    // MARK: Drawings

    private var overlay: Panel {
        let dashes: [Dash] = [.solid, .dashed, .dashDot, .longDash]
        var marks: [Mark] = []
        for (index, fan) in fans.enumerated() where !fan.isCertain {
            marks.append(
                .band(
                    BandMark(
                        x: fan.forecastYears, lower: fan.quantile(1), upper: fan.quantile(5), paint: .category(index),
                        fill: index == 0 ? .translucent : .outlined(.dotted))))
        }
        marks += fans[0].border(language) + targets
        for (index, fan) in fans.enumerated() {
            let end = fan.forecast.last.map { fan.text($0.median) } ?? ""
            marks.append(
                .line(
                    LineMark(
                        x: fan.forecastYears, y: fan.median, paint: .category(index), width: 2.25,
                        dash: dashes[index % dashes.count], marker: Marker.allCases[index % Marker.allCases.count],
                        label: "\(labels[index][language]) \(end)")))
        }
        return Panel(x: fans[0].yearAxis, y: .linear(), marks: marks + fans[0].knownMarks(.full))
    }

    /// The targets of all runs, each once.
    private var targets: [Mark] {
        var drawn: [Mark] = []
        for fan in fans {
            for mark in fan.targetLines(.full, language) + fan.targetPoints(.full, language) where !drawn.contains(mark)
            {
                drawn.append(mark)
            }
        }
        return drawn
    }

    private var panels: [Panel] {
        zip(labels, fans).enumerated().map { index, pair in
            let (label, fan) = pair
            let share =
                sharedTarget == nil ? nil : fan.targets.first.map { finding.share($0.summary.probability.value) }
            let title = share.map { words(zh: "\(label.zh)：\($0)", en: "\(label.en): \($0)") } ?? label[language]
            return Panel(
                title: title, x: .years, y: .linear(), marks: fan.fanMarks(.small, language, captions: index < 3),
                plotHeight: 150)
        }
    }
}
