import TianmuNumerics

/// The smoothing constants α, β* and φ that minimise ν ln(q₀ + Σe²) + Σ((c − default)/width)².
///
/// A compass search: steps of a width to either side of each free constant, halved when none is better, ten times.
/// Some hundred evaluations; a point is a SIMD vector and an evaluation one pass over the series without memory.
struct ConstantSearch {
    let series: UnsafeBufferPointer<Double>
    /// q₀.
    let priorSquares: Double
    /// ν.
    let degreesOfFreedom: Double
    /// Of α, β* and φ, which are sought.
    let isFree: [Bool]

    static let defaults = SIMD4(0.8, 0.2, 0.9, 0)
    static let lower = SIMD4(0.01, 0, 0.5, 0)
    static let upper = SIMD4(1.0, 1, 1, 0)
    /// How far from its default a constant may easily go.
    static let widths = SIMD4(0.3, 0.2, 0.08, 1)

    func minimum(from start: SIMD4<Double>) -> SIMD4<Double> {
        let free = (0..<3).filter { isFree[$0] }
        var best = start
        var least = objective(best, free)
        var step = 1.0
        for _ in 0..<10 {
            var moved = true
            var rounds = 0
            while moved, rounds < 20 {
                moved = false
                rounds += 1
                for i in free {
                    for direction in [-step, step] {
                        var trial = best
                        trial[i] = min(max(best[i] + direction * Self.widths[i], Self.lower[i]), Self.upper[i])
                        // Where a bound holds it back there is nothing to try.
                        guard trial[i] != best[i] else { continue }
                        let value = objective(trial, free)
                        if value < least { (best, least, moved) = (trial, value, true) }
                    }
                }
            }
            step /= 2
        }
        return best
    }

    private func objective(_ point: SIMD4<Double>, _ free: [Int]) -> Double {
        let squares = TrendFilter.leastSquares(series, alpha: point[0], beta: point[1], damping: point[2])
        let distance = (point - Self.defaults) / Self.widths
        return free.reduce(degreesOfFreedom * Double.log(max(priorSquares + squares, 1e-300))) {
            $0 + distance[$1] * distance[$1]
        }
    }
}
