import TianmuNumerics

/// Finds exact sample quantiles and their Monte Carlo errors from histograms and one more look at a few bins.
///
/// The error of a quantile q at probability p is that of the share of draws below q, carried over to the value axis by
/// the sample itself: (x₍p+e₎ − x₍p−e₎) / 2 with e the standard error of the share (Serfling 1980, §2.6). For
/// independent draws e = √(p(1−p)/n); for scrambled points it is what the replicates show.
struct QuantileSearch {
    struct CellQuantiles {
        var values: [Double]
        var errors: [Double]
    }

    /// The order statistics that one quantile needs: ranks from 0, and the part of the way between the first two.
    private struct Wanted {
        var lower: Int
        var fraction: Double
        var lowError: Int
        var highError: Int
        var ranks: [Int] { [lower, lower + 1, lowError, highError] }
    }

    private let ranks: [BinnedRanks]
    private let wanted: [[Wanted]]
    /// For each cell the bins to look into, in order.
    private let bins: [[Int]]
    /// Where all values are the same there is nothing to look for.
    private let constants: [Double?]

    /// - Parameter binCounts: of all replicates together, equally many for each cell.
    init(cells: Int, first: [FirstPass.Result], binCounts: [UInt32], draws: Sampling) {
        let binCount = cells == 0 ? 0 : binCounts.count / cells
        var ranks: [BinnedRanks] = []
        var wanted: [[Wanted]] = []
        var bins: [[Int]] = []
        var constants: [Double?] = []
        for cell in 0..<cells {
            let binned = BinnedRanks(
                counts: binCounts[cell * binCount..<(cell + 1) * binCount])
            let low = first.map { $0.minima[cell] }.min() ?? .nan
            let high = first.map { $0.maxima[cell] }.max() ?? .nan
            let needs: [Wanted] =
                binned.total == 0 || low == high
                ? []
                : Simulation.probabilities.enumerated().map { index, probability in
                    let error = Self.shareError(
                        probability, count: binned.total, shares: first.map { $0.shares[cell][index] }, draws: draws)
                    return Self.wanted(probability, error: error, count: binned.total)
                }
            let needed = needs.flatMap(\.ranks).map { binned.bin(ofRank: min($0, binned.total - 1)) }
            ranks.append(binned)
            wanted.append(needs)
            bins.append(Set(needed).sorted())
            constants.append(binned.total == 0 ? .nan : low == high ? low : nil)
        }
        self.ranks = ranks
        self.wanted = wanted
        self.bins = bins
        self.constants = constants
    }

    private static func wanted(_ probability: Double, error: Double, count: Int) -> Wanted {
        func rank(_ share: Double) -> Double { Double(count - 1) * min(max(share, 0), 1) }
        let position = rank(probability)
        return Wanted(
            lower: Int(position), fraction: position - position.rounded(.down),
            lowError: Int(rank(probability - error)), highError: Int(rank(probability + error).rounded(.up)))
    }

    /// Standard error of the share of draws below the quantile.
    private static func shareError(_ probability: Double, count: Int, shares: [Double], draws: Sampling) -> Double {
        let independent = (probability * (1 - probability) / Double(count)).squareRoot()
        guard draws.sampler == .sobol, draws.count >= 4 * Sampling.replicateCount else { return independent }
        let error = Moments(shares.filter(\.isFinite)).standardError
        return error.isFinite ? error : independent
    }

    /// Gathers the values of the wanted bins.
    struct Collector {
        private let bins: [Histogram]
        /// For each cell and bin, whether and where its values go.
        private let places: [[Int: Int]]
        private let isWanted: [[Bool]]
        private(set) var collected: [[[Double]]]

        fileprivate init(bins: [Histogram], wanted: [[Int]]) {
            self.bins = bins
            places = wanted.map { Dictionary(uniqueKeysWithValues: $0.enumerated().map { ($1, $0) }) }
            isWanted = zip(wanted, bins).map { list, histogram in
                var flags = [Bool](repeating: false, count: list.isEmpty ? 0 : histogram.count)
                for bin in list { flags[bin] = true }
                return flags
            }
            collected = wanted.map { [[Double]](repeating: [], count: $0.count) }
        }

        mutating func add(_ values: UnsafeBufferPointer<Double>, cell: Int) {
            let flags = isWanted[cell]
            guard !flags.isEmpty else { return }
            let histogram = bins[cell]
            flags.withUnsafeBufferPointer { flags in
                for value in values where value.isFinite {
                    let bin = histogram.bin(of: value)
                    guard flags[bin], let place = places[cell][bin] else { continue }
                    collected[cell][place].append(value)
                }
            }
        }
    }

    func collector(bins histograms: [Histogram]) -> Collector {
        Collector(bins: histograms, wanted: bins)
    }

    /// Puts the replicates' findings together.
    func quantiles(from found: [[[[Double]]]]) -> [CellQuantiles] {
        ranks.indices.map { cell in
            if let constant = constants[cell] {
                let count = Simulation.probabilities.count
                return CellQuantiles(
                    values: [Double](repeating: constant, count: count),
                    errors: [Double](repeating: constant.isNaN ? .nan : 0, count: count))
            }
            let sorted = bins[cell].indices.map { place in found.flatMap { $0[cell][place] }.sorted() }
            func value(_ rank: Int) -> Double {
                let rank = min(rank, ranks[cell].total - 1)
                let bin = ranks[cell].bin(ofRank: rank)
                guard let place = bins[cell].firstIndex(of: bin) else { return .nan }
                return sorted[place][rank - ranks[cell].count(before: bin)]
            }
            return CellQuantiles(
                values: wanted[cell].map { want in
                    let low = value(want.lower)
                    return want.fraction == 0 ? low : low + want.fraction * (value(want.lower + 1) - low)
                },
                errors: wanted[cell].map { (value($0.highError) - value($0.lowError)) / 2 })
        }
    }
}
