import TianmuNumerics

/// How a total is shared fairly among those that made it: the mean, over all orders of arrival, of what each adds when it
/// comes (Shapley 1953, A value for n-person games).
///
/// With v(u) = V[E(Y | X_u)] these are the Shapley effects of inputs that may depend on each other (Owen 2014, Sobol'
/// indices and Shapley value; Song, Nelson and Staum 2016): they add up to V[Y], whatever the correlations.
package enum Shapley {
    /// The most players that are treated exactly: 2ⁿ values are needed.
    package static let largestExactCount = 10

    /// φᵢ = Σ over u without i of |u|! (n − |u| − 1)! / n! (v(u ∪ i) − v(u)).
    /// - Parameter values: v of each subset, bit i of the index for player i; 2ⁿ of them.
    package static func exact(_ values: [Double]) -> [Double] {
        let count = values.count.trailingZeroBitCount
        precondition(values.count == 1 << count, "one value for each subset")
        // 1 / (n · C(n − 1, |u|)).
        var weights: [Double] = []
        for size in 0..<max(1, count) {
            weights.append(
                size == 0 ? 1 / Double(max(1, count)) : weights[size - 1] * Double(size) / Double(count - size))
        }
        return (0..<count).map { player in
            let bit = 1 << player
            return values.indices.reduce(0) { sum, subset in
                subset & bit != 0
                    ? sum : sum + weights[subset.nonzeroBitCount] * (values[subset | bit] - values[subset])
            }
        }
    }

    /// The mean over some orders of arrival: unbiased for random ones, and the sum is exact for any.
    /// - Parameter value: v of a subset.
    package static func sampled(_ orders: [[Int]], value: (Int) -> Double) -> [Estimate] {
        let count = orders.first?.count ?? 0
        var shares = [Moments](repeating: Moments(), count: count)
        for order in orders {
            var subset = 0
            var before = value(0)
            for player in order {
                subset |= 1 << player
                let now = value(subset)
                shares[player].add(now - before)
                before = now
            }
        }
        return shares.map { Estimate($0.mean, standardError: $0.count > 1 ? $0.standardError : .nan) }
    }

    /// Random orders, each followed by its reverse, which evens out early and late (antithetic permutations, Mitchell,
    /// Cooper, Frank and Holmes 2022).
    package static func orders(players: Int, pairs: Int, seed: UInt64) -> [[Int]] {
        var random = PhiloxGenerator(seed: seed, stream: 0x5348_4150)
        return (0..<pairs).flatMap { _ -> [[Int]] in
            let order = (0..<players).shuffled(using: &random)
            return [order, order.reversed()]
        }
    }
}
