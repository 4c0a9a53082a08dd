import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// What `tianmu joint` prints.
package enum JointReport {
    package static func text(of joint: JointAttainment, language: Language) -> String {
        let words = Words(language)
        var text = joint.plan.title[language] + words(zh: "：目标能否一同实现\n\n", en: ": are the targets met together?\n\n")
        text += TextFormat.wrapped(sentence(joint)[language], first: "", rest: "")
        guard !joint.each.isEmpty else { return text }
        text += "\n" + TextFormat.text(of: counts(of: joint, language: language))
        text += "\n" + TextFormat.text(of: failureSets(of: joint, language: language))
        let pairs = pairs(of: joint, language: language)
        if !pairs.rows.isEmpty { text += "\n" + TextFormat.text(of: pairs) }
        return text
    }

    /// All at once, against what independence would give, and the set that fails together most often.
    package static func sentence(_ joint: JointAttainment) -> LocalizedText {
        guard !joint.each.isEmpty else {
            return LocalizedText(zh: "情景没有目标。", en: "The scenario has no targets.")
        }
        let all = NumberText.percent(joint.all.value)
        let independent = NumberText.percent(joint.allIfIndependent)
        var text = LocalizedText(
            zh: "\(joint.each.count) 项目标全部达到的把握为 \(all)；若各项互不相关则为 \(independent)。",
            en:
                "All \(joint.each.count) targets are met with a chance of \(all); were they independent, \(independent)."
        )
        if let first = joint.failureSets.first {
            let names = first.targets.map { name($0, joint.plan) }.listed()
            let share = NumberText.percent(first.share.value)
            text =
                text
                + LocalizedText(
                    zh: "最常一同落空、其余都达到的是 \(names.zh)（\(share)）。",
                    en: " Most often missed together, with all others met: \(names.en) (\(share)).")
        }
        return text
    }

    /// At least k targets.
    package static func counts(of joint: JointAttainment, language: Language) -> Table {
        let words = Words(language)
        return Table(
            columns: [
                .init(words(zh: "至少达到", en: "At least"), .right), .init(words(zh: "把握", en: "Probability"), .right),
                .init("±", .right),
            ],
            rows: joint.atLeast.enumerated().map { k, share in
                ["\(k + 1)", NumberText.percent(share.value), NumberText.points(share.standardError)]
            })
    }

    package static func failureSets(of joint: JointAttainment, language: Language) -> Table {
        let words = Words(language)
        return Table(
            columns: [
                .init(words(zh: "一同落空（其余达到）", en: "Missed together (all others met)")),
                .init(words(zh: "概率", en: "Probability"), .right), .init("±", .right),
            ],
            rows: joint.failureSets.map { set in
                [
                    set.targets.map { name($0, joint.plan)[language] }.joined(separator: words(zh: "；", en: "; ")),
                    NumberText.percent(set.share.value), NumberText.points(set.share.standardError),
                ]
            })
    }

    /// Pairs of targets by how strongly their misses go together.
    package static func pairs(of joint: JointAttainment, language: Language, limit: Int = 10) -> Table {
        let words = Words(language)
        let pairs = joint.each.indices.flatMap { i in
            joint.each.indices.filter { $0 > i }.map { (i, $0, joint.missCorrelation[i][$0]) }
        }.filter { $0.2.isFinite }.sorted { (abs($1.2), $0.0, $0.1) < (abs($0.2), $1.0, $1.1) }
        return Table(
            columns: [
                .init(words(zh: "目标", en: "Target")), .init(words(zh: "与", en: "with")),
                .init(words(zh: "落空的相关", en: "Correlation of misses"), .right),
            ],
            rows: pairs.prefix(limit).map { i, j, correlation in
                [
                    name(i, joint.plan)[language], name(j, joint.plan)[language],
                    NumberText.fixed(correlation, decimals: 2),
                ]
            })
    }

    static func name(_ index: Int, _ plan: Plan) -> LocalizedText {
        let target = plan.targets[index]
        return LocalizedText(zh: "\(target.title.zh) \(target.year)", en: "\(target.title.en) \(target.year)")
    }
}

/// What `tianmu joint --format json` prints.
package struct JointDocument: Encodable, Sendable {
    struct FailureSet: Encodable, Sendable {
        var targets: [Int]
        var probability: JSONNumber
        var standardError: JSONNumber
    }

    struct Target: Encodable, Sendable {
        var indicator: String
        var year: Int
        var probability: JSONNumber
    }

    /// Other lists name targets by their place in this one, from 0.
    var targets: [Target]
    var all: JSONNumber
    var allStandardError: JSONNumber
    var allIfIndependent: JSONNumber
    var atLeast: [JSONNumber]
    var missCorrelation: [[JSONNumber]]
    var failureSets: [FailureSet]
    var sentence: LocalizedText

    package init(_ joint: JointAttainment) {
        targets = zip(joint.plan.targets, joint.each).map {
            Target(indicator: joint.plan.series[$0.slot].id.name, year: $0.year, probability: $1.value.finite)
        }
        all = joint.all.value.finite
        allStandardError = joint.all.standardError.finite
        allIfIndependent = joint.allIfIndependent.finite
        atLeast = joint.atLeast.map(\.value.finite)
        missCorrelation = joint.missCorrelation.map { $0.map(\.finite) }
        failureSets = joint.failureSets.map {
            FailureSet(
                targets: $0.targets, probability: $0.share.value.finite, standardError: $0.share.standardError.finite)
        }
        sentence = JointReport.sentence(joint)
    }
}
