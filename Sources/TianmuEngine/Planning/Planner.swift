import TianmuModel
import TianmuNumerics
import TianmuScenario

/// Resolves a scenario into a ``Plan``: units agreed, vintages picked, formulas compiled and ordered, models bound and
/// fitted, correlations factored.
///
/// Goes on past errors, so that one check tells all of them.
package struct Planner {
    let scenario: Scenario
    let registry: ModelRegistry
    let options: PlanOptions
    var diagnostics: [Diagnostic]
    var assumptions: [Assumption] = []
    /// One for each indicator of the scenario, in order.
    var drafts: [SeriesDraft] = []
    var models: [PlannedModel] = []
    /// What each of the models was fitted to.
    var contexts: [FitContext] = []
    /// By which it was fitted.
    var fittedModels: [any GrowthModel] = []

    /// - Throws: everything that is wrong, the scenario's own diagnostics first.
    package static func plan(
        _ scenario: Scenario, registry: ModelRegistry, options: PlanOptions = PlanOptions()
    ) throws(DiagnosticList) -> Plan {
        var planner = Planner(
            scenario: scenario, registry: registry, options: options, diagnostics: scenario.diagnostics)
        let plan = planner.plan()
        let list = DiagnosticList(planner.diagnostics.uniqued())
        guard let plan, !list.hasErrors else { throw list.withReason }
        return plan
    }

    private mutating func plan() -> Plan? {
        draftSeries()
        bindMethods()
        compileFormulas()
        // Without a horizon there are no years to check anything against.
        guard !scenario.years.forecast.isEmpty, scenario.years.base > 0 else {
            for target in scenario.targets {
                _ = requireSlot(target.indicator, what: LocalizedText(zh: "目标", en: "a target"))
            }
            for given in scenario.given {
                _ = requireSlot(given.indicator, what: LocalizedText(zh: "条件（given）", en: "'given'"))
            }
            return nil
        }
        let targets = planTargets()
        options.step?(.fit)
        fitModels(targets: targets)
        options.step?(.plan)
        let adjustments = planAdjustments()
        let conditions = planConditions()
        let correlation = planCorrelation()
        let order = evaluationOrder(links: adjustments.links)
        let grid = yearGrid()
        if let order {
            checkAvailability(order: order, grid: grid)
            checkDrivers(grid: grid)
        }
        noteSettings()
        let stages = order.flatMap { planStages(order: $0, links: adjustments.links) }
        guard !DiagnosticList(diagnostics).hasErrors, let stages else { return nil }
        let series = drafts.compactMap { $0.series() }
        guard series.count == drafts.count else { return nil }
        var plan = Plan(
            title: scenario.title, note: scenario.note, region: scenario.region, asOf: scenario.asOf,
            years: scenario.years, grid: grid, draws: sampling, series: series, stages: stages, models: models,
            correlation: correlation, links: adjustments.links, shocks: adjustments.shocks,
            levers: adjustments.levers, conditions: conditions, targets: targets, assumptions: assumptions,
            warnings: diagnostics.uniqued())
        plan.probabilities = probabilities
        planRevisions(into: &plan)
        guard !DiagnosticList(diagnostics).hasErrors else { return nil }
        planPrincipalOrder(of: &plan)
        return plan
    }

    /// True if the scenario gives an indicator this key, readable or not.
    func isWritten(_ key: String, of id: IndicatorID) -> Bool {
        scenario.tree["indicators"]?[id.name]?[key]?.isNull == false
    }

    func slot(named name: String) -> Int? { drafts.firstIndex { $0.id.name == name } }

    /// The slot of a name, or an error with the nearest known one.
    mutating func requireSlot(_ name: Located<String>, what: LocalizedText) -> Int? {
        if let slot = slot(named: name.value) { return slot }
        let hint = NearestName.hint(for: name.value, among: drafts.map(\.id.name))
        diagnostics.append(
            .error(
                zh: "\(what.zh)中的指标“\(name.value)”不存在\(hint.zh)",
                en: "\(what.en) names the unknown indicator '\(name.value)'\(hint.en)", at: name.position))
        return nil
    }

    /// Reads a unit, or reports it with the nearest known ones.
    mutating func requireUnit(_ symbol: Located<String>) -> Unit? {
        do {
            return try Unit(parsing: symbol.value)
        } catch {
            diagnostics.append(.error(error.message, at: symbol.position))
            return nil
        }
    }
}

extension Array where Element: Hashable {
    /// The first of each, in order.
    package func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
