internal import CNumericKernels

/// The hunt for one column's quantiles: intervals of keys in which they must lie, the values seen in them, and how many
/// lie at or above each. What lies between the intervals is counted and forgotten.
///
/// Selection with little memory from data in random order, after Munro and Paterson (1980), Selection and sorting with
/// limited storage, Theoretical Computer Science 12, 315-323. A key is a positive value's bit pattern; keys are ordered
/// as the values are. Order statistics that are found are exact: luck decides only whether they are found.
///
/// An object, because a copy would hold its values twice; marked as sendable because one thread at a time uses it.
final class ColumnSearch: @unchecked Sendable {
    /// Ascending and disjoint.
    private(set) var intervals = everything
    private var values: [Float] = []
    private var atOrAbove: [Int] = [0]
    private var seen = 0

    /// All keys of positive values.
    static let everything: [ClosedRange<Int32>] = [1...Int32.max]

    /// Nothing seen yet.
    init() {}

    /// Nothing seen yet, and only these intervals to be looked at.
    init(intervals: [ClosedRange<Int32>]) {
        self.intervals = intervals
        atOrAbove = [Int](repeating: 0, count: intervals.count)
    }

    /// Takes what the threads have collected of `draws` more draws, and empties their columns.
    func absorb(_ workers: [EnsembleWorker], column: Int, draws: Int) {
        seen += draws
        values.reserveCapacity(workers.reduce(values.count) { $0 + $1.columns[column].count })
        let collectedAll = isEverything
        for worker in workers {
            let part = worker.columns[column]
            values.append(contentsOf: UnsafeBufferPointer(start: part.values, count: part.count))
            for (index, count) in part.counts(intervals.count).enumerated() { atOrAbove[index] += Int(count) }
            worker.columns[column].empty()
        }
        if collectedAll { atOrAbove[0] = seen }
    }

    /// Forgets the values, of which only the intervals are of further use.
    func forgetValues() { values = [] }

    /// Whether all values are wanted.
    var isEverything: Bool { intervals == Self.everything }

    /// The values of these ranks (ascending, among all that were seen), or `nil` if one lies in no interval.
    func orderStatistics(_ ranks: [Int], _ instructionSet: InstructionSet) -> [Float]? {
        let places = ranks.compactMap(position(layout(instructionSet)))
        return places.count == ranks.count ? select(places) : nil
    }

    /// Closes in on the quantiles: forgets all but the values between order statistics of these ranks, of those seen so
    /// far. There are two ranks for each quantile, and between them that of all draws is expected.
    func narrow(to ranks: [ClosedRange<Int>], _ instructionSet: InstructionSet) {
        let layout = layout(instructionSet)
        // A rank between intervals is moved into the next one: what counts is only where the quantile is in the end.
        let places = ranks.flatMap { [nearest($0.lowerBound, layout), nearest($0.upperBound, layout)] }
        let found = select(places).map { Int32(bitPattern: $0.bitPattern) }
        var narrowed: [ClosedRange<Int32>] = []
        for (index, rank) in ranks.enumerated() {
            let lower = rank.lowerBound == 0 ? 1 : found[2 * index]
            let upper = rank.upperBound == seen - 1 ? Int32.max : found[2 * index + 1]
            if let last = narrowed.last, lower <= last.upperBound {
                narrowed[narrowed.count - 1] = last.lowerBound...max(last.upperBound, upper)
            } else {
                narrowed.append(lower...upper)
            }
        }
        let kept = Self.take(values, intervals: narrowed, instructionSet)
        atOrAbove = narrowed.indices.map { index in
            let old = intervals.lastIndex { $0.lowerBound <= narrowed[index].lowerBound } ?? 0
            // Those above in the gaps between intervals, and those above among the values.
            return seen - layout[old].gapsBelow - (values.count - kept.atOrAbove[index])
        }
        intervals = narrowed
        values = kept.values
    }

