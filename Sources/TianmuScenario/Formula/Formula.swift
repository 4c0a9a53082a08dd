import TianmuModel

/// An identity between indicators as the user wrote it: `previous(gdp) * (1 + real_growth/100)`.
///
/// Numbers, names, `+ - * / ^`, comparisons, `and or not`, parentheses and the functions of ``Formula/Function``.
/// From loosest to tightest: `or`, `and`, `not`, comparisons (not to be chained), `+ -`, `* /`, unary minus, `^` (from
/// the right), so that `-2^2` is -4 and `2^-1` is 0.5. Truth is 1 and 0; anything but 0 counts as true.
package struct Formula: Equatable, Sendable {
    /// A node of the syntax tree; `at` counts characters from the start of the text.
    package indirect enum Node: Equatable, Sendable {
        case number(Double, at: Int)
        case name(String, at: Int)
        case prefix(Prefix, Node, at: Int)
        case binary(Binary, Node, Node, at: Int)
        /// The value `lag` years before.
        case previous(Node, lag: Int, at: Int)
        case call(Function, [Node], at: Int)
    }

    package enum Prefix: String, Sendable {
        case minus = "-"
        case not
    }

    package enum Binary: String, Sendable {
        case plus = "+"
        case minus = "-"
        case times = "*"
        case over = "/"
        case power = "^"
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case equal = "=="
        case notEqual = "!="
        case and
        case or
    }

    package enum Function: String, Sendable, CaseIterable {
        /// `growth(x)` is 100·(x/previous(x) − 1), in percent.
        case growth
        case min, max, sum, mean
        case exp, log, sqrt, abs
        /// `if(condition, a, b)` is `a` where the condition is not 0, `b` elsewhere.
        case choice = "if"

        /// How many arguments it takes.
        package var argumentCount: ClosedRange<Int> {
            switch self {
            case .growth, .exp, .log, .sqrt, .abs: 1...1
            case .min, .max, .sum, .mean: 1...Int.max
            case .choice: 3...3
            }
        }
    }

    /// An indicator that a formula reads.
    package struct Reference: Hashable, Sendable {
        package var indicator: IndicatorID
        /// How many years back; 0 for the same year.
        package var lag: Int
        /// Of the first place that reads it.
        package var position: SourcePosition
    }

    /// The longest formula, in characters.
    package static let maximumLength = 10_000
    /// The deepest nesting of parentheses, functions and signs.
    package static let maximumNesting = 100
    /// The deepest tree: a chain of operators of one rank counts with each operator.
    static let maximumDepth = 500
    /// The longest lag of one `previous`, in years.
    package static let maximumLag = 50

    package let text: String
    /// Of the first character.
    package let position: SourcePosition
    package let root: Node
    /// Every indicator with every lag once, in order of appearance.
    package let references: [Reference]

    /// Reads a formula; tells what is wrong and returns `nil` if anything is.
    package init?(parsing text: Located<String>, into diagnostics: inout [Diagnostic]) {
        var parser: FormulaParser
        let root: Node
        do {
            parser = FormulaParser(tokens: try FormulaLexer.tokens(of: text.value))
            root = try parser.formula()
        } catch {
            diagnostics.append(error.diagnostic(in: text))
            return nil
        }
        diagnostics += parser.faults.map { $0.diagnostic(in: text) }
        guard parser.faults.isEmpty else { return nil }
        self.text = text.value
        self.position = text.position
        self.root = root
        self.references = FormulaReferences.collect(root).map {
            Reference(
                indicator: IndicatorID($0.name), lag: $0.lag, position: text.position(ofCharacter: $0.offset))
        }
    }

    /// True if a formula can name an indicator `text`: letters of any script, digits and `_`, no digit first, and none
    /// of `and`, `or`, `not`.
    package static func isName(_ text: String) -> Bool { FormulaLexer.isName(text) }

    /// Where the character number `offset` of the text stands.
    package func position(ofCharacter offset: Int) -> SourcePosition {
        Located(text, at: position).position(ofCharacter: offset)
    }
}

extension Located<String> {
    /// Where the character number `offset` (from 0) stands. Below the first line of a text the column is unknown,
    /// because the file may indent.
    func position(ofCharacter offset: Int) -> SourcePosition {
        let lineBreaks = value.prefix(offset).filter(\.isNewline).count
        var found = position
        guard position.line > 0 else { return found }
        found.line += lineBreaks
        if lineBreaks > 0 { found.column = 0 } else if position.column > 0 { found.column += offset }
        return found
    }
}
