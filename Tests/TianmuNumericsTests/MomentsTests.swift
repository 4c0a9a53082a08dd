import Testing
import TianmuNumerics

@Suite struct MomentsTests {
    /// Relative.
    static let tolerance = 1e-14

    static func moments(of values: ArraySlice<Double>) -> Moments {
        values.withUnsafeBufferPointer { Moments($0) }
    }

    @Test("1...n has mean (n+1)/2 and variance n(n+1)/12", arguments: [2, 3, 4, 5, 101])
    func closedForm(n: Int) {
        let moments = Moments((1...n).map(Double.init))
        let size = Double(n)
        #expect(moments.count == n)
        #expect(abs(moments.mean / ((size + 1) / 2) - 1) < Self.tolerance)
        #expect(abs(moments.variance / (size * (size + 1) / 12) - 1) < Self.tolerance)
        #expect(abs(moments.standardError / ((size + 1) / 12).squareRoot() - 1) < Self.tolerance)
    }

    @Test("A large offset costs no digits")
    func offset() {
        let moments = Moments((1...1000).map { 1e9 + Double($0) })
        #expect(abs(moments.variance / (1000 * 1001 / 12) - 1) < 1e-12)
    }

    @Test("Merged parts are the whole, and the same parts give the same bits")
    func merge() {
        let values = (0..<1001).map { Double(($0 * 7919) % 1009) / 10 - 3 }
        let whole = Moments(values)
        func merged() -> Moments {
            var result = Moments()
            var start = 0
            for length in [1, 0, 13, 500, 487] {
                result.merge(Self.moments(of: values[start..<start + length]))
                start += length
            }
            return result
        }
        var oneByOne = Moments()
        for value in values { oneByOne.add(value) }
        for other in [merged(), oneByOne] {
            #expect(other.count == whole.count)
            #expect(abs(other.mean / whole.mean - 1) < 1e-13)
            #expect(abs(other.variance / whole.variance - 1) < 1e-13)
        }
        #expect(merged() == merged())
    }

    @Test("No value has mean 0 and no variance; equal values have variance 0")
    func degenerate() {
        #expect(Moments().mean == 0)
        #expect(Moments().variance.isNaN)
        #expect(Moments([3]).standardDeviation.isNaN)
        #expect(Moments([0.1, 0.1, 0.1]).variance == 0)
    }
}
