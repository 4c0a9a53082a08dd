import TianmuModel

/// What a name in a formula stands for.
package struct FormulaSymbol: Equatable, Sendable {
    /// The number by which ``CompiledFormula/evaluate(rows:count:scratch:into:)`` asks for it.
    package var slot: Int
    /// The declared unit.
    package var unit: Unit

    package init(slot: Int, unit: Unit) {
        self.slot = slot
        self.unit = unit
    }
}

extension Formula {
    /// Checks names and units and translates the formula.
    /// - Parameters:
    ///   - unit: of the indicator that the formula defines; the result is converted to it.
    ///   - symbols: every indicator that may be named.
    /// - Returns: `nil` if anything is wrong; then every fault is told.
    package func compile(
        to unit: Unit, symbols: [IndicatorID: FormulaSymbol], into diagnostics: inout [Diagnostic]
    ) -> CompiledFormula? {
        var compiler = FormulaCompiler(symbols: symbols)
        let result: FormulaInstruction.Operand
        do {
            result = try compiler.compile(root, to: unit)
        } catch {
            compiler.tell(error)
            result = .constant(0)
        }
        let located = Located(text, at: position)
        diagnostics += compiler.faults.map { $0.diagnostic(in: located) }
        guard compiler.faults.isEmpty else { return nil }
        return CompiledFormula(
            formula: self, inputs: compiler.inputs, instructions: compiler.instructions, result: result)
    }
}

/// Walks the tree once: checks units, folds constants, emits steps for a stack of rows.
struct FormulaCompiler {
    typealias Operand = FormulaInstruction.Operand
    typealias Operation = FormulaInstruction.Operation

    /// A compiled part: where its value lies, and what it measures.
    struct Value {
        var operand: Operand
        var quantity: FormulaQuantity

        func measured(as quantity: FormulaQuantity) -> Value { Value(operand: operand, quantity: quantity) }
    }

    /// `growth` doubles its argument; nested, that grows without bound.
    static let maximumSteps = 20_000

    let symbols: [IndicatorID: FormulaSymbol]
    private(set) var faults: [FormulaFault] = []
    private(set) var inputs: [CompiledFormula.Input] = []
    private(set) var instructions: [FormulaInstruction] = []
    private var inputNumbers: [CompiledFormula.Input: Int] = [:]
    private var scratchInUse = 0
    private var visits = 0

    init(symbols: [IndicatorID: FormulaSymbol]) { self.symbols = symbols }

    /// Each fault once: `growth` meets those of its argument twice.
    mutating func tell(_ fault: FormulaFault) {
        if !faults.contains(fault) { faults.append(fault) }
    }

    mutating func compile(_ root: Formula.Node, to unit: Unit) throws(FormulaFault) -> Operand {
        let value = try compile(root, lag: 0)
        guard let factor = value.quantity.factor(to: unit) else {
            tell(FormulaFault(error: .wrongResult(have: value.quantity.text, declared: unit.symbol), offset: 0))
            return value.operand
        }
        return try scaled(value, by: factor, at: 0).operand
    }

    mutating func compile(_ node: Formula.Node, lag: Int) throws(FormulaFault) -> Value {
        visits += 1
        guard visits <= Self.maximumSteps else {
            throw FormulaFault(error: .tooManySteps(limit: Self.maximumSteps), offset: 0)
        }
        switch node {
        case .number(let number, _):
            return Value(operand: .constant(number), quantity: .adaptable)
        case .name(let name, let offset):
            return input(IndicatorID(name), lag: lag, at: offset)
        case .prefix(let prefix, let operand, let offset):
            let value = try compile(operand, lag: lag)
            return switch prefix {
            case .minus: try emit(.negate, value, at: offset).measured(as: value.quantity)
            case .not: try emit(.not, value, at: offset).measured(as: .pure)
            }
        case .previous(let operand, let years, _):
            return try compile(operand, lag: lag + years)
        case .binary(let operation, let left, let right, let offset):
            let left = try compile(left, lag: lag)
            return try binary(operation, left, try compile(right, lag: lag), at: offset)
        case .call(let function, let arguments, let offset):
            return try call(function, arguments, lag: lag, at: offset)
        }
    }

    private mutating func input(_ indicator: IndicatorID, lag: Int, at offset: Int) -> Value {
        guard let symbol = symbols[indicator] else {
            let known = symbols.keys.map(\.name).sorted()
            tell(FormulaFault(error: .unknownName(indicator.name, known: known), offset: offset))
            return Value(operand: .constant(.nan), quantity: .unknown)
        }
        let input = CompiledFormula.Input(indicator: indicator, slot: symbol.slot, lag: lag)
        let number = inputNumbers[input] ?? inputs.count
        if number == inputs.count {
            inputs.append(input)
            inputNumbers[input] = number
        }
        return Value(operand: .input(number), quantity: FormulaQuantity(symbol.unit))
    }

