internal import CNumericKernels

/// Numbers of many columns that come in segments, each written by one thread.
///
/// Marked as sendable because a segment is written by one thread only, and read when all are written.
package final class SegmentedTable: @unchecked Sendable {
    private let memory: UnsafeMutablePointer<Double>
    /// How many numbers each segment and column have so far.
    private let counts: UnsafeMutablePointer<Int>
    private let columnCount: Int
    private let capacities: [Int]
    /// Where the segments start: each holds its columns one after the other.
    private let starts: [Int]

    /// Nothing in it yet; in large pages where the system has them, and `nil` if there is not so much memory.
    /// - Parameter capacities: how many numbers the segments may hold in each column.
    package init?(columnCount: Int, capacities: [Int]) {
        var starts: [Int] = []
        var size = 0
        for capacity in capacities {
            starts.append(size)
            size += columnCount * capacity
        }
        guard let memory = tianmu_allocate(size * MemoryLayout<Double>.stride) else { return nil }
        self.memory = memory.assumingMemoryBound(to: Double.self)
        counts = .allocate(capacity: max(columnCount * capacities.count, 1))
        counts.initialize(repeating: 0, count: columnCount * capacities.count)
        self.columnCount = columnCount
        self.capacities = capacities
        self.starts = starts
    }

    deinit {
        tianmu_free(memory)
        counts.deallocate()
    }

    /// Adds to what a segment of a column has. The caller keeps to the segment's capacity.
    package func append(_ values: UnsafeBufferPointer<Double>, column: Int, segment: Int) {
        guard let source = values.baseAddress else { return }
        let place = segment * columnCount + column
        let start = memory + starts[segment] + column * capacities[segment]
        (start + counts[place]).update(from: source, count: values.count)
        counts[place] += values.count
    }

    /// What a segment of a column has.
    package func values(column: Int, segment: Int) -> UnsafeBufferPointer<Double> {
        UnsafeBufferPointer(
            start: memory + starts[segment] + column * capacities[segment],
            count: counts[segment * columnCount + column])
    }

    package var segmentCount: Int { starts.count }
}
