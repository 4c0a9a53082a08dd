import TianmuModel

extension FormulaCompiler {
    /// The functions, in terms of steps.
    mutating func call(
        _ function: Formula.Function, _ arguments: [Formula.Node], lag: Int, at offset: Int
    ) throws(FormulaFault) -> Value {
        guard let first = arguments.first else { return Value(operand: .constant(.nan), quantity: .unknown) }
        switch function {
        case .growth: return try growth(first, lag: lag, at: offset)
        case .min: return try chain(.min, arguments, lag: lag, at: offset)
        case .max: return try chain(.max, arguments, lag: lag, at: offset)
        case .sum: return try chain(.add, arguments, lag: lag, at: offset)
        case .mean:
            let sum = try chain(.add, arguments, lag: lag, at: offset)
            let count = Value(operand: .constant(Double(arguments.count)), quantity: .adaptable)
            return try emit(.divide, sum, count, at: offset).measured(as: sum.quantity)
        case .exp: return try transcendental(.exp, first, lag: lag, at: offset)
        case .log: return try transcendental(.log, first, lag: lag, at: offset)
        case .sqrt:
            let value = try compile(first, lag: lag)
            return try emit(.sqrt, value, at: offset).measured(as: value.quantity.squareRoot)
        case .abs:
            let value = try compile(first, lag: lag)
            return try emit(.abs, value, at: offset).measured(as: value.quantity)
        case .choice: return try choice(arguments, lag: lag, at: offset)
        }
    }

    /// 100·(x/previous(x) − 1).
    private mutating func growth(_ node: Formula.Node, lag: Int, at offset: Int) throws(FormulaFault) -> Value {
        let now = try compile(node, lag: lag)
        let before = try compile(node, lag: lag + 1)
        let one = Value(operand: .constant(1), quantity: .pure)
        let hundred = Value(operand: .constant(100), quantity: .pure)
        let ratio = try emit(.divide, now, before, at: offset)
        let change = try emit(.subtract, ratio, one, at: offset)
        return try emit(.multiply, change, hundred, at: offset).measured(as: .pure)
    }

    private mutating func transcendental(
        _ operation: Operation, _ node: Formula.Node, lag: Int, at offset: Int
    ) throws(FormulaFault) -> Value {
        let value = try compile(node, lag: lag)
        return try emit(operation, value, at: offset).measured(as: value.quantity.ofTranscendental)
    }

    private mutating func chain(
        _ operation: Operation, _ arguments: [Formula.Node], lag: Int, at offset: Int
    ) throws(FormulaFault) -> Value {
        var total: Value?
        for argument in arguments {
            let value = try compile(argument, lag: lag)
            total = if let sum = total { try summed(operation, sum, value, at: offset) } else { value }
        }
        return total ?? Value(operand: .constant(.nan), quantity: .unknown)
    }

    /// Both sides are evaluated; a failure on the side not chosen does no harm.
    private mutating func choice(
        _ arguments: [Formula.Node], lag: Int, at offset: Int
    ) throws(FormulaFault) -> Value {
        guard arguments.count == 3 else { return Value(operand: .constant(.nan), quantity: .unknown) }
        let condition = try compile(arguments[0], lag: lag)
        let yes = try compile(arguments[1], lag: lag)
        let (quantity, no) = try unified(yes, try compile(arguments[2], lag: lag), at: offset)
        return try emit(.select, yes, no, condition: condition.operand, at: offset).measured(as: quantity)
    }
}
