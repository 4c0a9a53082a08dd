/// Counts of values in bins of equal width, with one open bin at either end.
///
/// `bin(of:)` never decreases with its argument and is the only place where a bin is computed, so that values found in
/// a bin are exactly those counted there.
struct Histogram: Sendable {
    let lower: Double
    private let binsPerUnit: Double
    private let innerCount: Int

    /// Inner and open bins together.
    var count: Int { innerCount + 2 }

    /// Bins enough for `draws` draws: many draws want narrow bins, few are not worth the memory.
    static func count(forDraws draws: Int) -> Int { min(4096, max(128, draws / 32)) + 2 }

    /// `count` bins over `range`, widened by half its width at either side.
    init(covering range: ClosedRange<Double>, count: Int) {
        innerCount = count - 2
        let width = range.upperBound - range.lowerBound
        lower = range.lowerBound - width / 2
        let scale = Double(innerCount) / (2 * width)
        // A constant has no width: all that is not below it goes to the first inner bin.
        binsPerUnit = scale.isFinite ? scale : 0
    }

    /// One bin for everything.
    static let trivial = Histogram(covering: 0...0, count: 3)

    /// Where an inner bin begins and ends; the open ones end where the values do.
    func range(ofBin bin: Int, minimum: Double, maximum: Double) -> ClosedRange<Double> {
        let start = bin == 0 ? minimum : lower + Double(bin - 1) / binsPerUnit
        let end = bin == innerCount + 1 ? maximum : lower + Double(bin) / binsPerUnit
        return start.isFinite && end.isFinite && start <= end ? start...end : minimum...maximum
    }

    @inline(__always)
    func bin(of value: Double) -> Int {
        let position = (value - lower) * binsPerUnit
        // A comparison with NaN is false: what is not a number falls into bin 0, and the caller never asks.
        guard position >= 0 else { return 0 }
        return position < Double(innerCount) ? Int(position) + 1 : innerCount + 1
    }
}

/// Where the k-th smallest values lie, known from counts alone.
struct BinnedRanks {
    /// For each bin the number of values in bins before it; one more entry for all.
    private let before: [Int]

    init(counts: ArraySlice<UInt32>) {
        var sum = 0
        var before = [0]
        before.reserveCapacity(counts.count + 1)
        for count in counts {
            sum += Int(count)
            before.append(sum)
        }
        self.before = before
    }

    var total: Int { before[before.count - 1] }

    /// The number of values in `bin`.
    func count(in bin: Int) -> Int { before[bin + 1] - before[bin] }

    /// The number of values in bins before `bin`.
    func count(before bin: Int) -> Int { before[bin] }

    /// The bin of the value of this rank, 0 for the smallest.
    func bin(ofRank rank: Int) -> Int {
        var low = 0
        var high = before.count - 2
        while low < high {
            let middle = (low + high) / 2
            if before[middle + 1] > rank { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
