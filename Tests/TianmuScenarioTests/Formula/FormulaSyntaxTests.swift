import Testing
import TianmuModel

@testable import TianmuScenario

private let mistakes: [(String, Int, String)] = [
    ("", 0, "the formula is empty"), ("x +", 3, "expected a number, a name or a parenthesis, not the end"),
    ("(x + 1", 6, "expected ')', not the end"), ("x y", 2, "expected an operator or the end, not 'y'"),
    ("x + )", 4, "expected a number, a name or a parenthesis, not ')'"),
    ("x = 1", 2, "'=' has no meaning in a formula; write == to compare"),
    ("x * 7%", 5, "'%' has no meaning in a formula; write /100 for a percentage"),
    ("x ** 2", 2, "'**' has no meaning in a formula; write ^ for a power"),
    ("x && y", 2, "'&' has no meaning in a formula; write and"),
    ("x ; y", 2, "';' has no meaning in a formula"),
    ("2x", 0, "'2x' is not a finite number"), ("x + 1e999", 4, "'1e999' is not a finite number"),
    ("1.2.3", 0, "'1.2.3' is not a finite number"), ("0x10", 0, "'0x10' is not a finite number"),
    ("x < y < z", 6, "comparisons cannot be chained; write a < b and b < c"),
    ("maxi(x)", 0, "unknown function 'maxi'; did you mean 'max'?"),
    ("prevoius(x)", 0, "unknown function 'prevoius'; did you mean 'previous'?"),
    ("sqrt(x, y)", 0, "sqrt takes 1 argument, not 2"), ("if(x, y)", 0, "if takes 3 arguments, not 2"),
    ("min()", 0, "min takes at least 1 argument, not 0"),
    ("previous()", 0, "previous takes 1 to 2 arguments, not 0"),
    ("previous(x, 0)", 0, "the second argument of previous must be a whole number from 1 to 50"),
    ("previous(x, y)", 0, "the second argument of previous must be a whole number from 1 to 50"),
    ("x + gpd", 4, "unknown indicator 'gpd'; known: x, y, z"),
    ("1 + log(0)", 4, "this part of the formula always fails: logarithm of zero or a negative number"),
    ("x + 1/0", 5, "this part of the formula always fails: division by zero"),
]

@Suite struct FormulaSyntaxTests {
    @Test(
        "A mistake is told at its character, with what to write",
        arguments: mistakes)
    func tellsMistake(text: String, offset: Int, message: String) throws {
        #expect(try check(text).messages == ["s.yaml:3:\(10 + offset): error: \(message)"])
    }

