#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A place on an axis and its words.
struct Tick: Equatable {
    var value: Double
    var label: String
}

/// Round ticks.
enum Ticks {
    /// The step 1, 2 or 5 times a power of ten whose multiples around low...high number about `count` and waste little
    /// room: the least |ticks - count| + 4 · wasted share, with 2 more where there are fewer than four.
    static func step(low: Double, high: Double, count: Int) -> Double {
        let exponent = log10((high - low) / Double(max(count - 1, 1))).rounded(.down)
        let candidates = (-1...1).flatMap { shift in [1.0, 2, 5].map { $0 * power(exponent + Double(shift)) } }
        func rank(_ step: Double) -> Double {
            let intervals = (high / step).rounded(.up) - (low / step).rounded(.down)
            let waste = intervals * step / (high - low) - 1
            return abs(intervals + 1 - Double(count)) + 4 * waste + (intervals < 3 ? 2 : 0)
        }
        return candidates.min { rank($0) < rank($1) } ?? 1
    }

    /// 10^n, exact for whole n where a Double can be: a quotient and not a product below one, so that 10^-1 is 0.1.
    private static func power(_ exponent: Double) -> Double {
        exponent < 0 ? 1 / pow(10, -exponent) : pow(10, exponent)
    }

    /// The multiples of `step` within low...high, with a millionth of a step of slack.
    static func multiples(of step: Double, low: Double, high: Double) -> [Double] {
        let first = (low / step - 1e-6).rounded(.up)
        let last = (high / step + 1e-6).rounded(.down)
        guard first <= last, last - first < 1000 else { return [] }
        return stride(from: first, through: last, by: 1).map { index in
            // Steps below one are quotients: 3 / 10 is 0.3 where 3 * 0.1 is not.
            step < 1 ? index / (1 / step).rounded() : index * step
        }
    }

    /// Ticks of a log axis: 1, 2 and 5 in each decade, or decades alone where those are too many, or round linear
    /// ticks where they are too few.
    static func logarithmic(low: Double, high: Double, count: Int) -> [Double] {
        let decades = Int(log10(low).rounded(.down))...Int(log10(high).rounded(.up))
        func values(_ mantissas: [Double], every: Int = 1) -> [Double] {
            var values: [Double] = []
            for decade in decades where decade % every == 0 {
                let unit = power(Double(decade))
                values += mantissas.map { $0 * unit }
            }
            return values.filter { $0 >= low * (1 - 1e-9) && $0 <= high * (1 + 1e-9) }
        }
        let fine = values([1, 2, 5])
        if fine.count < 3 {
            return multiples(of: step(low: low, high: high, count: count), low: low, high: high).filter { $0 > 0 }
        }
        if fine.count <= count + 2 { return fine }
        var every = 1
        while values([1], every: every).count > count + 2 { every += 1 }
        return values([1], every: every)
    }

    /// Whole years: all of them if they fit `maximum` labels, else every 2nd (so that the last one shows), 5th, 10th …
    static func years(low: Double, high: Double, maximum: Int) -> [Double] {
        let (first, last) = (low.rounded(.up), high.rounded(.down))
        guard first <= last, first > -1e9, last < 1e9 else { return [] }
        var step = 1.0
        for next in [2.0, 5, 10, 20, 50, 100, 200, 500, 1000]
        where ((last - first) / step).rounded(.down) + 1 > Double(max(maximum, 1)) {
            step = next
        }
        if step <= 2 { return stride(from: last, through: first, by: -step).reversed() }
        return multiples(of: step, low: first, high: last)
    }

    /// One form for all: the same decimals, as many as the finest value needs; commas in all or in none; powers of ten
    /// where plain digits would be too long to read.
    static func labels(_ values: [Double]) -> [String] {
        let greatest = values.map { abs($0) }.max() ?? 0
        if greatest >= 1e12 || (greatest > 0 && greatest < 1e-4) { return values.map(NumberText.scientific) }
        let decimals =
            (0...8).first { places in
                values.allSatisfy { value in
                    let scaled = value * pow(10, Double(places))
                    return abs(scaled - scaled.rounded()) <= 1e-6 * max(1, abs(scaled) * 1e-6)
                }
            } ?? 8
        return values.map { NumberText.fixed($0, decimals: decimals, groupsThousands: greatest >= 10000) }
    }
}
