import TianmuModel

/// What `tianmu compare --format json` prints.
package struct ComparisonDocument: Encodable, Sendable {
    struct Entry: Encodable, Sendable {
        var variant: LocalizedText
        var median: JSONNumber
        var p10: JSONNumber
        var p90: JSONNumber
        /// Absent where nothing is required.
        var probability: JSONNumber?
        var standardError: JSONNumber?
    }

    struct Subject: Encodable, Sendable {
        var indicator: String
        var title: LocalizedText
        var year: Int
        var relation: String?
        var value: Double?
        var unit: String
        var entries: [Entry]
    }

    struct Joint: Encodable, Sendable {
        var variant: LocalizedText
        var all: JSONNumber
        var standardError: JSONNumber
    }

    var subjects: [Subject]
    var joint: [Joint]
    var refusals: [Comparison.Refusal]

    package init(_ comparison: Comparison) {
        subjects = comparison.subjects.compactMap { subject in
            guard let (title, unit) = comparison.heading(of: subject) else { return nil }
            return Subject(
                indicator: subject.indicator.name, title: title, year: subject.year,
                relation: subject.relation?.rawValue, value: subject.value, unit: unit.symbol,
                entries: comparison.variants.compactMap { variant in
                    comparison.entry(of: subject, in: variant).map { entry in
                        Entry(
                            variant: variant.label, median: entry.median.finite, p10: entry.p10.finite,
                            p90: entry.p90.finite, probability: entry.probability?.value.finite,
                            standardError: entry.probability?.standardError.finite)
                    }
                })
        }
        joint = comparison.variants.map { variant in
            let all = variant.assessment.summary.joint.all
            return Joint(variant: variant.label, all: all.value.finite, standardError: all.standardError.finite)
        }
        refusals = comparison.refusals
    }
}
