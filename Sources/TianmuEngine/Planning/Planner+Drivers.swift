import TianmuModel
import TianmuScenario

/// Other indicators, and other regions' figures, that models read.
extension Planner {
    typealias Driver = (planned: PlannedDriver, context: DriverContext)

    /// The drivers that the scenario names for a model, in the descriptor's order; `nil` after a fault.
    mutating func drivers(of binding: Binding, descriptor: ModelDescriptor) -> [Driver]? {
        let given = binding.use.drivers
        var isFaulty = false
        func fault(_ zh: String, _ en: String, at position: SourcePosition?, _ planner: inout Planner) {
            isFaulty = true
            planner.diagnostics.append(
                .error(zh: "模型“\(descriptor.id)”：\(zh)", en: "model '\(descriptor.id)': \(en)", at: position))
        }
        let roles = descriptor.drivers.map(\.role)
        for role in given.keys.sorted() where !roles.contains(role) {
            let hint = NearestName.hint(for: role, among: roles)
            let none = roles.isEmpty
            fault(
                none ? "不读其他指标，没有“\(role)”" : "没有驱动角色“\(role)”\(hint.zh)",
                none ? "reads no other indicators, so there is no '\(role)'" : "has no driver '\(role)'\(hint.en)",
                at: given[role]?.position, &self)
        }
        var found: [Driver] = []
        for driver in descriptor.drivers {
            guard let name = given[driver.role] else {
                if driver.isRequired {
                    fault(
                        "缺少驱动指标“\(driver.role)”（drivers）", "the driver '\(driver.role)' is missing ('drivers')",
                        at: binding.use.position, &self)
                }
                continue
            }
            guard let slot = requireSlot(name, what: LocalizedText(zh: "drivers", en: "'drivers'")) else {
                isFaulty = true
                continue
            }
            if binding.slots.contains(slot) {
                fault("“\(name.value)”不能驱动自己", "'\(name.value)' cannot drive itself", at: name.position, &self)
            } else if let measure = driver.measure, drafts[slot].unit != nil, drafts[slot].measure != measure {
                let isPercent = measure == .percent
                fault(
                    "“\(driver.role)”须为\(isPercent ? "百分比" : "水平值")，“\(name.value)”不是",
                    "'\(driver.role)' must be a \(isPercent ? "percentage" : "level"), and '\(name.value)' is not",
                    at: name.position, &self)
            }
            found.append(
                (
                    PlannedDriver(role: driver.role, slot: slot),
                    DriverContext(
                        role: driver.role, indicator: drafts[slot].id, measure: drafts[slot].measure,
                        history: driverHistory(slot))
                ))
        }
        return isFaulty ? nil : found
    }

    /// Where an option puts another model in place of an indicator's own, the drivers that it can use.
    func keptDrivers(of draft: SeriesDraft, for model: ModelID) -> [String: Located<String>] {
        guard case .model(let use) = draft.entry.method, let descriptor = registry[model]?.descriptor else {
            return [:]
        }
        return use.drivers.filter { role, _ in descriptor.drivers.contains { $0.role == role } }
    }

    /// Figures, and what a formula makes of figures in years without.
    private func driverHistory(_ slot: Int) -> History {
        guard case .formula = drafts[slot].method else { return drafts[slot].history }
        let years = drafts.flatMap(\.known.keys).filter { $0 <= scenario.years.base }
        guard let first = years.min(), let last = years.max() else { return drafts[slot].history }
        return History(
            (first...last).compactMap { year in
                if let known = drafts[slot].known[year] {
                    return Observation(year: year, value: known.value, isProvisional: known.isProvisional)
                }
                return derived(slot, year, depth: 0).map { Observation(year: year, value: $0) }
            })
    }

    /// What figures and formulas say of a year; `nil` where they say nothing.
    private func derived(_ slot: Int, _ year: Int, depth: Int) -> Double? {
        if let known = drafts[slot].known[year] { return known.value }
        // Formulas that wait for each other are told elsewhere; here they only must not go on for ever.
        guard depth < 64, case .formula(let formula) = drafts[slot].method else { return nil }
        var inputs: [Double] = []
        for input in formula.compiled.inputs {
            guard let value = derived(input.slot, year - input.lag, depth: depth + 1) else { return nil }
            inputs.append(value)
        }
        let value = formula.compiled.value(inputs)
        return value.isFinite ? value : nil
    }

