/// Where a sample quantile lies among the order statistics.
///
/// Q(p) = x₍ⱼ₎ + γ (x₍ⱼ₊₁₎ − x₍ⱼ₎) with (n − 1) p = j + γ and ranks from 0: type 7 of Hyndman and Fan (1996), Sample
/// quantiles in statistical packages, The American Statistician 50(4), 361-365; the default of NumPy and R.
package struct QuantilePosition: Equatable, Sendable {
    /// j.
    package let lowerRank: Int
    /// j + 1, or j at the largest value.
    package let upperRank: Int
    /// γ, in [0, 1).
    package let fraction: Double

    /// - Parameters:
    ///   - p: a probability in [0, 1].
    ///   - n: the sample's size, 1 or more.
    package init(type7 p: Double, of n: Int) {
        precondition(n > 0 && 0 <= p && p <= 1, "no such quantile")
        let position = Double(n - 1) * p
        lowerRank = Int(position)
        upperRank = min(lowerRank + 1, n - 1)
        fraction = position - Double(lowerRank)
    }

    /// The quantile between its two order statistics; exactly the lower one where the two are equal.
    package func value(lower: Double, upper: Double) -> Double {
        fraction == 0 || lower == upper ? lower : lower + fraction * (upper - lower)
    }
}

extension Selection {
    /// Type 7 quantiles for several probabilities; the buffer's elements are moved about.
    package static func quantiles(
        of values: UnsafeMutableBufferPointer<Double>, at probabilities: [Double]
    ) -> [Double] {
        let positions = probabilities.map { QuantilePosition(type7: $0, of: values.count) }
        let found = orderStatistics(of: values, ranks: positions.flatMap { [$0.lowerRank, $0.upperRank] })
        return positions.indices.map { positions[$0].value(lower: found[2 * $0], upper: found[2 * $0 + 1]) }
    }
}
