internal import CNumericKernels

/// What one thread needs to run blocks of an ensemble: its workspace and what it has collected of each column.
///
/// Marked as sendable because the simulation hands it from thread to thread; one at a time uses it, or several on
/// different columns.
final class EnsembleWorker: @unchecked Sendable {
    static let blockDraws = Int(TIANMU_ENSEMBLE_BLOCK)

    let columns: UnsafeMutableBufferPointer<tianmu_column>
    /// Attaining draws for each target, and for all together.
    private(set) var hits: [UInt64]
    private let options: EnsembleOptions
    private let workspace: UnsafeMutablePointer<Float>
    private let parameters: EnsembleParameters

    init(_ ensemble: GrowthEnsemble, _ options: EnsembleOptions) {
        self.options = options
        parameters = EnsembleParameters(ensemble, seed: options.seed)
        hits = [UInt64](repeating: 0, count: ensemble.targets.count + 1)
        columns = .allocate(capacity: ensemble.columnCount)
        columns.initialize(repeating: tianmu_column())
        for index in columns.indices { columns[index].shift = Float(ensemble.median(column: index)) }
        workspace = .allocate(capacity: tianmu_ensemble_workspace(&parameters.values))
    }

    deinit {
        for column in columns {
            column.values?.deallocate()
            column.bins?.deallocate()
        }
        columns.deallocate()
        workspace.deallocate()
    }

    /// Runs the draws of `range`, which starts at a whole block, and returns for each column the sums of deviations from
    /// the median and of their squares.
    func run(_ range: Range<Int>, storing values: EnsembleValues?) -> [(sum: Double, squares: Double)] {
        for index in columns.indices {
            columns[index].sum = 0
            columns[index].sum_of_squares = 0
        }
        for first in stride(from: range.lowerBound, to: range.upperBound, by: Self.blockDraws) {
            reserveBlock()
            tianmu_ensemble_block(
                options.instructionSet.rawValue, &parameters.values, UInt64(first),
                min(Self.blockDraws, range.upperBound - first), workspace, columns.baseAddress, &hits,
                values.map { $0.memory + first }, values?.drawCount ?? 0)
        }
        return columns.map { ($0.sum, $0.sum_of_squares) }
    }

    /// Collects from now on what lies in the intervals of each column.
    /// - Parameter expectedDraws: what to make room for at once, where all values are wanted.
    func collect(_ intervals: [[ClosedRange<Int32>]], expectedDraws: Int) {
        for index in columns.indices {
            columns[index].collect(intervals[index])
            if intervals[index] == ColumnSearch.everything { columns[index].reserve(expectedDraws + Self.blockDraws) }
        }
    }

    /// Counts from now on, in fine bins, what lies in the intervals of each column.
    func countBins(_ intervals: [[ClosedRange<Int32>]]) {
        for index in columns.indices { columns[index].countBins(intervals[index]) }
    }

    func resetHits() {
        for index in hits.indices { hits[index] = 0 }
    }

    /// Makes room for one more block of values in every column.
    private func reserveBlock() {
        for index in columns.indices where columns[index].count + Self.blockDraws > columns[index].capacity {
            columns[index].reserve(columns[index].count + Self.blockDraws)
        }
    }
}