    /// The same indicator in other regions of the figures files, as known at the scenario's date.
    func siblings(of draft: SeriesDraft) -> [SiblingSeries] {
        guard let unit = draft.unit, let regions = scenario.figures.regions else { return [] }
        let own = draft.entry.region ?? scenario.region
        let figuresID = draft.entry.figures.map { IndicatorID($0.value) } ?? draft.id
        return regions.sorted().filter { $0 != own }.compactMap { region in
            let selection = scenario.figures.select(
                indicator: figuresID, region: region, asOf: scenario.asOf, kinds: scenario.acceptedKinds, unit: unit)
            let history = History(
                selection.levels.map {
                    Observation(year: $0.year, value: $0.value, isProvisional: $0.figure.kind != .actual)
                })
            return history.count > 0 ? SiblingSeries(name: region, history: history) : nil
        }
    }

    /// Each driver must have a value in every year that its model projects, and in the year before.
    mutating func checkDrivers(grid: YearGrid) {
        for model in models {
            for driver in model.drivers {
                let draft = drafts[driver.slot]
                if case .undecided = draft.method { continue }
                let years = model.forecastYears.lowerBound - 1...model.forecastYears.upperBound
                guard let missing = years.first(where: { !draft.hasValue(in: $0) && $0 < draft.firstForecastYear })
                else { continue }
                diagnostics.append(
                    .error(
                        zh: "模型“\(model.descriptor.id)”需要驱动指标“\(draft.id)”\(missing) 年的数值，但没有；可用 base 给出假设",
                        en: "the model '\(model.descriptor.id)' needs its driver '\(draft.id)' in \(missing), "
                            + "and there is none; assume one with 'base'",
                        at: drafts[model.slots[0]].entry.id.position))
            }
        }
    }

    /// Groups the order of evaluation by stages, so that drivers have whole paths before a model reads them.
    /// `nil` where a driver waits for what it drives; the circle has been told.
    mutating func planStages(order: [Int], links: [PlannedLink]) -> [PlanStage]? {
        var stage = [Int](repeating: 0, count: drafts.count)
        var modelStage = [Int](repeating: 0, count: models.count)
        var isMoving = true
        var rounds = 0
        while isMoving, rounds <= drafts.count + 1 {
            isMoving = false
            rounds += 1
            func raise(_ slot: Int, to level: Int) {
                if stage[slot] < level { (stage[slot], isMoving) = (level, true) }
            }
            for (index, model) in models.enumerated() {
                modelStage[index] = model.drivers.reduce(modelStage[index]) { max($0, stage[$1.slot] + 1) }
                for slot in model.slots { raise(slot, to: modelStage[index]) }
            }
            for link in links { raise(link.to, to: stage[link.from]) }
            for (slot, draft) in drafts.enumerated() {
                guard case .formula(let formula) = draft.method else { continue }
                for input in formula.compiled.inputs { raise(slot, to: stage[input.slot]) }
            }
        }
        guard !isMoving else {
            let stuck = models.filter { !$0.drivers.isEmpty }
            let names = stuck.flatMap(\.slots).map { drafts[$0].id.name }.joined(separator: ", ")
            diagnostics.append(
                .error(
                    zh: "驱动指标又取决于它所驱动的指标（\(names)）；驱动须先于被驱动者推算",
                    en: "a driver depends on what it drives (\(names)); drivers are projected before what they drive",
                    at: stuck.first.flatMap { drafts[$0.slots[0]].entry.id.position }))
            return nil
        }
        let count = 1 + max(stage.max() ?? 0, modelStage.max() ?? 0)
        return (0..<count).map { level in
            PlanStage(
                models: models.indices.filter { modelStage[$0] == level }, order: order.filter { stage[$0] == level })
        }
    }
}
