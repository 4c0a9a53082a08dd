import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuReport
import TianmuScenario

/// How levers and targets are named in tables and sentences.
enum LeverText {
    /// `Demand`, or its name where it has no title.
    static func title(_ lever: PlannedLever, _ language: Language) -> String { lever.title[language] }

    /// Points, or points a year.
    static func unit(_ lever: PlannedLever, _ language: Language) -> String {
        let words = Words(language)
        return lever.effect == .points
            ? words(zh: "百分点", en: "points") : words(zh: "每年百分点", en: "points per year")
    }

    /// A value in a sentence: `0.83 points a year`.
    static func amount(_ number: String, _ lever: PlannedLever, _ language: Language) -> String {
        let words = Words(language)
        return lever.effect == .points
            ? words(zh: "\(number) 个百分点", en: "\(number) points")
            : words(zh: "每年 \(number) 个百分点", en: "\(number) points a year")
    }

    /// A lever's value as somebody would write it.
    static func value(_ value: Double) -> String { NumberText.stated(LeverText.rounded(value)) }

    private static func rounded(_ value: Double) -> Double {
        abs(value) < 1e5 ? (value * 1e6).rounded() / 1e6 : value
    }

    /// `Demand 0.5, Rural income programme 1`.
    static func setting(_ values: [Double], _ levers: [Int], _ plan: Plan, _ language: Language) -> String {
        zip(values, levers).map { "\(title(plan.levers[$1], language)) \(value($0))" }
            .joined(separator: Words(language)(zh: "、", en: ", "))
    }

    /// `Gross regional product > 900 in 2025`.
    static func target(_ target: PlannedTarget) -> LocalizedText {
        LocalizedText(zh: "\(target.year) 年\(target.name(.zh))", en: "\(target.name(.en)) in \(target.year)")
    }
}
