internal import CNumericKernels

/// The vector instructions that an ensemble's kernel runs on; chosen when the program runs.
///
/// All sets with fused multiply-add give the same bits. `portable` rounds twice where the others round once (on Arm it
/// has fused multiply-add itself): its normals and levels differ by a few units in the last place of single precision.
public enum InstructionSet: Int32, CaseIterable, Sendable {
    case portable, avx2, avx512

    /// Whether this machine has them.
    public var isAvailable: Bool { tianmu_has_instruction_set(rawValue) != 0 }

    /// The widest that this machine has.
    public static var best: InstructionSet { allCases.last { $0.isAvailable } ?? .portable }

    /// Standard normals number `first ..< first + normals.count` of a stream, as ``GrowthEnsemble`` draws them.
    ///
    /// 32 bits v of ``Philox4x32`` become Φ⁻¹((v + 1/2) / 2³²), relative error 4e-7, so that no normal lies beyond
    /// 6.34 and every tail's probability is right to 2⁻³³. Draw d has the word 2 (d mod 16 / 8) + d mod 2 of the block
    /// 4 (d / 16) + (d mod 8) / 2 under the key `seed`, at the counter (block low, block high, dimension, stream).
    /// - Parameters:
    ///   - first: a multiple of 64.
    ///   - normals: a multiple of 64 of them.
    public func fillNormals(
        seed: UInt64, stream: UInt32, dimension: UInt32, first: Int, into normals: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(isAvailable && first % 64 == 0 && normals.count % 64 == 0, "normals come in groups of 64")
        guard let base = normals.baseAddress else { return }
        tianmu_ensemble_normals(rawValue, seed, stream, dimension, UInt64(first), base, normals.count)
    }

    /// The normals that 32 random bits each become.
    func normals(ofBits bits: [Int32]) -> [Float] {
        [Float](unsafeUninitializedCapacity: bits.count) { normals, count in
            tianmu_normals_of_bits(rawValue, bits, normals.baseAddress, bits.count)
            count = bits.count
        }
    }
}
