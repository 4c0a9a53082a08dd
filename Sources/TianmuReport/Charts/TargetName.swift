import TianmuEngine
import TianmuModel

extension PlannedTarget {
    /// The target with what it asks for: `Gross regional product > 900`.
    package func name(_ language: Language) -> String {
        let amount = statedUnit.amount(NumberText.stated(statedValue), language, isKnown: false)
        return "\(title[language]) \(relation.symbol)\u{A0}\(amount)"
    }
}
