extension GrowthEnsemble {
    /// Simulates the ensemble and keeps nothing but what the summary needs: some 30 MiB for 175 columns, however many
    /// draws there are.
    ///
    /// The same bits at any number of threads, and as ``valuesAndSummary(_:)``.
    public func summary(_ options: EnsembleOptions) async -> EnsembleSummary {
        await EnsembleSimulation(self, options, storing: nil).run()
    }

    /// Simulates the ensemble and keeps all values: 4 bytes a draw and column.
    /// - Returns: `nil` if there is not so much memory.
    public func valuesAndSummary(
        _ options: EnsembleOptions
    ) async -> (values: EnsembleValues, summary: EnsembleSummary)? {
        guard let values = EnsembleValues(columnCount: columnCount, drawCount: options.draws) else { return nil }
        return (values, await EnsembleSimulation(self, options, storing: values).run())
    }
}

/// One simulation: passes over draws, after each of which the columns' searches close in on their quantiles.
///
/// The first pass keeps everything of a few draws. Each later one is several times as long and keeps only what lies
/// near the quantiles of those before: nothing is drawn twice and each value is looked at once, in cache. When even
/// that would be too much to keep, the draws are made again: one pass counts in fine bins near the quantiles, and
/// another collects the bins in which they lie.
struct EnsembleSimulation {
    private let ensemble: GrowthEnsemble
    private let options: EnsembleOptions
    private let values: EnsembleValues?
    private let workers: [EnsembleWorker]
    private let positions: [QuantilePosition]

    init(_ ensemble: GrowthEnsemble, _ options: EnsembleOptions, storing values: EnsembleValues?) {
        self.ensemble = ensemble
        self.options = options
        self.values = values
        workers = (0..<options.threads).map { _ in EnsembleWorker(ensemble, options) }
        positions = options.probabilities.map { QuantilePosition(type7: $0, of: options.draws) }
    }

    /// Standard errors that a quantile is expected to move at most. One in 10⁶ moves further: then the simulation is
    /// done again, with wider intervals.
    static let usualMargin = 5.0

    /// - Parameter keptLimit: values that may be kept: 28 MiB, and half as much again for what is on its way.
    func run(margin: Double = usualMargin, keptLimit: Int = 7 << 20) async -> EnsembleSummary {
        var margin = margin
        while true {
            if let summary = await attempt(margin: margin, keptLimit: keptLimit) { return summary }
            margin *= 8
        }
    }

    private func attempt(margin: Double, keptLimit: Int) async -> EnsembleSummary? {
        let searches = (0..<ensemble.columnCount).map { _ in ColumnSearch() }
        var totals = EnsembleTotals(ensemble)
        var done = 0
        for end in passEnds(margin: margin, keptLimit: keptLimit) {
            for worker in workers {
                worker.collect(searches.map(\.intervals), expectedDraws: (end - done) / workers.count)
            }
            totals.add(await draw(done..<end))
            if end == options.draws { return summarize(await orderStatistics(searches, draws: end - done), totals) }
            await narrow(searches, draws: done..<end, margin: margin)
            done = end
        }
        for search in searches { search.forgetValues() }
        for worker in workers { worker.countBins(searches.map(\.intervals)) }
        totals = await draw(0..<options.draws)
        guard let bins = await wantedBins(searches) else { return nil }
        for worker in workers { worker.collect(bins.map(\.intervals), expectedDraws: 0) }
        _ = await draw(0..<options.draws)
        return summarize(await orderStatistics(bins, draws: options.draws), totals)
    }

    private func narrow(_ searches: [ColumnSearch], draws: Range<Int>, margin: Double) async {
        let ranks = expectedRanks(after: draws.upperBound, margin: margin)
        _ = await ParallelWork.map(searches.count, threads: options.threads) { [workers, options] column in
            searches[column].absorb(workers, column: column, draws: draws.count)
            searches[column].narrow(to: ranks, options.instructionSet)
        }
    }

    private func orderStatistics(_ searches: [ColumnSearch], draws: Int) async -> [[Float]?] {
        await ParallelWork.map(searches.count, threads: options.threads) { [workers, ranks, options] column in
            searches[column].absorb(workers, column: column, draws: draws)
            defer { searches[column].forgetValues() }
            return searches[column].orderStatistics(ranks, options.instructionSet)
        }
    }

