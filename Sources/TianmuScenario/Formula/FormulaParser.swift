import TianmuModel

/// Turns tokens into a tree by precedence climbing.
struct FormulaParser {
    private let tokens: [FormulaLexer.Token]
    private var next = 0
    private var nesting = 0
    /// What is wrong but does not stop the reading: unknown functions, wrong counts of arguments.
    private(set) var faults: [FormulaFault] = []

    init(tokens: [FormulaLexer.Token]) { self.tokens = tokens }

    /// A node and the depth of the tree below it.
    private struct Parsed {
        var node: Formula.Node
        var depth: Int
    }

    /// How tightly operators bind.
    private enum Rank {
        static let not = 25
        static let comparison = 30
        static let sign = 60
        static let power = 70

        static func of(_ operation: Formula.Binary) -> Int {
            switch operation {
            case .or: 10
            case .and: 20
            case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: comparison
            case .plus, .minus: 40
            case .times, .over: 50
            case .power: power
            }
        }
    }

    /// The whole formula.
    mutating func formula() throws(FormulaFault) -> Formula.Node {
        guard token.kind != .end else { throw FormulaFault(error: .empty, offset: 0) }
        let root = try expression(above: 0)
        guard token.kind == .end else {
            throw unexpected(LocalizedText(zh: "运算符或公式结尾", en: "an operator or the end"))
        }
        return root.node
    }

    private var token: FormulaLexer.Token { tokens[next] }

    /// An operand and all operators after it whose rank is above `rank`.
    private mutating func expression(above rank: Int) throws(FormulaFault) -> Parsed {
        var left = try operand()
        while case .symbol(let symbol) = token.kind, let operation = Formula.Binary(rawValue: symbol) {
            let own = Rank.of(operation)
            guard own > rank else { break }
            let offset = token.offset
            advance()
            // From the right: the exponent takes further powers first.
            let right =
                operation == .power
                ? try nested { (parser) throws(FormulaFault) in try parser.expression(above: own - 1) }
                : try expression(above: own)
            left = try joined(.binary(operation, left.node, right.node, at: offset), [left, right])
            if own == Rank.comparison, case .symbol(let following) = token.kind,
                let second = Formula.Binary(rawValue: following), Rank.of(second) == own
            {
                throw FormulaFault(error: .chainedComparison, offset: token.offset)
            }
        }
        return left
    }

    private mutating func operand() throws(FormulaFault) -> Parsed {
        let start = token
        switch start.kind {
        case .number(let value):
            advance()
            return Parsed(node: .number(value, at: start.offset), depth: 1)
        case .name(let name):
            advance()
            guard token.kind == .symbol("(") else {
                return Parsed(node: .name(name, at: start.offset), depth: 1)
            }
            return try call(name, at: start.offset)
        case .symbol("("):
            advance()
            let inner = try nested { (parser) throws(FormulaFault) in try parser.expression(above: 0) }
            try close()
            return inner
        case .symbol("+"):
            advance()
            return try nested { (parser) throws(FormulaFault) in try parser.expression(above: Rank.sign) }
        case .symbol("-"):
            advance()
            let inner = try nested { (parser) throws(FormulaFault) in try parser.expression(above: Rank.sign) }
            return try joined(.prefix(.minus, inner.node, at: start.offset), [inner])
        case .symbol("not"):
            advance()
            let inner = try nested { (parser) throws(FormulaFault) in try parser.expression(above: Rank.not) }
            return try joined(.prefix(.not, inner.node, at: start.offset), [inner])
        default:
            throw unexpected(LocalizedText(zh: "数、指标名或括号", en: "a number, a name or a parenthesis"))
        }
    }

    /// The arguments of a function; the opening parenthesis is next.
    private mutating func call(_ name: String, at offset: Int) throws(FormulaFault) -> Parsed {
        advance()
        var arguments: [Parsed] = []
        if token.kind != .symbol(")") {
            repeat {
                arguments.append(
                    try nested { (parser) throws(FormulaFault) in try parser.expression(above: 0) })
            } while skip(",")
        }
        try close()
        if name == "previous" { return try previous(arguments, at: offset) }
        guard let function = Formula.Function(rawValue: name) else {
            faults.append(FormulaFault(error: .unknownFunction(name), offset: offset))
            return Parsed(node: .number(0, at: offset), depth: 1)
        }
        if !function.argumentCount.contains(arguments.count) {
            let error = FormulaError.argumentCount(
                function: name, have: arguments.count, need: function.argumentCount)
            faults.append(FormulaFault(error: error, offset: offset))
        }
        return try joined(.call(function, arguments.map(\.node), at: offset), arguments)
    }

    private mutating func previous(_ arguments: [Parsed], at offset: Int) throws(FormulaFault) -> Parsed {
        guard let first = arguments.first, arguments.count <= 2 else {
            let error = FormulaError.argumentCount(function: "previous", have: arguments.count, need: 1...2)
            faults.append(FormulaFault(error: error, offset: offset))
            return Parsed(node: .number(0, at: offset), depth: 1)
        }
        var lag = 1
        if arguments.count == 2 {
            if case .number(let years, _) = arguments[1].node, let whole = Int(exactly: years),
                (1...Formula.maximumLag).contains(whole)
            {
                lag = whole
            } else {
                faults.append(FormulaFault(error: .badLag, offset: offset))
            }
        }
        return try joined(.previous(first.node, lag: lag, at: offset), [first])
    }

    private mutating func nested(
        _ body: (inout FormulaParser) throws(FormulaFault) -> Parsed
    ) throws(FormulaFault) -> Parsed {
        guard nesting < Formula.maximumNesting else { throw FormulaFault(error: .tooDeep, offset: token.offset) }
        nesting += 1
        defer { nesting -= 1 }
        return try body(&self)
    }

    private func joined(_ node: Formula.Node, _ parts: [Parsed]) throws(FormulaFault) -> Parsed {
        let depth = 1 + (parts.map(\.depth).max() ?? 0)
        guard depth <= Formula.maximumDepth else { throw FormulaFault(error: .tooDeep, offset: token.offset) }
        return Parsed(node: node, depth: depth)
    }

    private mutating func advance() {
        if next < tokens.count - 1 { next += 1 }
    }

    private mutating func skip(_ symbol: String) -> Bool {
        guard token.kind == .symbol(symbol) else { return false }
        advance()
        return true
    }

    private mutating func close() throws(FormulaFault) {
        guard skip(")") else { throw unexpected(LocalizedText(zh: "“)”", en: "')'")) }
    }

    private func unexpected(_ what: LocalizedText) -> FormulaFault {
        let found: LocalizedText =
            switch token.kind {
            case .number(let value): LocalizedText(value.shortText)
            case .name(let name): LocalizedText(zh: "“\(name)”", en: "'\(name)'")
            case .symbol(let symbol): LocalizedText(zh: "“\(symbol)”", en: "'\(symbol)'")
            case .end: LocalizedText(zh: "公式结尾", en: "the end")
            }
        return FormulaFault(error: .expected(what, found: found), offset: token.offset)
    }
}
