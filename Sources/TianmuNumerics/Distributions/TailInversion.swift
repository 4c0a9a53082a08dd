/// Inverts a tail of a distribution on the positive numbers.
enum TailInversion {
    /// The x > 0 with ln tail(x) = `target`, found on u = ln x by Newton steps kept inside a bracket.
    ///
    /// Logarithms on both axes keep the relative accuracy of values as small as 1e-300.
    /// - Parameters:
    ///   - rising: true if `tail` rises with x (a lower tail).
    ///   - density: the distribution's density, the absolute slope of `tail`.
    static func solve(
        target: Double, rising: Bool, start: Double,
        tail: (Double) -> Double, density: (Double) -> Double
    ) -> Double {
        var low = -744.0
        var high = 709.0
        var u = min(max(Double.log(start), -700), 700)
        for _ in 0..<200 {
            let x = Double.exp(u)
            let value = tail(x)
            let error = Double.log(value) - target
            if error == 0 { return x }
            if (error < 0) == rising { low = u } else { high = u }
            let slope = x * density(x) / value * (rising ? 1 : -1)
            var next = u - error / slope
            // Before the bracket is looked at: the last step may leave it by a rounding error.
            if abs(next - u) < 1e-13 * max(1, abs(u)) { return Double.exp(next) }
            if !(next > low && next < high) { next = 0.5 * (low + high) }
            u = next
        }
        return Double.exp(u)
    }
}
