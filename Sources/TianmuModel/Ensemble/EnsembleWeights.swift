/// How an ensemble weighs its members.
package enum EnsembleWeights: String, CaseIterable, Sendable {
    case equal
    /// Between stacked and equal, the nearer to equal the fewer past errors there are.
    case shrunk
    /// Those of the least CRPS of the mixture over past forecasts of a whole panel.
    case stacked
}
