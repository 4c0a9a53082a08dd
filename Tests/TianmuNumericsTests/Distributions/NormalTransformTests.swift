import Foundation
import Testing
import TianmuNumerics

@Suite struct NormalTransformTests {
    static let relative = 1e-8

    @Test(
        "The table is within 1e-8 of the chi-squared quantile over its whole width", arguments: [1, 4, 4.5, 30, 1000])
    func chiSquared(freedom: Double) throws {
        let distribution = try ChiSquared(degreesOfFreedom: freedom)
        let table = NormalTransform(distribution)
        for z in stride(from: -8.29, through: 8.29, by: 0.1117) {
            let exact = distribution.value(atNormal: z)
            #expect(abs(table.value(atNormal: z) / exact - 1) < Self.relative, "z = \(z)")
        }
    }

    @Test(
        "The nodes of the chi-squared table, which come from a differential equation, are within 2e-11 of its quantiles",
        arguments: [2, 2.5, 3, 4, 5.5, 9.9, 10, 30, 1000, 2e5])
    func nodes(freedom: Double) throws {
        let distribution = try ChiSquared(degreesOfFreedom: freedom)
        let table = NormalTransform(distribution)
        for node in stride(from: 0, through: 320, by: 8) {
            let z = Double(node - 160) * 8.3 / 160
            #expect(abs(table.value(atNormal: z) / distribution.value(atNormal: z) - 1) < 2e-11, "z = \(z)")
        }
    }

    @Test("The table is within 1e-8 of Student's t quantile over its whole width", arguments: [3, 4, 30])
    func studentT(freedom: Double) throws {
        let distribution = try StudentT(degreesOfFreedom: freedom)
        let table = NormalTransform(distribution)
        #expect(table.value(atNormal: 0) == 0)
        for z in stride(from: -8.29, through: 8.29, by: 0.1117) {
            let exact = distribution.value(atNormal: z)
            #expect(abs(table.value(atNormal: z) / exact - 1) < Self.relative, "z = \(z)")
        }
    }

    @Test("The table rises everywhere and stays at its end values beyond its ends")
    func monotone() throws {
        let table = NormalTransform(try ChiSquared(degreesOfFreedom: 2))
        var before = table.value(atNormal: -8.3)
        #expect(table.value(atNormal: -40) == before)
        for z in stride(from: -8.295, through: 8.3, by: 0.005) {
            let value = table.value(atNormal: z)
            #expect(value > before)
            before = value
        }
        #expect(table.value(atNormal: 40) == table.value(atNormal: 8.3))
    }

    @Test("A buffer is transformed as its elements are, and the table survives coding by its definition")
    func buffersAndCoding() throws {
        let table = NormalTransform(try ChiSquared(degreesOfFreedom: 7))
        let data = try JSONEncoder().encode(table)
        #expect(data.count < 100)
        let decoded = try JSONDecoder().decode(NormalTransform<ChiSquared>.self, from: data)
        #expect(decoded == table)
        let normals = [-9.0, -1.3, 0, 0.2, 3, 9]
        var values = [Double](repeating: .nan, count: normals.count)
        normals.withUnsafeBufferPointer { normals in
            values.withUnsafeMutableBufferPointer { decoded.transform(normals, into: $0) }
        }
        #expect(values == normals.map(table.value(atNormal:)))
    }
}

@Suite struct StudentScaleTests {
    @Test("A normal times the factor has Student's quantiles in the body", arguments: [4, 9, 40])
    func quantiles(freedom: Double) throws {
        let scale = try StudentScale(degreesOfFreedom: freedom)
        let student = try StudentT(degreesOfFreedom: freedom)
        for p in [0.01, 0.1, 0.3, 0.5, 0.9, 0.99] {
            // The cut moves at most 0.05 % of probability.
            #expect(abs(student.cdf(scale.quantile(p)) - p) < 5e-4)
            #expect(
                scale.quantile(p) == -scale.quantile(1 - p) || abs(scale.quantile(p) + scale.quantile(1 - p)) < 1e-12)
        }
    }

    @Test("Expectations over the factor agree with closed forms up to the cut")
    func expectations() throws {
        let scale = try StudentScale(degreesOfFreedom: 60)
        #expect(abs(scale.expectation { _ in 1 } - 1) < 1e-12)
        // E ν/χ² = ν/(ν − 2); E χ²/ν = 1: the cut at z = 3 changes them by less than 1e-4.
        #expect(abs(scale.expectation { $0 * $0 } - 60.0 / 58) < 3e-4)
        #expect(abs(scale.expectation { 1 / ($0 * $0) } - 1) < 1e-4)
    }

    @Test("A known standard deviation has factor one and normal quantiles")
    func known() {
        #expect(StudentScale.known.factor(atNormal: 2.5) == 1)
        #expect(abs(StudentScale.known.quantile(0.975) - 1.959963984540054) < 1e-14)
    }
}
