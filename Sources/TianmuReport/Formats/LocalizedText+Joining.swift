import TianmuModel

extension LocalizedText {
    package static func + (a: LocalizedText, b: LocalizedText) -> LocalizedText {
        LocalizedText(zh: a.zh + b.zh, en: a.en + b.en)
    }

    package var quoted: LocalizedText { LocalizedText(zh: "“\(zh)”", en: "“\(en)”") }

    package var isEmpty: Bool { zh.isEmpty && en.isEmpty }
}

extension [LocalizedText] {
    /// As a list in running text.
    package func listed() -> LocalizedText {
        let zh = map(\.zh)
        let en = map(\.en)
        guard count > 1, let lastZh = zh.last, let lastEn = en.last else { return first ?? LocalizedText("") }
        return LocalizedText(
            zh: zh.dropLast().joined(separator: "、") + "和" + lastZh,
            en: en.dropLast().joined(separator: ", ") + " and " + lastEn)
    }
}
