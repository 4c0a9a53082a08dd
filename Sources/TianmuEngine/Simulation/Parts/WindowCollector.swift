import TianmuNumerics

/// Which of a shard's values a merge will need: those whose ranks lie around the quantiles, so far that the quantiles of
/// all shards together, and their errors, lie inside almost surely.
struct WindowPlan {
    /// Of one cell.
    private struct Wanted {
        /// Ranks among the shard's values, apart from each other and in order.
        var ranks: [Range<Int>] = []
        /// The bins that hold them, in order.
        var bins: [Int] = []
    }

    private let histograms: [Histogram]
    private let ranks: [BinnedRanks]
    private let wanted: [Wanted]
    /// Of cells whose values are all the same.
    private let constants: [Double?]

    /// - Parameters:
    ///   - first: of the shard's replicates.
    ///   - binCounts: of them together, equally many for each cell.
    ///   - width: how many standard errors of the shard's own share of draws below a quantile lie to either side.
    init(histograms: [Histogram], first: [FirstPass.Result], binCounts: [UInt32], width: Double) {
        self.histograms = histograms
        let binCount = histograms.first?.count ?? 0
        let ranks = histograms.indices.map {
            BinnedRanks(counts: binCounts[$0 * binCount..<($0 + 1) * binCount])
        }
        constants = histograms.indices.map { cell in
            let low = first.map { $0.minima[cell] }.min() ?? .nan
            return low == first.map { $0.maxima[cell] }.max() ? low : nil
        }
        wanted = zip(ranks, constants).map { ranks, constant in
            guard constant == nil, ranks.total > 0 else { return Wanted() }
            let windows = Self.windows(count: ranks.total, width: width)
            let bins = windows.flatMap {
                Array(ranks.bin(ofRank: $0.lowerBound)...ranks.bin(ofRank: $0.upperBound - 1))
            }
            return Wanted(ranks: windows, bins: Set(bins).sorted())
        }
        self.ranks = ranks
    }

    /// Around the rank of each of ``Simulation/probabilities``; those that touch become one.
    static func windows(count: Int, width: Double) -> [Range<Int>] {
        var windows: [Range<Int>] = []
        for probability in Simulation.probabilities {
            let center = Double(count - 1) * probability
            let half = width * (probability * (1 - probability) * Double(count)).squareRoot() + 1
            let lower = Int(max(0, center - half))
            let upper = Int(min(Double(count), (center + half).rounded(.up) + 1))
            if let last = windows.last, lower <= last.upperBound {
                windows[windows.count - 1] = last.lowerBound..<max(upper, last.upperBound)
            } else {
                windows.append(lower..<upper)
            }
        }
        return windows
    }

    /// Gathers the values of the wanted bins, cell by cell.
    struct Collector {
        private let finder: PlaceFinder
        private(set) var values: [[Double]]

        fileprivate init(_ finder: PlaceFinder, cellCount: Int) {
            self.finder = finder
            values = [[Double]](repeating: [], count: cellCount)
        }

        mutating func add(_ row: UnsafeBufferPointer<Double>, cell: Int) {
            finder.forEach(row, cell: cell) { value, _ in values[cell].append(value) }
        }
    }

    func collector() -> Collector {
        Collector(PlaceFinder(histograms: histograms, wanted: wanted.map(\.bins)), cellCount: histograms.count)
    }

    /// Cuts what the replicates gathered down to the windows.
    func windows(cell: Int, of found: [[[Double]]]) -> [RankWindow] {
        let ranks = ranks[cell]
        guard ranks.total > 0 else { return [] }
        if let constant = constants[cell] { return [RankWindow(constant: constant, count: ranks.total)] }
        let sorted = found.flatMap { $0[cell] }.sorted()
        let bins = wanted[cell].bins
        return wanted[cell].ranks.map { window in
            // The gathered bins before the window's first, and the way into it.
            let first = ranks.bin(ofRank: window.lowerBound)
            let before = bins.prefix { $0 < first }.reduce(0) { $0 + ranks.count(in: $1) }
            let start = before + window.lowerBound - ranks.count(before: first)
            return RankWindow(
                sorted: sorted[start..<start + window.count], firstRank: window.lowerBound, of: ranks.total)
        }
    }
}
