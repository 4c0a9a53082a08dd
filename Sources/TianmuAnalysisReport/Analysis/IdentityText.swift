import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// Writes identities with numbers in the places of what is known: `900 亿元 ÷ 16 万元`.
struct IdentityText {
    let plan: Plan
    /// The value of an indicator and lag as text; `nil` for what is sought.
    let value: (_ slot: Int, _ lag: Int) -> LocalizedText?

    /// The calculation that gives `slot` where the identity can be turned round by hand; else `nil`.
    func calculation(of slot: Int, from identity: Identity) -> LocalizedText? {
        switch identity {
        case .sum(let slots, let total):
            let others = slots.filter { $0 != slot }.map { name($0, lag: 0) }
            let parts = others.reduce(LocalizedText(Amount.rounded(total))) { $0 + LocalizedText(" − ") + $1 }
            return others.count < slots.count ? parts : nil
        case .formula(let own):
            guard let formula = formula(own) else { return nil }
            if slot == own { return text(formula.root, lag: 0) }
            return inverse(formula.root, result: name(own, lag: 0), sought: plan.series[slot].id.name)
        }
    }

    /// The identity as an equation.
    func equation(_ identity: Identity) -> LocalizedText {
        switch identity {
        case .sum(let slots, let total):
            let sum = slots.map { name($0, lag: 0) }
            return LocalizedText(
                zh: sum.map(\.zh).joined(separator: " + ") + " = " + Amount.rounded(total),
                en: sum.map(\.en).joined(separator: " + ") + " = " + Amount.rounded(total))
        case .formula(let own):
            return name(own, lag: 0) + LocalizedText(" = ")
                + (formula(own).map { text($0.root, lag: 0) } ?? LocalizedText("…"))
        }
    }

    private func formula(_ slot: Int) -> Formula? {
        if case .formula(let formula) = plan.series[slot].method { formula.compiled.formula } else { nil }
    }

    private func name(_ slot: Int, lag: Int) -> LocalizedText {
        if let value = value(slot, lag) { return value }
        let title = plan.series[slot].title
        guard lag > 0 else { return title }
        return LocalizedText(zh: "\(lag) 年前的\(title.zh)", en: "\(title.en) \(lag) year\(lag == 1 ? "" : "s") before")
    }

    private func name(_ id: String, lag: Int) -> LocalizedText {
        plan.slot(of: IndicatorID(id)).map { name($0, lag: lag) } ?? LocalizedText(id)
    }

    /// Products and quotients of two names, and growth.
    private func inverse(_ root: Formula.Node, result: LocalizedText, sought: String) -> LocalizedText? {
        switch root {
        case .binary(.over, .name(let a, _), .name(let b, _), _) where a != b:
            if sought == b { return name(a, lag: 0) + LocalizedText(" ÷ ") + result }
            return sought == a ? result + LocalizedText(" × ") + name(b, lag: 0) : nil
        case .binary(.times, .name(let a, _), .name(let b, _), _) where a != b:
            if sought == b { return result + LocalizedText(" ÷ ") + name(a, lag: 0) }
            return sought == a ? result + LocalizedText(" ÷ ") + name(b, lag: 0) : nil
        case .call(.growth, let arguments, _):
            guard case .name(sought, _) = arguments.first else { return nil }
            return name(sought, lag: 1) + LocalizedText(" × (1 + ") + result + LocalizedText(")")
        default: return nil
        }
    }

    private func text(_ node: Formula.Node, lag: Int) -> LocalizedText {
        switch node {
        case .number(let number, _): return LocalizedText(number.shortText)
        case .name(let id, _): return name(id, lag: lag)
        case .previous(let inner, let years, _): return text(inner, lag: lag + years)
        case .prefix(let prefix, let inner, _):
            return LocalizedText(prefix == .minus ? "−" : "not ") + enclosed(inner, in: .power, lag: lag)
        case .binary(let operation, let left, let right, _):
            return enclosed(left, in: operation, lag: lag) + LocalizedText(Self.symbol(operation))
                + enclosed(right, in: operation, lag: lag, isRight: true)
        case .call(let function, let arguments, _):
            let parts = arguments.map { text($0, lag: lag) }
            return LocalizedText(
                zh: function.rawValue + "(" + parts.map(\.zh).joined(separator: ", ") + ")",
                en: function.rawValue + "(" + parts.map(\.en).joined(separator: ", ") + ")")
        }
    }

    /// In parentheses where the outer operator would tear the inner one apart.
    private func enclosed(
        _ node: Formula.Node, in outer: Formula.Binary, lag: Int, isRight: Bool = false
    ) -> LocalizedText {
        let inner = text(node, lag: lag)
        guard case .binary(let operation, _, _, _) = node else { return inner }
        let needsParentheses =
            Self.rank(operation) < Self.rank(outer)
            || (isRight && Self.rank(operation) == Self.rank(outer) && outer != .plus && outer != .times)
        return needsParentheses ? LocalizedText("(") + inner + LocalizedText(")") : inner
    }

    private static func rank(_ operation: Formula.Binary) -> Int {
        switch operation {
        case .or: 0
        case .and: 1
        case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: 2
        case .plus, .minus: 3
        case .times, .over: 4
        case .power: 5
        }
    }

    private static func symbol(_ operation: Formula.Binary) -> String {
        switch operation {
        case .plus: " + "
        case .minus: " − "
        case .times: " × "
        case .over: " ÷ "
        case .power: "^"
        default: " \(operation.rawValue) "
        }
    }
}
