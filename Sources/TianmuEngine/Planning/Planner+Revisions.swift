import TianmuModel
import TianmuScenario

extension Planner {
    /// Lets the last figure of each series err where it is provisional and the scenario asks for it.
    ///
    /// What a revision does to the years after it is found by fitting the model once more with the figure one standard
    /// deviation higher: a model that starts from its last figure moves with it, one that does not read it stays.
    /// Members of groups, whose values hang together, are left as published.
    mutating func planRevisions(into plan: inout Plan) {
        guard let entry = scenario.revisions else { return }
        let history = RevisionHistory(scenario.figures, asOf: scenario.asOf)
        var defaults: [RevisionHistory.Class: [LocalizedText]] = [:]
        for (slot, series) in plan.series.enumerated() {
            guard let (year, known) = series.known.max(by: { $0.key < $1.key }), let figure = known.figure,
                figure.kind != .actual, !isGrouped(series)
            else { continue }
            let figures = RevisionHistory.Class(kind: figure.kind, isLevel: series.measure == .level)
            let stated = figures.isLevel ? entry.levels : entry.points
            let estimated = history.sd(figures)
            if stated == nil, estimated == nil { defaults[figures, default: []].append(series.title) }
            let sd = stated ?? estimated ?? figures.standard
            guard sd > 0 else { continue }
            plan.revisions.append(revision(slot: slot, year: year, known: known, sd: sd, of: plan))
        }
        for (figures, titles) in defaults.sorted(by: { $0.value[0].en < $1.value[0].en }) {
            plan.assumptions.append(Self.assumption(figures, titles, entry.reason))
        }
    }

    private func isGrouped(_ series: Series) -> Bool {
        if case .model(let index, _) = series.method { models[index].slots.count > 1 } else { false }
    }

    private mutating func revision(
        slot: Int, year: Int, known: KnownValue, sd: Double, of plan: Plan
    ) -> PlannedRevision {
        let isLevel = plan.series[slot].measure == .level && known.value > 0
        let size = plan.series[slot].measure == .level ? (isLevel ? sd / 100 : abs(known.value) * sd / 100) : sd
        var revision = PlannedRevision(
            slot: slot, year: year, isRelative: isLevel, sd: size, effects: [],
            dimension: Dimensions.named("revision \(plan.series[slot].id.name)"))
        guard case .model(let index, _) = plan.series[slot].method else { return revision }
        var moved: (sign: Double, plan: Plan)?
        for sign in [1.0, -1] where moved == nil {
            moved = refitted(plan, model: index, slot: slot, year: year, by: sign * size, isRelative: isLevel).map {
                (sign, $0)
            }
        }
        guard let (sign, other) = moved else { return revision }
        let (before, after) = (CentralPath(plan: plan), CentralPath(plan: other))
        if let fault = (other.models[index].fitted as? any ReportsFailure)?.failure {
            tell(fault, of: plan.models[index], slot: slot, of: plan)
        }
        revision.effects = plan.models[index].forecastYears.map { year in
            let (old, new) = (before.value(slot: slot, year: year), after.value(slot: slot, year: year))
            let change = isLevel ? Double.log(new / old) : new - old
            return change.isFinite ? sign * change : 0
        }
        return revision
    }

    /// The plan with one figure moved and its model fitted to it; `nil` where the model refuses it.
    private mutating func refitted(
        _ plan: Plan, model index: Int, slot: Int, year: Int, by change: Double, isRelative: Bool
    ) -> Plan? {
        let model = fittedModels[index]
        var context = contexts[index]
        let history = context.outputs[0].history
        context.outputs[0].history = History(
            history.observations.map { observation in
                var observation = observation
                if observation.year == year {
                    observation.value = isRelative ? observation.value * .exp(change) : observation.value + change
                }
                return observation
            })
        let fitted: any FittedModel
        do throws(ModelRefusal) {
            fitted = try Self.fit(model, context)
        } catch {
            if error.isFault { tell(error.message, of: plan.models[index], slot: slot, of: plan) }
            return nil
        }
        var other = plan
        other.revisions = []
        other.models[index].fitted = fitted
        if let value = context.outputs[0].history.last?.value { other.series[slot].known[year]?.value = value }
        return other
    }

    /// Where the program of a model fails, revisions would move other years than they do, and nobody would know.
    private mutating func tell(_ fault: LocalizedText, of model: PlannedModel, slot: Int, of plan: Plan) {
        let (id, name) = (model.descriptor.id, plan.series[slot].id)
        diagnostics.append(
            .error(
                zh: "模型“\(id)”不能用于“\(name)”的修订：\(fault.zh)",
                en: "model '\(id)' fails for revisions of '\(name)': \(fault.en)", at: nil))
    }

    private static func assumption(
        _ figures: RevisionHistory.Class, _ titles: [LocalizedText], _ reason: LocalizedText?
    ) -> Assumption {
        let size = figures.standard.shortText
        let kind =
            figures.kind == .estimate
            ? LocalizedText(zh: "预计数", en: "estimates") : LocalizedText(zh: "初步数", en: "preliminary figures")
        let names = LocalizedText(
            zh: titles.map(\.zh).joined(separator: "、"), en: titles.map(\.en).joined(separator: ", "))
        return Assumption(
            subject: "revisions",
            text: LocalizedText(
                zh: "\(kind.zh)日后修订的标准差取 \(size)\(figures.isLevel ? "%" : " 个百分点")：\(names.zh)",
                en: "\(kind.en) will be revised by \(size) \(figures.isLevel ? "%" : "points") (sd): \(names.en)"),
            reason: reason
                ?? LocalizedText(
                    zh: "数据文件中同类数字的修订不足 \(RevisionHistory.leastCount) 次，无法估计，取默认值。",
                    en:
                        "The figures files show fewer than \(RevisionHistory.leastCount) revisions of that kind: the default."
                ))
    }
}
