import TianmuNumerics

/// An index with a bootstrap interval.
package struct IndexEstimate: Equatable, Sendable {
    package var value: Double
    /// The ends of the 90 % percentile interval.
    package var low: Double
    package var high: Double

    package init(value: Double, low: Double, high: Double) {
        self.value = value
        self.low = low
        self.high = high
    }
}

/// Variance-based sensitivity indices of a function of independent inputs (or groups of inputs).
///
///     Sᵢ  = V[E(Y | Xᵢ)] / V[Y]       the share of the variance that Xᵢ explains alone
///     STᵢ = E[V(Y | X₋ᵢ)] / V[Y]      the share that goes if everything but Xᵢ is known: with all interactions
///
/// from two independent samples A and B and, for each input, the sample that has input i from B and all else from A:
///
///     Sᵢ  ≈ mean((f(B) − m)(f(ABᵢ) − f(A))) / V̂      Saltelli et al. (2010), table 2 (b)
///     STᵢ ≈ mean((f(A) − f(ABᵢ))²) / 2V̂               Jansen (1999); table 2 (f)
///
/// The bootstrap draws whole replicates, which are independent even where the points within one are not (scrambled
/// Sobol points); its percentile intervals are those of Efron (1979).
///
/// Source: Saltelli, Annoni, Azzini, Campolongo, Ratto and Tarantola (2010), Variance based sensitivity analysis of model
/// output, Computer Physics Communications 181, 259-270.
package struct SobolIndices: Equatable, Sendable {
    package var first: [IndexEstimate]
    package var total: [IndexEstimate]
    package var mean: Double
    package var variance: Double

    /// What one replicate adds up.
    package struct Sums: Equatable, Sendable {
        package private(set) var moments = Moments()
        private(set) var products: [Double]
        private(set) var differences: [Double]
        private(set) var squares: [Double]
        private(set) var count = 0

        package init(inputCount: Int) {
            products = [Double](repeating: 0, count: inputCount)
            differences = products
            squares = products
        }

        /// One draw. A draw in which anything is not finite is left out.
        package mutating func add(a: Double, b: Double, mixed: [Double]) {
            guard a.isFinite, b.isFinite, mixed.allSatisfy(\.isFinite) else { return }
            count += 1
            moments.add(a)
            moments.add(b)
            for (input, value) in mixed.enumerated() {
                let difference = value - a
                products[input] += b * difference
                differences[input] += difference
                squares[input] += difference * difference
            }
        }
    }

    /// How many bootstrap samples the intervals come from.
    private static let resampleCount = 500
    private static let stream: UInt32 = 0x534F_424C

    /// - Parameters:
    ///   - replicates: two or more for intervals; NaN intervals from one.
    ///   - seed: of the bootstrap.
    package init(_ replicates: [Sums], seed: UInt64) {
        let whole = Self.indices(replicates)
        mean = whole.moments.mean
        variance = whole.moments.variance
        var random = PhiloxGenerator(seed: seed, stream: Self.stream)
        let resamples =
            replicates.count < 2
            ? []
            : (0..<Self.resampleCount).map { _ in
                Self.indices(replicates.map { _ in replicates[Int.random(in: replicates.indices, using: &random)] })
            }
        func estimate(_ pick: (Self.Point) -> Double) -> IndexEstimate {
            var values = resamples.map(pick).filter(\.isFinite)
            guard !values.isEmpty else { return IndexEstimate(value: pick(whole), low: .nan, high: .nan) }
            let ends = values.withUnsafeMutableBufferPointer { Selection.quantiles(of: $0, at: [0.05, 0.95]) }
            return IndexEstimate(value: pick(whole), low: ends[0], high: ends[1])
        }
        first = whole.first.indices.map { input in estimate { $0.first[input] } }
        total = whole.total.indices.map { input in estimate { $0.total[input] } }
    }

    private struct Point {
        var first: [Double]
        var total: [Double]
        var moments: Moments
    }

    private static func indices(_ replicates: [Sums]) -> Point {
        var moments = Moments()
        var count = 0.0
        let inputs = replicates.first?.products.count ?? 0
        var (products, differences, squares) = (
            [Double](repeating: 0, count: inputs), [Double](repeating: 0, count: inputs),
            [Double](repeating: 0, count: inputs)
        )
        for sums in replicates {
            moments.merge(sums.moments)
            count += Double(sums.count)
            for input in 0..<inputs {
                products[input] += sums.products[input]
                differences[input] += sums.differences[input]
                squares[input] += sums.squares[input]
            }
        }
        let scale = count * moments.variance
        return Point(
            first: (0..<inputs).map { (products[$0] - moments.mean * differences[$0]) / scale },
            total: squares.map { $0 / (2 * scale) }, moments: moments)
    }
}
