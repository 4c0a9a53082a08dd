import TianmuEngine
import TianmuNumerics

/// What targets do at many settings of the levers.
package struct Sweep: Sendable {
    /// One setting.
    package struct Point: Equatable, Sendable {
        /// One value for each lever of the sweep.
        package var levers: [Double]
        /// For each target of the plan.
        package var probabilities: [Estimate]
        /// The median of each target's indicator in its year, in the indicator's unit.
        package var medians: [Estimate]
        /// Of all targets together.
        package var all: Estimate
    }

    package var plan: Plan
    package var spans: [LeverSpan]
    /// The spans' places among the plan's levers.
    package var levers: [Int]
    package var design: SweepDesign
    package var points: [Point]

    /// Targets whose probability is not the same at all points, in order.
    package var movedTargets: [Int] {
        plan.targets.indices.filter { target in
            points.contains { $0.probabilities[target].value != points[0].probabilities[target].value }
        }
    }

    /// The target whose probability moves most: what a picture shows if nobody says otherwise.
    package var mostMovedTarget: Int? {
        plan.targets.indices.map { target in
            let values = points.map { $0.probabilities[target].value }
            return (target, (values.max() ?? 0) - (values.min() ?? 0))
        }.max { ($0.1, $1.0) < ($1.1, $0.0) }?.0
    }
}

/// Runs sweeps.
package struct Sweeper: Sendable {
    package let plan: Plan
    package let spans: [LeverSpan]
    package let design: SweepDesign
    /// The settings in order.
    package let settings: [[Double]]
    private let levers: [Int]
    private let runs: LeverRuns

    /// - Parameter threads: 0 for one each processor.
    /// - Throws: where a span names no lever, one twice, or leaves its range; where there are too many points, or no
    ///   targets.
    package init(plan: Plan, spans: [LeverSpan], design: SweepDesign, threads: Int = 0) throws(WhatIfRefusal) {
        try plan.requireNoConditions()
        var levers: [Int] = []
        for span in spans {
            let lever = try span.lever(in: plan)
            guard !levers.contains(lever) else {
                throw WhatIfRefusal(zh: "政策力度“\(span.name)”给了两次", en: "the lever '\(span.name)' is given twice")
            }
            levers.append(lever)
        }
        guard !plan.targets.isEmpty else {
            throw WhatIfRefusal(zh: "情景没有目标", en: "the scenario has no targets")
        }
        self.plan = plan
        self.spans = spans
        self.design = design
        self.levers = levers
        settings = try design.points(spans, seed: plan.draws.seed)
        runs = LeverRuns(plan: plan, targets: Array(plan.targets.indices), levers: levers, threads: threads)
    }

    /// - Parameters:
    ///   - kept: points that an earlier sweep finished: the first ones.
    ///   - progress: called after each batch with all points so far.
    /// - Throws: where too many draws of a point cannot be computed; what `progress` throws.
    package func sweep(kept: [Sweep.Point] = [], progress: ([Sweep.Point]) throws -> Void = { _ in }) async throws
        -> Sweep
    {
        whole(try await points(at: settings, kept: kept, progress: progress))
    }

    /// The sweep of these points, one for each setting.
    func whole(_ points: [Sweep.Point]) -> Sweep {
        Sweep(plan: plan, spans: spans, levers: levers, design: design, points: points)
    }

    /// The points of some settings: each has the numbers that it has among any others.
    func points(
        at settings: [[Double]], kept: [Sweep.Point] = [], progress: ([Sweep.Point]) throws -> Void
    ) async throws -> [Sweep.Point] {
        var points = Array(kept.prefix(settings.count))
        // A few batches even where memory would hold all: someone is watching.
        let size = min(runs.batchSize(wantsMedians: true), max(16, (settings.count + 19) / 20))
        while points.count < settings.count {
            let next = Array(settings[points.count..<min(points.count + size, settings.count)])
            for (setting, outcome) in zip(next, await runs.outcomes(at: next, wantsMedians: true)) {
                try check(setting, outcome)
                points.append(
                    Sweep.Point(
                        levers: setting, probabilities: outcome.met.map(runs.share), medians: outcome.medians,
                        all: runs.share(outcome.all)))
            }
            try progress(points)
        }
        return points
    }

    private func check(_ setting: [Double], _ outcome: LeverOutcome) throws(WhatIfRefusal) {
        guard Double(outcome.failedCount) > plan.draws.failedShare * Double(plan.draws.count) else { return }
        let place = zip(spans, setting).map { "\($0.name)=\($1)" }.joined(separator: ", ")
        throw WhatIfRefusal(
            zh: "\(place) 时有 \(outcome.failedCount)/\(plan.draws.count) 次模拟算不出，超过允许的比例 \(plan.draws.failedShare)",
            en: "at \(place), \(outcome.failedCount) of \(plan.draws.count) draws cannot be computed, more than the "
                + "allowed share \(plan.draws.failedShare)")
    }
}