    private mutating func binary(
        _ operation: Formula.Binary, _ left: Value, _ right: Value, at offset: Int
    ) throws(FormulaFault) -> Value {
        switch operation {
        case .plus: return try summed(.add, left, right, at: offset)
        case .minus: return try summed(.subtract, left, right, at: offset)
        case .times:
            return try emit(.multiply, left, right, at: offset).measured(as: left.quantity * right.quantity)
        case .over:
            return try emit(.divide, left, right, at: offset).measured(as: left.quantity / right.quantity)
        case .power: return try power(left, right, at: offset)
        case .less: return try compared(.less, left, right, at: offset)
        case .lessOrEqual: return try compared(.lessOrEqual, left, right, at: offset)
        case .greater: return try compared(.less, left, right, isSwapped: true, at: offset)
        case .greaterOrEqual: return try compared(.lessOrEqual, left, right, isSwapped: true, at: offset)
        case .equal: return try compared(.equal, left, right, at: offset)
        case .notEqual: return try compared(.notEqual, left, right, at: offset)
        case .and: return try emit(.and, left, right, at: offset).measured(as: .pure)
        case .or: return try emit(.or, left, right, at: offset).measured(as: .pure)
        }
    }

    /// Adds, or takes the smaller or larger: brings the right side to the scale of the left first.
    mutating func summed(
        _ operation: Operation, _ left: Value, _ right: Value, at offset: Int
    ) throws(FormulaFault) -> Value {
        let (quantity, converted) = try unified(left, right, at: offset)
        return try emit(operation, left, converted, at: offset).measured(as: quantity)
    }

    private mutating func compared(
        _ operation: Operation, _ left: Value, _ right: Value, isSwapped: Bool = false, at offset: Int
    ) throws(FormulaFault) -> Value {
        let (_, right) = try unified(left, right, at: offset)
        return try emit(operation, isSwapped ? right : left, isSwapped ? left : right, at: offset).measured(as: .pure)
    }

    /// The common quantity of two values, and the right one converted to it.
    mutating func unified(
        _ left: Value, _ right: Value, at offset: Int
    ) throws(FormulaFault) -> (FormulaQuantity, Value) {
        guard let sum = FormulaQuantity.sum(left.quantity, right.quantity) else {
            let (a, b) = (left.quantity, right.quantity)
            tell(
                FormulaFault(
                    error: .unitClash(left: a.text, right: b.text, advice: Self.advice(a, b)), offset: offset))
            return (.unknown, right)
        }
        return (sum.quantity, try scaled(right, by: sum.factor, at: offset))
    }

    private static func advice(_ a: FormulaQuantity, _ b: FormulaQuantity) -> LocalizedText {
        guard case .known(let d, _) = a.measure, case .known(let e, _) = b.measure else { return LocalizedText("") }
        if d.isNone || e.isNone {
            return LocalizedText(
                zh: "；增长率要相乘，如 x * (1 + p/100)", en: "; a rate multiplies, as in x * (1 + p/100)")
        }
        if (d / e).withoutCounts.isNone {
            return LocalizedText(
                zh: "；请把其中一项单列为指标并写明单位", en: "; give one of them an indicator of its own, with its unit")
        }
        return LocalizedText("")
    }

    private mutating func power(_ base: Value, _ exponent: Value, at offset: Int) throws(FormulaFault) -> Value {
        if case .known(let dimension, _) = exponent.quantity.measure, !dimension.isNone {
            tell(FormulaFault(error: .exponentWithUnit(exponent.quantity.text), offset: offset))
        }
        guard case .constant(let number) = exponent.operand else {
            return try emit(.power, base, exponent, at: offset).measured(as: base.quantity.power(nil))
        }
        let quantity = base.quantity.power(Int(exactly: number))
        // A square is a product, which vectorises.
        return number == 2
            ? try emit(.multiply, base, base, at: offset).measured(as: quantity)
            : try emit(.power, base, exponent, at: offset).measured(as: quantity)
    }

    private mutating func scaled(_ value: Value, by factor: Double, at offset: Int) throws(FormulaFault) -> Value {
        guard factor != 1 else { return value }
        let constant = Value(operand: .constant(factor), quantity: .adaptable)
        return try emit(.multiply, value, constant, at: offset).measured(as: value.quantity)
    }

    mutating func emit(_ operation: Operation, _ value: Value, at offset: Int) throws(FormulaFault) -> Value {
        try emit(operation, value, value, at: offset)
    }

    /// Appends a step, or computes it now if its operands are constants. What it measures is the caller's to say.
    mutating func emit(
        _ operation: Operation, _ a: Value, _ b: Value, condition: Operand = .constant(1), at offset: Int
    ) throws(FormulaFault) -> Value {
        if case .constant(let x) = a.operand, case .constant(let y) = b.operand, case .constant(let c) = condition {
            let folded = operation.apply(x, y, condition: c)
            if !folded.isFinite, x.isFinite, y.isFinite {
                tell(FormulaFault(error: .constantFailure(operation.cause(x, y)), offset: offset))
                return Value(operand: .constant(.nan), quantity: .unknown)
            }
            return Value(operand: .constant(folded), quantity: .unknown)
        }
        // Rows are a stack: the lowest row among the operands takes the result, all above it are free again.
        let rows = [a.operand, b.operand, condition].compactMap { operand -> Int? in
            if case .scratch(let row) = operand { row } else { nil }
        }
        let destination = rows.min() ?? scratchInUse
        scratchInUse = destination + 1
        instructions.append(
            FormulaInstruction(
                operation: operation, a: a.operand, b: b.operand, condition: condition, destination: destination,
                offset: offset))
        return Value(operand: .scratch(destination), quantity: .unknown)
    }
}
