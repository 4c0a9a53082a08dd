internal import CNumericKernels

/// Philox4x32 with 10 rounds: a stateless generator, four 32-bit words for every counter and key.
///
/// Source: Salmon, Moraes, Dror and Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, SC'11.
public enum Philox4x32 {
    /// The four words at `counter` under `key`, word 0 first.
    public static func generate(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
        let (c, k) = ([counter.x, counter.y, counter.z, counter.w], [key.x, key.y])
        var output: [UInt32] = [0, 0, 0, 0]
        tianmu_philox4x32(c, k, &output)
        return SIMD4(output[0], output[1], output[2], output[3])
    }
}
