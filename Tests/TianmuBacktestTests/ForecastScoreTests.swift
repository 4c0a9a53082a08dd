import TestSupport
import Testing
import TianmuBacktest
import TianmuEngine
import TianmuNumerics

/// Scores against closed forms and sums by hand.
@Suite struct ForecastScoreTests {
    private let rounding = 1e-12

    private func score(_ draws: [Double], _ value: Double) -> ForecastScore {
        draws.sorted().withUnsafeBufferPointer { ForecastScore(draws: $0, value: value) }
    }

    @Test(
        "CRPS of normal draws is σ(z(2Φ(z) − 1) + 2φ(z) − 1/√π) within four Monte Carlo errors",
        arguments: [-1.5, 0, 0.4, 3])
    func normal(z: Double) {
        let (mean, sd, count) = (12.0, 3.0, 20_000)
        var normals = [Double](repeating: 0, count: count)
        normals.withUnsafeMutableBufferPointer {
            PhiloxSource(seed: 5).fillNormals(dimension: 0, replicate: 0, first: 0, into: $0)
        }
        let density = NormalDistribution.density(z)
        let expected =
            sd * (z * (2 * NormalDistribution.cdf(z) - 1) + 2 * density - 1 / Double.pi.squareRoot())
        let found = score(normals.map { mean + sd * $0 }, mean + sd * z).crps
        // The standard deviation of |X − y| bounds that of each draw's part.
        #expect(abs(found - expected) < 4 * sd / Double(count).squareRoot())
    }

    @Test("CRPS of a point mass is the absolute error, at any size of level", arguments: [1, 1e15, 1e-9])
    func pointMass(size: Double) {
        let found = score([Double](repeating: 3 * size, count: 7), 5 * size)
        #expect(abs(found.crps - 2 * size) <= rounding * size)
        #expect(found.absoluteError == 5 * size - 3 * size)
        #expect(found.pit == 1)
        #expect(!found.isInside95)
    }

    @Test("Fair CRPS by hand: draws 1, 2, 4 and outcome 3")
    func byHand() {
        // Mean |x − y| = (2 + 1 + 1)/3; mean |x − x'| over pairs of two draws = (1 + 3 + 2)/3, half of it taken off.
        let found = score([4, 1, 2], 3)
        #expect(abs(found.crps - (4.0 / 3 - 1)) < rounding)
        #expect(abs(found.pit - 2.0 / 3) < rounding)
        #expect(abs(found.smape - 200 * 1 / 5) < rounding)
    }

    @Test("One draw far out costs CRPS no digit: draws 0, 1, 2, 10⁶⁰ and outcome 1.5 by hand")
    func farDraw() {
        #expect(abs(score([0, 1, 2, 1e60], 1.5).crps - 1.0 / 6) < rounding)
    }

    @Test("Pinball and interval scores by hand: draws 0 … 10, whose quantiles are ten times their probability")
    func quantileScores() {
        let draws = (0...10).map(Double.init)
        let inside = score(draws, 6)
        // (0.1·5 + 0.5·1 + 0.1·3)/3: 5 above the 10 % quantile 1, 1 above the median, 3 below the 90 % quantile 9.
        #expect(abs(inside.pinball - (0.5 + 0.5 + 0.3) / 3) < rounding)
        #expect(abs(inside.intervalScore80 - 8) < rounding)
        #expect(abs(inside.intervalScore95 - 9.5) < rounding)
        #expect(inside.isInside80 && inside.isInside95)
        #expect(abs(inside.pit - 6.5 / 11) < rounding)
        let above = score(draws, 9.5)
        #expect(abs(above.intervalScore80 - (8 + 2 / 0.2 * 0.5)) < rounding)
        #expect(!above.isInside80 && above.isInside95)
        let below = score(draws, -1)
        #expect(abs(below.intervalScore95 - (9.5 + 2 / 0.05 * 1.25)) < 1e-9)
        #expect(abs(below.pinball - (0.9 * 2 + 0.5 * 6 + 0.1 * 10) / 3) < rounding)
    }

    @Test("A value of 0 forecast as 0 has no relative error")
    func zero() {
        #expect(score([0, 0, 0], 0).smape == 0)
        #expect(score([0, 0, 0], 0).pit == 0.5)
    }
}
