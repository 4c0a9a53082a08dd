/// A language of the program's output.
public enum Language: String, Codable, Sendable, CaseIterable {
    /// Simplified Chinese.
    case zh
    /// English.
    case en
}

/// One text in Chinese and in English. Every sentence that a user can meet is one of these.
public struct LocalizedText: Hashable, Codable, Sendable {
    public var zh: String
    public var en: String

    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }

    /// The same text in both languages: names, symbols, numbers.
    public init(_ both: String) {
        self.init(zh: both, en: both)
    }

    public subscript(language: Language) -> String {
        switch language {
        case .zh: zh
        case .en: en
        }
    }
}
