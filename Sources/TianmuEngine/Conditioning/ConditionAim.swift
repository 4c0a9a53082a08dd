import TianmuNumerics

/// Where each draw is to lie: the right sides c of the equations, and how likely that choice was.
///
/// What is exact is given. Where in a range a draw lies is drawn in turn from a normal that is cut to the range, given
/// the conditions before it (Geweke 1991, Hajivassiliou 1994 and Keane 1994: the GHK simulator): with u = L v, v_k is
/// uniform between the cdf's values at the bounds.
struct ConditionAim {
    /// c − F₀ on the scale of F, if F were linear.
    var moves: [Double]
    /// The logarithm of the density with which the ranges' places were drawn.
    var logDensity: Double

    /// - Parameter uniform: for an equation, a number strictly between 0 and 1; the nearest place to the centre if `nil`.
    /// - Returns: `nil` where a range is further away than numbers reach.
    init?(_ geometry: ConditionGeometry, uniform: ((Int) -> Double)?) {
        let factor = geometry.factor
        moves = []
        logDensity = 0
        var v: [Double] = []
        for (k, equation) in geometry.equations.enumerated() {
            let before = v.enumerated().reduce(0) { $0 + factor[k][$1.offset] * $1.element }
            switch equation.kind {
            case .exact, .reading, .elicited:
                let move = equation.constant - geometry.center[k]
                moves.append(move)
                v.append((move - before) / factor[k][k])
            case .range(let range):
                let low = (range.lowerBound - geometry.center[k] - before) / factor[k][k]
                let high = (range.upperBound - geometry.center[k] - before) / factor[k][k]
                let place: Double
                if let uniform {
                    // From the side on which the tail is short, where the cdf has its digits.
                    let isUpper = low > 0
                    let (a, b) = isUpper ? (-high, -low) : (low, high)
                    let (from, to) = (NormalDistribution.cdf(a), NormalDistribution.cdf(b))
                    guard to - from > 0 else { return nil }
                    let p = from + uniform(k) * (to - from)
                    let inside = min(max(NormalDistribution.quantile(p), a), b)
                    guard inside.isFinite else { return nil }
                    place = isUpper ? -inside : inside
                    logDensity +=
                        -0.5 * place * place - halfLogTwoPi - Double.log(to - from) - Double.log(factor[k][k])
                } else {
                    place = min(max(0, low), high)
                }
                v.append(place)
                moves.append(before + factor[k][k] * place)
            }
        }
    }
}

/// ½ log 2π.
let halfLogTwoPi = 0.9189385332046727
