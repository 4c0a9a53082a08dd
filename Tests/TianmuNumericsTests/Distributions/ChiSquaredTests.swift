import Testing
import TianmuNumerics

/// Reference values: `scipy.stats.chi2.cdf(x, v)`, `.sf`, `.ppf(p, v)`, `.isf`, SciPy 1.17.
@Suite struct ChiSquaredTests {
    static let relative = 1e-10

    @Test(
        "Both tails of the chi-squared distribution agree with SciPy",
        arguments: [
            (0.5, 1e-4, 0.09277203314117652, 0.9072279668588235),
            (1.0, 3.841, 0.9499863162360432, 0.050013683763956804),
            (4.0, 0.1, 0.001209104274250291, 0.9987908957257497),
            (4.0, 40.0, 0.9999999567157739, 4.328422607120966e-08),
            (12.5, 12.0, 0.5131160443067931, 0.48688395569320686),
            (100.0, 60.0, 0.0005188914625480344, 0.999481108537452),
            (100.0, 180.0, 0.9999983505014983, 1.6494985017178526e-06),
            (1e4, 1e4, 0.5018806340338173, 0.49811936596618267),
            (1e6, 1.003e6, 0.9829832270667336, 0.017016772933266328),
        ])
    func tails(freedom: Double, x: Double, below: Double, above: Double) throws {
        let distribution = try ChiSquared(degreesOfFreedom: freedom)
        #expect(abs(distribution.cdf(x) / below - 1) < Self.relative)
        #expect(abs(distribution.survival(x) / above - 1) < Self.relative)
    }

    @Test(
        "Quantiles of the chi-squared distribution agree with SciPy from either end",
        arguments: [
            (0.5, 1e-12, 1.3499395786223522e-48, 47.86375393011639),
            (0.5, 0.3, 0.010982604948550948, 0.3746964567403943),
            (1.0, 1e-12, 1.5707963267948931e-24, 50.844127911818155),
            (1.0, 0.3, 0.14847186183254538, 1.0741941708575722),
            (4.0, 1e-12, 2.828428458080386e-06, 62.1997463915383),
            (4.0, 0.001, 0.09080403553897909, 18.466826952903173),
            (4.0, 0.3, 2.1946984214069833, 4.878432966560408),
            (12.5, 0.001, 2.4130283465450026, 33.72196133014897),
            (100.0, 1e-12, 30.084167586161836, 233.8105679592079),
            (1e4, 0.001, 9568.668495093969, 10442.730565410178),
            (1e6, 0.3, 999257.9026238887, 1000741.1307041118),
        ])
    func quantiles(freedom: Double, p: Double, lower: Double, upper: Double) throws {
        let distribution = try ChiSquared(degreesOfFreedom: freedom)
        #expect(abs(distribution.quantile(p) / lower - 1) < Self.relative)
        #expect(abs(distribution.upperQuantile(p) / upper - 1) < Self.relative)
    }

    @Test("Degrees of freedom must be positive and finite", arguments: [0, -1, Double.nan, .infinity])
    func refused(freedom: Double) {
        #expect(throws: DistributionError.self) { try ChiSquared(degreesOfFreedom: freedom) }
    }
}
