import TianmuModel

/// One way of using a model, for the conformance suite: which parameters, on which kind of series.
public struct ConformanceCase: Sendable {
    /// Which values a history may have.
    public enum Domain: Equatable, Sendable {
        /// Every finite number.
        case real
        /// Numbers above zero.
        case positive
        /// Numbers strictly between two bounds.
        case between(Double, Double)
        /// Positive numbers that sum to a total over all outputs.
        case shares(total: Double)
    }

    /// A few words for the report.
    public var name: String
    public var parameters: [String: ParameterValue]
    public var measure: Measure
    /// `nil`: positive for a level of a model that requires positive values, else real.
    public var domain: Domain?
    /// `nil`: the least that the descriptor allows.
    public var outputCount: Int?
    /// In the indicator's unit, for a history whose last value is 100.
    public var targets: [Int: Double]

    /// - Parameter parameters: as in a scenario, not yet resolved; required ones must be there.
    public init(
        _ name: String = "default parameters",
        parameters: [String: ParameterValue] = [:],
        measure: Measure = .level,
        domain: Domain? = nil,
        outputCount: Int? = nil,
        targets: [Int: Double] = [:]
    ) {
        self.name = name
        self.parameters = parameters
        self.measure = measure
        self.domain = domain
        self.outputCount = outputCount
        self.targets = targets
    }
}
