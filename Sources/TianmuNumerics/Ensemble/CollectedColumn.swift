internal import CNumericKernels

/// What a thread has collected of a column.
extension tianmu_column {
    /// Collects from now on what lies in these intervals, or everything.
    mutating func collect(_ intervals: [ClosedRange<Int32>]) {
        collect = Int32(intervals == ColumnSearch.everything ? TIANMU_COLLECT_ALL : TIANMU_COLLECT_INTERVALS)
        bins?.deallocate()
        bins = nil
        look(at: intervals)
    }

    /// Counts from now on, in bins of equal width in keys, what lies in these intervals.
    mutating func countBins(_ intervals: [ClosedRange<Int32>]) {
        collect = Int32(TIANMU_COLLECT_BINS)
        look(at: intervals)
        bins?.deallocate()
        let size = intervals.count * Int(TIANMU_ENSEMBLE_BINS)
        let bins = UnsafeMutablePointer<UInt32>.allocate(capacity: size)
        bins.initialize(repeating: 0, count: size)
        self.bins = bins
        withUnsafeMutableBytes(of: &bin_shift) { bytes in
            let shift = bytes.bindMemory(to: UInt32.self)
            for (index, interval) in intervals.enumerated() {
                let width = UInt32(interval.upperBound - interval.lowerBound)
                shift[index] = (0...31).first { width >> $0 < UInt32(TIANMU_ENSEMBLE_BINS) } ?? 31
            }
        }
    }

    private mutating func look(at intervals: [ClosedRange<Int32>]) {
        self.intervals = UInt32((intervals.count + 2) / 3 * 3)
        withUnsafeMutableBytes(of: &lower) { bytes in
            let lower = bytes.bindMemory(to: Int32.self)
            for index in lower.indices { lower[index] = index < intervals.count ? intervals[index].lowerBound : .max }
        }
        withUnsafeMutableBytes(of: &upper) { bytes in
            let upper = bytes.bindMemory(to: Int32.self)
            for index in upper.indices { upper[index] = index < intervals.count ? intervals[index].upperBound : .max }
        }
        empty()
    }

    /// Forgets what was collected, and gives its memory back: by the next pass others may need it more.
    mutating func empty() {
        values?.deallocate()
        values = nil
        (count, capacity) = (0, 0)
        _ = withUnsafeMutableBytes(of: &at_or_above) { $0.initializeMemory(as: UInt8.self, repeating: 0) }
    }

    /// Values at or above each of the first `count` intervals.
    func counts(_ count: Int) -> [UInt64] {
        withUnsafeBytes(of: at_or_above) { Array($0.bindMemory(to: UInt64.self).prefix(count)) }
    }

    /// Values in one bin.
    func count(interval: Int, bin: Int) -> Int {
        bins.map { Int($0[interval * Int(TIANMU_ENSEMBLE_BINS) + bin]) } ?? 0
    }

    /// The keys of one bin.
    func range(interval: Int, bin: Int) -> ClosedRange<Int32> {
        let lower = withUnsafeBytes(of: lower) { $0.bindMemory(to: Int32.self)[interval] }
        let upper = withUnsafeBytes(of: upper) { $0.bindMemory(to: Int32.self)[interval] }
        let shift = withUnsafeBytes(of: bin_shift) { $0.bindMemory(to: UInt32.self)[interval] }
        let start = lower + Int32(bin) << shift
        return start...Int32(min(Int(start) + (1 << shift) - 1, Int(upper)))
    }

    /// Makes room for `count` values, and when it has to grow again, for a quarter more than before.
    mutating func reserve(_ count: Int) {
        guard count > capacity else { return }
        let size = max(count, capacity + capacity / 4)
        let larger = UnsafeMutablePointer<Float>.allocate(capacity: size)
        if let values {
            larger.update(from: values, count: self.count)
            values.deallocate()
        }
        values = larger
        capacity = size
    }
}
