import Testing

@testable import TianmuEngine

@Suite struct ResponseCurveTests {
    private func values(_ f: (Double) -> Double) -> [Double] { ResponseCurve.nodes.map(f) }

    /// Of a t, where the curve is exact but for rounding.
    private let rounding = 1e-11

    @Test("A polynomial of degree 6 is its own curve, and crosses where it is solved", arguments: [1.0, -1])
    func polynomial(sign: Double) throws {
        func f(_ t: Double) -> Double {
            sign
                * (2 + t + 0.01 * t * t + 0.02 * t * t * t + 1e-4 * t * t * t * t + 1e-6 * t * t * t * t * t * (t + 100))
        }
        let curve = try #require(ResponseCurve(values(f)))
        #expect(curve.isRising == (sign > 0))
        for t in [-4.9, -3, -0.7, 0, 0.1, 2.2, 4.9] {
            #expect(abs(curve.value(t) - f(t)) < rounding)
            #expect(abs(curve.crossing(f(t)) - t) < rounding)
        }
        #expect(curve.crossing(f(-7)) == -.infinity)
        #expect(curve.crossing(f(7)) == .infinity)
    }

    @Test("The logarithm of five years' growth factors is met within 1e-7 standard deviations")
    func growth() throws {
        // Five years of growth by 6 ± 1.5 % that move together: t moves each by 1.5 / √5.
        func f(_ t: Double) -> Double { 5 * Double.log(1.06 + 0.015 / 5.0.squareRoot() * t) }
        let curve = try #require(ResponseCurve(values(f)))
        for t in [-2.9, -1, 0.3, 2.9] { #expect(abs(curve.crossing(f(t)) - t) < 1e-7) }
    }

    @Test("A skewed judgement, 5 or 5/3 away from 0, is met within 1e-4 standard deviations")
    func elicited() throws {
        // x = (e^{kz} − 1)/k with k = ln(1/3)/1.28, as of p10: −5, p50: 0, p90: 5/3.
        let skew = Double.log(1.0 / 3) / 1.2815515655446004
        func f(_ t: Double) -> Double { Double.expm1(skew / 5.0.squareRoot() * t) / skew }
        let curve = try #require(ResponseCurve(values(f)))
        for t in [-2.9, -1.5, 0.3, 2.9] { #expect(abs(curve.crossing(f(t)) - t) < 1e-4) }
    }

    @Test("What bends back, is not finite or does not move has no curve")
    func refused() {
        #expect(ResponseCurve(values { $0 * $0 }) == nil)
        #expect(ResponseCurve(values { $0 - 0.1 * $0 * $0 * $0 }) == nil)
        #expect(ResponseCurve(values { $0 < -2 ? .nan : $0 }) == nil)
        #expect(ResponseCurve(values { _ in 3 }) == nil)
        #expect(ResponseCurve.isFlat(values { _ in 3 }))
        #expect(!ResponseCurve.isFlat(values { 3 + 1e-6 * $0 }))
    }
}
