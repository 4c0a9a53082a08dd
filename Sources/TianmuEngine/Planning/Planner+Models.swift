import TianmuBacktest
import TianmuModel
import TianmuScenario

extension Planner {
    /// A model to be fitted, and the slots that it is to fill.
    struct Binding {
        var use: ModelUse
        var slots: [Int]
        var grounds: Grounds
    }

    /// Says which slots each model owns. Everything else must have a formula.
    mutating func bindMethods() {
        var owned: [Int: String] = [:]
        for group in scenario.groups {
            for name in group.indicators {
                guard let slot = requireSlot(name, what: LocalizedText(zh: "组", en: "a group")) else { continue }
                if let model = options.models[drafts[slot].id] {
                    diagnostics.append(
                        .error(
                            zh: "“\(name.value)”由组“\(group.name.value)”共同推算，不能单独改用“\(model)”",
                            en: "'\(name.value)' is projected by the group '\(group.name.value)' "
                                + "and cannot take the model '\(model)' by itself", at: name.position))
                }
                if case .none = drafts[slot].entry.method, owned[slot] == nil {
                    owned[slot] = group.name.value
                } else {
                    diagnostics.append(
                        .error(
                            zh: "“\(name.value)”已有模型、公式或另一个组",
                            en: "'\(name.value)' has a model, a formula or another group already",
                            at: name.position))
                }
            }
        }
        for (slot, draft) in drafts.enumerated() {
            guard case .none = draft.entry.method, owned[slot] == nil else { continue }
            // What could not be read has been told.
            if isWritten("model", of: draft.id) || isWritten("formula", of: draft.id) { continue }
            diagnostics.append(
                .error(
                    zh: "“\(draft.id)”既没有 model 也没有 formula，也不属于任何组",
                    en: "'\(draft.id)' has neither 'model' nor 'formula' and belongs to no group",
                    at: draft.entry.id.position))
        }
        for name in options.models.keys.sorted(by: { $0.name < $1.name }) where slot(named: name.name) == nil {
            let hint = NearestName.hint(for: name.name, among: drafts.map(\.id.name))
            diagnostics.append(
                .error(zh: "没有指标“\(name)”\(hint.zh)", en: "there is no indicator '\(name)'\(hint.en)", at: nil))
        }
    }

    /// Fits all models.
    mutating func fitModels(targets: [PlannedTarget]) {
        bridgeGaps()
        checkPools()
        for binding in bindings() { fit(binding, targets: targets) }
    }

    private func bindings() -> [Binding] {
        var bindings: [Binding] = []
        for (slot, draft) in drafts.enumerated() {
            if let model = options.models[draft.id] {
                let position = draft.entry.id.position
                let use = ModelUse(
                    model: Located(model.name, at: position), drivers: keptDrivers(of: draft, for: model),
                    position: position)
                bindings.append(Binding(use: use, slots: [slot], grounds: Grounds()))
            } else if case .model(let use) = draft.entry.method {
                bindings.append(Binding(use: use, slots: [slot], grounds: draft.entry.grounds))
            }
        }
        for group in scenario.groups {
            let slots = group.indicators.compactMap { slot(named: $0.value) }
            bindings.append(Binding(use: group.use, slots: slots, grounds: group.grounds))
        }
        return bindings
    }

    private mutating func fit(_ binding: Binding, targets: [PlannedTarget]) {
        let use = binding.use
        guard let chosen = chosenModel(use) else { return }
        let (descriptor, parameters) = (chosen.model.descriptor, chosen.parameters)
        let slots = binding.slots
        guard !slots.isEmpty, slots.allSatisfy({ drafts[$0].unit != nil }) else { return }
        guard let drivers = drivers(of: binding, descriptor: descriptor) else { return }
        let lastYears = Set(slots.map { drafts[$0].known.keys.max() ?? scenario.years.base })
        guard lastYears.count == 1, let lastYear = lastYears.first else {
            diagnostics.append(
                .error(
                    zh: "同组指标的最近数据年份不同：\(lastYears.sorted().map(String.init).joined(separator: "、"))",
                    en: "the members' last figures are of different years: "
                        + lastYears.sorted().map(String.init).joined(separator: ", "), at: use.model.position))
            return
        }
        // A series that is known to the end still needs one year to project, which nobody reads.
        let years = min(lastYear + 1, scenario.years.through)...scenario.years.through
        let outputs = slots.map { slot in
            OutputContext(
                indicator: drafts[slot].id, measure: drafts[slot].measure, history: drafts[slot].history,
                targets: Dictionary(
                    targets.filter { $0.slot == slot && years.contains($0.year) }.map { ($0.year, $0.value) },
                    uniquingKeysWith: { first, _ in first }),
                siblings: descriptor.usesSiblings ? siblings(of: drafts[slot]) : [])
        }
        do {
            let context = FitContext(
                outputs: outputs, parameters: parameters, drivers: drivers.map(\.context), forecastYears: years)
            guard let weighing = weighing(chosen.members, use, slots, context) else { return }
            let model = weighing.isFitted ? Ensemble.model(weighing.members) : chosen.model
            let refit: PanelErrors.Fit = { context throws(ModelRefusal) in try Self.fit(model, context) }
            let fitted = pooled(try refit(context), slots: slots, context, weighing, refit: refit)
            contexts.append(context)
            fittedModels.append(model)
            for (output, slot) in slots.enumerated() {
                drafts[slot].method = .model(models.count, output: output)
                drafts[slot].firstForecastYear = years.lowerBound
            }
            models.append(
                PlannedModel(
                    descriptor: descriptor, parameters: parameters, fitted: fitted, slots: slots,
                    drivers: drivers.map(\.planned), forecastYears: years, grounds: binding.grounds,
                    members: chosen.members.map {
                        PlannedMember(id: $0.model.descriptor.id, parameters: $0.parameters)
                    }))
            assume(use.parameters, of: descriptor, slots, binding.grounds)
            assume(binding)
        } catch {
            let names = slots.map { drafts[$0].id.name }.joined(separator: ", ")
            let help = boundsHelp(slots, error)
            diagnostics.append(
                .error(
                    zh: "模型“\(descriptor.id)”不能用于“\(names)”：\(error.message.zh)\(help.zh)",
                    en: "model '\(descriptor.id)' refuses '\(names)': \(error.message.en)\(help.en)",
                    at: use.model.position))
        }
    }

