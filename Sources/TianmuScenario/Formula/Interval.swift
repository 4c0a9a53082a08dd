import Glibc

/// All numbers from `lower` to `upper`, both included; an infinite end is open.
///
/// Operations give the smallest interval that holds every result, up to the rounding of the last digit (Moore,
/// Kearfott and Cloud 2009, Introduction to Interval Analysis, chapter 2).
package struct Interval: Equatable, Sendable {
    package var lower: Double
    package var upper: Double

    package init(_ lower: Double, _ upper: Double) {
        self.lower = lower
        self.upper = upper
    }

    package init(_ point: Double) { self.init(point, point) }

    package static let whole = Interval(-.infinity, .infinity)
    package static let positive = Interval(0, .infinity)

    /// Ends nearer to each other than this, relative to their size, are the same: what rounding does must not pass
    /// for a contradiction.
    package static let tolerance = 1e-10

    package var isPoint: Bool { Interval.areSame(lower, upper) }

    /// The same but for rounding.
    package static func areSame(_ a: Double, _ b: Double) -> Bool {
        a == b || (a.isFinite && b.isFinite && abs(a - b) <= tolerance * max(abs(a), abs(b)))
    }

    package func contains(_ value: Double) -> Bool { lower <= value && value <= upper }

    /// What both hold; `nil` if there is nothing.
    package func intersection(_ other: Interval) -> Interval? {
        let (low, high) = (max(lower, other.lower), min(upper, other.upper))
        if low <= high { return Interval(low, high) }
        return Interval.areSame(low, high) ? Interval(high, low) : nil
    }

    /// The smallest interval that holds both.
    func hull(_ other: Interval) -> Interval { Interval(min(lower, other.lower), max(upper, other.upper)) }

    static prefix func - (a: Interval) -> Interval { Interval(-a.upper, -a.lower) }
    static func + (a: Interval, b: Interval) -> Interval { Interval(a.lower + b.lower, a.upper + b.upper) }
    static func - (a: Interval, b: Interval) -> Interval { a + -b }

    static func * (a: Interval, b: Interval) -> Interval {
        // Nothing times anything is nothing, however large: an infinite end is never reached.
        func product(_ x: Double, _ y: Double) -> Double { x == 0 || y == 0 ? 0 : x * y }
        let ends = [
            product(a.lower, b.lower), product(a.lower, b.upper), product(a.upper, b.lower), product(a.upper, b.upper),
        ]
        return ends.dropFirst().reduce(into: Interval(ends[0])) {
            $0 = Interval(min($0.lower, $1), max($0.upper, $1))
        }
    }

    /// Everything if `b` holds numbers on both sides of 0.
    static func / (a: Interval, b: Interval) -> Interval {
        if b.lower == 0, b.upper == 0 { return .whole }
        if b.lower < 0, b.upper > 0 { return .whole }
        let inverse = Interval(
            b.upper == 0 ? -.infinity : 1 / b.upper, b.lower == 0 ? .infinity : 1 / b.lower)
        return a * inverse
    }

    /// The image under a function that never falls.
    func mapped(_ rising: (Double) -> Double) -> Interval { Interval(rising(lower), rising(upper)) }

    var magnitude: Interval {
        if lower >= 0 { return self }
        return upper <= 0 ? -self : Interval(0, max(-lower, upper))
    }

    /// x^n for whole n, or any n if no x is negative.
    func power(_ n: Double) -> Interval {
        if lower >= 0 {
            let (a, b) = (pow(lower, n), pow(upper, n))
            return Interval(min(a, b), max(a, b))
        }
        guard let whole = Int(exactly: n), whole > 0 else { return .whole }
        return whole.isMultiple(of: 2) ? magnitude.power(n) : mapped { pow($0, n) }
    }
}
