import TianmuModel
import TianmuNumerics
import TianmuScenario

/// Draws with weights, all kept: what a conditional summary is made of.
struct WeightedDraws: Sendable {
    /// One replicate's part.
    struct Part: Sendable {
        /// Up to one constant for all; −∞ for a draw without weight.
        var logWeights: [Double]
        /// Cell after cell, draw after draw.
        var values: [[Double]]
        /// Which targets each draw meets (bit i for target i).
        var masks: [UInt64]
        /// For each cell the draws without a finite value, by cause.
        var failures: [Int: [FailureCause: Int]]
    }

    let parts: [Part]
    /// For each part the weights of its draws; all together they sum to 1.
    let weights: [[Double]]
    /// Of each part.
    private let shares: [Double]

    init(parts: [Part]) {
        self.parts = parts
        let top = parts.flatMap(\.logWeights).max() ?? 0
        let raw = parts.map { $0.logWeights.map { $0.isFinite ? Double.exp($0 - top) : 0 } }
        let total = raw.reduce(0) { $0 + $1.reduce(0, +) }
        weights = raw.map { $0.map { $0 / total } }
        shares = weights.map { $0.reduce(0, +) }
    }

    /// (Σw)² / Σw².
    var effectiveCount: Double { 1 / weights.reduce(0) { $0 + $1.reduce(0) { $0 + $1 * $1 } } }

    /// A ratio of weighted sums, with the error that the replicates show: √(R/(R − 1) Σ w_r² (m_r − m)²) for R replicates
    /// of weight w_r and estimate m_r (the delta method for a ratio; Cochran 1977, §6.4).
    private func estimate(_ value: Double, byPart: [Double]) -> Estimate {
        let used = zip(shares, byPart).filter { $0.0 > 0 && $0.1.isFinite }
        guard used.count > 1 else { return Estimate(value, standardError: .nan) }
        let squares = used.reduce(0) { $0 + $1.0 * $1.0 * ($1.1 - value) * ($1.1 - value) }
        let count = Double(used.count)
        return Estimate(value, standardError: (squares * count / (count - 1)).squareRoot())
    }

    /// The weighted share of draws whose targets met satisfy `holds`; the error is never less than that of so many
    /// independent draws as the weights are worth, none of which does.
    func share(_ holds: (UInt64) -> Bool) -> Estimate {
        let byPart = zip(parts, weights).map { part, weights in
            zip(part.masks, weights).reduce(0) { $0 + (holds($1.0) ? $1.1 : 0) }
        }
        var found = estimate(byPart.reduce(0, +), byPart: zip(byPart, shares).map { $1 > 0 ? $0 / $1 : .nan })
        found.value = min(max(found.value, 0), 1)
        let count = effectiveCount
        let least = 2 / (count + 4)
        found.standardError = max(found.standardError, (least * (1 - least) / count).squareRoot())
        return found
    }

    /// Mean, standard deviation and quantiles of one cell, from the draws that have a finite value.
    func year(_ cell: Int, year: Int, central: Double, isKnown: Bool) -> YearSummary {
        var pairs: [(value: Double, weight: Double, part: Int)] = []
        for (number, part) in parts.enumerated() {
            for (value, weight) in zip(part.values[cell], weights[number]) where weight > 0 && value.isFinite {
                pairs.append((value, weight, number))
            }
        }
        pairs.sort { ($0.value, $0.part) < ($1.value, $1.part) }
        let moments = moments(pairs)
        let byPart = parts.indices.map { number in self.moments(pairs.filter { $0.part == number }) }
        let partQuantiles = parts.indices.map { number in
            Self.quantiles(Simulation.probabilities, of: pairs.filter { $0.part == number })
        }
        let quantiles = Self.quantiles(Simulation.probabilities, of: pairs)
        return YearSummary(
            year: year, mean: estimate(moments.mean, byPart: byPart.map(\.mean)),
            sd: estimate(moments.sd, byPart: byPart.map(\.sd)),
            quantiles: quantiles.enumerated().map { index, value in
                estimate(value, byPart: partQuantiles.map { $0[index] })
            },
            minimum: pairs.first?.value ?? .nan, maximum: pairs.last?.value ?? .nan, central: central, isKnown: isKnown)
    }

    /// The standard deviation is √(Σw(x − m)² / (Σw − Σw²/Σw)), which for equal weights divides by n − 1.
    private func moments(_ pairs: [(value: Double, weight: Double, part: Int)]) -> (mean: Double, sd: Double) {
        let total = pairs.reduce(0) { $0 + $1.weight }
        guard total > 0 else { return (.nan, .nan) }
        let mean = pairs.reduce(0) { $0 + $1.weight * $1.value } / total
        let squares = pairs.reduce(0) { $0 + $1.weight * ($1.value - mean) * ($1.value - mean) }
        let freedom = total - pairs.reduce(0) { $0 + $1.weight * $1.weight } / total
        return (mean, freedom > 0 ? max(squares / freedom, 0).squareRoot() : 0)
    }

    /// Weighted quantiles between order statistics: x_k stands at S_k/S_n with S_k = (k − 1) w_k + (n − 1) Σ_{i<k} w_i,
    /// which for equal weights is Hyndman and Fan's type 7.
    static func quantiles(
        _ probabilities: [Double], of sorted: [(value: Double, weight: Double, part: Int)]
    ) -> [Double] {
        guard let last = sorted.last else { return probabilities.map { _ in .nan } }
        let n = Double(sorted.count)
        var before = 0.0
        var positions: [Double] = []
        positions.reserveCapacity(sorted.count)
        for (k, pair) in sorted.enumerated() {
            positions.append(Double(k) * pair.weight + (n - 1) * before)
            before += pair.weight
        }
        let end = positions[sorted.count - 1]
        guard end > 0 else { return probabilities.map { _ in last.value } }
        return probabilities.map { probability in
            let wanted = probability * end
            // The first position at or above what is wanted.
            var (low, high) = (0, sorted.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if positions[middle] >= wanted { high = middle } else { low = middle + 1 }
            }
            guard low > 0, positions[low] > positions[low - 1] else { return sorted[low].value }
            let part = (wanted - positions[low - 1]) / (positions[low] - positions[low - 1])
            return sorted[low - 1].value + part * (sorted[low].value - sorted[low - 1].value)
        }
    }
}
