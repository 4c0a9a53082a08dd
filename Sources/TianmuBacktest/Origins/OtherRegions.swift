import TianmuModel
import TianmuScenario

/// What series of one region may be told of series elsewhere.
struct OtherRegions: Sendable {
    let siblings: SiblingHistories?
    /// Series that are drivers by their own name.
    let named: [String: PanelSeries]

    /// - Parameter pooling: whether there are origins for past errors, before those that are scored.
    init(_ panel: SeriesPanel, methods: BacktestMethods, pooling: Bool, options: BacktestOptions) {
        let sources = Set(methods.drivers.map(\.source))
        named = Dictionary(
            panel.series.filter { sources.contains($0.name) }.map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first })
        siblings =
            methods.usesSiblings
            ? SiblingHistories(
                panel,
                years: panel.series.flatMap {
                    ForecastOrigin.origins(of: $0, pooling: pooling, options: options).map(\.year)
                }) : nil
    }
}
