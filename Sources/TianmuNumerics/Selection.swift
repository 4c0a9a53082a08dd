/// Order statistics in place, without sorting everything.
package enum Selection {
    /// Puts the values of the given ranks (0 is the smallest) where sorting would put them, and returns them in the
    /// order of `ranks`.
    ///
    /// The other elements are moved about. Multi-rank quickselect with pivots from a sample (as Floyd and Rivest 1975,
    /// Algorithm 489); values equal to the pivot are set apart, so that ties cost nothing; a part that does not shrink
    /// is sorted, so that the worst case is O(n log n). Expected cost O(n log(number of ranks)).
    /// - Parameters:
    ///   - values: free of NaN.
    ///   - ranks: each in `0 ..< values.count`, in any order, repeated or not.
    package static func orderStatistics(
        of values: UnsafeMutableBufferPointer<Double>, ranks: [Int]
    ) -> [Double] {
        precondition(ranks.allSatisfy { 0 <= $0 && $0 < values.count }, "rank outside the sample")
        let wanted = Array(Set(ranks)).sorted()
        place(wanted[...], in: values, from: 0, to: values.count)
        return ranks.map { values[$0] }
    }

    /// Places sorted ranks within `low ..< high`, which holds exactly the elements of these ranks.
    private static func place(
        _ ranks: ArraySlice<Int>, in values: UnsafeMutableBufferPointer<Double>, from low: Int, to high: Int
    ) {
        guard !ranks.isEmpty, high - low > 1 else { return }
        let middle = ranks[(ranks.startIndex + ranks.endIndex) / 2]
        let equal = select(middle, in: values, from: low, to: high)
        place(ranks.prefix { $0 < equal.lowerBound }, in: values, from: low, to: equal.lowerBound)
        place(ranks.drop { $0 < equal.upperBound }, in: values, from: equal.upperBound, to: high)
    }

    /// Puts rank k in its place, smaller elements before and larger ones behind; returns where its equals lie.
    private static func select(
        _ k: Int, in values: UnsafeMutableBufferPointer<Double>, from start: Int, to end: Int
    ) -> Range<Int> {
        var (low, high) = (start, end)
        var slowSteps = 0
        while high - low > smallCount && slowSteps <= 8 {
            let count = high - low
            let pivot = pivot(for: k, in: values, from: low, to: high)
            let equal = partition(values, around: pivot, from: low, to: high)
            if equal.contains(k) { return equal }
            if k < equal.lowerBound { high = equal.lowerBound } else { low = equal.upperBound }
            if high - low > count / 2 { slowSteps += 1 }
        }
        if high - low <= smallCount {
            insertionSort(values, from: low, to: high)
        } else {
            var part = UnsafeMutableBufferPointer(rebasing: values[low..<high])
            part.sort()
        }
        var equal = k..<(k + 1)
        while equal.lowerBound > low, values[equal.lowerBound - 1] == values[k] {
            equal = (equal.lowerBound - 1)..<equal.upperBound
        }
        while equal.upperBound < high, values[equal.upperBound] == values[k] {
            equal = equal.lowerBound..<(equal.upperBound + 1)
        }
        return equal
    }

    /// Elements below this are sorted by insertion.
    private static let smallCount = 24
    /// Elements above this have their pivot selected from a sample.
    private static let sampledCount = 600

    /// A value near rank k: the median of three, or from a sample around k (Floyd and Rivest).
    private static func pivot(
        for k: Int, in values: UnsafeMutableBufferPointer<Double>, from low: Int, to high: Int
    ) -> Double {
        let count = high - low
        guard count > sampledCount else {
            let (a, b, c) = (values[low], values[low + count / 2], values[high - 1])
            return max(min(a, b), min(max(a, b), c))
        }
        // A sample spread evenly over the part, moved to its front; the pivot is the sample's value at k's share.
        let sampleCount = Int(Double(count).squareRoot()) | 1
        let stride = count / sampleCount
        for i in 0..<sampleCount { values.swapAt(low + i, low + i * stride) }
        let share = Double(k - low) / Double(count)
        let rank = low + min(Int(share * Double(sampleCount)), sampleCount - 1)
        _ = select(rank, in: values, from: low, to: low + sampleCount)
        return values[rank]
    }

    /// Smaller, equal and larger than the pivot, in this order; where the equal lie.
    private static func partition(
        _ values: UnsafeMutableBufferPointer<Double>, around pivot: Double, from low: Int, to high: Int
    ) -> Range<Int> {
        let less = split(values, from: low, to: high) { $0 < pivot }
        return less..<split(values, from: less, to: high) { $0 <= pivot }
    }

    /// Moves what belongs to the front (Lomuto's scheme, without a branch to mispredict); returns where it ends.
    @inline(__always)
    private static func split(
        _ values: UnsafeMutableBufferPointer<Double>, from low: Int, to high: Int, front: (Double) -> Bool
    ) -> Int {
        var end = low
        for i in low..<high {
            let value = values[i]
            values[i] = values[end]
            values[end] = value
            end += front(value) ? 1 : 0
        }
        return end
    }

    private static func insertionSort(
        _ values: UnsafeMutableBufferPointer<Double>, from low: Int, to high: Int
    ) {
        guard high - low > 1 else { return }
        for i in (low + 1)..<high {
            let value = values[i]
            var j = i
            while j > low, values[j - 1] > value {
                values[j] = values[j - 1]
                j -= 1
            }
            values[j] = value
        }
    }
}
