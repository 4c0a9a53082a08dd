import TianmuModel
import TianmuNumerics
import TianmuScenario

/// What a run may change about a scenario without another file.
package struct PlanOptions: Sendable {
    package var drawCount: Int?
    package var seed: UInt64?
    package var sampler: Sampler?
    package var probabilities: ProbabilityEstimator?
    /// Use these models, with their default parameters, in place of what the scenario says.
    package var models: [IndicatorID: ModelID]
    /// Conditions beside the scenario's own; one on the same indicator and year stands in place of it.
    package var given: [GivenEntry]
    /// A year that the grid holds even if nothing needs it. Plans of one grid share their draws, whatever is known in each.
    package var firstYear: Int?
    /// Called when a step begins, for those who measure time.
    package var step: (@Sendable (WorkStep) -> Void)?

    package init(
        drawCount: Int? = nil, seed: UInt64? = nil, sampler: Sampler? = nil,
        probabilities: ProbabilityEstimator? = nil, models: [IndicatorID: ModelID] = [:],
        given: [GivenEntry] = [], firstYear: Int? = nil, step: (@Sendable (WorkStep) -> Void)? = nil
    ) {
        self.drawCount = drawCount
        self.seed = seed
        self.sampler = sampler
        self.probabilities = probabilities
        self.models = models
        self.given = given
        self.firstYear = firstYear
        self.step = step
    }
}