    /// A model with its parameters, and its members if it is an ensemble; `nil` after faults, which are told.
    private mutating func chosenModel(
        _ use: ModelUse
    ) -> (model: any GrowthModel, parameters: ParameterValues, members: [Ensemble.Member])? {
        let isSound = hasSoundMembers(use)
        if use.isEnsemble {
            guard let members = members(of: use), isSound else { return nil }
            return (Ensemble.model(members), ParameterValues(), members)
        }
        guard let model = registry[ModelID(use.model.value)] else {
            let known = registry.ids.map(\.name) + [Ensemble.id.name]
            let hint = NearestName.hint(for: use.model.value, among: known)
            diagnostics.append(
                .error(
                    zh: "未知模型“\(use.model.value)”\(hint.zh)", en: "unknown model '\(use.model.value)'\(hint.en)",
                    at: use.model.position))
            return nil
        }
        let name = LocalizedText(zh: "模型“\(use.model.value)”", en: "model '\(use.model.value)'")
        let parameters = resolve(use.parameters, of: model.descriptor, called: name, at: use.position)
        guard isSound, let parameters else { return nil }
        return (model, parameters, [])
    }

    /// The one place where a model of unknown type meets its fitted value.
    static func fit(_ model: some GrowthModel, _ context: FitContext) throws(ModelRefusal) -> any FittedModel {
        try model.fit(context)
    }

    /// Where a model lacks figures because all there are say "over …".
    private func boundsHelp(_ slots: [Int], _ refusal: ModelRefusal) -> LocalizedText {
        guard case .tooFewObservations = refusal else { return LocalizedText("") }
        for slot in slots {
            let selection = drafts[slot].selection
            if let bound = selection.bounds.last {
                let figure = bound.figure
                let words = "\(figure.relation.rawValue) \(figure.value.shortText) \(figure.unit.symbol)"
                return LocalizedText(
                    zh: "；只知道 \(figure.year) 年“\(words)”，不是水平值，可用 base 设为假设",
                    en: "; only '\(words)' is known for \(figure.year), which is no level: assume one with 'base'")
            }
            if let hidden = selection.hiddenMessage {
                return LocalizedText(zh: "；\(hidden.zh)（as-of）", en: "; \(hidden.en) (as-of)")
            }
        }
        return LocalizedText("")
    }

    /// What a scenario sets about a model is an assumption unless a document says it.
    /// - Parameter member: the id of the model as one of an ensemble.
    mutating func assume(
        _ parameters: [String: Located<ParameterValue>], of descriptor: ModelDescriptor, _ slots: [Int],
        member: String? = nil, _ grounds: Grounds
    ) {
        guard !parameters.isEmpty, grounds.source == nil else { return }
        let words = parameters.sorted { $0.key < $1.key }
            .map { "\($0.key) \($0.value.value.summary)" }.joined(separator: ", ")
        let title = slots.map { drafts[$0].title }
        let own = descriptor.title
        let model = member == nil ? own : LocalizedText(zh: "成员“\(own.zh)”", en: "the member '\(own.en)'")
        assumptions.append(
            Assumption(
                subject: slots.map { drafts[$0].id.name }.joined(separator: ", ")
                    + (member.map { ".members.\($0)" } ?? ""),
                text: LocalizedText(
                    zh: "\(title.map(\.zh).joined(separator: "、"))：\(model.zh)，\(words)",
                    en: "\(title.map(\.en).joined(separator: ", ")): \(model.en), \(words)"),
                reason: grounds.reason))
    }
}

extension ParameterValue {
    /// As a scenario would write it, in short.
    package var summary: String {
        switch self {
        case .number(let number): number.shortText
        case .quantiles(let p10, let p50, let p90): "\(p10.shortText)/\(p50.shortText)/\(p90.shortText)"
        case .yearly(let values):
            values.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.shortText)" }.joined(separator: ", ")
        case .choice(let word): word
        }
    }
}
