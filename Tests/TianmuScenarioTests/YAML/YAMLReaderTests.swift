import Testing
import TianmuModel

@testable import TianmuScenario

@Suite struct YAMLReaderTests {
    private func node(_ text: String) throws -> SourceNode { try YAMLReader.read(text: text, path: "s.yaml") }

    private func fault(_ text: String) -> String? {
        #expect(throws: Diagnostic.self) { try node(text) }?.text(.en)
    }

    @Test("Every value and key knows its line and column")
    func positions() throws {
        let tree = try node("title: 天目\nyears:\n  base: 2020\n  list: [1, two]\n")
        #expect(tree["title"]?.position == SourcePosition(file: "s.yaml", line: 1, column: 8))
        let years = try #require(tree["years"])
        #expect(years.entries.map(\.key.value) == ["base", "list"])
        #expect(years.entries[1].key.position == SourcePosition(file: "s.yaml", line: 4, column: 3))
        #expect(years["base"]?.position == SourcePosition(file: "s.yaml", line: 3, column: 9))
        #expect(years["list"]?.items.map(\.position.column) == [10, 13])
        #expect(years["list"]?.items.map(\.text) == ["1", "two"])
    }

    @Test(
        "Only plain decimal numbers are numbers",
        arguments: [
            ("1", 1), ("-1.5", -1.5), ("+2", 2), ("1e3", 1000), ("1_000_000", 1_000_000), (".5", 0.5), ("007", 7),
            ("0x10", 16),
            (".nan", nil), ("nan", nil), (".inf", nil), ("-inf", nil), ("1e999", nil), ("\"1\"", nil), ("'1'", nil),
            ("1,5", nil), ("1 000", nil), ("５", nil), ("1e", nil), ("--1", nil), ("infinity", nil), ("_1", nil),
        ] as [(String, Double?)])
    func numbers(_ text: String, _ number: Double?) throws {
        #expect(try node(text).number == number, "\(text)")
    }

    @Test("Whole numbers are whole, whatever their form")
    func integers() throws {
        #expect(try node("2020").integer == 2020)
        #expect(try node("2.02e3").integer == 2020)
        #expect(try node("2020.5").integer == nil)
        #expect(try node("9223372036854775807").integer == nil)
        #expect(try node("-1e300").integer == nil)
    }

    @Test("Nothing is nothing, in all its forms", arguments: ["a:", "a: ~", "a: null", "a: Null", "a: NULL"])
    func null(_ text: String) throws {
        #expect(try node(text)["a"]?.isNull == true)
        #expect(try node("a: \"~\"")["a"]?.text == "~")
    }

    @Test("A list of words as a key reads as words joined by ~")
    func pairKeys() throws {
        let tree = try node("[a, b]: 0.5\nc ~ d: 0.1\n? [e, f]\n: 0.2\n")
        #expect(tree.entries.map(\.key.value) == ["a ~ b", "c ~ d", "e ~ f"])
        #expect(fault("{a: 1}: 2") == "s.yaml:1:1: error: a key must be a word, or words in brackets")
        #expect(fault("~: 2") == "s.yaml:1:1: error: a key must be a word, or words in brackets")
    }

    @Test("What is not YAML is told at its place")
    func syntax() {
        #expect(fault("a: [1, 2\nb: 3") == "s.yaml:2:2: error: not valid YAML: did not find expected ',' or ']'")
        #expect(fault("a:\n\tb: 1") == "s.yaml:2:1: error: not valid YAML: found character that cannot start any token")
        #expect(fault("a: *nowhere") == "s.yaml:1:4: error: not valid YAML: found undefined alias")
        #expect(fault("a: \"\\q\"") == "s.yaml:1:5: error: not valid YAML: found unknown escape character")
        #expect(fault("a: 1\n---\na: 2\n") == "s.yaml:2:1: error: not valid YAML: but found another document")
        #expect(fault("a: x\u{7}y") == "s.yaml:1: error: cannot read: control characters are not allowed")
        #expect(fault("a: @x") == "s.yaml:1:4: error: not valid YAML: found character that cannot start any token")
    }

    @Test("A key that stands there twice is told where it stands for the second time")
    func duplicateKeys() {
        #expect(fault("a: 1\nb: 2\na: 3\n") == "s.yaml:3:1: error: the same key twice: a")
        #expect(
            fault("x:\n  gdp:\n    unit: 元\n# gdp: a comment\n\n  other: 1\n  gdp: 2\n")
                == "s.yaml:7:3: error: the same key twice: gdp")
        #expect(fault("- b: 1\n- a: 1\n  gdp: 2\n  a: 3\n") == "s.yaml:4:3: error: the same key twice: a")
        #expect(fault("a: 1\r\nb: 2\r\na: 3\r\n") == "s.yaml:3:1: error: the same key twice: a")
        // In one line there is but the mapping's first key.
        #expect(fault("x: {zh: a, zh: b}") == "s.yaml:1:5: error: the same key twice: zh")
    }

    @Test("An empty text has no scenario", arguments: ["", "\n\n", "# only\n# comments\n"])
    func empty(_ text: String) {
        #expect(fault(text) == "s.yaml:1:1: error: the file is empty")
    }

    @Test("Aliases that multiply are refused before they do")
    func aliasBomb() {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let aliases = [String](repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            bomb += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(
            fault(bomb) == "s.yaml:6:1: error: more than 40 aliases (*…); write the values out, or use 'extends'")
        // Within the allowed number of aliases the values are counted.
        var wide = "a0: &a0 [\([String](repeating: "x", count: 100).joined(separator: ","))]\n"
        for level in 1...4 {
            let aliases = [String](repeating: "*a\(level - 1)", count: 9).joined(separator: ",")
            wide += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(fault(wide)?.contains("more than 200000 values (or 64 levels) once aliases are expanded") == true)
    }

    @Test("A few aliases are fine, and products in formulas are none")
    func aliases() throws {
        let tree = try node("a: &x {p: 1}\nb: *x\n")
        #expect(tree["b"]?["p"]?.number == 1)
        let products = (0..<100).map { "f\($0): a * b + a*b\n" }.joined()
        #expect(try node(products).entries.count == 100)
    }

    @Test("Deep nesting is refused before anything recurses", arguments: ["[", "- ", "{a: ", "? ", "? - "])
    func depth(_ opening: String) {
        #expect(
            fault(String(repeating: opening, count: 100_000)) == "s.yaml:1:1: error: nested more than 64 levels deep")
    }

    @Test("Nesting by indentation is refused, too")
    func indentation() {
        let text = (0..<200).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        #expect(fault(text) == "s.yaml:130:1: error: nested more than 64 levels deep")
    }
}
