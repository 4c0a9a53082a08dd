/// Another indicator that a model reads: its history when it is fitted, its paths when it projects.
public struct DriverDescriptor: Equatable, Codable, Sendable {
    /// What the indicator is to the model, such as `investment`: the key in a scenario's `drivers`.
    public var role: String
    /// `nil` takes both levels and percentages.
    public var measure: Measure?
    /// True if a scenario must name one.
    public var isRequired: Bool
    public var explanation: LocalizedText

    public init(_ role: String, measure: Measure? = nil, isRequired: Bool = true, explanation: LocalizedText) {
        self.role = role
        self.measure = measure
        self.isRequired = isRequired
        self.explanation = explanation
    }
}
