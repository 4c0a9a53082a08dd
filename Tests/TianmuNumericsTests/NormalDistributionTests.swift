import Testing
import TianmuNumerics

@Suite struct NormalDistributionTests {
    /// Relative.
    static let tolerance = 1e-14

    /// mpmath, 60 digits: Newton's iteration on erfc(-x/sqrt(2))/2 = p, started at scipy.special.ndtri(p).
    static let quantiles: [(p: Double, x: Double)] = [
        (1e-300, -37.0470962993612),
        (1e-200, -30.20559417957964),
        (1e-100, -21.273453560965326),
        (1e-50, -14.933337534788489),
        (1e-20, -9.262340089798407),
        (1.5e-11, -6.646570887477113),
        (1.3e-11, -6.667611456510741),
        (1e-10, -6.361340902404057),
        (1e-05, -4.264890793922825),
        (0.01, -2.326347874040841),
        (0.0749, -1.4402382675279637),
        (0.0751, -1.43882539275254),
        (0.25, -0.6744897501960817),
        (0.4999999, -2.5066282747031063e-07),
        (0.7, 0.5244005127080407),
        (0.925, 1.4395314709384561),
        (0.93, 1.475791028179171),
        (0.999, 3.090232306167813),
        (0.9999999999, 6.361340889697422),
    ]

    /// mpmath, 60 digits: erfc(-x/sqrt(2))/2 and npdf(x).
    static let probabilities: [(x: Double, cdf: Double, density: Double)] = [
        (-37.5, 4.605353009581955e-308, 1.7282337322841054e-306),
        (-37.0, 5.725571222524577e-300, 2.1200065515246056e-298),
        (-30.0, 4.906713927148187e-198, 1.4736461348785476e-196),
        (-20.3, 6.429244467698346e-92, 1.308288554681529e-90),
        (-10.0, 7.619853024160525e-24, 7.694598626706419e-23),
        (-5.7, 5.990371401063528e-09, 3.5139550948204334e-08),
        (-3.0, 0.0013498980316300946, 0.0044318484119380075),
        (-1.0, 0.15865525393145705, 0.24197072451914334),
        (-0.1, 0.460172162722971, 0.39695254747701175),
        (0.0, 0.5, 0.3989422804014327),
        (0.3, 0.6179114221889527, 0.3813878154605241),
        (1.5, 0.9331927987311419, 0.12951759566589172),
        (4.0, 0.9999683287581669, 0.00013383022576488534),
        (8.0, 0.9999999999999993, 5.052271083536892e-15),
    ]

    @Test("The quantile is right from 1e-300 to near 1", arguments: quantiles)
    func quantile(p: Double, x: Double) {
        #expect(abs(NormalDistribution.quantile(p) - x) <= Self.tolerance * abs(x))
    }

    @Test("Distribution function and density keep their digits in the tails", arguments: probabilities)
    func cdfAndDensity(x: Double, cdf: Double, density: Double) {
        #expect(abs(NormalDistribution.cdf(x) - cdf) <= Self.tolerance * cdf)
        #expect(abs(NormalDistribution.density(x) - density) <= Self.tolerance * density)
    }

    @Test("Outside the open interval the quantile is infinite or no number")
    func quantileAtTheEnds() {
        #expect(NormalDistribution.quantile(0) == -.infinity)
        #expect(NormalDistribution.quantile(1) == .infinity)
        #expect(NormalDistribution.quantile(-0.1).isNaN)
        #expect(NormalDistribution.quantile(1.1).isNaN)
        #expect(NormalDistribution.quantile(.nan).isNaN)
        #expect(NormalDistribution.quantile(.leastNonzeroMagnitude) < -38)
        #expect(NormalDistribution.quantile(1 - .ulpOfOne / 2) > 8.2)
    }

    @Test("At infinity the distribution function is 0 or 1 and the density 0")
    func infinities() {
        #expect(NormalDistribution.cdf(-.infinity) == 0)
        #expect(NormalDistribution.cdf(.infinity) == 1)
        #expect(NormalDistribution.density(.infinity) == 0)
        #expect(NormalDistribution.density(1e300) == 0)
        #expect(NormalDistribution.cdf(.nan).isNaN)
    }

    @Test("Quantiles of a buffer are bit for bit the quantiles of its elements")
    func bulkEqualsScalar() {
        var values = (1...1000).map { Double($0) / 1001 }
        values[3] = 0
        values[400] = 1
        values[999] = 1e-300
        values[600] = 2
        let expected = values.map(NormalDistribution.quantile)
        values.withUnsafeMutableBufferPointer { NormalDistribution.quantiles(inPlace: $0) }
        #expect(values.map(\.bitPattern) == expected.map(\.bitPattern))
    }
}