    private func wantedBins(_ searches: [ColumnSearch]) async -> [ColumnSearch]? {
        let bins = await ParallelWork.map(searches.count, threads: options.threads) {
            [workers, ranks, options] column in
            searches[column].wantedBins(workers, column: column, ranks, of: options.draws)
        }
        let found = bins.compactMap { $0.map(ColumnSearch.init(intervals:)) }
        return found.count == searches.count ? found : nil
    }

    /// The ranks that the quantiles need.
    private var ranks: [Int] { positions.flatMap { [$0.lowerRank, $0.upperRank] } }

    /// Where the passes end; the last one at the last draw, unless too much would have to be kept.
    private func passEnds(margin: Double, keptLimit: Int) -> [Int] {
        // A last pass of half the draws keeps as much as fits the margin around the quantiles.
        let width = options.probabilities.reduce(0) { $0 + 2 * margin * ($1 * (1 - $1)).squareRoot() }
        let kept = 1.2 * width * Double(options.draws).squareRoot() * Double(ensemble.columnCount)
        guard kept <= Double(keptLimit) || options.draws < 1 << 16 else {
            return [1 << 14, 1 << 16] + (options.draws < 1 << 20 ? [] : [1 << 18])
        }
        var ends: [Int] = []
        var end =
            (options.draws / 2 + EnsembleWorker.blockDraws - 1) / EnsembleWorker.blockDraws * EnsembleWorker.blockDraws
        while end > 1 << 14 {
            ends.append(end)
            // Whole blocks; steps of 2 at the end, where most is kept, and of 4 before.
            let step = ends.count == 1 ? 2 : 4
            end = (end / step + EnsembleWorker.blockDraws - 1) / EnsembleWorker.blockDraws * EnsembleWorker.blockDraws
        }
        return (ends.isEmpty ? [] : [1 << 14]) + ends.reversed().filter { $0 >= 3 << 13 } + [options.draws]
    }

    /// Where among the first draws the quantiles of all draws are expected.
    private func expectedRanks(after seen: Int, margin: Double) -> [ClosedRange<Int>] {
        let (n, all) = (Double(seen), Double(options.draws))
        return options.probabilities.map { p in
            let error = (n * p * (1 - p) * (1 - n / all)).squareRoot()
            let (center, reach) = ((n - 1) * p, margin * error + 2)
            return max(Int(center - reach), 0)...min(Int(center + reach), seen - 1)
        }
    }

    /// Runs the draws in chunks that depend on nothing but their number, whoever is free taking the next.
    private func draw(_ range: Range<Int>) async -> EnsembleTotals {
        let block = EnsembleWorker.blockDraws
        let blocks = (range.count + block - 1) / block
        let chunk = max(1, blocks / 512) * block
        let starts = Array(stride(from: range.lowerBound, to: range.upperBound, by: chunk))
        for worker in workers { worker.resetHits() }
        let parts = await ParallelWork.map(starts.count, threads: workers.count, state: { $0 }) {
            [workers, values] index, worker in
            workers[worker].run(starts[index]..<min(starts[index] + chunk, range.upperBound), storing: values)
        }
        return EnsembleTotals(ensemble, parts, hits: workers.map(\.hits))
    }

    private func summarize(_ found: [[Float]?], _ totals: EnsembleTotals) -> EnsembleSummary? {
        let n = Double(options.draws)
        var columns: [EnsembleSummary.Column] = []
        for (index, statistics) in found.enumerated() {
            guard let statistics else { return nil }
            let (sum, squares) = (totals.sums[index], totals.squares[index])
            let variance = n > 1 ? max(squares - sum * sum / n, 0) / (n - 1) : .nan
            columns.append(
                EnsembleSummary.Column(
                    mean: Double(Float(ensemble.median(column: index))) + sum / n,
                    standardDeviation: variance.squareRoot(),
                    quantiles: positions.indices.map {
                        positions[$0].value(lower: Double(statistics[2 * $0]), upper: Double(statistics[2 * $0 + 1]))
                    }))
        }
        let shares = totals.hits.map { Double($0) / n }
        return EnsembleSummary(
            draws: options.draws, columns: columns, probabilities: Array(shares.dropLast()),
            jointProbability: shares[ensemble.targets.count])
    }
}
