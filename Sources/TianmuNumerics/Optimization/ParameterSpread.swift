/// How the uncertainty of fitted parameters spreads to what is computed from them, to first order.
public enum ParameterSpread {
    /// With J the errors' derivatives and R prior precisions, the parameters' covariance is σ²(JᵀJ + R)⁻¹ = σ²(LLᵀ)⁻¹, and a
    /// number with gradient g moves by σ (L⁻¹g)ᵀz for standard normals z (Seber & Wild, 1989, Nonlinear Regression, §5.1).
    ///
    /// - Parameters:
    ///   - jacobian: for each parameter the derivatives of all errors.
    ///   - precision: for each parameter 1/(prior variance), in units of 1/σ²; 0 for none.
    ///   - gradients: for each parameter the derivatives of all numbers.
    /// - Returns: for each normal what it moves each number, in units of σ. A parameter that the errors do not tell from
    ///   those before it is left out: its normal moves nothing.
    public static func rows(jacobian: [[Double]], precision: [Double], gradients: [[Double]]) -> [[Double]] {
        let size = jacobian.count
        var lower = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
        var rows = gradients
        for i in 0..<size {
            for j in 0...i {
                var sum = zip(jacobian[i], jacobian[j]).reduce(i == j ? precision[i] : 0) { $0 + $1.0 * $1.1 }
                let whole = sum
                for k in 0..<j { sum -= lower[i][k] * lower[j][k] }
                if i == j {
                    lower[i][i] = sum > 1e-11 * whole ? sum.squareRoot() : 0
                } else {
                    lower[i][j] = lower[j][j] > 0 ? sum / lower[j][j] : 0
                }
            }
            // Forward substitution: row i of L⁻¹ applied to the gradients.
            for number in rows[i].indices {
                guard lower[i][i] > 0 else {
                    rows[i][number] = 0
                    continue
                }
                for k in 0..<i { rows[i][number] -= lower[i][k] * rows[k][number] }
                rows[i][number] /= lower[i][i]
            }
        }
        return rows
    }
}
