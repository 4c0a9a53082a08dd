/// What models of a backtest are given beside histories.
package struct BacktestContext: Equatable, Sendable {
    /// The indicators that are forecast, the others being there for models to know; all of them if `nil`.
    package var indicators: [String]?
    /// The indicators of a region that models of several indicators own, in order; all of them if `nil`.
    package var group: [String]?
    /// Each `model.role=indicator`.
    package var drivers: [String] = []
    /// The id of a model, or ``knownPaths``; ``defaultDriverPaths`` if `nil`.
    package var driverPaths: String?
    /// Each `model.parameter=value`.
    package var parameters: [String] = []

    package init() {}

    /// Drivers go on as they did.
    package static let knownPaths = "known"
    package static let defaultDriverPaths = "drift"
}
