/// What is known of another indicator that a model reads.
public struct DriverContext: Equatable, Codable, Sendable {
    /// As declared in the descriptor.
    public var role: String
    public var indicator: IndicatorID
    public var measure: Measure
    /// Known years, in the indicator's own unit: figures, and what its formula gives from figures.
    public var history: History

    public init(role: String, indicator: IndicatorID, measure: Measure = .level, history: History) {
        self.role = role
        self.indicator = indicator
        self.measure = measure
        self.history = history
    }
}

/// An indicator of another region.
public struct SiblingSeries: Equatable, Codable, Sendable {
    /// The region.
    public var name: String
    public var history: History

    public init(name: String, history: History) {
        self.name = name
        self.history = history
    }
}
