import Synchronization
import TianmuNumerics
import TianmuParts
import TianmuScenario

/// A simulation in shards: each takes some of the replicates, and a merge finds what one run of all would have found.
extension Simulator {
    /// A quantile of all draws lies this many standard errors of a shard's own within its window. One standard error (of all
    /// draws) goes to the quantile's own Monte Carlo error; that it lies outside happens less than once in 10⁸ times, and
    /// is noticed.
    static let windowWidth = 7.0

    /// Does the replicates of one shard.
    /// - Throws: ``SimulationError``; draws that fail are counted, and judged when all are there.
    package static func part(
        _ plan: Plan, shard: Shard, options: SimulationOptions = SimulationOptions()
    ) async throws(SimulationError) -> SimulationPart {
        try await part(plan, shard: shard, options: options, windowWidth: windowWidth)
    }

    static func part(
        _ plan: Plan, shard: Shard, options: SimulationOptions, windowWidth: Double
    ) async throws(SimulationError) -> SimulationPart {
        try requireShards(shard.count, of: plan)
        return try await Simulator(plan, options: options).part(shard, windowWidth: windowWidth)
    }

    /// The statistics of all draws, bit for bit those of ``simulate(_:options:)``.
    /// - Parameter parts: of all shards, in order.
    package static func merge(
        _ parts: [SimulationPart], plan: Plan, options: SimulationOptions = SimulationOptions()
    ) async throws(SimulationError) -> Simulation {
        try requireShards(parts.count, of: plan)
        let simulator = Simulator(plan, options: options)
        var first: [FirstPass.Result] = []
        for replicate in 0..<Sampling.replicateCount {
            first.append(parts[replicate % parts.count].passes[replicate / parts.count])
        }
        try plan.checkFailures(FailureCounts(merging: first.map(\.failures)))
        options.step?(.secondLook)
        guard let quantiles = await simulator.quantiles(first, parts) else {
            // Outside of a window: the draws are made again.
            return try await simulate(plan, options: options)
        }
        return simulator.simulation(first, quantiles: quantiles)
    }

    /// Refuses what cannot be cut, before any work.
    package static func requireShards(_ count: Int, of plan: Plan) throws(SimulationError) {
        guard plan.conditions.isEmpty else { throw .conditionsNotSharded }
        guard count <= Sampling.replicateCount else { throw .tooManyShards(count: count) }
    }

    /// A digest of the first block of draws: machines that compute other last digits have another one.
    package static func arithmetic(of plan: Plan) -> String {
        let simulator = Simulator(plan, options: SimulationOptions())
        let evaluator = BlockEvaluator(plan: plan, source: simulator.source, central: simulator.central)
        let count = min(BlockEvaluator.capacity, plan.draws.drawCount(ofReplicate: 0))
        evaluator.evaluate(replicate: 0, first: 0, count: count)
        var hash: UInt64 = 0
        for cell in simulator.cells {
            let values = UnsafeBufferPointer(start: evaluator.values(slot: cell.slot, row: cell.row), count: count)
            for value in values where value.isFinite { hash = hash &* 0x100_0000_01B3 &+ value.bitPattern }
        }
        return Digest.fnv1a("\(hash)".utf8)
    }

    private func part(_ shard: Shard, windowWidth: Double) async throws(SimulationError) -> SimulationPart {
        options.step?(.firstPass)
        let replicates = shard.pieces(of: Sampling.replicateCount)
        let (bins, pilotBins) = pilotHistograms()
        let binCounts = Mutex([UInt32](repeating: 0, count: bins.reduce(0) { $0 + $1.count }))
        let kept = keptValues(replicates: replicates)
        let first = await ParallelWork.map(
            replicates.count, threads: options.threads, state: { _ in ReplicateRunner(self) }
        ) { index, runner in
            let pass = firstPass(
                replicates[index], runner, bins: bins, pilotBins: pilotBins, kept: kept, segment: index)
            binCounts.withLock { sum in
                for (index, count) in pass.binCounts.enumerated() { sum[index] &+= count }
            }
            options.progress?(Double(index + 1) / Double(2 * replicates.count))
            return pass.result
        }
        try plan.checkModels()
        options.step?(.secondLook)
        let wanted = WindowPlan(
            histograms: bins, first: first, binCounts: binCounts.withLock { $0 }, width: windowWidth)
        let found = await ParallelWork.map(
            replicates.count, threads: options.threads, state: { _ in ReplicateRunner(self) }
        ) { index, runner in
            var collector = wanted.collector()
            runner.lookAgain(replicates[index], segment: index, kept) { collector.add($0, cell: $1) }
            options.progress?(Double(replicates.count + index + 1) / Double(2 * replicates.count))
            return collector.values
        }
        try plan.checkModels()
        let windows = await ParallelWork.map(cells.count, threads: options.threads) {
            wanted.windows(cell: $0, of: found)
        }
        return SimulationPart(shard: shard, passes: first, windows: windows)
    }

    /// The quantiles of all cells; `nil` if one may lie outside of a part's window.
    func quantiles(_ first: [FirstPass.Result], _ parts: [SimulationPart]) async -> [CellQuantiles]? {
        let found = await ParallelWork.map(cells.count, threads: options.threads) { cell in
            quantiles(cell: cell, first, parts)
        }
        let complete = found.compactMap { $0 }
        return complete.count == found.count ? complete : nil
    }

    private func quantiles(cell: Int, _ first: [FirstPass.Result], _ parts: [SimulationPart]) -> CellQuantiles? {
        let total = first.reduce(0) { $0 + $1.moments[cell].count }
        let low = first.map { $0.minima[cell] }.min() ?? .nan
        let high = first.map { $0.maxima[cell] }.max() ?? .nan
        guard total > 0, low < high else { return CellQuantiles(constant: total == 0 ? .nan : low) }
        let wanted = WantedQuantile.all(of: first, cell: cell, draws: plan.draws)
        var values: [Int: Double] = [:]
        for want in wanted {
            let joint = JointWindow(parts.compactMap { $0.window(cell: cell, probability: want.probability) })
            for rank in want.ranks {
                guard let value = joint.value(ofRank: rank) else { return nil }
                values[rank] = value
            }
        }
        return CellQuantiles(wanted) { values[$0] ?? .nan }
    }
}
