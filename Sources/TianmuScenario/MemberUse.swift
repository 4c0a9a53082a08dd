import TianmuModel

/// One model of an ensemble, as a scenario names it.
package struct MemberUse: Sendable {
    package var model: Located<String>
    /// Above 0; `nil` where nothing is said.
    package var weight: Located<Double>?
    package var parameters: [String: Located<ParameterValue>] = [:]
    /// Where the `parameters` stand, or the model.
    package var position: SourcePosition
    /// Of the parameters; what is not said here may be said of the indicator.
    package var grounds = Grounds()

    init(_ model: Located<String>) {
        self.model = model
        position = model.position
    }
}
