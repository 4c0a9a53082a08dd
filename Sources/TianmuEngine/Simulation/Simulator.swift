import Synchronization
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// Runs a plan.
///
/// Draws come in ``Sampling/replicateCount`` replicates, each cut into blocks. A first pass takes moments, target
/// outcomes and a histogram of each cell; a second one looks again at the few bins in which the quantiles lie, at values
/// that were kept or, when there would be too many of them, at the same draws made once more (with a very large number
/// of draws a look at finer bins comes between). So quantiles are exact
/// and memory does not grow with the number of draws. Replicates are merged in order: the number of threads changes
/// no bit.
package struct Simulator: Sendable {
    let plan: Plan
    let source: any PointSource
    let central: CentralPath
    let cells: [Cell]
    let options: SimulationOptions
    /// `nil` where probabilities are counted.
    let smoothing: SmoothingPlan?

    init(_ plan: Plan, options: SimulationOptions) {
        let central = CentralPath(plan: plan)
        let source = plan.pointSource
        let isSmoothed = plan.probabilities == .smoothed && !plan.targets.isEmpty
        self.init(
            plan: plan, source: source, central: central, cells: plan.cells, options: options,
            smoothing: isSmoothed ? SmoothingChooser.plan(for: plan, source: source, central: central) : nil)
    }

    init(
        plan: Plan, source: any PointSource, central: CentralPath, cells: [Cell], options: SimulationOptions,
        smoothing: SmoothingPlan? = nil
    ) {
        self.plan = plan
        self.source = source
        self.central = central
        self.cells = cells
        self.options = options
        self.smoothing = smoothing
    }

    /// - Throws: ``SimulationError/tooManyFailures(indicator:year:cause:count:of:allowedShare:)``;
    ///   ``SimulationError/modelFailed(model:indicators:reason:)``;
    ///   ``SimulationError/conditionsNotTaken`` for a plan with conditions, which ``Forecaster`` takes.
    package static func simulate(
        _ plan: Plan, options: SimulationOptions = SimulationOptions()
    ) async throws(SimulationError) -> Simulation {
        guard plan.conditions.isEmpty else { throw .conditionsNotTaken }
        return try await Simulator(plan, options: options).run()
    }

    private func run() async throws(SimulationError) -> Simulation {
        options.step?(.firstPass)
        let (bins, pilotBins) = pilotHistograms()
        // Whole numbers add up to the same in any order, so that replicates may finish as they like.
        let binCounts = Mutex([UInt32](repeating: 0, count: bins.reduce(0) { $0 + $1.count }))
        let kept = keptValues(replicates: Array(0..<Sampling.replicateCount))
        let first = await replicates { [self] replicate, runner in
            let pass = firstPass(
                replicate, runner, bins: bins, pilotBins: pilotBins, kept: kept, segment: replicate)
            binCounts.withLock { sum in
                for (index, count) in pass.binCounts.enumerated() { sum[index] &+= count }
            }
            report(replicate, of: 2)
            return pass.result
        }
        try plan.checkModels()
        try plan.checkFailures(FailureCounts(merging: first.map(\.failures)))
        options.step?(.secondLook)
        let search = QuantileSearch(
            histograms: bins, first: first, binCounts: binCounts.withLock { $0 }, draws: plan.draws)
        guard let kept else { return simulation(first, quantiles: try await drawnAgain(search)) }
        let quantiles = await ParallelWork.map(cells.count, threads: options.threads) {
            search.quantiles(cell: $0, in: kept)
        }
        report(Sampling.replicateCount - 1, of: 1)
        return simulation(first, quantiles: quantiles)
    }

    /// The quantiles of all cells, from draws that are made again.
    private func drawnAgain(_ search: QuantileSearch) async throws(SimulationError) -> [CellQuantiles] {
        var search = search
        if search.expectedCount > options.storedValueLimit {
            search.refine()
            let counting = search
            let counts = await replicates { replicate, runner in
                var counter = counting.fineCounter()
                runner.lookAgain(replicate, segment: replicate, nil) { counter.add($0, cell: $1) }
                return counter.counts
            }
            try plan.checkModels()
            search.take(counts)
        }
        let looking = search
        let collected = await replicates { [self] replicate, runner in
            var collector = looking.collector()
            runner.lookAgain(replicate, segment: replicate, nil) { collector.add($0, cell: $1) }
            report(Sampling.replicateCount + replicate, of: 2)
            return collector.collected
        }
        // What failed while looking again would leave ranks without values.
        try plan.checkModels()
        return await ParallelWork.map(cells.count, threads: options.threads) {
            looking.quantiles(cell: $0, from: collected)
        }
    }

    /// Does something for each replicate, with what the thread has for it.
    private func replicates<Result: Sendable>(
        _ body: @Sendable @escaping (Int, ReplicateRunner) -> Result
    ) async -> [Result] {
        await ParallelWork.map(
            Sampling.replicateCount, threads: options.threads, state: { _ in ReplicateRunner(self) }, body)
    }

    /// Room for all values of some replicates, a segment each; `nil` if there are too many to keep.
    func keptValues(replicates: [Int]) -> SegmentedTable? {
        let counts = replicates.map(plan.draws.drawCount(ofReplicate:))
        guard counts.reduce(0, +) * cells.count <= options.storedValueLimit else { return nil }
        return SegmentedTable(columnCount: cells.count, capacities: counts)
    }

    /// - Parameters:
    ///   - first: of all replicates, in order.
    ///   - quantiles: of all cells.
    func simulation(_ first: [FirstPass.Result], quantiles: [CellQuantiles]) -> Simulation {
        let failures = FailureCounts(merging: first.map(\.failures))
        let statistics = cells.indices.map { cell in
            CellStatistics(
                moments: first.map { $0.moments[cell] }, minimum: first.map { $0.minima[cell] }.min() ?? .nan,
                maximum: first.map { $0.maxima[cell] }.max() ?? .nan, quantiles: quantiles[cell].values,
                quantileErrors: quantiles[cell].errors,
                failures: failures[cell] ?? [:])
        }
        return Simulation(
            plan: plan, central: central, cells: cells, statistics: statistics, outcomes: first.map(\.outcomes),
            smoothing: smoothing.map { Smoothing($0, sums: first.compactMap(\.smoothed), plan: plan) })
    }

    /// Looks at all draws of one replicate.
    /// - Parameter kept: takes the values where they are kept, this replicate's in `segment`.
    func firstPass(
        _ replicate: Int, _ runner: ReplicateRunner, bins: [Histogram], pilotBins: [[Int]], kept: SegmentedTable?,
        segment: Int
    ) -> FirstPass {
        var pass = FirstPass(simulator: self, bins: bins, kept: kept, segment: segment)
        runner.run(replicate) { evaluator, count in pass.add(evaluator, count: count) }
        pass.finish(pilotBins: pilotBins)
        if let smoothing {
            var smoother = SmoothingPass(smoothing, plan: plan, source: source, central: central)
            for block in BlockEvaluator.blocks(of: plan.draws.drawCount(ofReplicate: replicate)) {
                smoother.add(replicate: replicate, first: block.lowerBound, count: block.count)
            }
            pass.result.smoothed = smoother.sums
        }
        return pass
    }

    /// Bins for every cell, from a first look at some draws, and in which of them the quantiles seem to lie: a poor
    /// guess costs time, never exactness.
    func pilotHistograms() -> (bins: [Histogram], quantileBins: [[Int]]) {
        let evaluator = BlockEvaluator(plan: plan, source: source, central: central)
        let count = min(BlockEvaluator.capacity, plan.draws.drawCount(ofReplicate: 0))
        evaluator.evaluate(replicate: 0, first: 0, count: count)
        var bins: [Histogram] = []
        var quantileBins: [[Int]] = []
        for cell in cells {
            let row = UnsafeBufferPointer(start: evaluator.values(slot: cell.slot, row: cell.row), count: count)
            var finite = row.filter { $0.isFinite }
            let last = finite.count - 1
            let ranks = [0] + Simulation.probabilities.map { Int(Double(last) * $0) } + [last]
            let found =
                finite.isEmpty
                ? [] : finite.withUnsafeMutableBufferPointer { Selection.orderStatistics(of: $0, ranks: ranks) }
            let histogram = Histogram(
                covering: (found.first ?? 0)...(found.last ?? 1), count: Histogram.count(forDraws: plan.draws.count))
            bins.append(histogram)
            quantileBins.append(
                found.isEmpty
                    ? Simulation.probabilities.map { _ in 0 } : found[1...found.count - 2].map(histogram.bin(of:)))
        }
        return (bins, quantileBins)
    }

    private func report(_ done: Int, of passes: Int) {
        options.progress?(Double(done + 1) / Double(passes * Sampling.replicateCount))
    }
}
