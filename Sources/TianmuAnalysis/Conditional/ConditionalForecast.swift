import TianmuEngine
import TianmuModel
import TianmuScenario

/// A forecast with its conditions beside the same forecast without them, from the same random numbers.
package struct ConditionalForecast: Sendable {
    package var free: Assessment
    package var conditioned: Assessment
    /// `nil` where the conditions hold in every draw.
    package var report: ConditionReport?

    package var plan: Plan { conditioned.plan }

    /// - Parameter plan: with conditions.
    /// - Throws: ``SimulationError``.
    package static func forecast(
        _ plan: Plan, options: SimulationOptions = SimulationOptions()
    ) async throws(SimulationError) -> ConditionalForecast {
        var free = plan
        free.conditions = []
        let summary = try await Forecaster.summarize(plan, options: options)
        return ConditionalForecast(
            free: Assessor.assess(try await Forecaster.summarize(free, options: options)),
            conditioned: Assessor.assess(summary), report: summary.conditions)
    }

    /// What a condition does to an earlier year of its own indicator.
    package struct Backcast: Equatable, Sendable {
        package var slot: Int
        /// The year of the condition.
        package var given: Int
        package var year: Int
        /// Medians.
        package var before: Double
        package var after: Double
        /// The shares of the surprise (``ConditionReport/Sources``) that are in force in `year`: what stays the same in all
        /// years, and innovations up to it.
        package var fromParameters: Double
        package var fromYears: Double
    }

    /// The earlier year that moves most for its spread, over all conditions; `nil` if none is earlier.
    package var backcast: Backcast? {
        guard let report else { return nil }
        var best: (Backcast, Double)?
        for item in report.items {
            let slot = item.condition.slot
            let earlier = free.summary.indicators[slot].years.filter { $0.year < item.condition.year && !$0.isKnown }
            for year in earlier {
                guard let after = conditioned.summary.indicators[slot][year.year], year.sd.value > 0 else { continue }
                let move = (after.median - year.median).magnitude / year.sd.value
                guard move > best?.1 ?? 0 else { continue }
                best = (
                    Backcast(
                        slot: slot, given: item.condition.year, year: year.year, before: year.median,
                        after: after.median, fromParameters: report.sources.parameters,
                        fromYears: report.sources.years.filter { $0.year <= year.year }.reduce(0) { $0 + $1.share }),
                    move
                )
            }
        }
        return best?.0
    }
}
