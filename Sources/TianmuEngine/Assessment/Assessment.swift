import TianmuModel
import TianmuScenario

/// What the numbers say about the targets.
package struct Assessment: Sendable {
    package var summary: Summary
    package var targets: [TargetAssessment]

    package var plan: Plan { summary.plan }
}

package struct TargetAssessment: Sendable {
    package var summary: TargetSummary
    package var verdict: Verdict
    /// True if the verdict might be the next one within two Monte Carlo standard errors.
    package var isClose: Bool
    /// The share of the answer that assumptions carry: the largest prior share among the models behind the indicator.
    package var priorShare: Double

    package var target: PlannedTarget { summary.target }
}

/// Where a target lies on the scale of 跳一跳、够得到.
package enum Verdict: String, Codable, Sendable, CaseIterable {
    case safe
    case likely
    case withinReach = "within reach"
    case stretched
    case outOfReach = "out of reach"

    /// The least probability that earns the verdict.
    package var threshold: Double {
        switch self {
        case .safe: 0.90
        case .likely: 0.66
        case .withinReach: 0.33
        case .stretched: 0.10
        case .outOfReach: 0
        }
    }

    package init(probability: Double) {
        self = Self.allCases.first { probability >= $0.threshold } ?? .outOfReach
    }

    package var title: LocalizedText {
        switch self {
        case .safe: LocalizedText(zh: "稳妥", en: "safe")
        case .likely: LocalizedText(zh: "较有把握", en: "likely")
        case .withinReach: LocalizedText(zh: "跳一跳够得到", en: "within reach")
        case .stretched: LocalizedText(zh: "吃力", en: "stretched")
        case .outOfReach: LocalizedText(zh: "够不到", en: "out of reach")
        }
    }
}
