/// One parameter of a growth model: its name, kind, unit, range and default.
public struct ParameterDescriptor: Equatable, Codable, Sendable {
    public enum Kind: Equatable, Codable, Sendable {
        /// A number.
        case number
        /// A whole number.
        case integer
        /// A number, or p10, p50 and p90 of an uncertain one.
        case uncertain
        /// Numbers by year.
        case yearly
        /// Numbers by age: each for those from this age up to the next one, the last open-ended. Ages are whole years
        /// from 0 to 120 and start at 0.
        case byAge
        /// One of these words.
        case choice([String])
    }

    public var name: String
    public var kind: Kind
    /// The unit in words, such as `percent per year`; empty for a pure number.
    public var unit: String
    /// The values allowed; for `uncertain`, `yearly` and `byAge` each of the numbers. `nil` allows every finite number.
    public var range: ClosedRange<Double>?
    public var defaultValue: ParameterValue?
    /// True if a scenario must give it; false and without default, the model does without.
    public var isRequired: Bool
    public var explanation: LocalizedText

    public init(
        _ name: String,
        kind: Kind = .number,
        unit: String = "",
        range: ClosedRange<Double>? = nil,
        default defaultValue: ParameterValue? = nil,
        isRequired: Bool = false,
        explanation: LocalizedText
    ) {
        self.name = name
        self.kind = kind
        self.unit = unit
        self.range = range
        self.defaultValue = defaultValue
        self.isRequired = isRequired
        self.explanation = explanation
    }

    private static let ages = 0...120

    /// A value that is allowed: the middle of the range, a whole number where it must be one; 0 without a range.
    package var middle: Double {
        let middle = range.map { $0.lowerBound / 2 + $0.upperBound / 2 } ?? 0
        return kind == .integer ? middle.rounded() : middle
    }

    /// What is wrong with `value` for this parameter, or `nil`.
    func fault(of value: ParameterValue) -> ParameterFault? {
        let numbers: [Double]
        switch (kind, value) {
        case (.number, .number(let number)), (.uncertain, .number(let number)):
            numbers = [number]
        case (.integer, .number(let number)):
            guard number == number.rounded() else { return .wrongKind(name: name, expected: kind) }
            numbers = [number]
        case (.uncertain, .quantiles(let p10, let p50, let p90)):
            numbers = [p10, p50, p90]
            if numbers.allSatisfy(\.isFinite), !(p10 == p90 || (p10 < p50 && p50 < p90)) {
                return .unordered(name: name, p10: p10, p50: p50, p90: p90)
            }
        case (.yearly, .yearly(let values)):
            numbers = values.keys.sorted().compactMap { values[$0] }
        case (.byAge, .yearly(let values)):
            let ages = values.keys.sorted()
            guard ages.first == 0, ages.allSatisfy(Self.ages.contains) else {
                return .wrongKind(name: name, expected: kind)
            }
            numbers = ages.compactMap { values[$0] }
        case (.choice(let words), .choice(let word)):
            return words.contains(word) ? nil : .unknownChoice(name: name, word: word, allowed: words)
        default:
            return .wrongKind(name: name, expected: kind)
        }
        for number in numbers {
            guard number.isFinite, range?.contains(number) ?? true else {
                return .outOfRange(name: name, value: number, allowed: range, unit: unit)
            }
        }
        return nil
    }
}
