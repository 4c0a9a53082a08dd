import TianmuNumerics

/// Finds exact sample quantiles and their Monte Carlo errors from histograms and one more look at a few bins; where
/// even these hold more values than may be kept, a look at finer bins inside them comes first.
///
/// A value that many draws share to the last bit is kept as often as it occurs.
struct QuantileSearch {
    /// What is known of one cell.
    private struct CellSearch {
        /// Where all values are the same there is nothing to look for; NaN where there are none.
        var constant: Double?
        var wanted: [WantedQuantile] = []
        var ranks: BinnedRanks
        /// The bins to look into, in order, and finer bins inside each.
        var bins: [Int] = []
        var insides: [Inside] = []

        /// The value ranks that the wanted quantiles need.
        var neededRanks: [Int] { wanted.flatMap(\.ranks) }
    }

    /// The finer bins inside one wanted bin; a single one where no more is needed.
    fileprivate struct Inside {
        var histogram: Histogram
        var ranks: BinnedRanks?
        var bins: [Int]
    }

    /// How many finer bins a bin is cut into.
    private static let innerBinCount = 256

    private let histograms: [Histogram]
    private var cells: [CellSearch]

    /// - Parameter binCounts: of all replicates together, equally many for each cell.
    init(histograms: [Histogram], first: [FirstPass.Result], binCounts: [UInt32], draws: Sampling) {
        self.histograms = histograms
        let binCount = histograms.first?.count ?? 0
        cells = histograms.indices.map { cell in
            var search = CellSearch(ranks: BinnedRanks(counts: binCounts[cell * binCount..<(cell + 1) * binCount]))
            let low = first.map { $0.minima[cell] }.min() ?? .nan
            let high = first.map { $0.maxima[cell] }.max() ?? .nan
            guard search.ranks.total > 0, low < high else {
                search.constant = search.ranks.total == 0 ? .nan : low
                return search
            }
            search.wanted = WantedQuantile.all(of: first, cell: cell, draws: draws)
            search.bins = Set(search.neededRanks.map { search.ranks.bin(ofRank: $0) }).sorted()
            search.insides = search.bins.map { _ in Inside(histogram: .trivial, ranks: nil, bins: [0]) }
            return search
        }
        ranges = histograms.indices.map { cell in
            (first.map { $0.minima[cell] }.min() ?? .nan, first.map { $0.maxima[cell] }.max() ?? .nan)
        }
    }

    /// Smallest and largest value of each cell.
    private let ranges: [(minimum: Double, maximum: Double)]

    /// How many values lie in the bins to be looked into.
    var expectedCount: Int {
        cells.reduce(0) { sum, cell in cell.bins.reduce(sum) { $0 + cell.ranks.count(in: $1) } }
    }

    // MARK: - Finer bins

    /// Cuts every wanted bin into finer ones, which are to be counted by a ``FineCounter``.
    mutating func refine() {
        for cell in cells.indices {
            for (place, bin) in cells[cell].bins.enumerated() {
                let range = histograms[cell].range(
                    ofBin: bin, minimum: ranges[cell].minimum, maximum: ranges[cell].maximum)
                cells[cell].insides[place] = Inside(
                    histogram: Histogram(covering: range, count: Self.innerBinCount), ranks: nil, bins: [])
            }
        }
    }

    /// Counts values in the finer bins.
    struct FineCounter {
        private let finder: PlaceFinder
        private let insides: [[Histogram]]
        /// By cell, place and finer bin.
        private(set) var counts: [[[UInt32]]]

        fileprivate init(finder: PlaceFinder, insides: [[Histogram]]) {
            self.finder = finder
            self.insides = insides
            counts = insides.map { $0.map { [UInt32](repeating: 0, count: $0.count) } }
        }

        mutating func add(_ values: UnsafeBufferPointer<Double>, cell: Int) {
            finder.forEach(values, cell: cell) { value, place in
                counts[cell][place][insides[cell][place].bin(of: value)] += 1
            }
        }
    }

    func fineCounter() -> FineCounter {
        FineCounter(finder: finder(), insides: cells.map { $0.insides.map(\.histogram) })
    }

