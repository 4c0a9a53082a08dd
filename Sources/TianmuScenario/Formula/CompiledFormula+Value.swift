extension CompiledFormula {
    /// The value for one number for each of ``inputs``.
    package func value(_ inputs: [Double]) -> Double {
        var result = Double.nan
        var scratch = [Double](repeating: 0, count: scratchDepth)
        inputs.withUnsafeBufferPointer { values in
            scratch.withUnsafeMutableBufferPointer { scratch in
                // Neither is read where there is nothing to read: a formula without inputs or without steps.
                withUnsafeMutablePointer(to: &result) { result in
                    let room = scratch.baseAddress ?? result
                    evaluate(
                        rows: { slot, lag in
                            let index = self.inputs.firstIndex { $0.slot == slot && $0.lag == lag } ?? 0
                            return values.baseAddress.map { $0 + index } ?? UnsafePointer(result)
                        }, count: 1, scratch: room, into: result)
                }
            }
        }
        return result
    }
}
