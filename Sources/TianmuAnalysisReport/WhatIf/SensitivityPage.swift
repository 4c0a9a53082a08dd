import TianmuAnalysis
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuReport

/// What one method of `tianmu sensitivity` says, in every form that the command prints.
package protocol SensitivityPage: Sendable {
    associatedtype Document: Encodable

    /// The scenario's title and the subject.
    var heading: LocalizedText { get }
    /// The finding.
    var sentence: LocalizedText { get }
    /// How to read the table.
    var note: LocalizedText { get }
    func table(_ language: Language) -> Table
    /// The same for programs.
    var plain: Table { get }
    var document: Document { get }
    func chart(_ language: Language) throws(ChartRefusal) -> Chart
}

extension SensitivityPage {
    package func text(_ language: Language, width: Int? = nil) -> String {
        heading[language] + "\n\n" + TextFormat.wrapped(sentence[language], first: "", rest: "") + "\n"
            + TextFormat.text(of: table(language), within: width) + "\n"
            + TextFormat.wrapped(note[language], first: "", rest: "")
    }

    package func json() throws -> String { try JSONFormat.text(of: document) }
}

/// What pages share about the target that they are of.
struct TargetSubject {
    let plan: Plan
    let index: Int

    var target: PlannedTarget { plan.targets[index] }
    var name: LocalizedText { LeverText.target(target) }
    var id: String { plan.name(ofTarget: index) }

    /// `scenario: subject`.
    func heading(_ subject: LocalizedText) -> LocalizedText {
        LocalizedText(zh: "\(plan.title.zh)：\(subject.zh)", en: "\(plan.title.en): \(subject.en)")
    }

    /// The indicator in the year, without what is asked of it.
    var indicator: LocalizedText {
        LocalizedText(zh: "\(target.year) 年\(target.title.zh)", en: "\(target.title.en) in \(target.year)")
    }

    func unit(_ language: Language) -> String { target.statedUnit.displayName(language) }

    /// A value of the indicator in the target's unit.
    func stated(_ value: Double) -> Double { TargetScale(target, plan).stated(value) }

    /// A difference of two values in the target's unit.
    func statedDifference(_ value: Double) -> Double { stated(value) - stated(0) }

    func origin(_ language: Language) -> String {
        let words = Words(language)
        return plan.title[language] + words(zh: "，\(plan.draws.count) 次模拟。", en: ", \(plan.draws.count) draws.")
    }
}

/// Bars of assumptions: what the charts of several methods share.
enum AssumptionRows {
    /// More rows than this are left to the table.
    static let shownCount = 12

    static func axis(_ inputs: [AssumptionInput], _ language: Language) -> Axis {
        .names(inputs.map { $0.title[language] })
    }

    /// Tells of rows that are not drawn.
    static func hidden(_ count: Int, _ words: Words) -> String {
        count > shownCount
            ? words(zh: "另有 \(count - shownCount) 项影响更小，未画出。", en: " \(count - shownCount) smaller ones are not drawn.")
            : ""
    }
}

extension AssumptionInput {
    /// A word for its kind that no language changes.
    var kindName: String {
        switch kind {
        case .lasting: "lasting"
        case .yearly: "yearly"
        case .revision: "revision"
        case .link: "link"
        case .shock: "shock"
        case .lever: "lever"
        }
    }
}

/// A number for programs: empty where there is none.
func plainNumber(_ value: Double) -> String { value.isFinite ? "\(value)" : "" }