    /// Takes in what the replicates counted in the finer bins.
    mutating func take(_ counts: [[[[UInt32]]]]) {
        for cell in cells.indices {
            let needed = cells[cell].neededRanks
            for (place, bin) in cells[cell].bins.enumerated() {
                var sum = [UInt32](repeating: 0, count: cells[cell].insides[place].histogram.count)
                for replicate in counts {
                    for (index, count) in replicate[cell][place].enumerated() { sum[index] += count }
                }
                let ranks = BinnedRanks(counts: sum[...])
                let before = cells[cell].ranks.count(before: bin)
                let inside = needed.filter { cells[cell].ranks.bin(ofRank: $0) == bin }
                cells[cell].insides[place].ranks = ranks
                cells[cell].insides[place].bins = Set(inside.map { ranks.bin(ofRank: $0 - before) }).sorted()
            }
        }
    }

    // MARK: - Values

    /// Gathers the values of the wanted bins.
    struct Collector {
        private let finder: PlaceFinder
        private let insides: [[Inside]]
        /// By cell and place, for each wanted finer bin in order.
        private(set) var collected: [[[[Double]]]]

        fileprivate init(finder: PlaceFinder, insides: [[Inside]]) {
            self.finder = finder
            self.insides = insides
            collected = insides.map { $0.map { [[Double]](repeating: [], count: $0.bins.count) } }
        }

        mutating func add(_ values: UnsafeBufferPointer<Double>, cell: Int) {
            finder.forEach(values, cell: cell) { value, place in
                let inside = insides[cell][place]
                let bin = inside.ranks == nil ? 0 : inside.histogram.bin(of: value)
                guard let index = inside.bins.firstIndex(of: bin) else { return }
                collected[cell][place][index].append(value)
            }
        }
    }

    func collector() -> Collector {
        Collector(finder: finder(), insides: cells.map(\.insides))
    }

    private func finder() -> PlaceFinder {
        PlaceFinder(histograms: histograms, wanted: cells.map(\.bins))
    }

    /// The quantiles of one cell from all its values, which have been kept. Not after ``refine()``.
    func quantiles(cell index: Int, in kept: SegmentedTable) -> CellQuantiles {
        let cell = cells[index]
        if let constant = cell.constant { return CellQuantiles(constant: constant) }
        // How many of the values gathered lie in the wanted bins before each.
        var gathered = 0
        let before = cell.bins.map { bin in
            defer { gathered += cell.ranks.count(in: bin) }
            return gathered
        }
        let finder = PlaceFinder(histograms: [histograms[index]], wanted: [cell.bins])
        var values = [Double](unsafeUninitializedCapacity: gathered) { values, count in
            for segment in 0..<kept.segmentCount {
                finder.forEach(kept.values(column: index, segment: segment), cell: 0) { value, _ in
                    values[count] = value
                    count += 1
                }
            }
        }
        let needed = cell.neededRanks
        let places = needed.map { rank in
            let bin = cell.ranks.bin(ofRank: rank)
            return (cell.bins.firstIndex(of: bin).map { before[$0] } ?? 0) + rank - cell.ranks.count(before: bin)
        }
        let statistics = values.withUnsafeMutableBufferPointer { Selection.orderStatistics(of: $0, ranks: places) }
        let found = Dictionary(zip(needed, statistics), uniquingKeysWith: { first, _ in first })
        return CellQuantiles(cell.wanted) { found[$0] ?? .nan }
    }

    /// Puts the replicates' findings about one cell together.
    func quantiles(cell index: Int, from found: [[[[[Double]]]]]) -> CellQuantiles {
        let cell = cells[index]
        if let constant = cell.constant { return CellQuantiles(constant: constant) }
        let sorted = cell.insides.indices.map { place in
            cell.insides[place].bins.indices.map { inner in found.flatMap { $0[index][place][inner] }.sorted() }
        }
        func value(_ rank: Int) -> Double {
            let bin = cell.ranks.bin(ofRank: rank)
            guard let place = cell.bins.firstIndex(of: bin) else { return .nan }
            let local = rank - cell.ranks.count(before: bin)
            guard let ranks = cell.insides[place].ranks else { return sorted[place][0][local] }
            let fine = ranks.bin(ofRank: local)
            guard let inner = cell.insides[place].bins.firstIndex(of: fine) else { return .nan }
            return sorted[place][inner][local - ranks.count(before: fine)]
        }
        return CellQuantiles(cell.wanted, value: value)
    }
}
