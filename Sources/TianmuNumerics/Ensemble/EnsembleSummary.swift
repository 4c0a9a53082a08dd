/// How an ensemble is simulated.
public struct EnsembleOptions: Sendable {
    /// 1 or more.
    public var draws: Int
    public var seed: UInt64
    /// 1 or more; the number changes no bit of the result.
    public var threads: Int
    /// Of the quantiles, ascending, each in 0 ... 1; at most 9.
    public var probabilities: [Double]
    public var instructionSet: InstructionSet

    public init(
        draws: Int, seed: UInt64 = 14, threads: Int = 1,
        probabilities: [Double] = [0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975],
        instructionSet: InstructionSet = .best
    ) {
        precondition(draws > 0 && threads > 0, "nothing to draw, or nobody to do it")
        precondition(
            probabilities.count <= 9 && probabilities == probabilities.sorted()
                && probabilities.allSatisfy((0...1).contains), "at most nine ascending probabilities")
        precondition(instructionSet.isAvailable, "this machine has no \(instructionSet)")
        self.draws = draws
        self.seed = seed
        self.threads = threads
        self.probabilities = probabilities
        self.instructionSet = instructionSet
    }
}

/// What an ensemble's draws amount to.
public struct EnsembleSummary: Equatable, Sendable {
    /// One indicator or ratio in one year.
    public struct Column: Equatable, Sendable {
        public let mean: Double
        /// NaN for a single draw.
        public let standardDeviation: Double
        /// Exact sample quantiles (type 7 of Hyndman and Fan) at the probabilities of the options.
        public let quantiles: [Double]
    }

    public let draws: Int
    /// Year after year, in each the indicators and then the ratios.
    public let columns: [Column]
    /// For each target the share of draws that attain it.
    public let probabilities: [Double]
    /// The share of draws that attain all targets; 1 without any.
    public let jointProbability: Double
}
