extension TextMetrics {
    /// Breaks `text` into lines no wider than `width` px, if that is possible: at spaces, and between two ideographs,
    /// but never before a closing or after an opening sign, nor between a number, 万 or 亿, and the unit that it counts. A
    /// word wider than a line is broken after a hyphen, and anywhere where that does not help. Line feeds stay breaks. No
    /// line is empty unless the text is.
    public static func lines(of text: String, width: Double, size: Double, isBold: Bool = false) -> [String] {
        paragraphs(of: text).flatMap { paragraph in
            var lines: [String] = []
            var line = ""
            func fits(_ text: String) -> Bool {
                TextMetrics.width(of: trimmed(text), size: size, isBold: isBold) <= width
            }
            // Most texts are one line: no need to cut them.
            if fits(paragraph) { return [trimmed(paragraph)].filter { !$0.isEmpty } }
            for piece in pieces(of: paragraph).flatMap({ fits($0) ? [$0] : hyphenated($0) }) {
                if fits(line + piece) {
                    line += piece
                    continue
                }
                if !trimmed(line).isEmpty { lines.append(trimmed(line)) }
                line = ""
                for character in piece {
                    if !line.isEmpty, !fits(line + String(character)) {
                        lines.append(line)
                        line = ""
                    }
                    line.append(character)
                }
            }
            if !trimmed(line).isEmpty { lines.append(trimmed(line)) }
            return lines
        }
    }

    /// A word cut after each of its hyphens.
    private static func hyphenated(_ word: String) -> [String] {
        var parts = [""]
        for character in word {
            parts[parts.count - 1].append(character)
            if character == "-" { parts.append("") }
        }
        return parts.filter { !$0.isEmpty }
    }

    /// `text` cut at every place where a line may end. Spaces stay at the end of their piece.
    static func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        var start = text.startIndex
        var previous: Character?
        for index in text.indices {
            let character = text[index]
            if let previous, mayBreak(previous, character) {
                pieces.append(String(text[start..<index]))
                start = index
            }
            previous = character
        }
        return text.isEmpty ? [] : pieces + [String(text[start...])]
    }

    /// What line feeds part. Splitting looks for characters, which costs more than seeing that there is none.
    private static func paragraphs(of text: String) -> [String] {
        guard text.utf8.contains(UInt8(ascii: "\n")) else { return text.isEmpty ? [] : [text] }
        return text.split(separator: "\n").map(String.init)
    }

    private static func mayBreak(_ a: Character, _ b: Character) -> Bool {
        // Inside Latin words and numbers the rules below come down to this.
        if a.isASCII, b.isASCII { return a == " " && b != " " }
        if b == " " { return false }
        if a == " " { return true }
        if isIn(closing, b) || isIn(opening, a) { return false }
        if a.isASCII && a.isNumber || isIn(counting, a) { return false }
        // A dash or a stop between Latin letters belongs to its word; after an ideograph's stop a line may end.
        return isWide(a) || (isWide(b) && !isIn(opening, a))
    }

    private static func isWide(_ character: Character) -> Bool {
        isIn(closingFullWidth, character) || character.unicodeScalars.contains(where: isIdeograph)
    }

    // Sets of scalars, since characters hash slowly; none of the signs has more than one.
    private static let closingFullWidth = Set("，。、；：！？）》」』】〉”’…—％".unicodeScalars)
    private static let closing = closingFullWidth.union("·,.;:!?)]}%°′″/–-".unicodeScalars)
    private static let opening = Set("（《「『【〈“‘([{¥＄￥".unicodeScalars)
    private static let counting = Set("%亿万".unicodeScalars)

    private static func isIn(_ set: Set<Unicode.Scalar>, _ character: Character) -> Bool {
        let scalars = character.unicodeScalars
        guard let first = scalars.first, scalars.count == 1 else { return false }
        return set.contains(first)
    }

    private static func trimmed(_ text: String) -> String {
        let space = UInt8(ascii: " ")
        guard text.utf8.first == space || text.utf8.last == space else { return text }
        var text = Substring(text)
        while text.last == " " { text.removeLast() }
        while text.first == " " { text.removeFirst() }
        return String(text)
    }
}
