import TianmuNumerics
import TianmuScenario

/// Turns what a simulation left behind into estimates with their errors.
package enum Summarizer {
    package static func summarize(_ simulation: Simulation) -> Summary {
        let plan = simulation.plan
        let perCell = zip(simulation.cells, simulation.statistics).map { cell, statistics in
            (cell, year(cell, statistics, simulation))
        }
        let indicators = plan.series.enumerated().map { slot, series in
            IndicatorSummary(
                slot: slot, id: series.id, title: series.title, unit: series.unit,
                years: perCell.filter { $0.0.slot == slot }.map(\.1))
        }
        let error = ShareError(draws: plan.draws, outcomes: simulation.outcomes)
        let smoothing = simulation.smoothing
        let targets = plan.targets.enumerated().compactMap { index, target -> TargetSummary? in
            guard let forecast = indicators[target.slot][target.year] else { return nil }
            return TargetSummary(
                target: target, probability: smoothing?[.target(index)] ?? error.estimate { $0.met[index] },
                forecast: forecast)
        }
        return Summary(
            plan: plan, indicators: indicators, targets: targets,
            joint: joint(plan.targets, error, smoothing), failures: failures(simulation),
            smoothing: smoothing)
    }

    private static func year(_ cell: Cell, _ statistics: CellStatistics, _ simulation: Simulation) -> YearSummary {
        let total = statistics.total
        let plan = simulation.plan
        let year = plan.grid.year(ofRow: cell.row)
        let spread = Moments(statistics.moments.map(\.standardDeviation).filter(\.isFinite))
        return YearSummary(
            year: year,
            mean: Estimate(total.mean, standardError: meanError(statistics, total, plan.draws)),
            sd: Estimate(
                total.count > 1 ? total.standardDeviation : 0,
                standardError: spread.count > 1 ? spread.standardError : 0),
            quantiles: zip(statistics.quantiles, statistics.quantileErrors).map {
                Estimate($0, standardError: $1)
            },
            minimum: statistics.minimum, maximum: statistics.maximum,
            central: simulation.central.value(slot: cell.slot, row: cell.row),
            isKnown: plan.series[cell.slot].known[year] != nil)
    }

    /// s/√n for independent draws; from the means of the replicates for scrambled points.
    private static func meanError(_ statistics: CellStatistics, _ total: Moments, _ draws: Sampling) -> Double {
        let independent = total.count > 1 ? total.standardError : 0
        guard !draws.sampler.drawsAreIndependent, draws.count >= 4 * Sampling.replicateCount else { return independent }
        let error = Moments(statistics.moments.filter { $0.count > 0 }.map(\.mean)).standardError
        return error.isFinite ? error : independent
    }

    private static func joint(
        _ targets: [PlannedTarget], _ error: ShareError, _ smoothing: Smoothing?
    ) -> JointSummary {
        JointSummary(
            targetCount: targets.count,
            all: smoothing?[.atLeast(targets.count)] ?? error.estimate { $0.metTogether[targets.count] },
            atLeast: targets.indices.map { k in
                smoothing?[.atLeast(k + 1)] ?? error.estimate { $0.metTogether[(k + 1)...].reduce(0, +) }
            },
            byYear: (error.outcomes.first?.years ?? []).enumerated().map { index, year in
                (
                    year, targets.filter { $0.year == year }.count,
                    smoothing?[.allOfYear(index)] ?? error.estimate { $0.allOfYear[index] }
                )
            },
            bothMissed: targets.indices.map { i in
                targets.indices.map { j in error.estimate { $0.bothMissed[min(i, j)][max(i, j)] }.value }
            })
    }

    private static func failures(_ simulation: Simulation) -> [FailureSummary] {
        zip(simulation.cells, simulation.statistics).flatMap { cell, statistics in
            statistics.failures.commonestFirst.map { cause, count in
                FailureSummary(
                    indicator: simulation.plan.series[cell.slot].id,
                    year: simulation.plan.grid.year(ofRow: cell.row), cause: cause, count: count)
            }
        }
    }
}

/// Estimates the share of draws that do something, with its error.
///
/// Independent draws: √(p̃(1 − p̃)/n) with p̃ = (k + 2)/(n + 4), so that a share of 0 or 1 is not called certain
/// (Agresti and Coull 1998). Scrambled points: what the replicates show, and no less than the former at k = 0: the
/// counts of replicates are whole numbers, which may all be the same and yet not be the expectation.
package struct ShareError {
    let draws: Sampling
    /// One for each replicate.
    let outcomes: [TargetOutcomes]

    package init(draws: Sampling, outcomes: [TargetOutcomes]) {
        self.draws = draws
        self.outcomes = outcomes
    }

    /// - Parameter number: of a replicate's draws, how many do it.
    package func estimate(_ number: (TargetOutcomes) -> Int) -> Estimate {
        Self.estimate(counts: outcomes.map(number), of: outcomes.map(\.drawCount), draws: draws)
    }

    /// - Parameters:
    ///   - counts: for each replicate, how many of its draws do it.
    ///   - totals: for each replicate, how many draws it has.
    package static func estimate(counts: [Int], of totals: [Int], draws: Sampling) -> Estimate {
        let count = counts.reduce(0, +)
        let total = totals.reduce(0, +)
        guard total > 0 else { return Estimate(.nan, standardError: .nan) }
        let share = Double(count) / Double(total)
        guard !draws.sampler.drawsAreIndependent, total >= 4 * Sampling.replicateCount else {
            return Estimate(share, standardError: independent(count, of: total))
        }
        let shares = zip(counts, totals).map { Double($0) / Double($1) }
        let error = max(Moments(shares).standardError, independent(0, of: total))
        return Estimate(share, standardError: error)
    }

    /// Of a share of so many independent draws.
    static func independent(_ count: Int, of total: Int) -> Double {
        let smoothed = (Double(count) + 2) / Double(total + 4)
        return (smoothed * (1 - smoothed) / Double(total)).squareRoot()
    }
}
