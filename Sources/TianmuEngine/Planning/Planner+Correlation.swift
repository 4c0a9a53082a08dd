import TianmuModel
import TianmuNumerics
import TianmuScenario

extension Planner {
    /// Puts the correlations into a matrix and factors it.
    mutating func planCorrelation() -> PlannedCorrelation? {
        var pairs: [(a: Int, b: Int, value: Double)] = []
        for entry in scenario.correlations {
            guard let a = correlated(entry.first), let b = correlated(entry.second) else { continue }
            if a == b {
                diagnostics.append(
                    .error(
                        zh: "一个指标与自身的相关系数总是 1", en: "an indicator's correlation with itself is always 1",
                        at: entry.first.position))
                continue
            }
            if pairs.contains(where: { Set([$0.a, $0.b]) == Set([a, b]) }) {
                diagnostics.append(
                    .error(
                        zh: "“\(entry.first.value)”与“\(entry.second.value)”的相关系数给了两次",
                        en: "the correlation of '\(entry.first.value)' and '\(entry.second.value)' is given twice",
                        at: entry.first.position))
                continue
            }
            pairs.append((a, b, entry.value))
            assumptions.append(
                Assumption(
                    subject: "\(entry.first.value) ~ \(entry.second.value)",
                    text: LocalizedText(
                        zh: "\(drafts[a].title.zh)与\(drafts[b].title.zh)的年度扰动相关系数 \(entry.value.shortText)",
                        en: "Yearly innovations of \(drafts[a].title.en) and \(drafts[b].title.en) "
                            + "correlate by \(entry.value.shortText)"), reason: entry.reason))
        }
        pairs += estimatedPairs(except: pairs.map { Set([$0.a, $0.b]) })
        let slots = Set(pairs.flatMap { [$0.a, $0.b] }).sorted()
        guard !slots.isEmpty else { return nil }
        var matrix = Matrix.identity(slots.count)
        for pair in pairs {
            guard let a = slots.firstIndex(of: pair.a), let b = slots.firstIndex(of: pair.b) else { continue }
            matrix[a, b] = pair.value
            matrix[b, a] = pair.value
        }
        return factored(matrix, slots: slots)
    }

    mutating func correlated(_ name: Located<String>) -> Int? {
        guard let slot = requireSlot(name, what: LocalizedText(zh: "相关系数", en: "a correlation")) else {
            return nil
        }
        return requireModel(slot, name, what: LocalizedText(zh: "相关系数", en: "a correlation"))
    }

    /// The slot, if it has a model; formulas follow from others and have nothing of their own to move.
    mutating func requireModel(_ slot: Int, _ name: Located<String>, what: LocalizedText) -> Int? {
        guard case .formula = drafts[slot].entry.method, options.models[drafts[slot].id] == nil else { return slot }
        diagnostics.append(
            .error(
                zh: "\(what.zh)不能用于公式推出的指标“\(name.value)”；请用于公式中的某个指标",
                en: "\(what.en) cannot move '\(name.value)', which follows from a formula; move one of its terms",
                at: name.position))
        return nil
    }

    private mutating func factored(_ matrix: Matrix, slots: [Int]) -> PlannedCorrelation? {
        let position = scenario.tree["correlations"]?.position
        do {
            let algebra = try LinearAlgebra.load()
            do {
                return PlannedCorrelation(
                    slots: slots, matrix: matrix, factor: try algebra.cholesky(of: matrix), algebra: algebra)
            } catch {
                let nearest = try suggestion(for: matrix, algebra)
                var changes: [String] = []
                for a in slots.indices {
                    for b in slots.indices where b > a && nearest[a, b] != matrix[a, b] {
                        let value = nearest[a, b].shortText
                        changes.append("[\(drafts[slots[a]].id), \(drafts[slots[b]].id)]: \(value)")
                    }
                }
                let list = changes.joined(separator: ", ")
                let smallest = (error.smallestEigenvalue * 1000).rounded() / 1000
                diagnostics.append(
                    .error(
                        zh: "相关系数矩阵不是半正定的（最小特征值 \(smallest)）；最近的可行矩阵为 \(list)",
                        en: "the correlations contradict each other: their matrix is not positive semidefinite "
                            + "(smallest eigenvalue \(smallest)); the nearest that is has \(list)", at: position))
            }
        } catch {
            diagnostics.append(.error(LocalizedText("\(error)"), at: position))
        }
        return nil
    }

    /// The nearest matrix in three digits. Where rounding would take it out of the semidefinite ones again, it first
    /// gives up as much as rounding n numbers by 0.0005 can take from an eigenvalue.
    private func suggestion(
        for matrix: Matrix, _ algebra: LinearAlgebra
    ) throws(LinearAlgebraError) -> Matrix {
        let nearest = try algebra.nearestCorrelation(to: matrix)
        let plain = Self.rounded(nearest, shrinking: 0, keeping: matrix)
        if (try? algebra.cholesky(of: plain)) != nil { return plain }
        return Self.rounded(nearest, shrinking: 0.0005 * Double(matrix.rows), keeping: matrix)
    }

    private static func rounded(_ matrix: Matrix, shrinking part: Double, keeping stated: Matrix) -> Matrix {
        var result = stated
        for a in 0..<matrix.rows {
            for b in 0..<matrix.columns where a != b {
                let value = (1 - part) * matrix[a, b]
                if abs(value - stated[a, b]) >= 0.0005 { result[a, b] = (value * 1000).rounded() / 1000 }
            }
        }
        return result
    }
}
