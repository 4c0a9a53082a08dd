import Testing
import TianmuNumerics

@Suite struct VectorMathTests {
    /// The C library's own functions are within 1 unit in the last place of the truth (glibc's within 0.6), and these
    /// within 1 or 2 of it: that much they may be apart.
    private func expectClose(
        _ arguments: [Double], ulps: Double, _ body: (UnsafeMutableBufferPointer<Double>) -> Void,
        _ reference: (Double) -> Double
    ) {
        var values = arguments
        values.withUnsafeMutableBufferPointer { body($0) }
        for (x, value) in zip(arguments, values) {
            let expected = reference(x)
            if expected.isNaN {
                #expect(value.isNaN)
            } else if expected.isInfinite || expected == 0 {
                #expect(value == expected && value.sign == expected.sign)
            } else {
                #expect(abs(value - expected) <= ulps * expected.ulp, "at \(x)")
            }
        }
    }

    /// Even steps and shrinking ones, of both signs, and an odd number of them.
    static let ordinary: [Double] = {
        var values: [Double] = []
        for i in -1500...1500 { values.append(Double(i) / 2.0001) }
        for i in -4000...4000 { values.append(Double(i) / 1999) }
        for exponent in 0...1060 {
            let small = Double(sign: .plus, exponent: -exponent, significand: 1.37)
            values += [small, -small]
        }
        return values
    }()
    static let special: [Double] = [
        0, -0.0, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .greatestFiniteMagnitude,
        -.greatestFiniteMagnitude, 709.782712893384, 709.7827128933841, -708.4, -745.1332191019411, -745.13321910194122,
    ]

    @Test("exp is within 2 units in the last place of the C library's on all its range, special values equal")
    func exponential() {
        expectClose(Self.ordinary + Self.special, ulps: 2, VectorMath.exp, Double.exp)
    }

    @Test("expm1 is within 3 units in the last place of the C library's, special values equal")
    func exponentialMinusOne() {
        expectClose(Self.ordinary + Self.special, ulps: 3, VectorMath.expm1, Double.expm1)
    }

    @Test("log is within 2 units in the last place of the C library's from the least to the greatest number")
    func logarithm() {
        let positive = (-1074...1023).flatMap { exponent in
            [1, 1.0001, 1.3, 1.41421356, 1.41421357, 1.9999].map {
                Double(sign: .plus, exponent: exponent, significand: $0)
            }
        }
        let nearOne = (-300...300).map { 1 + Double($0) * 1e-4 }
        expectClose(positive + nearOne + Self.special + [-1], ulps: 2, VectorMath.log, Double.log)
    }

    @Test("A number's result does not depend on where in a buffer it stands", arguments: 1...9)
    func places(count: Int) {
        for x in [0.1, -3.7, 42] {
            var many = [Double](repeating: x, count: count)
            many.withUnsafeMutableBufferPointer { VectorMath.exp($0) }
            #expect(Set(many).count == 1)
            var one = [x]
            one.withUnsafeMutableBufferPointer { VectorMath.exp($0) }
            #expect(one[0] == many[count - 1])
        }
    }
}
