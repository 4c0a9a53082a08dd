/// α, β and φ in the form of Hyndman et al. (2008): b = φb + βe with β ≤ α.
struct SmoothingConstants: Equatable {
    var alpha: Double
    var beta: Double
    var damping: Double

    /// The bounds of R's `ets`: α and β at least 1e-4 and at most 0.9999, β at most α, φ in 0.8...0.98.
    static let least = 1e-4
    static let most = 0.9999
    static let dampingRange = 0.8...0.98
}

/// Which states and constants there are.
enum SmoothingKind: String, Sendable {
    /// ETS(A,N,N).
    case simple = "ses"
    /// ETS(A,A,N).
    case holt
    /// ETS(A,Ad,N).
    case dampedHolt = "damped-holt"

    var hasTrend: Bool { self != .simple }
    /// First states and constants.
    var parameterCount: Int {
        switch self {
        case .simple: 2
        case .holt: 4
        case .dampedHolt: 5
        }
    }

    /// From a point of the search: α, β/α, φ.
    func constants(_ point: SIMD4<Double>) -> SmoothingConstants {
        switch self {
        case .simple: SmoothingConstants(alpha: point[0], beta: 0, damping: 1)
        case .holt: SmoothingConstants(alpha: point[0], beta: max(point[0] * point[1], 1e-4), damping: 1)
        case .dampedHolt:
            SmoothingConstants(alpha: point[0], beta: max(point[0] * point[1], 1e-4), damping: point[2])
        }
    }
}
