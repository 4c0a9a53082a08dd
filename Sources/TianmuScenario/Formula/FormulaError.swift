import TianmuModel

/// What is wrong with a formula.
package enum FormulaError: Error, Equatable, Sendable {
    case empty
    case tooLong(characters: Int)
    case tooDeep
    case tooManySteps(limit: Int)
    case unknownCharacter(String, advice: LocalizedText)
    case badNumber(String)
    case expected(LocalizedText, found: LocalizedText)
    case chainedComparison
    case unknownFunction(String)
    case argumentCount(function: String, have: Int, need: ClosedRange<Int>)
    case badLag
    case unknownName(String, known: [String])
    case unitClash(left: LocalizedText, right: LocalizedText, advice: LocalizedText)
    case exponentWithUnit(LocalizedText)
    case wrongResult(have: LocalizedText, declared: String)
    /// A part without indicators has no finite value.
    case constantFailure(EvaluationCause)

    /// One sentence: what is wrong and what to write.
    package var message: LocalizedText {
        switch self {
        case .empty: LocalizedText(zh: "公式为空", en: "the formula is empty")
        case .tooLong(let characters):
            LocalizedText(
                zh: "公式有 \(characters) 个字符，上限为 \(Formula.maximumLength)",
                en: "the formula has \(characters) characters, the limit is \(Formula.maximumLength)")
        case .tooDeep:
            LocalizedText(
                zh: "公式嵌套过深（上限 \(Formula.maximumNesting) 层）或连续运算过多；请拆成几个指标，或用 sum(...)",
                en: "the formula is nested more than \(Formula.maximumNesting) deep or has too long a chain; "
                    + "split it into several indicators, or use sum(...)")
        case .tooManySteps(let limit):
            LocalizedText(
                zh: "公式展开后超过 \(limit) 步；请拆成几个指标",
                en: "the formula takes more than \(limit) steps; split it into several indicators")
        case .unknownCharacter(let character, let advice):
            LocalizedText(
                zh: "公式中不能用“\(character)”\(advice.zh)", en: "'\(character)' has no meaning in a formula\(advice.en)")
        case .badNumber(let text): LocalizedText(zh: "“\(text)”不是有限的数", en: "'\(text)' is not a finite number")
        case .expected(let what, let found):
            LocalizedText(zh: "此处应为\(what.zh)，而不是\(found.zh)", en: "expected \(what.en), not \(found.en)")
        case .chainedComparison:
            LocalizedText(
                zh: "比较不能连写；请写 a < b and b < c", en: "comparisons cannot be chained; write a < b and b < c")
        case .unknownFunction(let name):
            {
                let known = ["previous"] + Formula.Function.allCases.map(\.rawValue)
                let hint = NearestName.hint(for: name, among: known)
                return LocalizedText(zh: "未知函数“\(name)”\(hint.zh)", en: "unknown function '\(name)'\(hint.en)")
            }()
        case .argumentCount(let function, let have, let need): Self.argumentCount(function, have, need)
        case .badLag:
            LocalizedText(
                zh: "previous 的第二个参数须为 1 至 \(Formula.maximumLag) 的整数",
                en: "the second argument of previous must be a whole number from 1 to \(Formula.maximumLag)")
        case .unknownName(let name, let known):
            {
                let hint = NearestName.hint(for: name, among: known)
                return LocalizedText(zh: "未知指标“\(name)”\(hint.zh)", en: "unknown indicator '\(name)'\(hint.en)")
            }()
        case .unitClash(let left, let right, let advice):
            LocalizedText(
                zh: "“\(left.zh)”与“\(right.zh)”不能相加或比较\(advice.zh)",
                en: "'\(left.en)' and '\(right.en)' cannot be added or compared\(advice.en)")
        case .exponentWithUnit(let unit):
            LocalizedText(
                zh: "指数须为纯数，而不是“\(unit.zh)”", en: "an exponent must be a pure number, not '\(unit.en)'")
        case .wrongResult(let have, let declared):
            LocalizedText(
                zh: "公式的结果为“\(have.zh)”，而指标的单位为“\(declared)”",
                en: "the formula gives '\(have.en)' but the indicator's unit is '\(declared)'")
        case .constantFailure(let cause):
            LocalizedText(
                zh: "公式的这一部分总是无效：\(cause.text.zh)", en: "this part of the formula always fails: \(cause.text.en)")
        }
    }

    private static func argumentCount(_ function: String, _ have: Int, _ need: ClosedRange<Int>) -> LocalizedText {
        let count =
            need.lowerBound == need.upperBound
            ? LocalizedText("\(need.lowerBound)")
            : need.upperBound == Int.max
                ? LocalizedText(zh: "至少 \(need.lowerBound)", en: "at least \(need.lowerBound)")
                : LocalizedText(
                    zh: "\(need.lowerBound) 至 \(need.upperBound)", en: "\(need.lowerBound) to \(need.upperBound)")
        let plural = need.upperBound == 1 || (need.lowerBound == 1 && need.upperBound == Int.max) ? "" : "s"
        return LocalizedText(
            zh: "函数 \(function) 需要 \(count.zh) 个参数，现有 \(have) 个",
            en: "\(function) takes \(count.en) argument\(plural), not \(have)")
    }
}

/// A ``FormulaError`` and the character that it stands at.
struct FormulaFault: Error, Equatable {
    var error: FormulaError
    var offset: Int

    func diagnostic(in text: Located<String>) -> Diagnostic {
        .error(error.message, at: text.position(ofCharacter: offset))
    }
}
