import TianmuAnalysis
import TianmuBacktest
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// What growth models say of one indicator of a scenario, and how they did on its known past.
package struct ModelComparison: Sendable {
    /// One model, or what the scenario itself does.
    package struct Entry: Sendable {
        package var label: LocalizedText
        /// `nil` where the scenario has a formula.
        package var model: ModelID?
        package var fit: FitReport?
        /// The forecast years in order.
        package var years: [YearSummary]
        package var own: ModelTrial.Outcome
        package var siblings: ModelTrial.Outcome
    }

    package var plan: Plan
    package var series: Series
    /// The scenario itself first; then by skill on other regions, on the own past where there are none, the best first.
    package var entries: [Entry]
    package var refusals: [Comparison.Refusal]
    package var trial: ModelTrial

    /// The formula that the models stand in place of.
    package var formula: String? {
        if case .formula(let formula) = series.method { formula.text } else { nil }
    }

    /// - Parameter slot: of the indicator, in the plan of every variant.
    package init(variants: [Variant], refusals: [Comparison.Refusal], plan: Plan, slot: Int, trial: ModelTrial) {
        self.plan = plan
        self.refusals = refusals
        self.trial = trial
        series = plan.series[slot]
        let all = variants.map { Self.entry($0, slot: slot, trial) }
        let isOwn = { (entry: Entry) in entry.label != LocalizedText(entry.model?.name ?? "") }
        func merit(_ entry: Entry) -> Double {
            let skill = (entry.siblings.scores ?? entry.own.scores)?.skill ?? .nan
            return skill.isFinite ? skill : -.infinity
        }
        entries =
            all.filter(isOwn)
            + all.filter { !isOwn($0) }.sorted {
                let (a, b) = (merit($0), merit($1))
                return a == b ? $0.label.en < $1.label.en : a > b
            }
    }

    private static func entry(_ variant: Variant, slot: Int, _ trial: ModelTrial) -> Entry {
        let plan = variant.assessment.plan
        var entry = Entry(
            label: variant.label, model: nil, fit: nil,
            years: variant.assessment.summary.indicators.first { $0.slot == slot }?.years.filter { !$0.isKnown } ?? [],
            own: .untested(byFormula), siblings: .untested(byFormula))
        guard case .model(let index, _) = plan.series[slot].method else { return entry }
        let model = plan.models[index]
        entry.model = model.descriptor.id
        entry.fit = model.fitted.report
        // Of ensembles the usual one is tested, which is called by its name alone.
        if !model.members.isEmpty, variant.label.en != model.descriptor.id.name {
            (entry.own, entry.siblings) = (.untested(asEnsemble), .untested(asEnsemble))
        } else if let record = trial.records[model.descriptor.id] {
            let isDefault = (try? model.descriptor.resolve([:])) == model.parameters
            let isTested = record.own.scores != nil || record.siblings.scores != nil
            (entry.own, entry.siblings) =
                isDefault || !isTested
                ? (record.own, record.siblings) : (.untested(givenParameters), .untested(givenParameters))
        }
        return entry
    }

    private static let byFormula = LocalizedText(
        zh: "由公式计算，不逐序列回测", en: "given by a formula, which is not tested series by series")
    private static let asEnsemble = LocalizedText(
        zh: "情景自己的组合模型，这里不回测（可用 tianmu backtest --members 回测）",
        en: "an ensemble of the scenario's own, not tested here ('tianmu backtest --members' tests any)")
    private static let givenParameters = LocalizedText(
        zh: "情景自定参数，可能已知道后来的数字，不回测",
        en: "the scenario's own parameters may know what came since; not tested")
}
