/// Derivatives of ln Γ: ψ and ψ′.
///
/// Recurrence up to x ≥ 6, then the asymptotic series. Source: Abramowitz & Stegun (1964), 6.3.5, 6.3.18, 6.4.6 and
/// 6.4.12. Relative accuracy better than 1e-10 (tested against SciPy).
package enum PolyGamma {
    /// ψ(x) = d ln Γ(x)/dx, for x > 0.
    package static func digamma(_ x: Double) -> Double {
        var (x, sum) = (x, 0.0)
        while x < 8 {
            sum -= 1 / x
            x += 1
        }
        let y = 1 / (x * x)
        return sum + Double.log(x) - 0.5 / x - y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - y * (1 / 240 - y / 132))))
    }

    /// ψ′(x), for x > 0.
    package static func trigamma(_ x: Double) -> Double {
        var (x, sum) = (x, 0.0)
        while x < 8 {
            sum += 1 / (x * x)
            x += 1
        }
        let y = 1 / (x * x)
        return sum + 1 / x + y / 2 + y / x * (1 / 6 - y * (1 / 30 - y * (1 / 42 - y * (1 / 30 - y * 5 / 66))))
    }

    /// The x with ψ′(x) = `value` > 0, by Newton's method on 1/ψ′, which is nearly linear (Smyth 2004, appendix).
    package static func inverseTrigamma(_ value: Double) -> Double {
        guard value < 1e7 else { return 1 / value.squareRoot() }
        guard value > 1e-6 else { return 1 / value }
        var x = 0.5 + 1 / value
        for _ in 0..<60 {
            let current = trigamma(x)
            let step = 1e-6 * x
            let slope = (trigamma(x + step) - trigamma(x - step)) / (2 * step)
            let change = current * (1 - current / value) / slope
            x += change
            if abs(change) < 1e-9 * x { break }
        }
        return x
    }
}
