import TianmuModel
import TianmuScenario

/// One thing in which two scenarios differ, that may be taken from either.
package struct ScenarioPart: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Files of figures, region, day and kinds of figures.
        case figures
        case indicator(String)
        case group(String)
        case correlation(String)
        case link(String)
        case shock(String)
        case lever(String)
        /// What two scenarios differ in beside all that: the order of their indicators, which decides about draws.
        case rest
    }

    package var kind: Kind
    package var title: LocalizedText
}

/// Mixes two scenarios part by part. The targets, years and draws are always those of the first.
struct ScenarioMixer: Sendable {
    let first: Scenario
    let second: Scenario
    let parts: [ScenarioPart]

    init(_ first: Scenario, _ second: Scenario) {
        self.first = first
        self.second = second
        var parts: [ScenarioPart] = []
        if Self.ground(first) != Self.ground(second) {
            parts.append(
                ScenarioPart(kind: .figures, title: LocalizedText(zh: "数据与截止日", en: "Figures and their day")))
        }
        func compare<Entry>(
            _ a: [Entry], _ b: [Entry], _ key: (Entry) -> String, _ kind: (String) -> ScenarioPart.Kind,
            _ title: (Entry) -> LocalizedText, _ content: (Entry) -> String
        ) {
            let old = Dictionary(a.map { (key($0), content($0)) }, uniquingKeysWith: { first, _ in first })
            let new = Dictionary(b.map { (key($0), content($0)) }, uniquingKeysWith: { first, _ in first })
            var seen: Set<String> = []
            for entry in a + b where old[key(entry)] != new[key(entry)] && seen.insert(key(entry)).inserted {
                parts.append(ScenarioPart(kind: kind(key(entry)), title: title(entry)))
            }
        }
        let names = Dictionary(
            (first.indicators + second.indicators).map { entry in
                (
                    entry.id.value.name,
                    entry.title ?? first.figures.name(of: entry.figures.map { IndicatorID($0.value) } ?? entry.id.value)
                )
            }, uniquingKeysWith: { first, _ in first })
        func name(_ id: String) -> LocalizedText { names[id] ?? LocalizedText(id) }
        func indicators(_ scenario: Scenario) -> [(entry: IndicatorEntry, pool: String)] {
            scenario.indicators.map { ($0, Self.pool(of: $0, in: scenario)) }
        }
        compare(
            indicators(first), indicators(second), { $0.entry.id.value.name }, ScenarioPart.Kind.indicator,
            { name($0.entry.id.value.name) }, { Self.content($0.entry) + $0.pool })
        compare(
            first.groups, second.groups, { $0.name.value }, ScenarioPart.Kind.group, { LocalizedText($0.name.value) },
            { "\($0.indicators.map(\.value)) \(Self.content($0.use))" })
        compare(
            first.correlations, second.correlations, Self.key, ScenarioPart.Kind.correlation,
            { entry in
                let (a, b) = (name(entry.first.value), name(entry.second.value))
                return LocalizedText(zh: "\(a.zh)与\(b.zh)：相关", en: "\(a.en), \(b.en): correlation")
            }, { "\($0.value)" })
        compare(
            first.links, second.links, Self.key, ScenarioPart.Kind.link,
            { entry in
                let (a, b) = (name(entry.from.value), name(entry.to.value))
                return LocalizedText(zh: "\(a.zh)→\(b.zh)", en: "\(a.en) → \(b.en)")
            }, { "\($0.elasticity)" })
        compare(
            first.shocks, second.shocks, Self.key, ScenarioPart.Kind.shock, \.name,
            { shock in
                "\(shock.probability) \(shock.recovery) \(shock.effects.map { "\($0.indicator.value) \($0.points)" })"
            })
        compare(
            first.levers, second.levers, { $0.name.value }, ScenarioPart.Kind.lever,
            { $0.title ?? LocalizedText($0.name.value) },
            {
                "\($0.indicator.value) \($0.effect) \($0.from.value) \($0.through.map { "\($0.value)" } ?? "") \($0.value.value)"
            })
        self.parts = parts
    }

