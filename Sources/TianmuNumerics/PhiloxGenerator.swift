/// Random bits of ``Philox4x32`` one after another, for what is not a simulation: designs, permutations, bootstraps.
package struct PhiloxGenerator: RandomNumberGenerator, Sendable {
    private let key: SIMD2<UInt32>
    private let stream: UInt32
    private var block: UInt64 = 0
    private var waiting: UInt64?

    /// - Parameter stream: generators of one seed with different streams are independent.
    package init(seed: UInt64, stream: UInt32) {
        key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
        self.stream = stream
    }

    package mutating func next() -> UInt64 {
        if let bits = waiting {
            waiting = nil
            return bits
        }
        // The last word of the counter is beyond all replicates of a simulation.
        let words = Philox4x32.generate(
            counter: SIMD4(UInt32(truncatingIfNeeded: block), UInt32(truncatingIfNeeded: block >> 32), stream, .max),
            key: key)
        block += 1
        waiting = UInt64(words.z) | UInt64(words.w) << 32
        return UInt64(words.x) | UInt64(words.y) << 32
    }
}
