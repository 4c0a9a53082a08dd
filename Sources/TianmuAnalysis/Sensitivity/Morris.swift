import TianmuNumerics

/// Screening by elementary effects: which of many inputs matter at all, for a few runs each.
///
/// A trajectory begins at a random point of a grid of p levels in the unit cube and changes one input after another by
/// Δ = p / (2(p − 1)), each once. The effect of a step is the change of the output over ±Δ. Over the trajectories,
/// μ* is the mean of absolute effects (how much), σ their standard deviation (how much that depends on the others, or on
/// the place).
///
/// Sources: Morris (1991), Factorial sampling plans for preliminary computational experiments, Technometrics 33(2),
/// 161-174; Campolongo, Cariboni and Saltelli (2007) for μ*.
package struct Morris: Equatable, Sendable {
    /// An input's elementary effects.
    package struct Effect: Equatable, Sendable {
        /// Mean of the absolute effects.
        package var meanAbsolute: Double
        /// Mean of the effects: near ±``meanAbsolute`` where all go one way.
        package var mean: Double
        package var sd: Double
        /// Standard error of ``meanAbsolute``.
        package var standardError: Double
    }

    package let inputCount: Int
    /// All points, trajectory by trajectory, ``inputCount`` + 1 each.
    package let points: [[Double]]
    /// For each step of each trajectory the input that changes.
    private let steps: [Int]

    private static let levels = 4
    private static let stream: UInt32 = 0x4D4F_5252

    package init(inputs: Int, trajectories: Int, seed: UInt64) {
        inputCount = inputs
        var random = PhiloxGenerator(seed: seed, stream: Self.stream)
        let step = Double(Self.levels) / Double(2 * (Self.levels - 1))
        var points: [[Double]] = []
        var steps: [Int] = []
        for _ in 0..<trajectories {
            // From the lower half up or from the upper half down.
            var point = (0..<inputs).map { _ in
                Double(Int.random(in: 0..<Self.levels, using: &random)) / Double(Self.levels - 1)
            }
            points.append(point)
            for input in (0..<inputs).shuffled(using: &random) {
                point[input] += point[input] < 0.5 ? step : -step
                points.append(point)
                steps.append(input)
            }
        }
        self.points = points
        self.steps = steps
    }

    /// - Parameter values: the output at each of ``points``. Steps with an output that is not finite are left out.
    package func effects(_ values: [Double]) -> [Effect] {
        var plain = [Moments](repeating: Moments(), count: inputCount)
        var absolute = plain
        for (number, input) in steps.enumerated() {
            let index = number / inputCount * (inputCount + 1) + number % inputCount
            let effect = (values[index + 1] - values[index]) / (points[index + 1][input] - points[index][input])
            guard effect.isFinite else { continue }
            plain[input].add(effect)
            absolute[input].add(abs(effect))
        }
        return zip(plain, absolute).map { plain, absolute in
            Effect(
                meanAbsolute: absolute.mean, mean: plain.mean, sd: plain.standardDeviation,
                standardError: absolute.standardError)
        }
    }
}
