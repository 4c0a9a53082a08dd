/// A number estimated from draws.
package struct Estimate: Equatable, Sendable {
    package var value: Double
    /// Its Monte Carlo standard error.
    package var standardError: Double

    package init(_ value: Double, standardError: Double) {
        self.value = value
        self.standardError = standardError
    }
}