    @Test("Several mistakes that do not hinder reading are told at once")
    func several() throws {
        #expect(
            try check("foo(x) + sqrt() + bar(1)").messages.map { $0.prefix { $0 != " " } } == [
                "s.yaml:3:10:", "s.yaml:3:19:", "s.yaml:3:28:",
            ])
        #expect(
            try check("growth(xx) + yy", symbols: [("xxx", "元")]).messages == [
                "s.yaml:3:17: error: unknown indicator 'xx'; did you mean 'xxx'?",
                "s.yaml:3:23: error: unknown indicator 'yy'; known: xxx",
            ])
    }

    @Test("Names may be Chinese, and columns count characters")
    func chinese() throws {
        #expect(try check("人均收入 * 人口", to: "亿元", symbols: [("人均收入", "元"), ("人口", "万人")]).messages == [])
        #expect(
            try check("人均收入 + 入口", symbols: [("人均收入", "元"), ("人口", "万人")]).messages.first?
                .hasPrefix("s.yaml:3:17: error: unknown indicator '入口'") == true)
    }

    @Test("A name is letters, digits and underscores, no digit first, and no word of the language")
    func isName() {
        for name in ["gdp", "人均收入", "_x", "gdp2020", "min", "Ärzte"] { #expect(Formula.isName(name), "\(name)") }
        for text in ["", "2gdp", "real-growth", "a b", "and", "not", "x%", "a.b"] {
            #expect(!Formula.isName(text), "\(text)")
        }
    }

    @Test("On later lines of a formula only the line is known")
    func multiline() throws {
        #expect(try check("x +\n  rate").messages == ["s.yaml:4: error: unknown indicator 'rate'; known: x, y, z"])
    }

    @Test(
        "Nesting is limited to 100 levels", arguments: [("(", ")"), ("-", ""), ("abs(", ")"), ("not ", ""), ("2^", "")])
    func nesting(open: String, close: String) throws {
        func text(_ levels: Int) -> String {
            String(repeating: open, count: levels) + "x" + String(repeating: close, count: levels)
        }
        #expect(try check(text(100)).messages.filter { $0.contains("nested") } == [])
        let messages = try check(text(101)).messages
        #expect(messages.count == 1)
        #expect(messages.first?.contains("nested more than 100 deep") == true)
    }

    @Test("Endless parentheses, endless chains and endless text are errors, not crashes")
    func endless() throws {
        #expect(try check(String(repeating: "(", count: 9999)).messages.first?.contains("nested") == true)
        #expect(try check(String(repeating: "x+", count: 4999) + "x").messages.first?.contains("chain") == true)
        #expect(try check(String(repeating: "x+", count: 499) + "x").messages == [])
        let long = try check(String(repeating: "x", count: 10_001)).messages
        #expect(long == ["s.yaml:3:10: error: the formula has 10001 characters, the limit is 10000"])
        #expect(try check("sum(" + String(repeating: "x,", count: 4990) + "x)").messages == [])
    }

    @Test("Nested growth, which doubles with each level, stops at a limit")
    func nestedGrowth() throws {
        let text = String(repeating: "growth(", count: 40) + "x" + String(repeating: ")", count: 40)
        #expect(try check(text).messages.first?.contains("more than 20000 steps") == true)
    }

    @Test("A formula lists what it reads, each year once")
    func references() throws {
        var diagnostics: [Diagnostic] = []
        let text = "previous(gdp) * (1 + rate/100) + growth(gdp) + previous(previous(gdp) + rate, 2)"
        let formula = Formula(parsing: Located(text, at: formulaPosition), into: &diagnostics)
        let found = try #require(formula).references
        #expect(found.map { "\($0.indicator) \($0.lag)" } == ["gdp 1", "rate 0", "gdp 0", "gdp 3", "rate 2"])
        #expect(found.map(\.position.column) == [19, 31, 50, 75, 82])
    }
}

@Suite struct FormulaOrderTests {
    private func sort(_ formulas: [(String, String)]) throws -> (order: [String]?, messages: [String]) {
        var diagnostics: [Diagnostic] = []
        var parsed: [(indicator: IndicatorID, formula: Formula)] = []
        for (line, entry) in formulas.enumerated() {
            let position = SourcePosition(file: "s.yaml", line: line + 1, column: 4)
            let formula = Formula(parsing: Located(entry.1, at: position), into: &diagnostics)
            parsed.append((IndicatorID(entry.0), try #require(formula)))
        }
        let order = FormulaOrder.sort(parsed, into: &diagnostics)
        return (order?.map(\.name), diagnostics.map { $0.text(.en) })
    }

    @Test("Formulas come after what they read in the same year")
    func sorts() throws {
        let (order, messages) = try sort([("c", "a + b"), ("b", "a * 2"), ("a", "previous(c) + q"), ("d", "1")])
        #expect(order == ["a", "d", "b", "c"])
        #expect(messages == [])
    }

    @Test("Circles are named, each once, and previous() makes none")
    func circles() throws {
        let (order, messages) = try sort([
            ("x", "a"), ("a", "1 + b"), ("b", "a - previous(b)"), ("s", "s + 1"), ("p", "previous(p)"),
        ])
        #expect(order == nil)
        #expect(
            messages == [
                "s.yaml:2:8: error: formulas depend on each other in the same year: a → b → a (s.yaml:2:8, s.yaml:3:4); "
                    + "use previous(...) in one of them",
                "s.yaml:4:4: error: formulas depend on each other in the same year: s → s; "
                    + "use previous(...) in one of them",
            ])
    }

    @Test("A long chain in the worst order is sorted without deep recursion")
    func longChain() throws {
        let count = 2000
        let order = try sort((0..<count).map { ("n\($0)", $0 + 1 < count ? "n\($0 + 1)" : "1") }).order
        #expect(order == (0..<count).reversed().map { "n\($0)" })
    }
}
