/// What is wrong with one parameter.
public enum ParameterFault: Equatable, Sendable {
    case unknown(name: String, known: [String])
    case missing(name: String, unit: String)
    case wrongKind(name: String, expected: ParameterDescriptor.Kind)
    case outOfRange(name: String, value: Double, allowed: ClosedRange<Double>?, unit: String)
    case unknownChoice(name: String, word: String, allowed: [String])
    case unordered(name: String, p10: Double, p50: Double, p90: Double)

    /// The parameter's name.
    public var name: String {
        switch self {
        case .unknown(let name, _), .missing(let name, _), .wrongKind(let name, _), .outOfRange(let name, _, _, _),
            .unknownChoice(let name, _, _), .unordered(let name, _, _, _):
            name
        }
    }

    /// One sentence: what is wrong and what is allowed.
    public var message: LocalizedText {
        switch self {
        case .unknown(let name, let known):
            let hint = NearestName.hint(for: name, among: known)
            return LocalizedText(zh: "未知参数“\(name)”\(hint.zh)", en: "unknown parameter '\(name)'\(hint.en)")
        case .missing(let name, let unit):
            let suffix = unit.isEmpty ? "" : " (\(unit))"
            return LocalizedText(
                zh: "缺少参数“\(name)”" + (unit.isEmpty ? "" : "（\(UnitWords.text(unit).zh)）"),
                en: "parameter '\(name)'\(suffix) is missing")
        case .wrongKind(let name, let expected):
            return LocalizedText(
                zh: "参数“\(name)”应为\(expected.words.zh)", en: "parameter '\(name)' must be \(expected.words.en)")
        case .outOfRange(let name, let value, let allowed, let unit):
            let range = allowed.map { "\(Self.text($0.lowerBound))...\(Self.text($0.upperBound))" } ?? ""
            let value = Self.text(value)
            let suffix = unit.isEmpty ? "" : " \(unit)"
            return allowed == nil
                ? LocalizedText(
                    zh: "参数“\(name)”的值 \(value) 不是有限的数", en: "parameter '\(name)' is \(value), not a finite number")
                : LocalizedText(
                    zh: "参数“\(name)”的值 \(value) 超出允许范围 \(range)"
                        + (unit.isEmpty ? "" : " \(UnitWords.text(unit).zh)"),
                    en: "parameter '\(name)' is \(value), outside its range \(range)\(suffix)")
        case .unknownChoice(let name, let word, let allowed):
            let hint = NearestName.hint(for: word, among: allowed)
            return LocalizedText(
                zh: "参数“\(name)”不能是“\(word)”\(hint.zh)", en: "parameter '\(name)' cannot be '\(word)'\(hint.en)")
        case .unordered(let name, let p10, let p50, let p90):
            let numbers = [p10, p50, p90].map(Self.text)
            return LocalizedText(
                zh: "参数“\(name)”须 p10 < p50 < p90，现为 \(numbers.joined(separator: "、"))",
                en: "parameter '\(name)' needs p10 < p50 < p90 but has \(numbers.joined(separator: ", "))")
        }
    }

    /// Without a needless `.0`.
    private static func text(_ number: Double) -> String {
        Int(exactly: number).map(String.init) ?? "\(number)"
    }
}

extension ParameterDescriptor.Kind {
    /// What a value of this kind looks like.
    public var words: LocalizedText {
        switch self {
        case .number: LocalizedText(zh: "一个数", en: "a number")
        case .integer: LocalizedText(zh: "一个整数", en: "a whole number")
        case .uncertain: LocalizedText(zh: "一个数或 {p10, p50, p90}", en: "a number or {p10, p50, p90}")
        case .yearly: LocalizedText(zh: "按年份给出的数，如 {2021: 7}", en: "numbers by year, such as {2021: 7}")
        case .byAge:
            LocalizedText(
                zh: "从 0 岁起按年龄给出的数，如 {0: 5.1, 5: 5.0}", en: "numbers by age from 0 on, such as {0: 5.1, 5: 5.0}")
        case .choice(let words):
            LocalizedText(
                zh: "以下之一：\(words.joined(separator: "、"))", en: "one of \(words.joined(separator: ", "))")
        }
    }
}

/// All that is wrong with a set of parameters.
public struct ParameterFaults: Error, Equatable, Sendable {
    public var faults: [ParameterFault]
}
