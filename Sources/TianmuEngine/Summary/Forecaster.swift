/// From a plan to its summary, with conditions or without.
package enum Forecaster {
    /// - Throws: ``SimulationError``.
    package static func summarize(
        _ plan: Plan, options: SimulationOptions = SimulationOptions()
    ) async throws(SimulationError) -> Summary {
        guard plan.conditions.isEmpty else { return try await Conditioner.summarize(plan, options: options) }
        let simulation = try await Simulator.simulate(plan, options: options)
        options.step?(.summarize)
        return Summarizer.summarize(simulation)
    }
}
