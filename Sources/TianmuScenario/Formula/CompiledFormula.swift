import TianmuModel

/// A formula as a list of steps over blocks of draws, units converted.
///
/// Nothing is checked and nothing allocated while it runs: a failure is a result that is not finite, and
/// ``explainFailure(rows:draw:)`` says why.
package struct CompiledFormula: Equatable, Sendable {
    /// An indicator that is read, `lag` years back.
    package struct Input: Hashable, Sendable {
        package var indicator: IndicatorID
        package var slot: Int
        package var lag: Int
    }

    typealias Instruction = FormulaInstruction

    /// Each once.
    package let inputs: [Input]
    /// How many rows of scratch ``evaluate(rows:count:scratch:into:)`` needs.
    package let scratchDepth: Int
    package let formula: Formula
    let instructions: [Instruction]
    let result: Instruction.Operand

    init(formula: Formula, inputs: [Input], instructions: [Instruction], result: Instruction.Operand) {
        self.formula = formula
        self.inputs = inputs
        self.instructions = instructions
        self.result = result
        // The last step writes to the output.
        self.scratchDepth = (instructions.dropLast().map(\.destination).max() ?? -1) + 1
    }

    /// Evaluates `count` draws.
    /// - Parameters:
    ///   - rows: the draws of the indicator in `slot`, `lag` years before the year of `output`.
    ///   - scratch: room for ``scratchDepth`` · `count` numbers.
    ///   - output: room for `count` numbers; not one of the rows.
    package func evaluate(
        rows: (_ slot: Int, _ lag: Int) -> UnsafePointer<Double>, count: Int, scratch: UnsafeMutablePointer<Double>,
        into output: UnsafeMutablePointer<Double>
    ) {
        func source(_ operand: Instruction.Operand) -> FormulaSource {
            switch operand {
            case .constant(let constant): .constant(constant)
            case .input(let number): .row(rows(inputs[number].slot, inputs[number].lag))
            case .scratch(let number): .row(UnsafePointer(scratch + number * count))
            }
        }
        guard let last = instructions.indices.last else {
            switch source(result) {
            case .row(let row): output.update(from: row, count: count)
            case .constant(let constant): output.update(repeating: constant, count: count)
            }
            return
        }
        for (index, step) in instructions.enumerated() {
            step.operation.run(
                source(step.a), source(step.b), condition: source(step.condition), count: count,
                into: index == last ? output : scratch + step.destination * count)
        }
    }

    /// The first thing that made the result of one draw infinite or not a number; `nil` if it is finite.
    ///
    /// Evaluates the draw once more, step by step; a choice passes on only the failure of what it chose.
    package func explainFailure(
        rows: (_ slot: Int, _ lag: Int) -> UnsafePointer<Double>, draw: Int
    ) -> EvaluationFailure? {
        typealias Outcome = (value: Double, failure: EvaluationFailure?)
        let count = 1 + max(scratchDepth, instructions.last?.destination ?? 0)
        var scratch = [Outcome](repeating: (0, nil), count: count)
        func outcome(_ operand: Instruction.Operand) -> Outcome {
            switch operand {
            case .constant(let constant): return (constant, nil)
            case .scratch(let number): return scratch[number]
            case .input(let number):
                let input = inputs[number]
                let value = rows(input.slot, input.lag)[draw]
                return (value, value.isFinite ? nil : failure(of: input))
            }
        }
        for step in instructions {
            let (a, b, condition) = (outcome(step.a), outcome(step.b), outcome(step.condition))
            let value = step.operation.apply(a.value, b.value, condition: condition.value)
            var failure: EvaluationFailure?
            if !value.isFinite {
                let inherited =
                    step.operation == .select
                    ? condition.failure ?? (condition.value != 0 ? a.failure : b.failure) : a.failure ?? b.failure
                failure =
                    inherited
                    ?? EvaluationFailure(
                        cause: step.operation.cause(a.value, b.value),
                        position: formula.position(ofCharacter: step.offset))
            }
            scratch[step.destination] = (value, failure)
        }
        return outcome(result).failure
    }

    private func failure(of input: Input) -> EvaluationFailure {
        let reference = formula.references.first { $0.indicator == input.indicator && $0.lag == input.lag }
        return EvaluationFailure(
            cause: .notANumber, position: reference?.position ?? formula.position, input: input)
    }
}
