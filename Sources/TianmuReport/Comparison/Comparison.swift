import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// Several runs under the same targets, side by side.
package struct Comparison: Sendable {
    /// A variant that could not be run, and why.
    package struct Refusal: Equatable, Codable, Sendable {
        package var label: LocalizedText
        package var reason: LocalizedText

        package init(label: LocalizedText, reason: LocalizedText) {
            self.label = label
            self.reason = reason
        }
    }

    /// What is compared in one row: a target, or an indicator in a year.
    package struct Subject: Hashable, Sendable {
        package var indicator: IndicatorID
        package var year: Int
        package var relation: TargetRelation?
        package var value: Double?
    }

    /// What one variant says about a subject, in one unit for all variants.
    package struct Entry: Sendable {
        package var median: Double
        package var p10: Double
        package var p90: Double
        package var probability: Estimate?
    }

    package var variants: [Variant]
    package var refusals: [Refusal]
    /// True if one indicator was asked for.
    package let isOfOneIndicator: Bool
    /// The targets of all variants, each once, in order; before them the indicator that was asked for, in its last year.
    package let subjects: [Subject]

    /// - Parameter indicator: compare this one, and only its targets.
    package init(variants: [Variant], refusals: [Refusal] = [], indicator: IndicatorID? = nil) {
        self.variants = variants
        self.refusals = refusals
        isOfOneIndicator = indicator != nil
        var subjects: [Subject] = []
        if let indicator, let last = variants.map(\.assessment.plan.years.through).max() {
            subjects.append(Subject(indicator: indicator, year: last))
        }
        for variant in variants {
            let plan = variant.assessment.plan
            for target in plan.targets {
                let id = plan.series[target.slot].id
                guard indicator == nil || id == indicator else { continue }
                subjects.append(
                    Subject(indicator: id, year: target.year, relation: target.relation, value: target.statedValue))
            }
        }
        var seen: Set<Subject> = []
        self.subjects = subjects.filter { seen.insert($0).inserted }
    }

    /// The unit and title of a subject: those of the first variant that has it.
    package func heading(of subject: Subject) -> (title: LocalizedText, unit: Unit)? {
        for variant in variants {
            if let target = target(of: subject, in: variant) {
                return (target.target.title, target.target.statedUnit)
            }
            if subject.relation == nil,
                let indicator = variant.assessment.summary.indicators.first(where: { $0.id == subject.indicator })
            {
                return (indicator.title, indicator.unit)
            }
        }
        return nil
    }

    /// What a variant says about a subject; `nil` if it says nothing.
    package func entry(of subject: Subject, in variant: Variant) -> Entry? {
        if let target = target(of: subject, in: variant) {
            let numbers = TargetNumbers(target.summary, plan: variant.assessment.plan)
            return Entry(
                median: numbers.median, p10: numbers.p10, p90: numbers.p90, probability: target.summary.probability)
        }
        guard subject.relation == nil, let unit = heading(of: subject)?.unit,
            let indicator = variant.assessment.summary.indicators.first(where: { $0.id == subject.indicator }),
            let year = indicator[subject.year]
        else { return nil }
        func common(_ value: Double) -> Double {
            (try? Unit.convert(value, from: indicator.unit, to: unit)) ?? .nan
        }
        return Entry(
            median: common(year.median), p10: common(year.quantile(0.1)), p90: common(year.quantile(0.9)),
            probability: nil)
    }

    private func target(of subject: Subject, in variant: Variant) -> TargetAssessment? {
        let plan = variant.assessment.plan
        return variant.assessment.targets.first { target in
            plan.series[target.target.slot].id == subject.indicator && target.target.year == subject.year
                && target.target.relation == subject.relation && target.target.statedValue == subject.value
        }
    }
}
