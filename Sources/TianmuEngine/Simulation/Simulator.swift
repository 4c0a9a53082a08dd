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

    init(_ plan: Plan, options: SimulationOptions) {
        self.init(
            plan: plan, source: plan.draws.sampler.source(seed: plan.draws.seed), central: CentralPath(plan: plan),
            cells: plan.cells, options: options)
    }

    init(plan: Plan, source: any PointSource, central: CentralPath, cells: [Cell], options: SimulationOptions) {
        self.plan = plan
        self.source = source
        self.central = central
        self.cells = cells
        self.options = options
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
        let keepsValues = plan.draws.count * cells.count <= options.storedValueLimit
        let first = await ParallelWork.map(Sampling.replicateCount, threads: options.threads) { replicate in
            var pass = FirstPass(simulator: self, bins: bins, keepsValues: keepsValues)
            runBlocks(replicate) { evaluator, count in pass.add(evaluator, count: count) }
            pass.finish(pilotBins: pilotBins)
            binCounts.withLock { sum in
                for (index, count) in pass.binCounts.enumerated() { sum[index] &+= count }
            }
            report(replicate, of: 2)
            return pass.result
        }
        try plan.checkModels()
        try plan.checkFailures(FailureCounts(merging: first.map(\.failures)))
        options.step?(.secondLook)
        var search = QuantileSearch(
            histograms: bins, first: first, binCounts: binCounts.withLock { $0 }, draws: plan.draws)
        if search.expectedCount > options.storedValueLimit {
            search.refine()
            let counting = search
            let counts = await ParallelWork.map(Sampling.replicateCount, threads: options.threads) { replicate in
                var counter = counting.fineCounter()
                lookAgain(replicate, first[replicate]) { counter.add($0, cell: $1) }
                return counter.counts
            }
            try plan.checkModels()
            search.take(counts)
        }
        let looking = search
        let collected = await ParallelWork.map(Sampling.replicateCount, threads: options.threads) { replicate in
            var collector = looking.collector()
            lookAgain(replicate, first[replicate]) { collector.add($0, cell: $1) }
            report(Sampling.replicateCount + replicate, of: 2)
            return collector.collected
        }
        // What failed while looking again would leave ranks without values.
        try plan.checkModels()
        let quantiles = await ParallelWork.map(cells.count, threads: options.threads) {
            looking.quantiles(cell: $0, from: collected)
        }
        return simulation(first, quantiles: quantiles)
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
            plan: plan, central: central, cells: cells, statistics: statistics, outcomes: first.map(\.outcomes))
    }

    /// Shows all values of one replicate once more, cell by cell: those that were kept, or else made again.
    func lookAgain(
        _ replicate: Int, _ pass: FirstPass.Result, _ body: (UnsafeBufferPointer<Double>, _ cell: Int) -> Void
    ) {
        guard pass.kept.isEmpty else {
            for cell in cells.indices { pass.kept[cell].withUnsafeBufferPointer { body($0, cell) } }
            return
        }
        runBlocks(replicate) { evaluator, count in
            for (index, cell) in cells.enumerated() {
                body(
                    UnsafeBufferPointer(start: evaluator.values(slot: cell.slot, row: cell.row), count: count), index)
            }
        }
    }

    /// Runs all blocks of one replicate in order.
    func runBlocks(_ replicate: Int, _ body: (BlockEvaluator, _ count: Int) -> Void) {
        let evaluator = BlockEvaluator(plan: plan, source: source, central: central)
        for block in BlockEvaluator.blocks(of: plan.draws.drawCount(ofReplicate: replicate)) {
            evaluator.evaluate(replicate: replicate, block)
            body(evaluator, block.count)
        }
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
            let sorted = row.filter(\.isFinite).sorted()
            let histogram = Histogram(
                covering: (sorted.first ?? 0)...(sorted.last ?? 1),
                count: Histogram.count(forDraws: plan.draws.count))
            bins.append(histogram)
            quantileBins.append(
                Simulation.probabilities.map { probability in
                    sorted.isEmpty ? 0 : histogram.bin(of: sorted[Int(Double(sorted.count - 1) * probability)])
                })
        }
        return (bins, quantileBins)
    }

    private func report(_ done: Int, of passes: Int) {
        options.progress?(Double(done + 1) / Double(passes * Sampling.replicateCount))
    }
}
