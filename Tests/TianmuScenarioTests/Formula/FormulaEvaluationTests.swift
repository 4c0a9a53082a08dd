import Testing
import TianmuModel

@testable import TianmuScenario

/// x = 3.5 (3.2 and 3.0 in the years before), y = 2 (1.6), z = -1.25. Made with Python: the same text after replacing
/// `^` by `**`, × and ÷ by `*` and `/`, `previous(x)` by its value, `growth(x)` by `100 * (x / px - 1)`.
private let expected: [(String, Double)] = [
    ("1 + 2 * 3", 7.0),
    ("(1 + 2) * 3", 9.0),
    ("2 ^ 3 ^ 2", 512.0),
    ("-2 ^ 2", -4.0),
    ("2 ^ -1", 0.5),
    ("-x ^ 2", -12.25),
    ("(-2) ^ 3", -8.0),
    ("10 - 4 - 3", 3.0),
    ("100 / 5 / 2", 10.0),
    ("1e3 + 1_000", 2000.0),
    (".5 * x", 1.75),
    ("2.5e-3 * x", 0.00875),
    ("x + y * z", 1.0),
    ("x - -y", 5.5),
    ("+x", 3.5),
    ("x / y ^ 2", 0.875),
    ("x * y / z", -5.6),
    ("1 < 2", 1.0),
    ("x < y", 0.0),
    ("x >= 3.5", 1.0),
    ("x != y", 1.0),
    ("x == 3.5", 1.0),
    ("x <= z", 0.0),
    ("not x < y", 1.0),
    ("not 0", 1.0),
    ("x > y and y > z", 1.0),
    ("x < y or y > z", 1.0),
    ("x < y and z < 0 or y == 2", 1.0),
    ("not x < y and z > 0", 0.0),
    ("1 + 2 < 4", 1.0),
    ("x ^ 0.5", 1.8708286933869707),
    ("sqrt(x) + abs(z)", 3.1208286933869704),
    ("exp(z) * log(x)", 0.35892259980273417),
    ("min(x, y, z)", -1.25),
    ("max(x, y, z) - mean(x, y, z)", 2.083333333333333),
    ("sum(x, y, z, 1)", 5.25),
    ("if(x > y, x, y / 0 * z)", 3.5),
    ("if(z, 1, 2)", 1.0),
    ("previous(x) * (1 + y / 100)", 3.2640000000000002),
    ("growth(x)", 9.375),
    ("growth(previous(x))", 6.666666666666665),
    ("previous(x * y)", 5.120000000000001),
    ("previous(x, 2) + previous(previous(x))", 6.0),
    ("growth(x / y)", -12.5),
    ("x×y÷（z－1）", -3.111111111111111),
    ("if(x ≤ 4, -x, x) ^ 2", 12.25),
    ("2 ^ 0.5 ^ 2", 1.189207115002721),
    ("-(x - y) * -z", -1.875),
    ("3 - 2 * 2 ^ 2 / 4", 1.0),
]

private let failures: [(String, EvaluationCause, Int)] = [
    ("1 + x / y", .divisionByZero, 7), ("log(y) * 2", .logarithmOfNonPositive, 1),
    ("x + log(z)", .logarithmOfNonPositive, 5), ("sqrt(z)", .powerOfNegative, 1),
    ("z ^ 0.5", .powerOfNegative, 3), ("y ^ -1", .divisionByZero, 3), ("exp(x * 1000)", .overflow, 1),
    ("(z * 1e200) ^ 3", .overflow, 13), ("growth(y)", .divisionByZero, 1),
    ("y / y + log(z)", .divisionByZero, 3),
    ("x * 1e308 * 1e3 - x * 1e308 * 1e3", .overflow, 3), ("if(x > 0, log(z), 1)", .logarithmOfNonPositive, 11),
]

@Suite struct FormulaEvaluationTests {
    /// Rows of three slots (x, y, z) and three years.
    private let values: [[Double]] = [[3.5, 3.2, 3.0], [2, 1.6, 1.5], [-1.25, -1, -1]]

    /// Python rounds `pow`, `exp` and `log` as Glibc does, to one unit in the last place.
    private let tolerance = 2e-15

    @Test("Formulas have the values that Python gives", arguments: expected)
    func matchesPython(text: String, value: Double) throws {
        let result = try evaluate(text, values)
        #expect(abs(result - value) <= tolerance * max(1, abs(value)), "\(result)")
    }

    @Test("A block equals its draws one by one", arguments: expected.map(\.0))
    func blockEqualsDraws(text: String) throws {
        let compiled = try compile(text)
        let count = 37
        var generator = SplitMix(state: 20210301)
        let rows = compiled.inputs.map { _ in (0..<count).map { _ in generator.uniform() * 4 - 1 } }
        let block = compiled.evaluate(rows, count: count)
        for draw in 0..<count {
            let single = compiled.evaluate(rows.map { [$0[draw]] })
            #expect(single[0] == block[draw] || (single[0].isNaN && block[draw].isNaN))
        }
    }

    @Test("A failure comes through comparisons, minima and choices instead of hiding there")
    func notANumberSpreads() throws {
        for text in ["x < 1", "not x", "min(x, 1)", "max(1, x)", "x and 0", "1 or x", "if(x, 1, 2)", "x != x"] {
            #expect(try evaluate(text, [[.nan], [0], [0]]).isNaN, "\(text)")
        }
    }

    @Test("Constants are folded: they take no step and no row")
    func folding() throws {
        let compiled = try compile("x * (1 + 7/100) ^ 2")
        #expect(compiled.instructions.count == 1)
        #expect(compiled.scratchDepth == 0)
        #expect(try compile("2 + 3").instructions.isEmpty)
        #expect(try compile("x").instructions.isEmpty)
    }

    @Test("Scratch stays as deep as the expression, not as long")
    func scratch() throws {
        #expect(try compile("(x + 1) * (y + 1) + (x + 2) * (y + 2) + (x + 3) * (y + 3)").scratchDepth == 3)
        #expect(try compile("x + y + z + x + y + z").scratchDepth == 1)
    }
}

@Suite struct EvaluationFailureTests {
    @Test(
        "A result that is not finite is explained",
        arguments: failures)
    func causes(text: String, cause: EvaluationCause, column: Int) throws {
        let failure = try compile(text).explain([[3], [0], [-2]])
        #expect(failure?.cause == cause)
        #expect(failure?.position == SourcePosition(file: "s.yaml", line: 3, column: column + 9))
        #expect(try !evaluate(text, [[3, 3], [0, 0], [-2, -2]]).isFinite)
    }

    @Test("A finite result has nothing to explain, even where the side not chosen fails")
    func finite() throws {
        #expect(try compile("if(y > 0, x / y, 0)").explain([[3], [0], [-2]]) == nil)
        #expect(try compile("x + z").explain([[3], [0], [-2]]) == nil)
    }

    @Test("An input that is not finite is named with its lag")
    func input() throws {
        let failure = try compile("x + previous(y, 2)").explain([[3, 3, 3], [0, 0, .infinity], [-2, -2, -2]])
        #expect(failure?.cause == .notANumber)
        #expect(failure?.input == CompiledFormula.Input(indicator: "y", slot: 1, lag: 2))
        #expect(failure?.position.column == 14 + 9)
    }

    @Test("Every cause has words in both languages", arguments: EvaluationCause.allCases)
    func words(cause: EvaluationCause) {
        #expect(!cause.text.zh.isEmpty && !cause.text.en.isEmpty)
    }
}
