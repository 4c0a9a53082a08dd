import TianmuModel

/// Why a formula has no finite value in a draw.
package enum EvaluationCause: String, Codable, Sendable, CaseIterable {
    case divisionByZero
    case logarithmOfNonPositive
    case powerOfNegative
    case overflow
    /// An indicator that the formula reads has no finite value itself.
    case notANumber

    /// A few words without a subject.
    package var text: LocalizedText {
        switch self {
        case .divisionByZero: LocalizedText(zh: "除以零", en: "division by zero")
        case .logarithmOfNonPositive: LocalizedText(zh: "对零或负数取对数", en: "logarithm of zero or a negative number")
        case .powerOfNegative:
            LocalizedText(zh: "对负数开方或取分数次幂", en: "root or fractional power of a negative number")
        case .overflow: LocalizedText(zh: "结果过大", en: "result too large")
        case .notANumber: LocalizedText(zh: "输入不是有限的数", en: "input that is not a finite number")
        }
    }
}

/// The first thing that went wrong in one draw of a formula.
package struct EvaluationFailure: Equatable, Sendable {
    package var cause: EvaluationCause
    /// Of the operator, function or name.
    package var position: SourcePosition
    /// For ``EvaluationCause/notANumber``: which indicator, and how many years back.
    package var input: CompiledFormula.Input?
}
