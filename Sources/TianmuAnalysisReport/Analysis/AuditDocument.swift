import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// What `tianmu audit --format json` prints.
package struct AuditDocument: Encodable, Sendable {
    /// A level that needs no forecast.
    struct Level: Encodable, Sendable {
        var year: Int
        var value: Double
        var origin: String

        init(_ level: KnownLevel) {
            year = level.year
            value = level.value
            origin =
                switch level.origin {
                case .figure: "figure"
                case .assumed: "assumed"
                case .derived(false): "derived"
                case .derived(true): "derived from assumption"
                }
        }
    }

    /// Yearly changes of other regions over as many years.
    struct Reference: Encodable, Sendable {
        var years: Int
        var windows: Int
        var regions: Int
        var reached: Int?
        var regionsReached: Int?
        var p10: Double?
        var p50: Double?
        var p90: Double?

        init?(_ reference: ReferenceClass, required: YearlyChange?, relation: TargetRelation?) {
            guard !reference.isEmpty else { return nil }
            years = reference.years
            windows = reference.windows.count
            regions = reference.regionCount
            if let required, let relation {
                reached = reference.count(reaching: required, relation)
                regionsReached = reference.regionCount(reaching: required, relation)
            }
            p10 = reference.quantile(0.1)?.value
            p50 = reference.quantile(0.5)?.value
            p90 = reference.quantile(0.9)?.value
        }
    }

    struct Target: Encodable, Sendable {
        var indicator: String
        var title: LocalizedText
        var year: Int
        var relation: String
        /// In the indicator's unit, like the levels.
        var value: Double
        var unit: String
        var last: Level?
        var outcome: Level?
        /// Per cent or points a year.
        var requiredYearly: Double?
        var yearlyKind: String?
        var reference: Reference?
    }

    struct Implied: Encodable, Sendable {
        var indicator: String
        var title: LocalizedText
        var year: Int
        var relation: String
        var value: Double
        var unit: String
        var targets: [Int]
        var held: [String: Double]
        var last: Level?
        var requiredYearly: Double?
        var yearlyKind: String?
        var reference: Reference?
    }

    struct Pivot: Encodable, Sendable {
        struct Basis: Encodable, Sendable {
            var indicator: String
            var year: Int
            var value: Double
            var knownFrom: String?
            var isLater: Bool
            var result: Double?
            var needed: Double?
        }

        var indicator: String
        var year: Int
        var meets: Double?
        var unit: String
        var resultTarget: Int
        var inputTarget: Int?
        var bases: [Basis]
    }

    struct Contradiction: Encodable, Sendable {
        var targets: [Int]
        var allowedLower: JSONNumber?
        var allowedUpper: JSONNumber?
    }

    struct Share: Encodable, Sendable {
        var numerator: Int
        var denominator: Int
        var percent: Double
        var lastYear: Int?
        var lastPercent: Double?
    }

    var scenario: String
    var title: LocalizedText
    var asOf: String?
    /// Other lists name targets by their place in this one, from 0.
    var targets: [Target]
    var implied: [Implied]
    var pivots: [Pivot]
    var contradictions: [Contradiction]
    var shares: [Share]
    var findings: [AuditFinding]

    /// - Parameter scenario: the path that the user gave.
    package init(_ audit: Audit, scenario: String) {
        let plan = audit.plan
        self.scenario = scenario
        title = plan.title
        asOf = plan.asOf?.description
        targets = audit.targets.map { audited in
            let target = plan.targets[audited.index]
            let series = plan.series[target.slot]
            return Target(
                indicator: series.id.name, title: target.title, year: target.year, relation: target.relation.rawValue,
                value: target.value, unit: series.unit.symbol, last: audited.last.map(Level.init),
                outcome: audited.outcome.map(Level.init), requiredYearly: audited.required?.value,
                yearlyKind: audited.required?.kind.rawValue,
                reference: Reference(audited.siblings, required: audited.required, relation: target.relation))
        }
        implied = audit.implied.map { value in
            let series = plan.series[value.slot]
            return Implied(
                indicator: series.id.name, title: series.title, year: value.year, relation: value.relation.rawValue,
                value: value.value, unit: series.unit.symbol, targets: value.targets,
                held: Dictionary(value.held.map { (plan.series[$0.slot].id.name, $0.level.value) }) { first, _ in first
                },
                last: value.last.map(Level.init), requiredYearly: value.required?.value,
                yearlyKind: value.required?.kind.rawValue,
                reference: Reference(value.siblings, required: nil, relation: nil))
        }
        pivots = audit.pivots.map { Self.pivot($0, plan) }
        contradictions = audit.contradictions.map {
            Contradiction(
                targets: $0.targets, allowedLower: $0.allowed?.lower.finite, allowedUpper: $0.allowed?.upper.finite)
        }
        shares = audit.ratios.map {
            Share(
                numerator: $0.numerator, denominator: $0.denominator, percent: $0.percent, lastYear: $0.lastYear,
                lastPercent: $0.lastPercent)
        }
        findings = AuditSentences(audit).all
    }

    private static func pivot(_ pivot: TargetPivot, _ plan: Plan) -> Pivot {
        let series = plan.series[pivot.slot]
        return Pivot(
            indicator: series.id.name, year: pivot.year, meets: pivot.meets, unit: series.unit.symbol,
            resultTarget: pivot.resultTarget, inputTarget: pivot.inputTarget,
            bases: pivot.comparisons.map { comparison in
                switch comparison.basis {
                case .last(let level):
                    Pivot.Basis(
                        indicator: series.id.name, year: level.year, value: comparison.value, knownFrom: nil,
                        isLater: false, result: comparison.result, needed: comparison.needed)
                case .figure(let figure, _, let isLater):
                    Pivot.Basis(
                        indicator: figure.indicator.name, year: figure.year, value: comparison.value,
                        knownFrom: figure.knownFrom.description, isLater: isLater, result: comparison.result,
                        needed: comparison.needed)
                }
            })
    }
}
