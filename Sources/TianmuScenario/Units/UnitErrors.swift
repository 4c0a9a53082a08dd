import TianmuModel

/// A word that is no unit.
package struct UnknownUnit: Error, Equatable, Sendable {
    package var symbol: String

    /// One sentence with the nearest known units.
    package var message: LocalizedText {
        let hint = NearestName.hint(for: symbol, among: UnitTable.suggestions)
        return symbol.isEmpty
            ? LocalizedText(zh: "缺少单位\(hint.zh)", en: "the unit is missing\(hint.en)")
            : LocalizedText(zh: "未知单位“\(symbol)”\(hint.zh)", en: "unknown unit '\(symbol)'\(hint.en)")
    }
}

/// Two units that do not measure the same.
package struct UnitMismatch: Error, Equatable, Sendable {
    package var source: Unit
    package var target: Unit

    /// One sentence: which units, and what to do where there is something to do.
    package var message: LocalizedText {
        LocalizedText(
            zh: "“\(source.symbol)”不能换算为“\(target.symbol)”\(advice.zh)",
            en: "'\(source.symbol)' does not convert to '\(target.symbol)'\(advice.en)")
    }

    private var advice: LocalizedText {
        switch (source.kind, target.kind) {
        case (.percent, .ratio), (.ratio, .percent):
            LocalizedText(
                zh: "；百分数与比值相差 100 倍，请在公式中写明 /100 或 *100",
                en: "; a percentage is 100 times a ratio: write /100 or *100 in a formula")
        case (.index, .index), (.index, .yearOnYearIndex), (.yearOnYearIndex, .index):
            LocalizedText(
                zh: "；两个指数的基期不同，请先换算到同一基期",
                en: "; the two indices have different base years: bring them to one base first")
        case (.percent, .points), (.points, .percent):
            LocalizedText(
                zh: "；百分点是两个百分数之差", en: "; points are the difference between two percentages")
        case (.quantity, .quantity) where isExchange:
            LocalizedText(zh: "；币种不同，请在公式中乘以汇率", en: "; multiply by an exchange rate in a formula")
        default:
            LocalizedText("")
        }
    }

    private var isExchange: Bool {
        let currencies: [Unit.Dimension] = [.init(.yuan), .init(.dollar), .init(.euro)]
        return currencies.contains(source.dimension) && currencies.contains(target.dimension)
    }
}
