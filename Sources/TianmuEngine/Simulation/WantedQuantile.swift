import TianmuNumerics

/// The order statistics that one quantile and its Monte Carlo error need: ranks from 0.
///
/// The quantile at probability p of n values is Hyndman and Fan's type 7, between the ranks ⌊(n − 1)p⌋ and the next. Its
/// error is that of the share of draws below it, carried over to the value axis by the sample itself: (x₍p+e₎ − x₍p−e₎) / 2
/// with e the standard error of the share (Serfling 1980, §2.6). For independent draws e = √(p(1−p)/n); for scrambled
/// points it is what the replicates show.
struct WantedQuantile: Equatable {
    let probability: Double
    let lower: Int
    let upper: Int
    /// The part of the way from `lower` to `upper`.
    let fraction: Double
    let lowError: Int
    let highError: Int

    var ranks: [Int] { [lower, upper, lowError, highError] }

    private init(_ probability: Double, error: Double, count: Int) {
        func rank(_ share: Double) -> Double { Double(count - 1) * min(max(share, 0), 1) }
        let position = rank(probability)
        self.probability = probability
        lower = Int(position)
        upper = min(lower + 1, count - 1)
        fraction = position - position.rounded(.down)
        lowError = Int(rank(probability - error))
        highError = min(Int(rank(probability + error).rounded(.up)), count - 1)
    }

    /// For each of ``Simulation/probabilities`` what one cell needs.
    /// - Parameter first: of all replicates, in order; with at least one finite value of the cell.
    static func all(of first: [FirstPass.Result], cell: Int, draws: Sampling) -> [WantedQuantile] {
        let count = first.reduce(0) { $0 + $1.moments[cell].count }
        return Simulation.probabilities.enumerated().map { index, probability in
            let error = shareError(
                probability, count: count, shares: first.map { $0.shares[cell][index] }, draws: draws)
            return WantedQuantile(probability, error: error, count: count)
        }
    }

    /// Standard error of the share of draws below the quantile.
    private static func shareError(_ probability: Double, count: Int, shares: [Double], draws: Sampling) -> Double {
        let independent = (probability * (1 - probability) / Double(count)).squareRoot()
        guard !draws.sampler.drawsAreIndependent, draws.count >= 4 * Sampling.replicateCount else { return independent }
        let error = Moments(shares.filter(\.isFinite)).standardError
        return error.isFinite ? error : independent
    }
}

/// The quantiles of one cell and their errors, at ``Simulation/probabilities``.
struct CellQuantiles: Equatable {
    var values: [Double]
    var errors: [Double]

    /// - Parameter value: the order statistic of a rank.
    init(_ wanted: [WantedQuantile], value: (Int) -> Double) {
        // Of 0 and −0, which are equal, either may have a rank: adding 0 makes both 0.
        func number(_ rank: Int) -> Double { value(rank) + 0 }
        values = wanted.map { want in
            let low = number(want.lower)
            return want.fraction == 0 ? low : low + want.fraction * (number(want.upper) - low)
        }
        errors = wanted.map { (number($0.highError) - number($0.lowError)) / 2 }
    }

    /// All values are the same; NaN where there are none.
    init(constant: Double) {
        let count = Simulation.probabilities.count
        values = [Double](repeating: constant, count: count)
        errors = [Double](repeating: constant.isNaN ? .nan : 0, count: count)
    }
}
