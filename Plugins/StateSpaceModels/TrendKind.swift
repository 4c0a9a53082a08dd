/// Which of the three variances there are.
enum TrendKind: String, Sendable {
    /// Level and measurement.
    case localLevel = "local-level"
    /// Level, slope and measurement.
    case localLinearTrend = "local-linear-trend"
    /// Slope and measurement: the level follows its slope exactly.
    case smoothTrend = "smooth-trend"

    var hasSlope: Bool { self != .localLevel }
    var hasLevelNoise: Bool { self != .smoothTrend }
    /// How many states a diffuse start leaves to the first observations.
    var stateCount: Int { hasSlope ? 2 : 1 }
    var varianceCount: Int { self == .localLinearTrend ? 3 : 2 }

    /// From logarithms of standard deviations: irregular, then level, then slope, as far as they exist.
    func variances(_ point: SIMD4<Double>, exp: (Double) -> Double) -> TrendVariances {
        switch self {
        case .localLevel:
            TrendVariances(irregular: exp(2 * point[0]), level: exp(2 * point[1]), slope: 0)
        case .smoothTrend:
            TrendVariances(irregular: exp(2 * point[0]), level: 0, slope: exp(2 * point[1]))
        case .localLinearTrend:
            TrendVariances(irregular: exp(2 * point[0]), level: exp(2 * point[1]), slope: exp(2 * point[2]))
        }
    }
}

/// σ²ε, σ²η and σ²ζ.
struct TrendVariances: Equatable {
    var irregular: Double
    var level: Double
    var slope: Double
}
