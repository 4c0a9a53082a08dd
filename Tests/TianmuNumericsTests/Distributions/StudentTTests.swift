import Testing
import TianmuNumerics

/// Reference values: `scipy.stats.t.sf(x, v)` and `.isf(p, v)`, SciPy 1.17.
@Suite struct StudentTTests {
    static let relative = 1e-10

    @Test(
        "The upper tail of Student's t agrees with SciPy",
        arguments: [
            (0.5, 3.0, 0.1836540779929717), (1.0, 1.0, 0.25), (1.0, 1e6, 3.1830988618368455e-07),
            (2.0, 0.01, 0.4964645544791005), (3.0, 0.9, 0.2172255162090185), (5.0, 12.0, 3.544746258580761e-05),
            (10.0, 1.2, 0.12889815036215282), (30.0, 2.0, 0.027312522481491547),
            (1000.0, 5.0, 3.3836281823243174e-07), (1e6, 1.7, 0.04456561824517442),
        ])
    func tail(freedom: Double, x: Double, above: Double) throws {
        let distribution = try StudentT(degreesOfFreedom: freedom)
        #expect(abs(distribution.survival(x) / above - 1) < Self.relative)
        #expect(abs(distribution.cdf(-x) / above - 1) < Self.relative)
        #expect(abs(distribution.cdf(x) - (1 - above)) < Self.relative)
    }

    @Test(
        "Quantiles of Student's t agree with SciPy on both sides",
        arguments: [
            (0.5, 0.001, 102849.11563017554), (0.5, 0.3, 1.0095258786071655), (1.0, 1e-12, 318309886183.7907),
            (1.0, 0.1, 3.0776835371752536), (1.0, 0.49, 0.03142626604335125), (3.0, 0.001, 10.214531852407385),
            (3.0, 0.3, 0.5843897274398188), (5.0, 1e-12, 393.95695957760375), (5.0, 0.1, 1.4758840488244813),
            (30.0, 1e-12, 11.397217523311413), (30.0, 0.49, 0.025278783971765764),
            (1e6, 1e-12, 7.034572608411255), (1e6, 0.3, 0.5244006798602092),
        ])
    func quantiles(freedom: Double, p: Double, upper: Double) throws {
        let distribution = try StudentT(degreesOfFreedom: freedom)
        #expect(abs(distribution.upperQuantile(p) / upper - 1) < Self.relative)
        #expect(abs(distribution.quantile(p) / -upper - 1) < Self.relative)
    }

    @Test("The median is zero and the density at zero of one degree of freedom is 1/π")
    func middle() throws {
        let cauchy = try StudentT(degreesOfFreedom: 1)
        #expect(cauchy.quantile(0.5) == 0)
        #expect(abs(cauchy.density(0) - 1 / .pi) < 1e-15)
    }
}
