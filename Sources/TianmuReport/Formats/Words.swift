import TianmuModel

/// Picks the text of one language.
package struct Words {
    package let language: Language

    package init(_ language: Language) { self.language = language }

    package func callAsFunction(zh: String, en: String) -> String { language == .zh ? zh : en }
}

extension Language {
    /// The language tag of BCP 47.
    package var tag: String { self == .zh ? "zh-CN" : "en" }
}
