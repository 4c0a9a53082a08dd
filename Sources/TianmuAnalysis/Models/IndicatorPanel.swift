import TianmuBacktest
import TianmuEngine
import TianmuModel
import TianmuScenario

/// What is known of one indicator in its own region, and of the same indicator in others: what models are tried on.
package struct IndicatorPanel: Equatable, Sendable {
    package var own: PanelSeries
    /// In order of name; empty where the files of figures have no other regions.
    package var siblings: [PanelSeries]
    package var measure: Measure

    package init(own: PanelSeries, siblings: [PanelSeries], measure: Measure) {
        self.own = own
        self.siblings = siblings
        self.measure = measure
    }

    /// Figures known at the scenario's as-of; nothing that is assumed.
    /// - Parameter slot: of the indicator, in the plan and in the scenario that it was made from.
    package init(_ scenario: Scenario, plan: Plan, slot: Int) {
        let (series, entry) = (plan.series[slot], scenario.indicators[slot])
        let region = entry.region ?? scenario.region
        measure = series.measure
        own = PanelSeries(
            name: region ?? series.id.name,
            history: History(
                series.known.filter { !$0.value.isAssumed }.sorted { $0.key < $1.key }
                    .map { Observation(year: $0.key, value: $0.value.value, isProvisional: $0.value.isProvisional) }))
        let figures = entry.figures.map { IndicatorID($0.value) } ?? series.id
        siblings = (region == nil ? [] : scenario.figures.regions ?? []).filter { $0 != region }.compactMap { other in
            let history = scenario.figures.select(
                indicator: figures, region: other, asOf: scenario.asOf, kinds: scenario.acceptedKinds,
                unit: series.unit
            ).history
            return history.count > 1 ? PanelSeries(name: other, history: history) : nil
        }
    }

    /// Years from the last known figure through `year`: 1...10.
    package func horizon(through year: Int) -> Int {
        min(max(year - (own.history.observations.last?.year ?? year), 1), 10)
    }
}
