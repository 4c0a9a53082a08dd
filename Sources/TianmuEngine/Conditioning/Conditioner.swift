import TianmuModel
import TianmuNumerics
import TianmuScenario

/// Runs a plan under its conditions, drawn jointly over the horizon: earlier and later years, and all other series, move
/// with what is given.
package struct Conditioner: Sendable {
    /// A summary of fewer effective draws than this would be chance.
    package static let leastEffectiveDraws = 100.0
    /// All draws are kept, 8 bytes for each indicator and year.
    package static let largestValueCount = 1 << 27

    let plan: Plan
    let central: CentralPath
    let geometry: ConditionGeometry
    let cells: [Cell]

    /// - Throws: ``SimulationError/condition(_:)`` where the conditions cannot hold, or too few draws can meet them.
    package static func summarize(
        _ plan: Plan, options: SimulationOptions = SimulationOptions()
    ) async throws(SimulationError) -> Summary {
        let central = CentralPath(plan: plan)
        try plan.checkModels()
        let geometry = try ConditionGeometry(plan: plan, central: central)
        try plan.checkModels()
        guard !geometry.equations.isEmpty else {
            // All conditions hold in every draw.
            var free = plan
            free.conditions = []
            return Summarizer.summarize(try await Simulator.simulate(free, options: options))
        }
        let conditioner = Conditioner(
            plan: plan, central: central, geometry: geometry,
            cells: plan.cells)
        return try await conditioner.run(options)
    }

    private func run(_ options: SimulationOptions) async throws(SimulationError) -> Summary {
        let limit = Self.largestValueCount / max(1, cells.count)
        guard plan.draws.count <= limit else {
            throw .condition(
                LocalizedText(
                    zh: "有条件的推算须保留全部模拟值，这个情景最多 \(limit) 次模拟（现为 \(plan.draws.count)）",
                    en:
                        "a conditional forecast keeps all draws: at most \(limit) for this scenario, not \(plan.draws.count)"
                ))
        }
        let source = plan.pointSource
        let middle = ConditionSolver(plan: plan, geometry: geometry, source: ZeroSource(), central: central)
        let nearest = NearestPath(self, solver: middle)
        let parts = await ParallelWork.map(Sampling.replicateCount, threads: options.threads) { replicate in
            let part = part(replicate, source: source)
            options.progress?(Double(replicate + 1) / Double(Sampling.replicateCount))
            return part
        }
        try plan.checkModels()
        let draws = WeightedDraws(parts: parts)
        let report = report(parts: parts, draws: draws, nearest: nearest)
        guard report.effectiveDrawCount >= min(Self.leastEffectiveDraws, Double(plan.draws.count) / 4) else {
            throw .condition(tooFew(report))
        }
        try plan.checkFailures(FailureCounts(merging: parts.map(\.failures)))
        return summary(draws, report: report, nearest: nearest)
    }

    private func part(_ replicate: Int, source: any PointSource) -> WeightedDraws.Part {
        let solver = ConditionSolver(plan: plan, geometry: geometry, source: source, central: central)
        var part = WeightedDraws.Part(
            logWeights: [], values: [[Double]](repeating: [], count: cells.count), masks: [], failures: [:])
        for block in BlockEvaluator.blocks(of: plan.draws.drawCount(ofReplicate: replicate)) {
            let count = block.count
            solver.solve(replicate: replicate, first: block.lowerBound, count: count)
            part.logWeights += solver.logWeights
            for (index, cell) in cells.enumerated() {
                let row = solver.evaluator.values(slot: cell.slot, row: cell.row)
                part.values[index] += UnsafeBufferPointer(start: row, count: count)
                for draw in 0..<count where !row[draw].isFinite && solver.logWeights[draw].isFinite {
                    let cause = solver.evaluator.failureCause(slot: cell.slot, row: cell.row, draw: draw)
                    part.failures[index, default: [:]][cause, default: 0] += 1
                }
            }
            var masks = [UInt64](repeating: 0, count: count)
            for (index, target) in plan.targets.enumerated() {
                let row = solver.evaluator.values(slot: target.slot, row: plan.grid.row(of: target.year))
                for draw in 0..<count where target.relation.holds(row[draw], target.value) {
                    masks[draw] |= UInt64(1) << UInt64(index)
                }
            }
            part.masks += masks
        }
        return part
    }

    private func summary(_ draws: WeightedDraws, report: ConditionReport, nearest: NearestPath) -> Summary {
        let years = cells.enumerated().map { index, cell in
            let year = plan.grid.year(ofRow: cell.row)
            return (
                cell.slot,
                draws.year(
                    index, year: year, central: nearest.value(cell),
                    isKnown: plan.series[cell.slot].known[year] != nil)
            )
        }
        let indicators = plan.series.enumerated().map { slot, series in
            IndicatorSummary(
                slot: slot, id: series.id, title: series.title, unit: series.unit,
                years: years.filter { $0.0 == slot }.map(\.1))
        }
        let targets = plan.targets.enumerated().compactMap { index, target -> TargetSummary? in
            guard let forecast = indicators[target.slot][target.year] else { return nil }
            return TargetSummary(
                target: target, probability: draws.share { $0 & (1 << UInt64(index)) != 0 }, forecast: forecast)
        }
        var failures: [FailureSummary] = []
        let counts = FailureCounts(merging: draws.parts.map(\.failures))
        for (index, cell) in cells.enumerated() {
            for (cause, count) in counts[index]?.commonestFirst ?? [] {
                failures.append(
                    FailureSummary(
                        indicator: plan.series[cell.slot].id, year: plan.grid.year(ofRow: cell.row), cause: cause,
                        count: count))
            }
        }
        return Summary(
            plan: plan, indicators: indicators, targets: targets, joint: joint(draws), failures: failures,
            conditions: report)
    }

    private func joint(_ draws: WeightedDraws) -> JointSummary {
        let targets = plan.targets
        let years = Set(targets.map(\.year)).sorted()
        return JointSummary(
            targetCount: targets.count, all: draws.share { $0.nonzeroBitCount == targets.count },
            atLeast: targets.indices.map { k in draws.share { $0.nonzeroBitCount > k } },
            byYear: years.map { year in
                let bits = targets.indices.filter { targets[$0].year == year }
                let mask = bits.reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
                return (year, bits.count, draws.share { $0 & mask == mask })
            },
            bothMissed: targets.indices.map { i in
                targets.indices.map { j in draws.share { $0 & (1 << UInt64(i) | 1 << UInt64(j)) == 0 }.value }
            })
    }

    private func tooFew(_ report: ConditionReport) -> LocalizedText {
        let effective = Int(report.effectiveDrawCount.isFinite ? report.effectiveDrawCount : 0)
        let far = (report.distance * 10).rounded() / 10
        return LocalizedText(
            zh: "\(report.drawCount) 次模拟中只有约 \(effective) 次有效地满足条件（\(report.unsolvedCount) 次无法满足）；"
                + "条件离预测 \(far) 个标准差。请放宽条件，或增加 --draws",
            en: "of \(report.drawCount) draws only about \(effective) effectively meet the conditions "
                + "(\(report.unsolvedCount) cannot at all); they lie \(far) standard deviations from the forecast. "
                + "Loosen them, or raise --draws")
    }
}
