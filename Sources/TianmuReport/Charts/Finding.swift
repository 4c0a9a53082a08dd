import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// The words of charts about probabilities and targets.
struct Finding {
    let language: Language
    private let words: Words

    init(_ language: Language) {
        self.language = language
        words = Words(language)
    }

    /// What is found about the indicator if one target is its last: "高于900亿元的把握约28%".
    func sentence(_ fan: FanSeries) -> String? {
        guard let last = fan.targets.map(\.target.year).max() else { return nil }
        let targets = fan.targets.filter { $0.target.year == last }
        guard targets.count == 1, let target = targets.first else { return nil }
        let amount = fan.unit.unit.amount(fan.text(of: target.target), language)
        let name = fan.title[language]
        let demand = demand(target.target.relation, amount)
        let share = target.summary.probability.value
        if target.summary.forecast.isKnown {
            let isMet = share > 0.5
            return words(
                zh: "\(name)：\(last)年\(demand)的目标\(isMet ? "已经达到" : "没有达到")",
                en:
                    "\(name): the target of \(target.target.relation.symbol) \(amount) in \(last) was \(isMet ? "met" : "missed")"
            )
        }
        return words(
            zh: "\(name)：\(last)年\(demand)的把握\(inWords(share))",
            en: "\(name): \(inWords(share)) chance of \(demand) in \(last)")
    }

    /// What a target asks for.
    func demand(_ relation: TargetRelation, _ amount: String) -> String {
        switch relation {
        case .above: words(zh: "高于\(amount)", en: "exceeding \(amount)")
        case .atLeast: words(zh: "达到\(amount)", en: "reaching \(amount)")
        case .below: words(zh: "低于\(amount)", en: "staying below \(amount)")
        case .atMost: words(zh: "不超过\(amount)", en: "ending no higher than \(amount)")
        }
    }

    /// 约28%, 不足1%, 超过99%; `28%`, `less than 1%`, `more than 99%`.
    func inWords(_ share: Double) -> String {
        guard share.isFinite else { return words(zh: "算不出", en: "no computable") }
        if share < 0.01 { return words(zh: "不足1%", en: "less than a 1%") }
        if share > 0.99 { return words(zh: "超过99%", en: "more than a 99%") }
        return words(zh: "约", en: "") + NumberText.percent(share)
    }

    /// 28%, 不足1%, 超过99%; `28%`, `under 1%`, `over 99%`.
    func share(_ share: Double) -> String {
        if share < 0.01 { return words(zh: "不足1%", en: "under 1%") }
        if share > 0.99 { return words(zh: "超过99%", en: "over 99%") }
        return NumberText.percent(share)
    }

    /// `28% ± 0.4个百分点`; without the error where it does not change the digits.
    func probability(_ estimate: Estimate) -> String {
        let share = NumberText.percent(estimate.value)
        guard hasError(estimate) else { return share }
        let error = NumberText.points(estimate.standardError)
        return words(zh: "\(share) ± \(error)个百分点", en: "\(share) ± \(error) points")
    }

    /// `28% ± 0.4`.
    func shortProbability(_ estimate: Estimate) -> String {
        let share = NumberText.percent(estimate.value)
        return hasError(estimate) ? "\(share) ± \(NumberText.points(estimate.standardError))" : share
    }

    /// Whether the error is worth printing.
    func hasError(_ estimate: Estimate) -> Bool {
        (0.01...0.99).contains(estimate.value) && estimate.standardError >= 0.0005
    }

    /// 已达到 or 未达到, of a target whose year is known.
    func outcome(_ target: TargetAssessment) -> String {
        target.summary.probability.value > 0.5 ? words(zh: "已达到", en: "met") : words(zh: "未达到", en: "missed")
    }

    /// The verdict, and whether it is a close one.
    func verdict(_ target: TargetAssessment) -> String {
        let title = target.verdict.title[language]
        return target.isClose ? words(zh: "\(title)，但离分界很近", en: "\(title), but close to the border") : title
    }

    /// `16,384次模拟`.
    func draws(_ plan: Plan) -> String {
        let count = NumberText.fixed(Double(plan.draws.count), decimals: 0)
        return words(zh: "\(count)次模拟", en: "\(count) draws")
    }

    /// Sentences with their stops, in one paragraph.
    func joined(_ sentences: [String]) -> String {
        sentences.filter { !$0.isEmpty }.map { sentence in
            let ends = sentence.last.map { "。.！!？?".contains($0) } ?? true
            return ends ? sentence : sentence + words(zh: "。", en: ".")
        }.joined(separator: words(zh: "", en: " "))
    }
}
