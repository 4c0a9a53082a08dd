internal import CNumericKernels

/// Draws of a vector autoregression, xₜ = c + A xₜ₋₁ + L zₜ with z standard normal, in single precision.
///
/// Moments only. The same bits at any number of threads and on all instruction sets with fused multiply-add.
public struct AutoregressionEnsemble: Sendable {
    /// c; one for each of K variables.
    public let constant: [Double]
    /// A, K × K.
    public let coefficients: Matrix
    /// L, K × K, lower triangular; what stands above the diagonal is not read.
    public let factor: Matrix
    /// x₀.
    public let start: [Double]
    /// T.
    public let stepCount: Int
    /// Standard errors of A's elements, K × K: each draw then has coefficients of its own, independent normals. `nil`
    /// for coefficients that are known.
    public let coefficientErrors: Matrix?

    /// `nil` unless there is a variable and a step and the sizes agree.
    public init?(
        constant: [Double], coefficients: Matrix, factor: Matrix, start: [Double], stepCount: Int,
        coefficientErrors: Matrix? = nil
    ) {
        let count = constant.count
        let matrices = [coefficients, factor] + (coefficientErrors.map { [$0] } ?? [])
        guard count > 0, stepCount > 0, start.count == count,
            matrices.allSatisfy({ $0.rows == count && $0.columns == count })
        else { return nil }
        self.constant = constant
        self.coefficients = coefficients
        self.factor = factor
        self.start = start
        self.stepCount = stepCount
        self.coefficientErrors = coefficientErrors
    }

    /// Mean and standard deviation of one variable after one step.
    public struct Moment: Equatable, Sendable {
        public let mean: Double
        /// NaN for a single draw.
        public let standardDeviation: Double
    }

    /// The moments of `options.draws` draws: steps × variables.
    public func moments(_ options: EnsembleOptions) async -> [[Moment]] {
        let block = EnsembleWorker.blockDraws
        let chunk = max(1, options.draws / block / 512) * block
        let starts = Array(stride(from: 0, to: options.draws, by: chunk))
        let path = centralPath
        let workers = (0..<options.threads).map { _ in AutoregressionWorker(self, shift: path, options) }
        let parts = await ParallelWork.map(starts.count, threads: options.threads, state: { $0 }) { index, worker in
            workers[worker].run(starts[index]..<min(starts[index] + chunk, options.draws))
        }
        let n = Double(options.draws)
        return path.indices.map { step in
            constant.indices.map { variable in
                let place = 2 * (step * constant.count + variable)
                let (sum, squares) = parts.reduce(into: (0.0, 0.0)) { total, part in
                    total.0 += part[place]
                    total.1 += part[place + 1]
                }
                let variance = n > 1 ? max(squares - sum * sum / n, 0) / (n - 1) : .nan
                return Moment(
                    mean: Double(path[step][variable]) + sum / n, standardDeviation: variance.squareRoot())
            }
        }
    }

    /// Where zero shocks and mean coefficients lead.
    private var centralPath: [[Float]] {
        var x = start
        return (0..<stepCount).map { _ in
            x = constant.indices.map { k in
                x.indices.reduce(constant[k]) { $0 + coefficients[k, $1] * x[$1] }
            }
            return x.map(Float.init)
        }
    }
}

/// What one thread needs; one at a time uses it.
private final class AutoregressionWorker: @unchecked Sendable {
    private var model: tianmu_autoregression
    private let set: Int32
    private let sumCount: Int
    private let workspace: UnsafeMutablePointer<Float>
    private let owned: [UnsafeMutablePointer<Float>]

    init(_ ensemble: AutoregressionEnsemble, shift: [[Float]], _ options: EnsembleOptions) {
        let count = ensemble.constant.count
        let rows = (count + Int(TIANMU_ENSEMBLE_ROWS) - 1) / Int(TIANMU_ENSEMBLE_ROWS) * Int(TIANMU_ENSEMBLE_ROWS)
        var owned: [UnsafeMutablePointer<Float>] = []
        func copy(_ values: [Float]) -> UnsafePointer<Float> {
            let memory = UnsafeMutablePointer<Float>.allocate(capacity: max(values.count, rows))
            memory.initialize(repeating: 0, count: max(values.count, rows))
            memory.update(from: values, count: values.count)
            owned.append(memory)
            return UnsafePointer(memory)
        }
        func table(_ matrix: Matrix, lower: Bool) -> UnsafePointer<Float> {
            var values = [Float](repeating: 0, count: rows * rows)
            for k in 0..<count {
                for j in 0..<(lower ? k + 1 : count) { values[k * rows + j] = Float(matrix[k, j]) }
            }
            return copy(values)
        }
        model = tianmu_autoregression(
            seed: options.seed, stream: 0, variables: UInt32(count), steps: UInt32(ensemble.stepCount),
            constant: copy(ensemble.constant.map(Float.init)), coefficients: table(ensemble.coefficients, lower: false),
            factor: table(ensemble.factor, lower: true), start: copy(ensemble.start.map(Float.init)),
            coefficient_error: ensemble.coefficientErrors.map { table($0, lower: false) },
            shift: copy(shift.flatMap { $0 }))
        set = options.instructionSet.rawValue
        sumCount = 2 * count * ensemble.stepCount
        workspace = .allocate(capacity: tianmu_autoregression_workspace(&model))
        self.owned = owned
    }

    deinit {
        for memory in owned { memory.deallocate() }
        workspace.deallocate()
    }

    /// Sums of deviations from the central path and of their squares, alternately.
    func run(_ range: Range<Int>) -> [Double] {
        var sums = [Double](repeating: 0, count: sumCount)
        let block = EnsembleWorker.blockDraws
        for first in stride(from: range.lowerBound, to: range.upperBound, by: block) {
            tianmu_autoregression_block(
                set, &model, UInt64(first), min(block, range.upperBound - first), workspace, &sums)
        }
        return sums
    }
}
