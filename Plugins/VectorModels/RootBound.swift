import TianmuNumerics

/// Keeps a system from exploding: a matrix is drawn back toward one that does not.
enum RootBound {
    /// A draw is drawn back in steps of 2⁻¹².
    private static let halvings = 12

    /// How much more than by its largest root a system may amplify for a while.
    private static let transient = 10.0
    /// Powers 2⁰ … 2⁶ are looked at.
    private static let squarings = 6

    /// How fast A's powers grow: (‖A⁶⁴‖/√K)^{1/64}, which tends to the largest root in absolute value as 64 → ∞
    /// (Gelfand's formula) and is exact for a multiple of the identity; or, where one of the powers n = 1, 2, 4 … 32 says
    /// more, (‖Aⁿ‖/(10√K))^{1/n}.
    static func growth(_ matrix: SquareMatrix) -> Double {
        var power = matrix
        var next = SquareMatrix(matrix.size)
        // ln ‖A^(2^k)‖, the power itself being kept at norm 1.
        var logNorm = 0.0
        var growth = -Double.infinity
        let unit = 0.5 * Double.log(Double(matrix.size))
        for step in 0...squarings {
            if step > 0 {
                next.setProduct(power, power)
                swap(&power, &next)
                logNorm *= 2
            }
            let norm = power.norm
            guard norm > 0 else { return Double.exp(growth) }
            logNorm += Double.log(norm)
            let allowed = step < squarings ? Double.log(transient) : 0
            growth = max(growth, (logNorm - unit - allowed) / Double(1 << step))
            for i in power.elements.indices { power.elements[i] /= norm }
        }
        return Double.exp(growth)
    }

    /// The largest part s ≤ 1 (to 2⁻¹²) found by bisection with growth(center + s·away) ≤ `bound`; the center itself
    /// must keep it.
    static func part(center: SquareMatrix, away: SquareMatrix, bound: Double) -> Double {
        var trial = center
        func isKept(_ part: Double) -> Bool {
            for i in trial.elements.indices { trial.elements[i] = center.elements[i] + part * away.elements[i] }
            return growth(trial) <= bound
        }
        if isKept(1) { return 1 }
        var (low, high) = (0.0, 1.0)
        for _ in 0..<halvings {
            let middle = 0.5 * (low + high)
            if isKept(middle) { low = middle } else { high = middle }
        }
        return low
    }
}
