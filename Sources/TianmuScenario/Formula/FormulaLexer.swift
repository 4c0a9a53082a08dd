import TianmuModel

/// Cuts a formula into tokens.
enum FormulaLexer {
    enum Kind: Equatable {
        case number(Double)
        case name(String)
        /// An operator, a parenthesis or a comma; `and`, `or`, `not`.
        case symbol(String)
        case end
    }

    struct Token: Equatable {
        var kind: Kind
        /// Of its first character.
        var offset: Int
    }

    /// What Chinese keyboards and textbooks have for our symbols.
    private static let aliases: [Character: String] = [
        "（": "(", "）": ")", "，": ",", "×": "*", "÷": "/", "−": "-", "－": "-", "＋": "+", "≤": "<=", "≥": ">=",
        "≠": "!=", "＜": "<", "＞": ">", "／": "/", "＊": "*",
    ]
    private static let symbols: Set<String> = [
        "+", "-", "*", "/", "^", "(", ")", ",", "<", "<=", ">", ">=", "==", "!=",
    ]
    private static let words: Set<String> = ["and", "or", "not"]

    /// The tokens, the last of them the end.
    static func tokens(of text: String) throws(FormulaFault) -> [Token] {
        let characters = Array(text)
        guard characters.count <= Formula.maximumLength else {
            throw FormulaFault(error: .tooLong(characters: characters.count), offset: 0)
        }
        var tokens: [Token] = []
        var offset = 0
        while offset < characters.count {
            let character = characters[offset]
            let start = offset
            if character.isWhitespace {
                offset += 1
            } else if isDigit(character) || (character == "." && isDigit(at: offset + 1, in: characters)) {
                let number = try number(in: characters, from: &offset)
                tokens.append(Token(kind: .number(number), offset: start))
            } else if isNameStart(character) {
                while offset < characters.count, isNamePart(characters[offset]) { offset += 1 }
                let name = String(characters[start..<offset])
                tokens.append(Token(kind: words.contains(name) ? .symbol(name) : .name(name), offset: start))
            } else {
                let symbol = try symbol(in: characters, from: &offset)
                tokens.append(Token(kind: .symbol(symbol), offset: start))
            }
        }
        return tokens + [Token(kind: .end, offset: characters.count)]
    }

    /// Letters of any script, digits and `_`; no digit first.
    static func isNameStart(_ character: Character) -> Bool { character.isLetter || character == "_" }
    static func isNamePart(_ character: Character) -> Bool { isNameStart(character) || character.isNumber }

    /// True if `text` can stand for an indicator in a formula.
    static func isName(_ text: String) -> Bool {
        guard let first = text.first, isNameStart(first) else { return false }
        return text.allSatisfy(isNamePart) && !words.contains(text)
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

    private static func isDigit(at offset: Int, in characters: [Character]) -> Bool {
        offset < characters.count && isDigit(characters[offset])
    }

    /// `12`, `1_000`, `.5`, `2.5e-3`.
    private static func number(in characters: [Character], from offset: inout Int) throws(FormulaFault) -> Double {
        let start = offset
        while offset < characters.count {
            let character = characters[offset]
            let isExponentSign =
                (character == "+" || character == "-") && "eE".contains(characters[offset - 1])
                && isDigit(at: offset + 1, in: characters)
            guard character == "." || isNamePart(character) || (offset > start && isExponentSign) else { break }
            offset += 1
        }
        let text = String(characters[start..<offset])
        let isPlain = text.allSatisfy { isDigit($0) || "._eE+-".contains($0) } && !text.hasSuffix("_")
        guard isPlain, let number = Double(text.filter { $0 != "_" }), number.isFinite else {
            throw FormulaFault(error: .badNumber(text), offset: start)
        }
        return number
    }

    private static func symbol(in characters: [Character], from offset: inout Int) throws(FormulaFault) -> String {
        let start = offset
        let first = aliases[characters[offset]] ?? String(characters[offset])
        offset += 1
        if offset < characters.count {
            let two = first + (aliases[characters[offset]] ?? String(characters[offset]))
            if two.count == 2, symbols.contains(two) {
                offset += 1
                return two
            }
            if two == "**" { throw fault("**", zh: "；乘方写 ^", en: "; write ^ for a power", at: start) }
        }
        if symbols.contains(first) { return first }
        switch first {
        case "=": throw fault(first, zh: "；比较写 ==", en: "; write == to compare", at: start)
        case "%", "％": throw fault(first, zh: "；百分数写 /100", en: "; write /100 for a percentage", at: start)
        case "&": throw fault(first, zh: "；写 and", en: "; write and", at: start)
        case "|": throw fault(first, zh: "；写 or", en: "; write or", at: start)
        case "!": throw fault(first, zh: "；写 not", en: "; write not", at: start)
        default: throw fault(first, zh: "", en: "", at: start)
        }
    }

    private static func fault(_ text: String, zh: String, en: String, at offset: Int) -> FormulaFault {
        FormulaFault(error: .unknownCharacter(text, advice: LocalizedText(zh: zh, en: en)), offset: offset)
    }
}
