/// Antithetic normals: of each replicate the draws 2k and 2k + 1 are z and −z, with z number k of ``PhiloxSource``.
///
/// Both have the standard normal distribution. The mean of f over a pair has the variance (Var f + Cov(f(z), f(−z)))/2:
/// none for odd f, as for a forecast that is linear in its normals, and Var f, twice that of two independent draws, for
/// even f. Whether a probability gains depends on where the threshold lies; it never costs more than twice the variance.
///
/// Source: Hammersley and Morton (1956), A new Monte Carlo technique: antithetic variates, Proc. Camb. Phil. Soc. 52,
/// 449-475.
package struct AntitheticSource: PointSource {
    package let seed: UInt64

    package init(seed: UInt64) {
        self.seed = seed
    }

    package func fillNormals(
        dimension: Int, replicate: Int, first: Int, into normals: UnsafeMutableBufferPointer<Double>
    ) {
        guard !normals.isEmpty else { return }
        let firstPair = first / 2
        let count = (first + normals.count - 1) / 2 - firstPair + 1
        // Pairs are not more than draws, and none lies behind its draws: from the last on, none is lost.
        let pairs = UnsafeMutableBufferPointer(rebasing: normals[..<count])
        PhiloxSource(seed: seed).fillNormals(
            dimension: dimension, replicate: replicate, first: firstPair, into: pairs)
        for place in normals.indices.reversed() {
            let draw = first + place
            let z = normals[draw / 2 - firstPair]
            normals[place] = draw.isMultiple(of: 2) ? z : -z
        }
    }
}
