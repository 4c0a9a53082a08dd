import Glibc

/// One step of a compiled formula.
struct FormulaInstruction: Equatable, Sendable {
    enum Operation: Equatable, Sendable {
        case add, subtract, multiply, divide, power
        case less, lessOrEqual, equal, notEqual, and, or
        case min, max
        case negate, not, exp, log, sqrt, abs
        /// `condition` is not 0: the first operand, else the second.
        case select
    }

    enum Operand: Equatable, Sendable {
        case constant(Double)
        /// Number in ``CompiledFormula/inputs``.
        case input(Int)
        case scratch(Int)
    }

    var operation: Operation
    var a: Operand
    /// The same as `a` for functions of one argument.
    var b: Operand
    var condition = Operand.constant(1)
    var destination: Int
    /// The character that it comes from.
    var offset: Int
}

/// A resolved operand: a row of draws, or one number for all.
enum FormulaSource {
    case row(UnsafePointer<Double>)
    case constant(Double)

    /// The same number of every draw.
    @inline(__always)
    func value(_ draw: Int) -> Double {
        switch self {
        case .row(let row): row[draw]
        case .constant(let constant): constant
        }
    }
}

extension FormulaInstruction.Operation {
    /// Fills `output` with the results of `count` draws. `output` may be one of the operands.
    ///
    /// Every not-a-number among the operands reaches the result, through comparisons, choices and minima too: otherwise
    /// a failed division would hide behind a verdict. All loops are plain, so that they vectorise.
    func run(
        _ a: FormulaSource, _ b: FormulaSource, condition: FormulaSource, count: Int,
        into output: UnsafeMutablePointer<Double>
    ) {
        switch self {
        case .add: Self.loop(a, b, count, output) { $0 + $1 }
        case .subtract: Self.loop(a, b, count, output) { $0 - $1 }
        case .multiply: Self.loop(a, b, count, output) { $0 * $1 }
        case .divide: Self.loop(a, b, count, output) { $0 / $1 }
        case .power: Self.loop(a, b, count, output) { Glibc.pow($0, $1) }
        case .less: Self.loop(a, b, count, output) { $0 < $1 ? 1 : $0 >= $1 ? 0 : .nan }
        case .lessOrEqual: Self.loop(a, b, count, output) { $0 <= $1 ? 1 : $0 > $1 ? 0 : .nan }
        case .equal: Self.loop(a, b, count, output) { $0 == $1 ? 1 : $0 < $1 || $0 > $1 ? 0 : .nan }
        case .notEqual: Self.loop(a, b, count, output) { $0 == $1 ? 0 : $0 < $1 || $0 > $1 ? 1 : .nan }
        case .and: Self.loop(a, b, count, output) { $0 != $0 || $1 != $1 ? .nan : $0 != 0 && $1 != 0 ? 1 : 0 }
        case .or: Self.loop(a, b, count, output) { $0 != $0 || $1 != $1 ? .nan : $0 != 0 || $1 != 0 ? 1 : 0 }
        case .min: Self.loop(a, b, count, output) { $0 < $1 ? $0 : $1 <= $0 ? $1 : .nan }
        case .max: Self.loop(a, b, count, output) { $0 > $1 ? $0 : $1 >= $0 ? $1 : .nan }
        case .negate: Self.loop(a, count, output) { -$0 }
        case .not: Self.loop(a, count, output) { $0 != $0 ? .nan : $0 == 0 ? 1 : 0 }
        case .exp: Self.loop(a, count, output) { Glibc.exp($0) }
        case .log: Self.loop(a, count, output) { Glibc.log($0) }
        case .sqrt: Self.loop(a, count, output) { $0.squareRoot() }
        case .abs: Self.loop(a, count, output) { $0.magnitude }
        case .select:
            for draw in 0..<count {
                let truth = condition.value(draw)
                output[draw] = truth != truth ? .nan : truth != 0 ? a.value(draw) : b.value(draw)
            }
        }
    }

    @inline(__always)
    private static func loop(
        _ a: FormulaSource, _ count: Int, _ output: UnsafeMutablePointer<Double>, _ f: (Double) -> Double
    ) {
        switch a {
        case .row(let a): for draw in 0..<count { output[draw] = f(a[draw]) }
        case .constant(let a): output.update(repeating: f(a), count: count)
        }
    }

    @inline(__always)
    private static func loop(
        _ a: FormulaSource, _ b: FormulaSource, _ count: Int, _ output: UnsafeMutablePointer<Double>,
        _ f: (Double, Double) -> Double
    ) {
        switch (a, b) {
        case (.row(let a), .row(let b)): for draw in 0..<count { output[draw] = f(a[draw], b[draw]) }
        case (.row(let a), .constant(let b)): for draw in 0..<count { output[draw] = f(a[draw], b) }
        case (.constant(let a), .row(let b)): for draw in 0..<count { output[draw] = f(a, b[draw]) }
        case (.constant(let a), .constant(let b)): output.update(repeating: f(a, b), count: count)
        }
    }

    /// The result for single numbers.
    func apply(_ a: Double, _ b: Double, condition: Double = 1) -> Double {
        var result = 0.0
        run(.constant(a), .constant(b), condition: .constant(condition), count: 1, into: &result)
        return result
    }

    /// Why `apply(a, b)` is not finite though `a` and `b` are.
    func cause(_ a: Double, _ b: Double) -> EvaluationCause {
        switch self {
        case .divide where b == 0: .divisionByZero
        case .power where a == 0: .divisionByZero
        case .power where a < 0 && apply(a, b).isNaN: .powerOfNegative
        case .sqrt: .powerOfNegative
        case .log: .logarithmOfNonPositive
        default: .overflow
        }
    }
}
