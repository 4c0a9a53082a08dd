import TianmuModel

/// Why a model has no forecast, in words without names and numbers that would make every case its own.
package enum BacktestFailure {
    /// What models are told that a series is: causes are counted over series, which have no name in them.
    static let nameless: IndicatorID = "series"
    package static let notPositive = LocalizedText(zh: "有值不大于 0", en: "a value is not above 0")
    static let notFinite = LocalizedText(zh: "预测值不是有限的数", en: "forecasts are not finite")
    static let noMember = LocalizedText(zh: "所有成员模型都失败", en: "no member has a forecast")

    static func noDriver(_ name: String) -> LocalizedText {
        LocalizedText(zh: "地区没有驱动指标“\(name)”", en: "the region has no driver '\(name)'")
    }

    static func noDriverValue(_ name: String) -> LocalizedText {
        LocalizedText(zh: "驱动指标“\(name)”在起点年没有数值", en: "the driver '\(name)' has no value in the origin's year")
    }

    static func noDriverPath(_ name: String) -> LocalizedText {
        LocalizedText(
            zh: "驱动指标“\(name)”在预测年没有数值", en: "the driver '\(name)' lacks a value in a year that is forecast")
    }

    static func refusedDriver(_ name: String, _ cause: LocalizedText) -> LocalizedText {
        LocalizedText(
            zh: "驱动指标“\(name)”不能预测：\(cause.zh)", en: "the driver '\(name)' has no forecast: \(cause.en)")
    }

    static func cause(of refusal: ModelRefusal) -> LocalizedText {
        switch refusal {
        case .tooFewObservations(_, _, let need): tooFew(need)
        case .notPositive: notPositive
        case .outsideRange(_, _, _, let allowed):
            LocalizedText(
                zh: "有值不在 \(allowed.lowerBound) 与 \(allowed.upperBound) 之间",
                en: "a value lies outside \(allowed.lowerBound)...\(allowed.upperBound)")
        case .wrongOutputCount, .badParameter, .tooLittleOfDriver, .other, .failed: unnamed(refusal.message)
        }
    }

    private static func tooFew(_ need: Int) -> LocalizedText {
        LocalizedText(
            zh: "观测值少于 \(need) 个", en: "fewer than \(need) observation\(need == 1 ? "" : "s")")
    }

    /// The observations that a cause says are needed; `nil` for another cause.
    package static func observationsNeeded(by cause: LocalizedText) -> Int? { (1...100).first { tooFew($0) == cause } }

    private static func unnamed(_ message: LocalizedText) -> LocalizedText {
        LocalizedText(
            zh: message.zh.replacing("“\(nameless)”", with: "该序列"),
            en: message.en.replacing("'\(nameless)'", with: "the series"))
    }

    /// The commonest of counted causes; of several alike the first by name.
    static func commonest(of causes: [LocalizedText: Int]) -> LocalizedText? {
        causes.max { ($0.value, $1.key.en) < ($1.value, $0.key.en) }?.key
    }
}
