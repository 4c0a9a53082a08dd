import TianmuModel
import TianmuNumerics

/// α, β* and φ.
struct SmoothingConstants: Codable, Equatable {
    var alpha = 0.8
    var beta = 0.2
    var damping = 0.9
    /// True if at least one comes from the history.
    var isEstimated = false

    /// Below this many observations the constants are not estimated.
    static let leastForEstimate = 6

    /// The given ones; the others estimated, or the defaults where the history is too short.
    static func choose(
        parameters: ParameterValues, series: [Double], observationCount: Int, priorSquares: Double,
        degreesOfFreedom: Double
    ) -> SmoothingConstants {
        let given = [parameters.number("alpha"), parameters.number("beta"), parameters.number("damping")]
        let defaults = SmoothingConstants()
        let start = SmoothingConstants(
            alpha: given[0] ?? defaults.alpha, beta: given[1] ?? defaults.beta, damping: given[2] ?? defaults.damping)
        guard observationCount >= leastForEstimate, given.contains(nil) else { return start }

        var free: [Coordinate] = []
        if given[0] == nil { free.append(Coordinate(path: \.alpha, range: 0.01...1, width: 0.3)) }
        if given[1] == nil { free.append(Coordinate(path: \.beta, range: 0...1, width: 0.2)) }
        if given[2] == nil { free.append(Coordinate(path: \.damping, range: 0.5...1, width: 0.08)) }
        func objective(_ constants: SmoothingConstants) -> Double {
            let squares = priorSquares + TrendFilter(series, constants: constants).squares
            return free.reduce(degreesOfFreedom * Double.log(max(squares, 1e-300))) { sum, coordinate in
                let distance = (constants[keyPath: coordinate.path] - defaults[keyPath: coordinate.path])
                return sum + (distance / coordinate.width) * (distance / coordinate.width)
            }
        }
        var result = search(from: start, along: free, minimising: objective)
        result.isEstimated = true
        return result
    }

    private struct Coordinate {
        var path: WritableKeyPath<SmoothingConstants, Double>
        var range: ClosedRange<Double>
        /// How far from its default the constant may easily go.
        var width: Double
    }

    /// Compass search: steps of a width to either side of each constant, halved when none is better, ten times.
    private static func search(
        from start: SmoothingConstants, along free: [Coordinate],
        minimising objective: (SmoothingConstants) -> Double
    ) -> SmoothingConstants {
        var best = start
        var least = objective(best)
        var step = 1.0
        for _ in 0..<10 {
            var moved = true
            var rounds = 0
            while moved, rounds < 20 {
                moved = false
                rounds += 1
                for coordinate in free {
                    for direction in [-step, step] {
                        var trial = best
                        let moveTo = trial[keyPath: coordinate.path] + direction * coordinate.width
                        trial[keyPath: coordinate.path] = min(
                            max(moveTo, coordinate.range.lowerBound), coordinate.range.upperBound)
                        let value = objective(trial)
                        if value < least {
                            (best, least, moved) = (trial, value, true)
                        }
                    }
                }
            }
            step /= 2
        }
        return best
    }
}
