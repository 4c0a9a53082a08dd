import Foundation
import Testing
import TianmuNumerics

@Suite struct ElicitedDistributionTests {
    static let relative = 1e-12
    static let z90 = 1.2815515655446004

    @Test(
        "The three quantiles are reproduced, whatever the skew",
        arguments: [
            (-1.5, -0.3, 0.6), (0.5, 2.0, 3.5), (0.0, 1.0, 500.0), (-500.0, -1.0, 0.0), (0.0, 1.0, 2 + 1e-12),
            (1e9, 2e9, 4e9),
        ])
    func reproduced(p10: Double, p50: Double, p90: Double) throws {
        let distribution = try ElicitedDistribution(p10: p10, p50: p50, p90: p90)
        let tolerance = Self.relative * (p90 - p10)
        for (p, expected) in [(0.1, p10), (0.5, p50), (0.9, p90)] {
            #expect(abs(distribution.quantile(p) - expected) < tolerance)
            #expect(abs(distribution.cdf(expected) - p) < 1e-12)
        }
    }

    @Test("A shifted log-normal distribution gives back its own mean and variance")
    func moments() throws {
        // x = 2 + e^{0.4 z}, so mean 2 + e^{0.08} and variance e^{0.16}(e^{0.16} − 1).
        let reach = exp(0.4 * Self.z90)
        let distribution = try ElicitedDistribution(p10: 2 + 1 / reach, p50: 3, p90: 2 + reach)
        #expect(abs(distribution.mean - (2 + exp(0.08))) < 1e-12)
        #expect(abs(distribution.variance - exp(0.16) * expm1(0.16)) < 1e-12)
        #expect(distribution.cdf(1.999) == 0)
    }

    @Test(
        "Symmetric quantiles give the normal distribution, also when nearly symmetric", arguments: [0.0, 1e-15, 1e-13])
    func symmetric(offset: Double) throws {
        let distribution = try ElicitedDistribution(p10: -1, p50: 0, p90: 1 + offset)
        let sd = 1 / Self.z90
        #expect(abs(distribution.mean) < 1e-12)
        #expect(abs(distribution.variance - sd * sd) < 1e-12)
        for z in [-3.0, 0.5, 2] { #expect(abs(distribution.value(atNormal: z) - sd * z) < 1e-11) }
    }

    @Test("Equal quantiles are a single point")
    func point() throws {
        let point = try ElicitedDistribution(p10: 7, p50: 7, p90: 7)
        #expect(point.isPoint && point.value(atNormal: 5) == 7 && point.mean == 7 && point.variance == 0)
        #expect(point.cdf(6.9) == 0 && point.cdf(7) == 1)
    }

    @Test(
        "The buffer transform equals the single values",
        arguments: [(-1.5, -0.3, 0.6), (-1.0, 0.0, 1.0), (2.0, 2.0, 2.0)])
    func buffers(p10: Double, p50: Double, p90: Double) throws {
        let distribution = try ElicitedDistribution(p10: p10, p50: p50, p90: p90)
        let normals = stride(from: -4.0, through: 4, by: 0.25).map { $0 }
        var values = [Double](repeating: .nan, count: normals.count)
        normals.withUnsafeBufferPointer { normals in
            values.withUnsafeMutableBufferPointer { distribution.transform(normals, into: $0) }
        }
        for (z, value) in zip(normals, values) {
            #expect(abs(value - distribution.value(atNormal: z)) <= 1e-14 * max(1, abs(value)))
        }
    }

    @Test(
        "Unordered, infinite and extremely skewed quantiles are refused",
        arguments: [
            (1.0, 0.0, 2.0), (0.0, 2.0, 1.0), (0.0, 0.0, 1.0), (0.0, 1.0, 1.0), (0.0, 1.0, Double.infinity),
            (Double.nan, 1.0, 2.0), (0.0, 1.0, 1e7),
        ])
    func refused(p10: Double, p50: Double, p90: Double) {
        #expect(throws: DistributionError.self) { try ElicitedDistribution(p10: p10, p50: p50, p90: p90) }
    }
}
