import TianmuModel

extension String {
    /// As one line without control characters, at most `limit` characters long: what comes from a stranger must neither
    /// steer a terminal nor fill it.
    package func plain(limit: Int) -> String {
        var text = ""
        var count = 0
        var isAfterSpace = true
        for character in self {
            // Line ends and tabs are spaces; several are one.
            let isSpace = character.isWhitespace
            if isSpace, isAfterSpace { continue }
            isAfterSpace = isSpace
            let scalars = isSpace ? " " : String(String.UnicodeScalarView(character.unicodeScalars.filter(\.isPlain)))
            guard !scalars.isEmpty else { continue }
            guard count < limit else { return text.trimmingEnd() + "…" }
            text += scalars
            count += 1
        }
        return text.trimmingEnd()
    }

    /// Whether it may be a name: it is there, and nothing in it is odd.
    var isPlainName: Bool { !isEmpty && self == plain(limit: 64) }

    private func trimmingEnd() -> String { hasSuffix(" ") ? String(dropLast()) : self }
}

extension LocalizedText {
    /// Both as ``Swift/String/plain(limit:)`` makes them; where one says nothing, the other stands for it.
    package func plain(limit: Int) -> LocalizedText {
        let (zh, en) = (zh.plain(limit: limit), en.plain(limit: limit))
        return LocalizedText(zh: zh.isEmpty ? en : zh, en: en.isEmpty ? zh : en)
    }

    /// The same, with words in the place of nothing.
    package func reason(limit: Int) -> LocalizedText {
        let text = plain(limit: limit)
        return text.en.isEmpty ? LocalizedText(zh: "没有说明原因", en: "no reason given") : text
    }
}

extension Unicode.Scalar {
    /// No control character, and none that turns the direction of writing.
    fileprivate var isPlain: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
        default: !(0x202A...0x202E).contains(value) && !(0x2066...0x2069).contains(value)
        }
    }
}
