import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// Works out what each target takes.
package struct Requirer {
    /// With fewer reference windows than this nothing is said about reach.
    private static let leastWindows = 10
    /// The share of reference windows that reach no further.
    private static let reachQuantile = 0.9

    private let summary: Summary
    private let figures: ReferenceFigures
    private let known: KnownLevels
    private let options: RequireOptions

    private var plan: Plan { summary.plan }

    /// - Parameters:
    ///   - scenario: the one that the plan was made of: its figures tell of other regions.
    ///   - further: figures that serve for comparison only.
    ///   - targets: indices of the targets asked about; all if `nil`.
    package static func require(
        _ summary: Summary, scenario: Scenario, further: [Figure] = [], targets: [Int]? = nil,
        options: RequireOptions = RequireOptions()
    ) -> Requirements {
        let requirer = Requirer(
            summary: summary, figures: ReferenceFigures(scenario: scenario, further: further),
            known: KnownLevels(plan: summary.plan), options: options)
        let wanted = targets ?? Array(summary.plan.targets.indices)
        return Requirements(plan: summary.plan, options: options, targets: wanted.compactMap(requirer.requirement))
    }

    private func requirement(_ index: Int) -> Requirement? {
        let target = plan.targets[index]
        let found = summary.targets.first { other in
            (other.target.slot, other.target.year) == (target.slot, target.year)
                && (other.target.relation, other.target.value) == (target.relation, target.value)
        }
        guard let found else { return nil }
        let series = plan.series[target.slot]
        let last = known.last(slot: target.slot, before: target.year)
        let years = last.map { target.year - $0.year } ?? 0
        let required = last.flatMap { change(from: $0.value, to: target.value, years, series) }
        var requirement = Requirement(
            index: index, standing: .ahead, last: last, outcome: known[target.slot, target.year], required: required,
            expected: last.flatMap { change(from: $0.value, to: found.forecast.median, years, series) }, path: [],
            rungs: [], chances: [], probability: found.probability,
            siblings: figures.siblings(of: series, slot: target.slot, years: years),
            own: figures.own(past(target), series: series, years: years))
        guard requirement.outcome == nil else {
            requirement.standing = .settled
            return requirement
        }
        guard let last else {
            requirement.standing = .noLevel
            return requirement
        }
        if target.relation.holds(last.value, target.value) {
            requirement.standing = .met
        } else if required == nil {
            requirement.standing = .noRate
        }
        if let required { requirement.path = path(from: last, years: years, mean: required, series) }
        requirement.rungs = rungs(target, series, from: last)
        requirement.chances = options.chances.compactMap { chance($0, found, last, series) }
        return requirement
    }

    /// Levels that are published and not assumed: what history is made of.
    private func past(_ target: PlannedTarget) -> [KnownLevel] {
        known.all(slot: target.slot).filter { $0.year < target.year && !$0.restsOnAssumption }
    }

    private func change(from start: Double, to end: Double, _ years: Int, _ series: Series) -> YearlyChange? {
        YearlyChange(from: start, to: end, years: years, measure: series.measure)
    }

    private func path(
        from last: KnownLevel, years: Int, mean: YearlyChange, _ series: Series
    ) -> [Requirement.PathYear] {
        let shapes = [0, options.tilt, -options.tilt].map { tilt in
            PathShape(years: years, tilt: tilt).steps(from: last.value, mean: mean, measure: series.measure)
        }
        return (0..<years).map { place in
            Requirement.PathYear(
                year: last.year + place + 1, constant: shapes[0][place], front: shapes[1][place],
                back: shapes[2][place])
        }
    }

    /// From every known year since the base year, then along the median of the forecast.
    private func rungs(_ target: PlannedTarget, _ series: Series, from last: KnownLevel) -> [Requirement.Rung] {
        let first = min(plan.years.base, last.year)
        let knownRungs = known.all(slot: target.slot).filter { (first..<target.year).contains($0.year) }
            .map { rung(target, series, year: $0.year, level: $0.value, isForecast: false) }
        let indicator = summary.indicators[target.slot]
        let forecastRungs = indicator.years.filter { $0.year > last.year && $0.year < target.year }
            .map { rung(target, series, year: $0.year, level: $0.median, isForecast: true) }
        return knownRungs + forecastRungs
    }

    private func rung(
        _ target: PlannedTarget, _ series: Series, year: Int, level: Double, isForecast: Bool
    ) -> Requirement.Rung {
        let years = target.year - year
        let required = change(from: level, to: target.value, years, series)
        var windows = figures.siblings(of: series, slot: target.slot, years: years)
        windows.windows += figures.own(past(target), series: series, years: years).windows
        let isFloor = target.relation.isFloor
        let reach =
            windows.windows.count >= Self.leastWindows
            ? windows.quantile(isFloor ? Self.reachQuantile : 1 - Self.reachQuantile) : nil
        return Requirement.Rung(
            year: year, level: level, isForecast: isForecast, required: required, reach: reach,
            isMet: target.relation.holds(level, target.value),
            isWithinReach: reach.flatMap { reach in
                required.map { ReferenceClass.reaches(reach, $0, target.relation) }
            })
    }

    /// A constant shift s a year of the indicator's own growth carries each draw x of the target's year to
    /// x·exp(s h) (x + s h for percentages), and P(x·exp(s h) ≥ t) = p where t·exp(−s h) is the quantile q of 1 − p:
    /// s = ln(t/q)/h, exactly for the draws at hand. The median path m then ends at m·t/q (m + t − q).
    private func chance(
        _ probability: Double, _ found: TargetSummary, _ last: KnownLevel, _ series: Series
    ) -> Requirement.Chance? {
        let target = found.target
        let wanted = target.relation.isFloor ? 1 - probability : probability
        guard let place = Simulation.probabilities.firstIndex(where: { abs($0 - wanted) < 1e-9 }) else { return nil }
        let years = target.year - last.year
        let quantile = found.forecast.quantiles[place]
        let median = found.forecast.median
        let aim: Double
        let error: Double
        switch series.measure {
        case .level:
            guard quantile.value > 0, target.value > 0 else { return nil }
            aim = median * target.value / quantile.value
            error = quantile.standardError / quantile.value
        case .percent:
            aim = median + target.value - quantile.value
            error = quantile.standardError
        }
        guard let required = change(from: last.value, to: aim, years, series),
            let own = change(from: last.value, to: median, years, series)
        else { return nil }
        let slope = required.kind == .percent ? 100 + required.value : 1
        return Requirement.Chance(
            probability: probability, required: required, standardError: slope * error / Double(years),
            extraPoints: required.value - own.value)
    }
}
