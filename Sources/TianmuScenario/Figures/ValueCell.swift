import TianmuModel

/// A cell that holds a number.
enum ValueCell {
    /// A finite decimal number; no hexadecimals, no words.
    static func number(_ text: String) -> Double? {
        isPlain(text) ? Double(text).flatMap { $0.isFinite ? $0 : nil } : nil
    }

    /// Why a text is no such number, and what to write instead where that is plain.
    /// - Parameter columns: what other columns of the file are for, by what stands in the text.
    static func fault(_ text: String, columns: [(marks: String, advice: LocalizedText)] = []) -> LocalizedText {
        var advice = LocalizedText("")
        if text.contains(",") || text.contains("，") {
            advice = LocalizedText(zh: "；不要写千位分隔符", en: "; leave out the thousands separators")
        } else if let other = columns.first(where: { column in text.contains { column.marks.contains($0) } }) {
            advice = other.advice
        } else if isPlain(text), Double(text) != nil {
            advice = LocalizedText(zh: "；数太大", en: "; it is too large")
        }
        return LocalizedText(
            zh: "数值“\(text)”不是有限的数\(advice.zh)", en: "value '\(text)' is not a finite number\(advice.en)")
    }

    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (48...57).contains($0) || "+-.eE".utf8.contains($0) }
    }
}
