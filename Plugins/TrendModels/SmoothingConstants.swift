import TianmuModel

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
        let found = series.withUnsafeBufferPointer { series in
            ConstantSearch(
                series: series, priorSquares: priorSquares, degreesOfFreedom: degreesOfFreedom,
                isFree: given.map { $0 == nil }
            ).minimum(from: [start.alpha, start.beta, start.damping, 0])
        }
        return SmoothingConstants(alpha: found[0], beta: found[1], damping: found[2], isEstimated: true)
    }
}