    /// The bins in which order statistics of `draws` draws lie, after all of them have been counted in bins of these
    /// intervals; `nil` if one lies in no interval.
    func wantedBins(
        _ workers: [EnsembleWorker], column: Int, _ ranks: [Int], of draws: Int
    ) -> [ClosedRange<Int32>]? {
        let bins = (0..<intervals.count).map { interval in
            (0..<Int(TIANMU_ENSEMBLE_BINS)).map { bin in
                workers.reduce(0) { $0 + $1.columns[column].count(interval: interval, bin: bin) }
            }
        }
        let above = intervals.indices.map { interval in
            workers.reduce(0) { $0 + Int($1.columns[column].counts(intervals.count)[interval]) }
        }
        var wanted: Set<ClosedRange<Int32>> = []
        for rank in ranks {
            guard let interval = intervals.indices.last(where: { draws - above[$0] <= rank }) else { return nil }
            var before = draws - above[interval]
            let bin = bins[interval].firstIndex { count in
                before += count
                return rank < before
            }
            guard let bin else { return nil }
            wanted.insert(workers[0].columns[column].range(interval: interval, bin: bin))
        }
        return wanted.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// Where an interval's values stand among all, in order.
    private struct Stretch {
        /// Values seen, but not kept, that lie below.
        let gapsBelow: Int
        /// Places among the kept values, were they sorted.
        let places: Range<Int>
    }

    private func layout(_ instructionSet: InstructionSet) -> [Stretch] {
        let kept = isEverything ? [values.count] : Self.take(values, intervals: intervals, instructionSet).atOrAbove
        return intervals.indices.map { index in
            let start = values.count - kept[index]
            let end = index + 1 < kept.count ? values.count - kept[index + 1] : values.count
            return Stretch(gapsBelow: seen - atOrAbove[index] - start, places: start..<end)
        }
    }

    private func position(_ layout: [Stretch]) -> (Int) -> Int? {
        { rank in
            layout.lazy.map { (rank - $0.gapsBelow, $0.places) }.first { $0.1.contains($0.0) }?.0
        }
    }

    private func nearest(_ rank: Int, _ layout: [Stretch]) -> Int {
        for stretch in layout where rank - stretch.gapsBelow < stretch.places.upperBound {
            return max(rank - stretch.gapsBelow, stretch.places.lowerBound)
        }
        return values.count - 1
    }

    /// The kept values of these places, were they sorted.
    private func select(_ places: [Int]) -> [Float] {
        let sorted = Set(places).sorted()
        let scratch = UnsafeMutablePointer<Float>.allocate(capacity: max(2 * values.count, 1))
        defer { scratch.deallocate() }
        let found = [Float](unsafeUninitializedCapacity: sorted.count) { found, count in
            tianmu_select_floats(values, values.count, sorted, sorted.count, found.baseAddress, scratch)
            count = sorted.count
        }
        let byPlace = Dictionary(uniqueKeysWithValues: zip(sorted, found))
        return places.compactMap { byPlace[$0] }
    }

    /// The values in the intervals, and how many lie at or above each.
    private static func take(
        _ values: [Float], intervals: [ClosedRange<Int32>], _ instructionSet: InstructionSet
    ) -> (values: [Float], atOrAbove: [Int]) {
        var column = tianmu_column()
        column.collect(intervals)
        let block = EnsembleWorker.blockDraws
        var kept: [Float] = []
        values.withUnsafeBufferPointer { values in
            kept = [Float](unsafeUninitializedCapacity: values.count + block) { buffer, count in
                column.values = buffer.baseAddress
                for first in stride(from: 0, to: values.count, by: block) {
                    let rest = UnsafeBufferPointer(rebasing: values[first..<min(first + block, values.count)])
                    tianmu_column_take(instructionSet.rawValue, &column, rest.baseAddress, rest.count)
                }
                count = column.count
            }
        }
        // A copy has no room to spare.
        return (Array(kept[...]), column.counts(intervals.count).map { Int($0) })
    }
}