    /// The first scenario with some parts of the second: bit i of `subset` for part i.
    func mixed(_ subset: Int) -> Scenario {
        var scenario = first
        scenario.diagnostics = []
        let taken = Set(parts.indices.filter { subset >> $0 & 1 == 1 }.map { parts[$0].kind })
        if taken.contains(.figures) {
            (scenario.region, scenario.asOf) = (second.region, second.asOf)
            (scenario.acceptedKinds, scenario.figures) = (second.acceptedKinds, second.figures)
            scenario.lacksFigures = second.lacksFigures
        }
        func mix<Entry>(_ a: [Entry], _ b: [Entry], _ kind: (Entry) -> ScenarioPart.Kind) -> [Entry] {
            let kept = a.compactMap { entry in
                taken.contains(kind(entry)) ? b.first { kind($0) == kind(entry) } : entry
            }
            let known = Set(a.map(kind))
            return kept + b.filter { taken.contains(kind($0)) && !known.contains(kind($0)) }
        }
        scenario.indicators = mix(first.indicators, second.indicators) { .indicator($0.id.value.name) }
        // An indicator's pool goes with it: fitted weights do not exist without.
        scenario.pools = mix(first.pools, second.pools) { .indicator($0.indicator.value) }
        scenario.groups = mix(first.groups, second.groups) { .group($0.name.value) }
        scenario.correlations = mix(first.correlations, second.correlations) { .correlation(Self.key($0)) }
        scenario.links = mix(first.links, second.links) { .link(Self.key($0)) }
        scenario.shocks = mix(first.shocks, second.shocks) { .shock(Self.key($0)) }
        scenario.levers = mix(first.levers, second.levers) { .lever($0.name.value) }
        return scenario
    }

    private static func key(_ entry: CorrelationEntry) -> String {
        [entry.first.value, entry.second.value].sorted().joined(separator: " ~ ")
    }

    private static func key(_ entry: LinkEntry) -> String { "\(entry.from.value) → \(entry.to.value) \(entry.lag)" }

    private static func key(_ entry: ShockEntry) -> String { "\(entry.name.en) \(entry.year.value)" }

    /// Which figures a scenario has and uses.
    private static func ground(_ scenario: Scenario) -> [String] {
        let panels = scenario.pools.compactMap { if case .panel(let path, _) = $0.source { path } else { nil } }
        let data = scenario.inputs.filter {
            !$0.path.hasSuffix(".yaml") && !$0.path.hasSuffix(".yml") && !panels.contains($0.path)
        }
        return [
            scenario.region ?? "", scenario.asOf.map { "\($0)" } ?? "",
            scenario.acceptedKinds.map { "\($0)" }.sorted().joined(separator: " "),
        ] + data.map(\.digest)
    }

    /// Which past errors an indicator's intervals rest on.
    private static func pool(of entry: IndicatorEntry, in scenario: Scenario) -> String {
        switch scenario.pools.first(where: { $0.indicator.value == entry.id.value.name })?.source {
        case .siblings: "\nsiblings"
        case .panel(let path, _): "\n\(scenario.inputs.first { $0.path == path }?.digest ?? path)"
        case nil: ""
        }
    }

    /// What decides about numbers, without places and reasons.
    private static func content(_ entry: IndicatorEntry) -> String {
        let method =
            switch entry.method {
            case .model(let use): content(use)
            case .formula(let text): text.value
            case .none: ""
            }
        let base = entry.base.map { "\($0.value.value) \($0.unit?.value ?? "") \($0.year.map { "\($0.value)" } ?? "")" }
        return [
            entry.unit?.value ?? "", entry.figures?.value ?? "", entry.region ?? "", method, base ?? "",
        ].joined(separator: "\n")
    }

    private static func content(_ use: ModelUse) -> String {
        use.model.value + use.drivers.sorted { $0.key < $1.key }.map { " \($0.key)<\($0.value.value)" }.joined()
            + content(use.parameters) + " \(use.weights?.value.rawValue ?? "")"
            + use.members.sorted { $0.model.value < $1.model.value }
            .map { " \($0.model.value): \($0.weight?.value ?? 1)\(content($0.parameters))" }.joined()
    }

    private static func content(_ parameters: [String: Located<ParameterValue>]) -> String {
        parameters.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value.value)" }.joined()
    }
}
