import Testing

@testable import TianmuNumerics

@Suite struct SingleNormalsTests {
    /// Relative, of single precision normals; about four units in the last place.
    static let tolerance = 5e-7

    @Test(
        "The transform follows the normal quantile to the last of 2³² numbers",
        arguments: EnsembleFixtures.availableSets)
    func tails(set: InstructionSet) {
        // From both ends inwards in steps that grow, and across the place where the two polynomials meet.
        var bits: [Int32] = []
        var distance: Int64 = 0
        while distance < 1 << 31 {
            bits += [Int32(Int64(Int32.max) - distance), Int32(Int64(Int32.min) + distance)]
            distance += max(1, distance / 97)
        }
        let normals = set.normals(ofBits: bits)
        for (v, z) in zip(bits, normals) {
            // In the upper tail from above, where 1 − p keeps its digits.
            let upper = v >= 0
            let tail = upper ? (Double(Int32.max) - Double(v) + 0.5) * 0x1p-32 : (Double(v) + 0x1p31 + 0.5) * 0x1p-32
            let expected = upper ? -NormalDistribution.quantile(tail) : NormalDistribution.quantile(tail)
            #expect(abs(Double(z) - expected) <= Self.tolerance * abs(expected))
        }
        #expect(tailProbability(beyond: 6.0, set) > 0)
    }

    /// The share of all 2³² numbers whose normal exceeds x, by bisection: the transform never decreases there.
    private func tailProbability(beyond x: Float, _ set: InstructionSet) -> Double {
        var (low, high) = (Int64(Int32.min), Int64(Int32.max) + 1)
        while low < high {
            let middle = (low + high) >> 1
            if set.normals(ofBits: [Int32(middle)])[0] > x { high = middle } else { low = middle + 1 }
        }
        return Double(Int64(Int32.max) + 1 - low) * 0x1p-32
    }

    @Test("Tail probabilities are right to 1e-9", arguments: EnsembleFixtures.availableSets)
    func tailProbabilities(set: InstructionSet) {
        for x: Float in [-6, -5, -4, -3, -2.6, -2.5, -1, -0.5, 0, 0.5, 1, 2.5, 2.6, 3, 4, 5, 5.9, 6] {
            let expected = NormalDistribution.cdf(-Double(x))
            // Beyond 1e-9, what single precision does to x counts: φ(x) times four units in its last place.
            let tolerance = 1e-9 + 5e-7 * abs(Double(x)) * NormalDistribution.density(Double(x))
            #expect(abs(tailProbability(beyond: x, set) - expected) < tolerance)
        }
    }

    @Test("Normals come from the documented words of Philox", arguments: EnsembleFixtures.availableSets)
    func layout(set: InstructionSet) {
        let (seed, first) = (0x0123_4567_89AB_CDEF as UInt64, 1 << 34 | 64)
        var normals = [Float](repeating: 0, count: 128)
        normals.withUnsafeMutableBufferPointer {
            set.fillNormals(seed: seed, stream: 5, dimension: 7, first: first, into: $0)
        }
        let bits = (first..<first + 128).map { draw in
            let block = UInt64(4 * (draw / 16) + draw % 8 / 2)
            let words = Philox4x32.generate(
                counter: [UInt32(truncatingIfNeeded: block), UInt32(block >> 32), 7, 5],
                key: [UInt32(truncatingIfNeeded: seed), UInt32(seed >> 32)])
            return Int32(bitPattern: words[2 * (draw % 16 / 8) + draw % 2])
        }
        #expect(normals == set.normals(ofBits: bits))
    }

    @Test("All sets with fused multiply-add give the same bits, and the portable one stays within 5 units of them")
    func sets() {
        let all = EnsembleFixtures.availableSets.map { set in
            [Float](unsafeUninitializedCapacity: 65_536) { buffer, count in
                set.fillNormals(
                    seed: 1, stream: 0, dimension: 0, first: 0,
                    into: UnsafeMutableBufferPointer(rebasing: buffer[..<65_536]))
                count = 65_536
            }
        }
        for normals in all.dropFirst().dropFirst() { #expect(normals == all[1]) }
        let worst = zip(all[0], all[all.count - 1]).map { abs($0 - $1) / $0.ulp }.max() ?? .infinity
        #expect(worst <= 5)
    }

    @Test("Moments are the standard normal's within 4 standard errors")
    func moments() {
        let count = 1 << 18
        let z = [Float](unsafeUninitializedCapacity: count) { buffer, filled in
            InstructionSet.best.fillNormals(
                seed: 14, stream: 0, dimension: 0, first: 0,
                into: UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
            filled = count
        }.map(Double.init)
        let n = Double(count)
        let powers = (1...4).map { power in z.reduce(0) { $0 + Double.pow($1, Double(power)) } / n }
        // E z² = 1, E z⁴ = 3; variances of the powers 1, 2, 15, 96.
        for (found, (expected, variance)) in zip(powers, [(0.0, 1.0), (1, 2), (0, 15), (3, 96)]) {
            #expect(abs(found - expected) < 4 * (variance / n).squareRoot())
        }
    }
}
