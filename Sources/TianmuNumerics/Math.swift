public import CNumericKernels

/// The C library's functions as `Double.exp(x)`, in every file that imports TianmuNumerics: no other file needs to
/// import the C library, and nothing else of it comes along. Roots are `x.squareRoot()`.
extension Double {
    /// eˣ.
    @inlinable public static func exp(_ x: Double) -> Double { tianmu_exp(x) }
    /// eˣ − 1, accurate for small x.
    @inlinable public static func expm1(_ x: Double) -> Double { tianmu_expm1(x) }
    /// ln x.
    @inlinable public static func log(_ x: Double) -> Double { tianmu_log(x) }
    /// ln (1 + x), accurate for small x.
    @inlinable public static func log1p(_ x: Double) -> Double { tianmu_log1p(x) }
    /// log₁₀ x.
    @inlinable public static func log10(_ x: Double) -> Double { tianmu_log10(x) }
    /// xʸ.
    @inlinable public static func pow(_ x: Double, _ y: Double) -> Double { tianmu_pow(x, y) }
    /// The hyperbolic tangent.
    @inlinable public static func tanh(_ x: Double) -> Double { tianmu_tanh(x) }
    /// The sine of x radians.
    @inlinable public static func sin(_ x: Double) -> Double { tianmu_sin(x) }
    /// The cosine of x radians.
    @inlinable public static func cos(_ x: Double) -> Double { tianmu_cos(x) }
    /// The arc tangent in radians.
    @inlinable public static func atan(_ x: Double) -> Double { tianmu_atan(x) }
    /// 2/√π ∫₀ˣ exp(−t²) dt.
    @inlinable public static func erf(_ x: Double) -> Double { tianmu_erf(x) }
    /// 1 − erf x, accurate for large x.
    @inlinable public static func erfc(_ x: Double) -> Double { tianmu_erfc(x) }
    /// ln |Γ(x)|.
    @inlinable public static func logGamma(_ x: Double) -> Double { tianmu_lgamma(x) }
}
