internal import CNumericKernels

/// Where the draws' standard normals come from: a value that depends on (replicate, dimension, draw) only, so that
/// draws may be made in blocks of any size, in any order, on any number of threads.
package protocol PointSource: Sendable {
    /// Standard normals for the draws `first ..< first + normals.count` of one replicate in one dimension.
    /// - Parameters:
    ///   - dimension: 0 or more, below 2³²: which of a draw's random numbers. Dimensions are independent.
    ///   - replicate: 0 or more, below 2³². Replicates are independent and alike in distribution.
    ///   - first: 0 or more; with `normals.count` at most 2³².
    func fillNormals(
        dimension: Int, replicate: Int, first: Int, into normals: UnsafeMutableBufferPointer<Double>)

    /// The same normals for one thread alone, which reads them in blocks of at most `capacity` draws: a source that makes
    /// all dimensions of a block at once keeps them there.
    func owned(capacity: Int) -> any PointSource
}

extension PointSource {
    package func owned(capacity: Int) -> any PointSource { self }
}

/// The sampler that a scenario names.
package enum Sampler: String, Codable, CaseIterable, Sendable {
    /// Pseudo-random: Monte Carlo error falls with 1/√n.
    case philox
    /// Pseudo-random in pairs, z and −z: what is odd in z about the middle has no error.
    case antithetic
    /// Scrambled Sobol points: for smooth answers the error falls nearly with 1/n. Numbers of draws should be powers
    /// of 2, and errors are estimated from several replicates.
    case sobol
    /// The same points with a plan's principal components in the first dimensions.
    case sobolPrincipal = "sobol-principal"

    /// The source of points for this seed, dimensions in their own order: a principal order is a plan's.
    package func source(seed: UInt64) -> any PointSource {
        switch self {
        case .philox: PhiloxSource(seed: seed)
        case .antithetic: AntitheticSource(seed: seed)
        case .sobol, .sobolPrincipal: SobolSource(seed: seed)
        }
    }

    /// Whether draws are independent of each other. If not, only what independent replicates disagree about tells the
    /// Monte Carlo error.
    package var drawsAreIndependent: Bool { self == .philox }

    /// Whether points fill space evenly, best in powers of two.
    package var isSobol: Bool { self == .sobol || self == .sobolPrincipal }
}

/// Pseudo-random normals: uniforms (2k + 1)/2⁵³ of 52 bits k of ``Philox4x32``, then the normal quantile.
///
/// The counter is (draw / 2 low, draw / 2 high, dimension, replicate) and the key the seed, so that each combination
/// is a stream of its own.
package struct PhiloxSource: PointSource {
    package let seed: UInt64

    package init(seed: UInt64) {
        self.seed = seed
    }

    package func fillNormals(
        dimension: Int, replicate: Int, first: Int, into normals: UnsafeMutableBufferPointer<Double>
    ) {
        guard let base = normals.baseAddress else { return }
        tianmu_philox_normals(seed, UInt32(replicate), UInt32(dimension), UInt64(first), base, normals.count)
    }
}

/// Quasi-random normals: Sobol points with nested uniform (Owen) scrambling, then the normal quantile.
///
/// A draw is a point: its coordinates fill space evenly in all dimensions together. Points come in Gray code order,
/// which fills every aligned block of 2ᵏ draws evenly. Each (seed, replicate, dimension) scrambles on its own, which
/// makes every draw uniform, and replicates unbiased and independent estimates of each other's error. Dimensions
/// beyond the table's 1,024 are filled by ``PhiloxSource`` (padded quasi-Monte Carlo): put what matters most first.
///
/// Sources: Joe and Kuo (2008), SIAM J. Sci. Comput. 30, 2635-2654 (direction numbers); Burley (2020), Practical
/// hash-based Owen scrambling, JCGT 9(4), 1-20.
package struct SobolSource: PointSource {
    /// How many dimensions have direction numbers.
    package static let dimensionCount = Int(TIANMU_SOBOL_DIMENSIONS)

    package let seed: UInt64

    package init(seed: UInt64) {
        self.seed = seed
    }

    package func fillNormals(
        dimension: Int, replicate: Int, first: Int, into normals: UnsafeMutableBufferPointer<Double>
    ) {
        guard dimension < Self.dimensionCount else {
            PhiloxSource(seed: seed)
                .fillNormals(dimension: dimension, replicate: replicate, first: first, into: normals)
            return
        }
        guard let base = normals.baseAddress else { return }
        tianmu_sobol_normals(seed, UInt32(replicate), UInt32(dimension), UInt32(first), base, normals.count)
    }

    /// Unscrambled points, x in [0, 1), in one of the first ``dimensionCount`` dimensions.
    static func unscrambledPoints(dimension: Int, first: Int, count: Int) -> [Double] {
        precondition(0 <= dimension && dimension < dimensionCount, "no direction numbers for this dimension")
        var points = [UInt32](repeating: 0, count: count)
        tianmu_sobol_points(UInt32(dimension), UInt32(first), &points, count)
        return points.map { Double($0) / 0x1p32 }
    }
}
