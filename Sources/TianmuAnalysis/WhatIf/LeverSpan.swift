import TianmuEngine
import TianmuModel

/// A lever and the values that it takes: `demand=0:2:0.1` from 0 to 2 in steps of 0.1, `demand=0:2` in ten steps,
/// `demand=1.5` the one value.
package struct LeverSpan: Equatable, Sendable {
    package var name: String
    package var low: Double
    package var high: Double
    package var step: Double

    /// How many steps a span takes that names none.
    package static let defaultStepCount = 10
    /// The most values of one span.
    package static let largestCount = 100_000

    package init(name: String, low: Double, high: Double, step: Double? = nil) {
        self.name = name
        self.low = low
        self.high = high
        self.step = step ?? (high - low) / Double(Self.defaultStepCount)
    }

    /// - Throws: what is wrong with the text.
    package init(parsing text: String) throws(WhatIfRefusal) {
        let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = sides.count == 2 ? sides[1].split(separator: ":", omittingEmptySubsequences: false) : []
        let values = numbers.compactMap { Double($0) }.filter(\.isFinite)
        guard sides.count == 2, !sides[0].isEmpty, (1...3).contains(values.count), values.count == numbers.count else {
            throw WhatIfRefusal(
                zh: "“\(text)”不是“名称=下限:上限:步长”，例如 demand=0:2:0.1",
                en: "'\(text)' is not NAME=LOW:HIGH:STEP such as demand=0:2:0.1")
        }
        self.init(
            name: String(sides[0]), low: values[0], high: values.count > 1 ? values[1] : values[0],
            step: values.count > 2 ? values[2] : nil)
        guard low <= high, step > 0 || low == high else {
            throw WhatIfRefusal(
                zh: "“\(text)”：下限不得大于上限，步长必须为正",
                en: "'\(text)': the low end must not exceed the high end, and the step must be positive")
        }
        guard low == high || (high - low) / step < Double(Self.largestCount) else {
            throw WhatIfRefusal(
                zh: "“\(text)”的取值超过 \(Self.largestCount) 个", en: "'\(text)' has more than \(Self.largestCount) values")
        }
    }

    /// The values in steps, the last at or below the high end; rounded to ten decimals, so that 3 × 0.1 is 0.3.
    package var values: [Double] {
        guard low < high else { return [low] }
        let count = Int(((high - low) / step + 1e-9).rounded(.down)) + 1
        return (0..<count).map { Self.rounded(low + Double($0) * step) }
    }

    /// The place in a plan.
    /// - Throws: where the plan has no such lever, or the span leaves the lever's feasible range.
    package func lever(in plan: Plan) throws(WhatIfRefusal) -> Int {
        let index = try plan.lever(named: name)
        if let range = plan.levers[index].range, low < range.lowerBound || high > range.upperBound {
            throw WhatIfRefusal(
                zh: "“\(name)”的取值 \(low)…\(high) 超出情景允许的范围 \(range.lowerBound)…\(range.upperBound)",
                en: "'\(name)' from \(low) to \(high) leaves the range that the scenario allows, "
                    + "\(range.lowerBound) to \(range.upperBound)")
        }
        return index
    }

    static func rounded(_ value: Double) -> Double {
        abs(value) < 1e5 ? (value * 1e10).rounded() / 1e10 : value
    }
}
