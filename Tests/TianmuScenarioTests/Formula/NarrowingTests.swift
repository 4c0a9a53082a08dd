import Testing
import TianmuModel

@testable import TianmuScenario

/// What a formula and bounds of some indicators leave of the others.
@Suite struct NarrowingTests {
    private func narrowed(
        _ text: String, to unit: String = "ratio", _ inputs: [Interval], _ result: Interval
    ) throws -> (inputs: [Interval], result: Interval)? {
        let formula = try compile(text, to: unit)
        var (inputs, result) = (inputs, result)
        return formula.narrow(&inputs, result: &result) ? (inputs, result) : nil
    }

    @Test("A quotient bounds each of its three members by the two others")
    func quotient() throws {
        let found = try #require(
            try narrowed("x / y", [Interval(900, .infinity), Interval(50, 60)], Interval(16, 20)))
        #expect(found.inputs == [Interval(900, 1200), Interval(50, 60)])
        let pinned = try #require(try narrowed("x / y", [Interval(900), .positive], Interval(16, .infinity)))
        #expect(pinned.inputs[1] == Interval(0, 56.25))
    }

    @Test("Bounds that no values can fulfil together leave nothing")
    func empty() throws {
        #expect(try narrowed("x / y", [Interval(0, 800), Interval(60, .infinity)], Interval(16, .infinity)) == nil)
        #expect(try narrowed("x + y", [Interval(3, 4), Interval(5, 6)], Interval(0, 7)) == nil)
        #expect(try narrowed("exp(x)", [.whole], Interval(-2, -1)) == nil)
        #expect(try narrowed("sqrt(x)", [.whole], Interval(-2, -1)) == nil)
    }

    @Test("An infinite end is narrowed to a finite one, and no infinity passes for a near number")
    func infinite() throws {
        let found = try #require(
            try narrowed("x + y", [Interval(3, .infinity), Interval(5, .infinity)], Interval(0, 10)))
        #expect(found.inputs == [Interval(3, 5), Interval(5, 7)])
        #expect(found.result == Interval(8, 10))
        #expect(!Interval(5, .infinity).isPoint)
        #expect(Interval(5, 6).intersection(Interval(-.infinity, 4)) == nil)
    }

    @Test(
        "What narrowing takes away was no solution",
        arguments: [
            "x * y - z", "x / y + z", "(x + 2) * (y - 1)", "x^2 + y", "min(x, y) * z", "max(x, y) - z", "abs(x) + y",
            "-x + y", "exp(x / 4) * y", "log(x + 5) - y", "sqrt(x + 4) * y", "if(x > y, x, z)", "growth(x)",
            "x * x * y",
            "(1 - x/100) * y + x/100 * z",
        ])
    func soundness(_ text: String) throws {
        let formula = try compile(text)
        var generator = SeededGenerator(state: 14)
        for _ in 0..<200 {
            let values = formula.inputs.map { _ in Double.random(in: -4...4, using: &generator) }
            let value = formula.evaluate(values.map { [$0] }, count: 1)[0]
            guard value.isFinite else { continue }
            func around(_ x: Double) -> Interval {
                Interval(
                    x - Double.random(in: 0...3, using: &generator), x + Double.random(in: 0...3, using: &generator))
            }
            var inputs = values.map(around)
            var result = around(value)
            #expect(formula.narrow(&inputs, result: &result), "\(text) at \(values)")
            let slack = 1e-9
            for (interval, x) in zip(inputs + [result], values + [value]) {
                #expect(interval.lower <= x + slack && x - slack <= interval.upper, "\(text) at \(values)")
            }
        }
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers in every run.
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
