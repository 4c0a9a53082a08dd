import Testing
import TianmuModel

@testable import TianmuScenario

/// Where the formulas of these tests stand.
let formulaPosition = SourcePosition(file: "s.yaml", line: 3, column: 10)

/// Compiles `text` for an indicator in `unit`; the symbols are the slots in order.
func compile(
    _ text: String, to unit: String = "ratio",
    symbols: [(String, String)] = [("x", "ratio"), ("y", "ratio"), ("z", "ratio")]
) throws -> CompiledFormula {
    let (compiled, messages) = try check(text, to: unit, symbols: symbols)
    try #require(messages == [])
    return try #require(compiled)
}

/// Compiles `text` and gives what is wrong with it in English.
func check(
    _ text: String, to unit: String = "ratio",
    symbols: [(String, String)] = [("x", "ratio"), ("y", "ratio"), ("z", "ratio")]
) throws -> (formula: CompiledFormula?, messages: [String]) {
    var table: [IndicatorID: FormulaSymbol] = [:]
    for (slot, symbol) in symbols.enumerated() {
        table[IndicatorID(symbol.0)] = FormulaSymbol(slot: slot, unit: try Unit(parsing: symbol.1))
    }
    var diagnostics: [Diagnostic] = []
    let formula = Formula(parsing: Located(text, at: formulaPosition), into: &diagnostics)
    let compiled = formula?.compile(to: try Unit(parsing: unit), symbols: table, into: &diagnostics)
    #expect((compiled == nil) == !diagnostics.isEmpty)
    return (compiled, diagnostics.map { $0.text(.en) })
}

/// The value of `text` where `values[slot][lag]` are the values of x, y and z.
func evaluate(_ text: String, _ values: [[Double]]) throws -> Double {
    let compiled = try compile(text)
    return compiled.evaluate(compiled.inputs.map { [values[$0.slot][$0.lag]] }, count: 1)[0]
}

extension CompiledFormula {
    /// Evaluates rows given in the order of `inputs`.
    func evaluate(_ rows: [[Double]], count: Int? = nil) -> [Double] {
        let count = count ?? rows.first?.count ?? 1
        let table = UnsafeMutablePointer<Double>.allocate(capacity: max(1, rows.count * count))
        let scratch = UnsafeMutablePointer<Double>.allocate(capacity: max(1, scratchDepth * count))
        var output = [Double](repeating: .nan, count: count)
        defer {
            table.deallocate()
            scratch.deallocate()
        }
        for (index, value) in rows.joined().enumerated() { (table + index).initialize(to: value) }
        scratch.initialize(repeating: .nan, count: scratchDepth * count)
        evaluate(
            rows: { slot, lag in
                let row = inputs.firstIndex { $0.slot == slot && $0.lag == lag } ?? 0
                return UnsafePointer(table + row * count)
            }, count: count, scratch: scratch, into: &output)
        return output
    }

    /// Explains one draw where `values[slot][lag]` are the inputs.
    func explain(_ values: [[Double]]) -> EvaluationFailure? {
        let lags = values.map(\.count).max() ?? 1
        let flat =
            values.flatMap { row in (0..<lags).map { row[min($0, row.count - 1)] } } + Array(repeating: 0, count: 9)
        return flat.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return nil }
            return explainFailure(rows: { slot, lag in base + slot * lags + min(lag, lags - 1) }, draw: 0)
        }
    }
}

/// A small generator for inputs that repeat (Steele, Lea, Flood 2014).
struct SplitMix {
    var state: UInt64

    mutating func uniform() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
    }
}
