/// The three forms that a short yearly series can bear.
enum ArimaOrder: String, CaseIterable, Sendable {
    /// (0,1,0)+c: a random walk with drift c.
    case walk = "010"
    /// (0,1,1): ∇y = ε + θε₋₁.
    case movingAverage = "011"
    /// (1,1,0): ∇y = φ∇y₋₁ + ε.
    case autoregression = "110"

    /// `(0,1,0)+c`, as it is written in books.
    var title: String {
        switch self {
        case .walk: "(0,1,0)+c"
        case .movingAverage: "(0,1,1)"
        case .autoregression: "(1,1,0)"
        }
    }
}
