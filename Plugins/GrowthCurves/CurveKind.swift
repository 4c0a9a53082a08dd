import TianmuNumerics

/// A curve that rises to a ceiling, as the logarithm of its share of the ceiling at a time.
enum CurveKind: String, Sendable {
    /// 1/(1 + e^{−r(t − m)}).
    case logistic
    /// e^{−e^{−r(t − m)}}.
    case gompertz
    /// (1 − E)/(1 + (q/p)E) with E = e^{−(p + q)τ} and τ the years since the launch.
    case bass

    /// - Parameters:
    ///   - shape: ln r and m, or ln p and ln q.
    ///   - time: years after the last observation.
    ///   - launch: when τ is 0, on the same clock.
    func logShare(_ shape: SIMD4<Double>, time: Double, launch: Double) -> Double {
        switch self {
        case .logistic:
            let x = -Double.exp(shape[0]) * (time - shape[1])
            return x > 40 ? -x : -Double.log1p(Double.exp(x))
        case .gompertz:
            return -Double.exp(-Double.exp(shape[0]) * (time - shape[1]))
        case .bass:
            let (p, q) = (Double.exp(shape[0]), Double.exp(shape[1]))
            let left = Double.exp(-(p + q) * (time - launch))
            return Double.log(-Double.expm1(-(p + q) * (time - launch)) / (1 + q / p * left))
        }
    }

    /// The shapes to look among, for a history of `span` years.
    func bounds(span: Double) -> [ClosedRange<Double>] {
        switch self {
        case .logistic, .gompertz: [Double.log(0.005)...Double.log(3), -span - 10...2 * span + 20]
        case .bass: [Double.log(1e-6)...Double.log(0.9), Double.log(1e-4)...Double.log(3)]
        }
    }

    /// How far from the estimate the shape may easily be: standard deviations of weak priors.
    var priorSD: [Double] { self == .bass ? [1, 0.5] : [0.5, 10] }
}
