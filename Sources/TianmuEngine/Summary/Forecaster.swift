/// From a plan to its summary, with conditions or without.
package enum Forecaster {
    /// - Throws: ``SimulationError``.
    package static func summarize(
        _ plan: Plan, options: SimulationOptions = SimulationOptions()
    ) async throws(SimulationError) -> Summary {
        plan.conditions.isEmpty
            ? Summarizer.summarize(try await Simulator.simulate(plan, options: options))
            : try await Conditioner.summarize(plan, options: options)
    }
}
