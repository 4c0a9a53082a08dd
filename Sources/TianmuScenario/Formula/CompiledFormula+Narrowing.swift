import Glibc

extension CompiledFormula {
    /// Takes from `inputs` and `result` what cannot be: values for which no choice of the others fulfils the formula.
    ///
    /// One pass up the steps (what the operands allow of each result) and one down (what each result allows of its
    /// operands): HC4-revise of Benhamou, Goualard, Granvilliers and Puget (1999), Revising hull and box consistency.
    /// Never takes away a solution. A formula that reads an input twice is narrowed less than it could be.
    /// - Parameter inputs: one for each of ``CompiledFormula/inputs``.
    /// - Returns: false if nothing is left.
    package func narrow(_ inputs: inout [Interval], result: inout Interval) -> Bool {
        var pass = NarrowingPass(formula: self, inputs: inputs)
        guard pass.run(&result) else { return false }
        inputs = pass.inputs
        return true
    }
}

private struct NarrowingPass {
    let steps: [FormulaInstruction]
    let end: FormulaInstruction.Operand
    var inputs: [Interval]
    /// What each step can give.
    var values: [Interval] = []
    /// For each step the steps that its scratch operands come from: rows are used again, steps are not.
    var sources: [[Int: Int]] = []
    var lastSources: [Int: Int] = [:]

    init(formula: CompiledFormula, inputs: [Interval]) {
        steps = formula.instructions
        end = formula.result
        self.inputs = inputs
    }

    mutating func run(_ result: inout Interval) -> Bool {
        for (index, step) in steps.enumerated() {
            sources.append(lastSources)
            values.append(image(step, index))
            lastSources[step.destination] = index
        }
        sources.append(lastSources)
        guard restrict(end, to: result, at: steps.count) else { return false }
        for index in steps.indices.reversed() {
            guard project(steps[index], index) else { return false }
        }
        guard let narrowed = result.intersection(value(end, at: steps.count)) else { return false }
        result = narrowed
        return true
    }

    private func value(_ operand: FormulaInstruction.Operand, at index: Int) -> Interval {
        switch operand {
        case .constant(let number): Interval(number)
        case .input(let number): inputs[number]
        case .scratch(let row): sources[index][row].map { values[$0] } ?? .whole
        }
    }

    /// Intersects what an operand can be with `allowed`.
    private mutating func restrict(
        _ operand: FormulaInstruction.Operand, to allowed: Interval, at index: Int
    ) -> Bool {
        guard !allowed.lower.isNaN, !allowed.upper.isNaN else { return true }
        guard let narrowed = value(operand, at: index).intersection(allowed) else { return false }
        switch operand {
        case .constant: break
        case .input(let number): inputs[number] = narrowed
        case .scratch(let row): if let source = sources[index][row] { values[source] = narrowed }
        }
        return true
    }

    /// What a step can give.
    private func image(_ step: FormulaInstruction, _ index: Int) -> Interval {
        let a = value(step.a, at: index)
        let b = value(step.b, at: index)
        let found: Interval
        switch step.operation {
        case .add: found = a + b
        case .subtract: found = a - b
        case .multiply: found = step.a == step.b ? a.magnitude.power(2) : a * b
        case .divide: found = a / b
        case .power: if case .constant(let n) = step.b { found = a.power(n) } else { found = .whole }
        case .less, .lessOrEqual, .equal, .notEqual, .and, .or, .not: found = Interval(0, 1)
        case .min: found = Interval(Swift.min(a.lower, b.lower), Swift.min(a.upper, b.upper))
        case .max: found = Interval(Swift.max(a.lower, b.lower), Swift.max(a.upper, b.upper))
        case .negate: found = -a
        case .exp: found = a.mapped { Glibc.exp($0) }
        case .log: found = Interval(Swift.max(0, a.lower), Swift.max(0, a.upper)).mapped { Glibc.log($0) }
        case .sqrt: found = Interval(Swift.max(0, a.lower), Swift.max(0, a.upper)).mapped { $0.squareRoot() }
        case .abs: found = a.magnitude
        case .select: found = a.hull(b)
        }
        return found.lower.isNaN || found.upper.isNaN ? .whole : found
    }

    /// What the result of a step leaves of its operands.
    private mutating func project(_ step: FormulaInstruction, _ index: Int) -> Bool {
        let r = values[index]
        let (a, b) = (value(step.a, at: index), value(step.b, at: index))
        func both(_ allowedA: Interval, _ allowedB: Interval) -> Bool {
            restrict(step.a, to: allowedA, at: index) && restrict(step.b, to: allowedB, at: index)
        }
        switch step.operation {
        case .add: return both(r - b, r - a)
        case .subtract: return both(r + b, a - r)
        case .multiply where step.a == step.b:
            let root = Swift.max(0, r.upper).squareRoot()
            return restrict(step.a, to: Interval(-root, root), at: index)
        case .multiply:
            // 0 = 0 · b says nothing about b.
            return both(
                r.contains(0) && b.contains(0) ? .whole : r / b, r.contains(0) && a.contains(0) ? .whole : r / a)
        case .divide: return both(r * b, r.contains(0) && a.contains(0) ? .whole : a / r)
        case .power:
            guard case .constant(let n) = step.b, n != 0, a.lower >= 0, r.lower >= 0 else { return true }
            return restrict(step.a, to: r.power(1 / n), at: index)
        case .min:
            return both(
                Interval(r.lower, b.lower > r.upper ? r.upper : .infinity),
                Interval(r.lower, a.lower > r.upper ? r.upper : .infinity))
        case .max:
            return both(
                Interval(b.upper < r.lower ? r.lower : -.infinity, r.upper),
                Interval(a.upper < r.lower ? r.lower : -.infinity, r.upper))
        case .negate: return restrict(step.a, to: -r, at: index)
        case .exp:
            guard r.upper >= 0 else { return false }
            return restrict(step.a, to: r.mapped { Glibc.log(Swift.max(0, $0)) }, at: index)
        case .log: return restrict(step.a, to: r.mapped { Glibc.exp($0) }, at: index)
        case .sqrt:
            guard r.upper >= 0 else { return false }
            return restrict(step.a, to: Interval(Swift.max(0, r.lower), r.upper).power(2), at: index)
        case .abs: return restrict(step.a, to: Interval(-r.upper, r.upper), at: index)
        case .select:
            let condition = value(step.condition, at: index)
            if !condition.contains(0) { return restrict(step.a, to: r, at: index) }
            return condition == Interval(0) ? restrict(step.b, to: r, at: index) : true
        case .less, .lessOrEqual, .equal, .notEqual, .and, .or, .not: return true
        }
    }
}
