import TianmuNumerics
import TianmuScenario

/// What one replicate collects while its blocks go by.
struct FirstPass {
    struct Result: Sendable {
        var moments: [Moments]
        var minima: [Double]
        var maxima: [Double]
        /// For each cell and each of ``Simulation/probabilities`` the share of values up to the pilot's guess of the
        /// quantile: what the replicates disagree about.
        var shares: [[Double]] = []
        var outcomes: TargetOutcomes
        var failures: [Int: [FailureCause: Int]] = [:]
        /// Where probabilities are smoothed.
        var smoothed: SmoothedSums?
    }

    var result: Result
    /// For each cell as many bins as its histogram has.
    private(set) var binCounts: [UInt32]
    private let simulator: Simulator
    private let bins: [Histogram]
    private let binCount: Int
    private let kept: SegmentedTable?
    private let segment: Int
    private var masks: [UInt64]

    /// - Parameters:
    ///   - kept: takes the finite values of each cell, where they are kept.
    ///   - segment: of `kept`, for this replicate.
    init(simulator: Simulator, bins: [Histogram], kept: SegmentedTable?, segment: Int) {
        self.simulator = simulator
        self.bins = bins
        binCount = bins.first?.count ?? 0
        self.kept = kept
        self.segment = segment
        let count = simulator.cells.count
        result = Result(
            moments: [Moments](repeating: Moments(), count: count),
            minima: [Double](repeating: .infinity, count: count),
            maxima: [Double](repeating: -.infinity, count: count),
            outcomes: TargetOutcomes(targets: simulator.plan.targets))
        binCounts = [UInt32](repeating: 0, count: count * binCount)
        masks = [UInt64](repeating: 0, count: BlockEvaluator.capacity)
    }

    mutating func add(_ evaluator: BlockEvaluator, count: Int) {
        for (index, cell) in simulator.cells.enumerated() {
            let values = UnsafeBufferPointer(start: evaluator.values(slot: cell.slot, row: cell.row), count: count)
            // Zero times anything finite is zero: one sum tells whether a slow look is needed.
            if Self.areFinite(values) {
                add(values, cell: index)
            } else {
                for draw in 0..<count where !values[draw].isFinite {
                    let cause = evaluator.failureCause(slot: cell.slot, row: cell.row, draw: draw)
                    result.failures[index, default: [:]][cause, default: 0] += 1
                }
                values.filter(\.isFinite).withUnsafeBufferPointer { add($0, cell: index) }
            }
        }
        addOutcomes(evaluator, count: count)
    }

    /// Call once, after the last block.
    mutating func finish(pilotBins: [[Int]]) {
        result.shares = pilotBins.enumerated().map { cell, pilot in
            let ranks = BinnedRanks(counts: binCounts[cell * binCount..<(cell + 1) * binCount])
            return pilot.map { Double(ranks.count(before: $0 + 1)) / Double(ranks.total) }
        }
    }

    private mutating func add(_ values: UnsafeBufferPointer<Double>, cell: Int) {
        result.moments[cell].add(contentsOf: values)
        let bins = bins[cell]
        let offset = cell * binCount
        binCounts.withUnsafeMutableBufferPointer { counts in
            for value in values { counts[offset + bins.bin(of: value)] &+= 1 }
        }
        var low = result.minima[cell]
        var high = result.maxima[cell]
        for value in values {
            low = value < low ? value : low
            high = value > high ? value : high
        }
        result.minima[cell] = low
        result.maxima[cell] = high
        kept?.append(values, column: cell, segment: segment)
    }

    private mutating func addOutcomes(_ evaluator: BlockEvaluator, count: Int) {
        let targets = simulator.plan.targets
        for draw in 0..<count { masks[draw] = 0 }
        for (index, target) in targets.enumerated() {
            let values = evaluator.values(slot: target.slot, row: simulator.plan.grid.row(of: target.year))
            let bit = UInt64(1) << UInt64(index)
            for draw in 0..<count where target.relation.holds(values[draw], target.value) { masks[draw] |= bit }
        }
        for draw in 0..<count { result.outcomes.add(masks[draw]) }
    }

    private static func areFinite(_ values: UnsafeBufferPointer<Double>) -> Bool {
        var sum = 0.0
        for value in values { sum += value * 0 }
        return sum == 0
    }
}
