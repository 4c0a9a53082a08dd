import Glibc

/// Both tails and the density of the standard normal distribution, from the C library's erfc.
enum NormalTails {
    /// Φ(z) = ½ erfc(−z/√2).
    static func below(_ z: Double) -> Double { 0.5 * erfc(-z * 0.5.squareRoot()) }
    /// 1 − Φ(z) = ½ erfc(z/√2).
    static func above(_ z: Double) -> Double { 0.5 * erfc(z * 0.5.squareRoot()) }
    /// φ(z) = e^{−z²/2}/√(2π).
    static func density(_ z: Double) -> Double { exp(-0.5 * z * z) / (2 * Double.pi).squareRoot() }

    /// Φ⁻¹(p) for 0 < p < 1: three Halley steps on Φ from the start of Abramowitz & Stegun (1964), 26.2.23 (error 4.5e-4).
    static func quantile(_ p: Double) -> Double {
        if p > 0.5 { return -quantile(1 - p) }
        let t = (-2 * log(p)).squareRoot()
        let top = 2.515517 + t * (0.802853 + t * 0.010328)
        var z = top / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t
        for _ in 0..<3 {
            let step = (below(z) - p) / density(z)
            z -= step / (1 + 0.5 * z * step)
        }
        return z
    }
}
