import TianmuNumerics

/// The distribution of one forecast year in a few numbers, on the working scale.
package struct ForecastSketch: Equatable, Sendable {
    /// Halves of the 80 and 95 % intervals over the normal's: standard deviations, if it were normal.
    package let median: Double
    package let spread80: Double
    package let spread95: Double
    /// At (i + ½)/n, in order.
    package let quantiles: [Double]

    package static let quantileCount = 32
    package static let normal80 = NormalDistribution.quantile(0.9)
    package static let normal95 = NormalDistribution.quantile(0.975)

    /// - Parameter draws: in order, on the working scale; as many as ``quantileCount`` or a multiple.
    package init(sorted draws: some RandomAccessCollection<Double>) {
        func at(_ p: Double) -> Double {
            let position = p * Double(draws.count) - 0.5
            let low = min(max(Int(position), 0), draws.count - 1)
            let high = min(low + 1, draws.count - 1)
            let (a, b) = (
                draws[draws.index(draws.startIndex, offsetBy: low)],
                draws[draws.index(draws.startIndex, offsetBy: high)]
            )
            return a + (b - a) * max(position - Double(low), 0)
        }
        median = at(0.5)
        spread80 = (at(0.9) - at(0.1)) / (2 * Self.normal80)
        spread95 = (at(0.975) - at(0.025)) / (2 * Self.normal95)
        quantiles = (0..<Self.quantileCount).map { at((Double($0) + 0.5) / Double(Self.quantileCount)) }
    }

    /// The mixture of several sketches, each with its departures from the median multiplied by a factor.
    package init(mixing parts: [(sketch: ForecastSketch, factor: Double, weight: Double)]) {
        var atoms: [(value: Double, weight: Double)] = []
        atoms.reserveCapacity(parts.count * Self.quantileCount)
        for part in parts where part.weight > 0 {
            let (median, weight) = (part.sketch.median, part.weight / Double(Self.quantileCount))
            for quantile in part.sketch.quantiles {
                atoms.append((median + part.factor * (quantile - median), weight))
            }
        }
        atoms.sort { $0.value < $1.value }
        var below: [Double] = []
        below.reserveCapacity(atoms.count)
        var sum = 0.0
        for atom in atoms {
            below.append(sum + atom.weight / 2)
            sum += atom.weight
        }
        func at(_ p: Double) -> Double {
            let goal = p * sum
            let high = below.partitioningIndex { $0 >= goal }
            guard high > 0 else { return atoms.first?.value ?? 0 }
            guard high < atoms.count else { return atoms.last?.value ?? 0 }
            let share = (goal - below[high - 1]) / (below[high] - below[high - 1])
            return atoms[high - 1].value + share * (atoms[high].value - atoms[high - 1].value)
        }
        median = at(0.5)
        spread80 = (at(0.9) - at(0.1)) / (2 * Self.normal80)
        spread95 = (at(0.975) - at(0.025)) / (2 * Self.normal95)
        quantiles = (0..<Self.quantileCount).map { at((Double($0) + 0.5) / Double(Self.quantileCount)) }
    }
}

extension Array {
    /// The first index whose element satisfies what all later ones satisfy too.
    fileprivate func partitioningIndex(_ isBeyond: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
