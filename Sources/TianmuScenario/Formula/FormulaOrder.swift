import TianmuModel

/// In which order identities of one year are evaluated.
package enum FormulaOrder {
    /// Sorts so that each formula comes after those that it reads in the same year, in an order that depends on nothing
    /// but the order given. `previous(x)` and indicators without a formula do not count. Cost O(references).
    /// - Returns: `nil` if formulas depend on each other in a circle; each circle is told once, with its names.
    package static func sort(
        _ formulas: [(indicator: IndicatorID, formula: Formula)], into diagnostics: inout [Diagnostic]
    ) -> [IndicatorID]? {
        var numbers: [IndicatorID: Int] = [:]
        for (number, entry) in formulas.enumerated() where numbers[entry.indicator] == nil {
            numbers[entry.indicator] = number
        }
        let needs = formulas.map { entry in
            entry.formula.references.compactMap { reference in
                reference.lag == 0 ? numbers[reference.indicator].map { (number: $0, reference: reference) } : nil
            }
        }
        var dependents = [[Int]](repeating: [], count: formulas.count)
        var open = needs.map(\.count)
        for number in formulas.indices {
            for need in needs[number] { dependents[need.number].append(number) }
        }
        var order = formulas.indices.filter { open[$0] == 0 }
        var next = 0
        while next < order.count {
            for dependent in dependents[order[next]] {
                open[dependent] -= 1
                if open[dependent] == 0 { order.append(dependent) }
            }
            next += 1
        }
        guard order.count < formulas.count else { return order.map { formulas[$0].indicator } }
        let isDone = open.map { $0 == 0 }
        var isSeen = isDone
        for start in formulas.indices where !isSeen[start] {
            // Every formula left over needs one that is left over: following them must come back.
            var path: [(number: Int, reference: Formula.Reference)] = []
            var current = start
            while !isSeen[current] {
                isSeen[current] = true
                guard let next = needs[current].first(where: { !isDone[$0.number] }) else { break }
                path.append((current, next.reference))
                current = next.number
            }
            guard let first = path.firstIndex(where: { $0.number == current }) else { continue }
            diagnostics.append(circle(path[first...].map { (formulas[$0.number].indicator, $0.reference) }))
        }
        return nil
    }

    private static func circle(_ steps: [(indicator: IndicatorID, reference: Formula.Reference)]) -> Diagnostic {
        let names = (steps + steps.prefix(1)).map(\.indicator.name).joined(separator: " → ")
        let places = steps.map { "\($0.reference.position)" }
        let zh = places.count > 1 ? "（\(places.joined(separator: "、"))）" : ""
        let en = places.count > 1 ? " (\(places.joined(separator: ", ")))" : ""
        return .error(
            zh: "公式在同一年内循环依赖：\(names)\(zh)；请在其中一处用 previous(...)",
            en: "formulas depend on each other in the same year: \(names)\(en); use previous(...) in one of them",
            at: steps.first?.reference.position)
    }
}
