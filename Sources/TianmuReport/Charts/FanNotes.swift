import TianmuEngine
import TianmuModel
import TianmuScenario

/// What stands above and below the fan of one indicator.
struct FanNotes {
    let fan: FanSeries
    let language: Language
    private let words: Words
    private let finding: Finding

    init(_ fan: FanSeries, _ language: Language) {
        self.fan = fan
        self.language = language
        words = Words(language)
        finding = Finding(language)
    }

    var subtitle: String {
        let unit = fan.unitName(language)
        let bands =
            fan.forecast.isEmpty
            ? words(zh: "各年均已知，没有预测", en: "all years are known; nothing is forecast")
            : fan.isCertain
                ? words(zh: "各次模拟结果相同，没有区间", en: "all draws agree, so there are no bands")
                : words(zh: "阴影为50%、80%、90%预测区间", en: "shaded: 50, 80 and 90% prediction intervals")
        let run = words(
            zh: "\(fan.plan.title.zh)，\(finding.draws(fan.plan))",
            en: "\(fan.plan.title.en), \(finding.draws(fan.plan))")
        return finding.joined([
            [unit, bands].filter { !$0.isEmpty }.joined(separator: words(zh: "；", en: "; ")).capitalized(language), run,
            legend.capitalized(language),
        ])
    }

    /// The forms of points that need a word.
    private var legend: String {
        let styles = Set(fan.known.map { PointStyle($0) })
        var parts = PointStyle.allCases.filter(styles.contains).compactMap { $0.legend?[language] }
        if !fan.superseded.isEmpty {
            parts.append(words(zh: "浅色小点为已修订的旧数", en: "small and pale: superseded"))
        }
        return parts.joined(separator: words(zh: "，", en: "; "))
    }

    var footer: [String] {
        [
            finding.joined(fan.targets.map(target)), finding.joined([method, gap, derivation].compactMap { $0 }),
            finding.joined(assumptions), origins,
        ].filter { !$0.isEmpty }
    }

    private func target(_ target: TargetAssessment) -> String {
        let demand = fan.requirement(target.target, language)
        let required = words(zh: "\(target.target.year)年 \(demand)", en: "\(demand) in \(target.target.year)")
        if target.summary.forecast.isKnown {
            let outcome = finding.outcome(target)
            return words(zh: "\(required)：\(outcome)", en: "\(required): \(outcome)")
        }
        let probability = finding.probability(target.summary.probability)
        let prior =
            target.priorShare >= 0.5
            ? words(
                zh: "；主要依据假设（占\(NumberText.percentOfWhole(target.priorShare))）",
                en: "; rests mainly on assumptions (\(NumberText.percentOfWhole(target.priorShare)))") : ""
        return words(
            zh: "\(required)的概率：\(probability)，\(finding.verdict(target))\(prior)",
            en: "Probability of \(required): \(probability), \(finding.verdict(target))\(prior)")
    }

    /// What the forecast was made by.
    private var method: String {
        if fan.forecast.isEmpty { return "" }
        switch fan.series.method {
        case .model(let index, _):
            let model = fan.plan.models[index].descriptor.title[language]
            return words(zh: "模型：\(model)", en: "Model: \(model)")
        case .formula(let formula):
            let slots = formula.compiled.inputs.map(\.slot).filter { fan.plan.series[$0].id != fan.series.id }
            var seen: Set<Int> = []
            let names = slots.filter { seen.insert($0).inserted }.map { fan.plan.series[$0].title[language] }
            if names.isEmpty { return words(zh: "按公式推算", en: "Computed by formula") }
            return words(
                zh: "按公式由\(names.joined(separator: "、"))推算", en: "Computed from \(names.joined(separator: ", "))")
        }
    }

    private var gap: String? {
        guard fan.origin == nil, let first = fan.forecast.first else { return nil }
        guard let last = fan.known.last else {
            return words(zh: "没有可用的历史数据", en: "There is no figure to start from")
        }
        return words(
            zh: "\(last.year)年以后没有可用的数，虚线连到\(first.year)年的中位数",
            en: "There is no figure after \(last.year); the dotted line leads to the median of \(first.year)")
    }

    /// That the level from which the forecast starts was computed from assumed ones.
    private var derivation: String? {
        guard let last = fan.known.last, last.isDerived, !last.assumedSlots.isEmpty else { return nil }
        var seen: Set<Int> = []
        let names = last.assumedSlots.filter { seen.insert($0).inserted }.map { fan.plan.series[$0].title[language] }
        return words(
            zh: "\(last.year)年的数由假设的\(names.joined(separator: "、"))算得",
            en: "The value of \(last.year) is computed from assumed levels: \(names.joined(separator: ", "))")
    }

    private var assumptions: [String] {
        fan.plan.assumptions.filter { assumption in
            assumption.subject.split(separator: ",").contains { subject in
                let subject = subject.drop { $0 == " " }
                return subject == fan.series.id.name || subject.hasPrefix("\(fan.series.id.name).members.")
            }
        }.map { assumption in
            let text = words(zh: "假设：", en: "Assumption: ") + assumption.text[language]
            guard let reason = assumption.reason?[language] else { return text }
            return text + words(zh: "。理由：", en: ". Why: ") + reason
        }
    }

    /// The last figure, and where figures and targets come from.
    var origins: String { finding.joined([vintage, sources].compactMap { $0 }) }

    private var vintage: String? {
        guard let point = fan.known.last, point.isFigure, let figure = point.figures.first else { return nil }
        let kind =
            switch figure.kind {
            case .preliminary: words(zh: "初步数", en: "preliminary")
            case .estimate: words(zh: "年内估计数", en: "estimated before the year's end")
            default: words(zh: "正式数", en: "final")
            }
        let amount = fan.unit.unit.amount(fan.knownText(point), language)
        return words(
            zh: "最近一期：\(point.year)年\(amount)（\(kind)）", en: "Last figure: \(amount) in \(point.year) (\(kind))")
    }

    /// The sources of figures and of targets, each once, the newest first.
    private var sources: String? {
        var seen: Set<String> = []
        let figures = fan.known.reversed().flatMap(\.figures).filter { !$0.source.isEmpty }.map { figure in
            figure.source + (figure.published.text.map { words(zh: "（\($0)）", en: " (\($0))") } ?? "")
        }
        let targets = fan.targets.compactMap { $0.target.source?[language] }
        let shown = Self.listed(figures.filter { seen.insert($0).inserted }, words)
        let set = Self.listed(targets.filter { seen.insert($0).inserted }, words)
        let parts = [
            shown.map { words(zh: "数据来源：", en: "Figures: ") + $0 },
            set.map { words(zh: "目标来源：", en: "Targets: ") + $0 },
        ].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: words(zh: "。", en: ". "))
    }

    private static func listed(_ sources: [String], _ words: Words) -> String? {
        guard !sources.isEmpty else { return nil }
        let rest = sources.count - 4
        return sources.prefix(4).joined(separator: words(zh: "；", en: "; "))
            + (rest > 0 ? words(zh: "；另有\(rest)处", en: "; and \(rest) more") : "")
    }
}

extension PublicationDate {
    /// As it is written in a file of figures; `nil` where nothing is.
    var text: String? {
        switch self {
        case .day(let day): day.description
        case .month(let year, let month): "\(year)-\(month < 10 ? "0" : "")\(month)"
        case .year(let year): "\(year)"
        case .missing: nil
        }
    }
}

extension String {
    /// With a capital at the beginning where the language has capitals.
    func capitalized(_ language: Language) -> String {
        language == .en ? prefix(1).uppercased() + dropFirst() : self
    }
}
