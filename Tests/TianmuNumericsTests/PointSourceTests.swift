import Testing

@testable import TianmuNumerics

@Suite struct PointSourceTests {
    static func normals(
        _ source: any PointSource, dimension: Int, replicate: Int = 0, first: Int = 0, count: Int
    ) -> [Double] {
        [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
            source.fillNormals(
                dimension: dimension, replicate: replicate, first: first,
                into: UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
            initialized = count
        }
    }

    static let dimensions = [0, 1, 499, 1023, 1024, 5000]

    @Test("Draws do not depend on how they are cut into blocks", arguments: Sampler.allCases, dimensions)
    func cuts(sampler: Sampler, dimension: Int) {
        let source = sampler.source(seed: 0x1234_5678_9abc_def0)
        let whole = Self.normals(source, dimension: dimension, replicate: 3, count: 1000)
        var pieces: [Double] = []
        for length in [1, 2, 3, 255, 256, 257, 1, 64, 100, 61] {
            pieces += Self.normals(
                source, dimension: dimension, replicate: 3, first: pieces.count, count: length)
        }
        #expect(pieces == whole)
    }

    @Test("Seeds, replicates and dimensions are different streams", arguments: Sampler.allCases)
    func streams(sampler: Sampler) {
        var seen: Set<[Double]> = []
        for seed: UInt64 in [1, 2, 1 << 32] {
            for replicate in 0..<3 {
                for dimension in [0, 1, 2, 1023, 1024] {
                    seen.insert(
                        Self.normals(
                            sampler.source(seed: seed), dimension: dimension, replicate: replicate, count: 4))
                }
            }
        }
        #expect(seen.count == 3 * 3 * 5)
    }

    @Test("Antithetic draws 2k and 2k + 1 are z and −z, with z draw k of the Philox stream")
    func antitheticPairs() {
        let pairs = Self.normals(PhiloxSource(seed: 3), dimension: 9, replicate: 2, count: 500)
        let drawn = Self.normals(AntitheticSource(seed: 3), dimension: 9, replicate: 2, count: 1000)
        #expect(drawn == pairs.flatMap { [$0, -$0] })
    }

    @Test("Philox normals come from the block at (pair, 0, dimension, replicate) under the seed")
    func philoxLayout() {
        let seed: UInt64 = 0xfedc_ba98_7654_3210
        let drawn = Self.normals(PhiloxSource(seed: seed), dimension: 7, replicate: 5, first: 20, count: 2)
        let words = Philox4x32.generate(counter: [10, 0, 7, 5], key: [0x7654_3210, 0xfedc_ba98])
        for (low, high, normal) in [(words.x, words.y, drawn[0]), (words.z, words.w, drawn[1])] {
            let bits = UInt64(high) << 32 | UInt64(low)
            #expect(normal == NormalDistribution.quantile((Double(bits >> 12) + 0.5) / 0x1p52))
        }
    }

    @Test("Philox normals have the normal's moments, and dimensions do not correlate")
    func philoxMoments() {
        let count = 1 << 14
        let source = PhiloxSource(seed: 14)
        let (x, y) = (
            Self.normals(source, dimension: 0, count: count), Self.normals(source, dimension: 1, count: count)
        )
        // Four standard errors, of the mean, the variance, the fourth moment and the correlation.
        let error = 4 / Double(count).squareRoot()
        #expect(abs(Moments(x).mean) < error)
        #expect(abs(Moments(x).variance - 1) < error * 2.0.squareRoot())
        #expect(abs(Moments(x.map { $0 * $0 * $0 * $0 }).mean - 3) < error * 96.0.squareRoot())
        #expect(abs(Moments(zip(x, y).map { $0 * $1 }).mean) < error)
    }

    /// scipy 1.17: `qmc.Sobol(1024, scramble=False).random(64)[:, d] * 128`.
    static let sobol: [(dimension: Int, points: [Double])] = [
        (
            0,
            [
                0, 64, 96, 32, 48, 112, 80, 16, 24, 88, 120, 56, 40, 104, 72, 8, 12, 76, 108, 44, 60, 124, 92, 28, 20,
                84, 116, 52, 36, 100, 68, 4, 6, 70, 102, 38, 54, 118, 86, 22, 30, 94, 126, 62, 46, 110, 78, 14, 10, 74,
                106, 42, 58, 122, 90, 26, 18, 82, 114, 50, 34, 98, 66, 2,
            ]
        ),
        (
            1,
            [
                0, 64, 32, 96, 48, 112, 16, 80, 40, 104, 8, 72, 24, 88, 56, 120, 60, 124, 28, 92, 12, 76, 44, 108, 20,
                84, 52, 116, 36, 100, 4, 68, 34, 98, 2, 66, 18, 82, 50, 114, 10, 74, 42, 106, 58, 122, 26, 90, 30, 94,
                62, 126, 46, 110, 14, 78, 54, 118, 22, 86, 6, 70, 38, 102,
            ]
        ),
        (
            49,
            [
                0, 64, 96, 32, 48, 112, 80, 16, 8, 72, 104, 40, 56, 120, 88, 24, 68, 4, 36, 100, 116, 52, 20, 84, 76,
                12, 44, 108, 124, 60, 28, 92, 10, 74, 106, 42, 58, 122, 90, 26, 2, 66, 98, 34, 50, 114, 82, 18, 78, 14,
                46, 110, 126, 62, 30, 94, 70, 6, 38, 102, 118, 54, 22, 86,
            ]
        ),
        (
            499,
            [
                0, 64, 32, 96, 80, 16, 112, 48, 56, 120, 24, 88, 104, 40, 72, 8, 44, 108, 12, 76, 124, 60, 92, 28, 20,
                84, 52, 116, 68, 4, 100, 36, 14, 78, 46, 110, 94, 30, 126, 62, 54, 118, 22, 86, 102, 38, 70, 6, 34, 98,
                2, 66, 114, 50, 82, 18, 26, 90, 58, 122, 74, 10, 106, 42,
            ]
        ),
        (
            1023,
            [
                0, 64, 96, 32, 112, 48, 16, 80, 8, 72, 104, 40, 120, 56, 24, 88, 116, 52, 20, 84, 4, 68, 100, 36, 124,
                60, 28, 92, 12, 76, 108, 44, 110, 46, 14, 78, 30, 94, 126, 62, 102, 38, 6, 70, 22, 86, 118, 54, 26, 90,
                122, 58, 106, 42, 10, 74, 18, 82, 114, 50, 98, 34, 2, 66,
            ]
        ),
    ]

    @Test("Unscrambled Sobol points are SciPy's, in SciPy's order", arguments: sobol)
    func sobolPoints(dimension: Int, points: [Double]) {
        let found = SobolSource.unscrambledPoints(dimension: dimension, first: 0, count: 64)
        #expect(found.map { $0 * 128 } == points)
    }

    /// scipy 1.17: `e = qmc.Sobol(1024, scramble=False, bits=32); e.fast_forward(1000003); e.random(3)[:, d] * 2**32`.
    @Test(
        "Far points are SciPy's too",
        arguments: [
            (0, [1_187_450_880, 1_724_321_792, 3_871_805_440]), (1, [2_413_424_640, 802_811_904, 2_950_295_552]),
            (49, [436_563_968, 973_434_880, 3_120_918_528]), (499, [3_871_584_256, 2_260_971_520, 113_487_872]),
            (1023, [209_776_640, 2_894_131_200, 746_647_552]),
        ] as [(Int, [Double])])
    func farSobolPoints(dimension: Int, points: [Double]) {
        let found = SobolSource.unscrambledPoints(dimension: dimension, first: 1_000_003, count: 3)
        #expect(found.map { $0 * 0x1p32 } == points)
    }

    @Test(
        "Scrambled points have one in each of 2^k intervals, in each aligned block of 2^k", arguments: [0, 1, 50, 1023])
    func stratification(dimension: Int) {
        for bits in [1, 4, 8] {
            let count = 1 << bits
            for block in [0, 1, 6] {
                let normals = Self.normals(
                    SobolSource(seed: 9), dimension: dimension, replicate: 2, first: block * count, count: count)
                let cells = normals.map { Int(NormalDistribution.cdf($0) * Double(count)) }
                #expect(cells.sorted() == Array(0..<count))
            }
        }
    }

    @Test("Scrambling keeps the net: 16 points, one in each box of 2^-a by 2^-b, a + b = 4")
    func netInTwoDimensions() {
        let source = SobolSource(seed: 3)
        let x = Self.normals(source, dimension: 0, count: 16).map(NormalDistribution.cdf)
        let y = Self.normals(source, dimension: 1, count: 16).map(NormalDistribution.cdf)
        for a in 0...4 {
            let boxes = zip(x, y).map { Int($0 * Double(1 << a)) << (4 - a) | Int($1 * Double(1 << (4 - a))) }
            #expect(boxes.sorted() == Array(0..<16))
        }
    }

    @Test("Over replicates, scrambled points are unbiased and as exact as Owen's scrambling: error n^-1.5 / √12")
    func scrambledError() {
        let (count, replicates) = (1 << 10, 64)
        let errors = (0..<replicates).map { replicate in
            let normals = Self.normals(SobolSource(seed: 5), dimension: 3, replicate: replicate, count: count)
            return Moments(normals.map(NormalDistribution.cdf)).mean - 0.5
        }
        // One uniform point in each of n intervals: variance 1/(12 n³). Four standard errors of mean and variance.
        let variance = 1 / (12 * Double(count * count * count))
        let moments = Moments(errors)
        #expect(abs(moments.mean) < 4 * (variance / Double(replicates)).squareRoot())
        #expect(abs(moments.variance / variance - 1) < 4 * (2 / Double(replicates)).squareRoot())
    }

    @Test("The mean over 2^12 Sobol points is far nearer than Monte Carlo's 0.0045")
    func sobolMean() {
        let uniforms = Self.normals(SobolSource(seed: 1), dimension: 10, count: 1 << 12).map(NormalDistribution.cdf)
        #expect(abs(Moments(uniforms).mean - 0.5) < 1e-5)
    }
}
