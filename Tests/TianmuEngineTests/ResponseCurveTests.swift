import Testing

@testable import TianmuEngine

@Suite struct ResponseCurveTests {
    private func values(_ f: (Double) -> Double) -> (Double, Double, Double, Double, Double) {
        let y = ResponseCurve.nodes.map(f)
        return (y[0], y[1], y[2], y[3], y[4])
    }

    /// Of a t, where the curve is exact but for rounding.
    private let rounding = 1e-11

    @Test("A polynomial of degree 4 is its own curve, and crosses where it is solved", arguments: [1.0, -1])
    func polynomial(sign: Double) throws {
        func f(_ t: Double) -> Double { sign * (2 + t + 0.01 * t * t + 0.02 * t * t * t + 0.0001 * t * t * t * t) }
        let curve = try #require(ResponseCurve(values(f)))
        #expect(curve.isRising == (sign > 0))
        for t in [-5.9, -3, -0.7, 0, 0.1, 2.2, 5.9] {
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
