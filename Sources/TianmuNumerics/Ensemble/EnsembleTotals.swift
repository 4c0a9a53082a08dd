/// Sums over draws, of chunks of draws added up in order.
struct EnsembleTotals: Sendable {
    /// For each column, of the deviations from its median.
    private(set) var sums: [Double]
    /// For each column, of the squares of these.
    private(set) var squares: [Double]
    /// For each target, and last for all together: how many draws attain it.
    private(set) var hits: [UInt64]

    init(_ ensemble: GrowthEnsemble) {
        sums = [Double](repeating: 0, count: ensemble.columnCount)
        squares = sums
        hits = [UInt64](repeating: 0, count: ensemble.targets.count + 1)
    }

    /// - Parameters:
    ///   - chunks: for each chunk its columns' sums.
    ///   - hits: of each thread; whole numbers add up to the same in any order.
    init(_ ensemble: GrowthEnsemble, _ chunks: [[(sum: Double, squares: Double)]], hits threads: [[UInt64]]) {
        self.init(ensemble)
        for chunk in chunks {
            for column in sums.indices {
                sums[column] += chunk[column].sum
                squares[column] += chunk[column].squares
            }
        }
        for thread in threads {
            for target in hits.indices { hits[target] += thread[target] }
        }
    }

    mutating func add(_ other: EnsembleTotals) {
        for column in sums.indices {
            sums[column] += other.sums[column]
            squares[column] += other.squares[column]
        }
        for target in hits.indices { hits[target] += other.hits[target] }
    }
}
