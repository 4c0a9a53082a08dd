/// Why a model cannot be fitted.
public enum ModelRefusal: Error, Equatable, Sendable {
    case tooFewObservations(indicator: IndicatorID, have: Int, need: Int)
    case notPositive(indicator: IndicatorID, year: Int, value: Double)
    /// A value outside the range that the model can hold, such as a share above 100.
    case outsideRange(indicator: IndicatorID, year: Int, value: Double, allowed: ClosedRange<Double>)
    case wrongOutputCount(have: Int, allowed: ClosedRange<Int>)
    case badParameter(ParameterFault)
    /// A driver has too few known years for the fit: those that it shares with the indicator, where that counts.
    case tooLittleOfDriver(role: String, indicator: IndicatorID, have: Int, need: Int)
    /// Anything else, in a sentence.
    case other(LocalizedText)
    /// Nothing that the model says of the history, but a fault of the program that it lives in, which crashed, hung or talked
    /// nonsense. Another time it may not happen: an ensemble does not go on without such a member, as it does without
    /// one that refuses.
    case failed(LocalizedText)

    /// Whether it is a fault, and no refusal of the model's own.
    public var isFault: Bool { if case .failed = self { true } else { false } }

    /// One sentence: what is wrong and what is allowed.
    public var message: LocalizedText {
        switch self {
        case .tooFewObservations(let indicator, let have, let need):
            LocalizedText(
                zh: "“\(indicator)”有 \(have) 个观测值，至少需要 \(need) 个",
                en: "'\(indicator)' has \(have) observation\(have == 1 ? "" : "s"), the model needs at least \(need)")
        case .notPositive(let indicator, let year, let value):
            LocalizedText(
                zh: "“\(indicator)”\(year) 年的值 \(value) 须大于 0",
                en: "'\(indicator)' is \(value) in \(year), must be above 0")
        case .outsideRange(let indicator, let year, let value, let allowed):
            LocalizedText(
                zh: "“\(indicator)”\(year) 年的值 \(value) 须在 \(allowed.lowerBound) 与 \(allowed.upperBound) 之间",
                en: "'\(indicator)' is \(value) in \(year), must lie in \(allowed.lowerBound)...\(allowed.upperBound)")
        case .wrongOutputCount(let have, let allowed):
            LocalizedText(
                zh: "模型需要 \(allowed.lowerBound) 至 \(allowed.upperBound) 个指标，现有 \(have) 个",
                en: "the model takes \(allowed.lowerBound) to \(allowed.upperBound) indicators, not \(have)")
        case .badParameter(let fault): fault.message
        case .tooLittleOfDriver(let role, let indicator, let have, let need):
            LocalizedText(
                zh: "驱动指标“\(indicator)”（\(role)）有 \(have) 个可用年份，至少需要 \(need) 个",
                en: "the driver '\(indicator)' (\(role)) has \(have) usable year\(have == 1 ? "" : "s"), "
                    + "the model needs at least \(need)")
        case .other(let text), .failed(let text): text
        }
    }
}
