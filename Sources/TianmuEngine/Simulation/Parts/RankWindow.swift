/// Values of consecutive ranks among one shard's values of one cell.
struct RankWindow: Equatable, Sendable {
    /// The rank of the first value: so many of the shard's values are not above it and not in the window.
    let firstRank: Int
    /// True if values of the shard lie above the window.
    let hasMore: Bool
    /// In order, each once; not NaN, and no −0.
    let values: [Double]
    /// For each value, how many values of the window are not above it; empty if all occur once.
    let ends: [Int]

    var count: Int { ends.last ?? values.count }

    /// - Parameters:
    ///   - sorted: at least one value, in order.
    ///   - total: how many values the shard has.
    init(sorted: ArraySlice<Double>, firstRank: Int, of total: Int) {
        self.firstRank = firstRank
        hasMore = firstRank + sorted.count < total
        var values: [Double] = []
        var ends: [Int] = []
        for (index, value) in sorted.enumerated() {
            if value == values.last { ends.removeLast() } else { values.append(value + 0) }
            ends.append(index + 1)
        }
        self.values = values
        self.ends = values.count == sorted.count ? [] : ends
    }

    /// - Returns: `nil` for what cannot be a window.
    init?(firstRank: Int, hasMore: Bool, values: [Double], ends: [Int]) {
        guard firstRank >= 0, !values.isEmpty, ends.isEmpty || ends.count == values.count,
            values.allSatisfy(\.isFinite), zip(values, values.dropFirst()).allSatisfy({ $0 < $1 }),
            zip(ends, ends.dropFirst()).allSatisfy({ $0 < $1 }), (ends.first ?? 1) > 0
        else { return nil }
        self.firstRank = firstRank
        self.hasMore = hasMore
        self.values = values
        self.ends = ends
    }

    /// The same value so many times, and nothing else.
    init(constant: Double, count: Int) {
        firstRank = 0
        hasMore = false
        values = [constant + 0]
        ends = count == 1 ? [] : [count]
    }

    /// True if the value of this rank of the shard lies in the window.
    func holds(rank: Int) -> Bool { firstRank <= rank && rank < firstRank + count }

    /// How many values of the window are not above `value`.
    func count(upTo value: Double) -> Int {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if values[middle] <= value { low = middle + 1 } else { high = middle }
        }
        return low == 0 || ends.isEmpty ? low : ends[low - 1]
    }

    /// True if `value` is at or between the window's ends, or beyond an end that is the shard's own.
    func covers(_ value: Double) -> Bool {
        (firstRank == 0 || values[0] <= value) && (!hasMore || value <= values[values.count - 1])
    }
}

/// Order statistics of several shards' values together, from a window of each.
struct JointWindow {
    private let windows: [RankWindow]
    private let firstRank: Int
    private let count: Int
    private let low: Double
    private let high: Double

    /// - Parameter windows: one for each shard that has values.
    init(_ windows: [RankWindow]) {
        self.windows = windows
        firstRank = windows.reduce(0) { $0 + $1.firstRank }
        count = windows.reduce(0) { $0 + $1.count }
        low = windows.map { $0.values[0] }.min() ?? .nan
        high = windows.map { $0.values[$0.values.count - 1] }.max() ?? .nan
    }

    /// The value of this rank among all; `nil` if it might lie outside of a window.
    ///
    /// Below the windows lie `firstRank` values and above them the rest. If the (rank − firstRank)-th value v inside
    /// lies between the ends of every window, no value below is greater than it and none above is less: v is the one.
    func value(ofRank rank: Int) -> Double? {
        let place = rank - firstRank
        guard 0 <= place, place < count else { return nil }
        // The least v that more than `place` values inside are not above, by halving what lies between.
        var (below, above) = (Self.order(low), Self.order(high))
        while below < above {
            // The mean of two numbers whose sum may not fit.
            let middle = (below & above) + ((below ^ above) >> 1)
            let value = Self.value(middle)
            if windows.reduce(0, { $0 + $1.count(upTo: value) }) > place { above = middle } else { below = middle + 1 }
        }
        let value = Self.value(above)
        return windows.allSatisfy { $0.covers(value) } ? value : nil
    }

    /// Whole numbers in the order of the numbers whose bits they are.
    private static func order(_ value: Double) -> Int64 {
        let bits = Int64(bitPattern: value.bitPattern)
        return bits >= 0 ? bits : bits ^ Int64.max
    }

    private static func value(_ order: Int64) -> Double {
        Double(bitPattern: UInt64(bitPattern: order >= 0 ? order : order ^ Int64.max))
    }
}
