import Testing
import TianmuModel

@testable import TianmuScenario

@Suite struct FuzzTests {
    private let seeds: [UInt64] = [1, 20210301, 0xDEAD_BEEF]

    private func randomText(_ pieces: [String], _ generator: inout SplitMix) -> String {
        let length = Int(generator.uniform() * 24)
        return (0..<length).map { _ in pieces[Int(generator.uniform() * Double(pieces.count))] }.joined()
    }

    @Test("Whatever somebody writes as a formula compiles or is refused at a place inside it")
    func formulas() throws {
        let pieces = [
            "x", "y", " ", "1", "2.5", "(", ")", "+", "-", "*", "/", "^", "<", ">=", "==", "!=", ",", "min(", "if(",
            "previous(", "growth(", "log(", " and ", " or ", "not ", "人", "%", "=", "\n", "9e99", "_", "（", "sqrt(",
        ]
        for seed in seeds {
            var generator = SplitMix(state: seed)
            for _ in 0..<700 {
                let text = randomText(pieces, &generator)
                var diagnostics: [Diagnostic] = []
                let formula = Formula(parsing: Located(text, at: formulaPosition), into: &diagnostics)
                let symbols: [IndicatorID: FormulaSymbol] = [
                    "x": FormulaSymbol(slot: 0, unit: try Unit(parsing: "亿元")),
                    "y": FormulaSymbol(slot: 1, unit: try Unit(parsing: "万人")),
                ]
                let compiled = formula?.compile(to: try Unit(parsing: "万元"), symbols: symbols, into: &diagnostics)
                #expect((compiled == nil) == !diagnostics.isEmpty, "seed \(seed): \(text)")
                for position in diagnostics.compactMap(\.position) {
                    let isInside = (3...3 + text.count).contains(position.line) && position.column <= 10 + text.count
                    #expect(isInside, "seed \(seed): \(text)")
                }
                guard let compiled else { continue }
                let result = compiled.evaluate(compiled.inputs.map { [Double($0.slot) + 0.5] }, count: 1)[0]
                let failure = compiled.explain([[0.5], [1.5]])
                #expect(result.isFinite == (failure == nil), "seed \(seed): \(text)")
            }
        }
    }

    @Test("Whatever stands in a file of figures becomes figures or diagnostics")
    func files() {
        let pieces = [
            "gdp", "亿元", "2020", "600", ",", ",", ",", "\"", "\n", "\r\n", "\r", "#", " ", "-", "1e9", "\u{FEFF}",
            "e\u{301}",
        ]
        for seed in seeds {
            var generator = SplitMix(state: seed)
            for _ in 0..<700 {
                let text = "indicator,unit,year,value\n" + randomText(pieces, &generator)
                var diagnostics: [Diagnostic] = []
                let figures = FigureFile.read(text: text, path: "f.csv", into: &diagnostics)
                let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
                for position in figures.map(\.position) + diagnostics.compactMap(\.position) where position.line > 0 {
                    let isInside = position.line <= lines.count && position.column <= text.count + 1
                    #expect(isInside, "seed \(seed): \(text.debugDescription)")
                }
            }
        }
    }
}
