import TianmuNumerics

/// A small deterministic source of standard normals: SplitMix64 (Steele, Lea & Flood 2014) through Φ⁻¹.
public struct NormalSource: Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    /// 64 random bits.
    public mutating func bits() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Strictly between 0 and 1.
    public mutating func uniform() -> Double { (Double(bits() >> 12) + 0.5) * 0x1p-52 }

    public mutating func normal() -> Double { NormalDistribution.quantile(uniform()) }

    public mutating func normals(_ count: Int) -> [Double] {
        var values = (0..<count).map { _ in uniform() }
        values.withUnsafeMutableBufferPointer { NormalDistribution.quantiles(inPlace: $0) }
        return values
    }
}
