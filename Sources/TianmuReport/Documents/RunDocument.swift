import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// What `tianmu run --format json` prints: the contract with scripts (`Sources/TianmuReport/Documents/run.schema.json`).
package struct RunDocument: Encodable, Sendable {
    package struct Target: Encodable, Sendable {
        var indicator: String
        var title: LocalizedText
        var year: Int
        var relation: String
        /// As stated, like the next three.
        var value: Double
        var unit: String
        var median: JSONNumber
        var p10: JSONNumber
        var p90: JSONNumber
        var probability: JSONNumber
        var standardError: JSONNumber
        /// Only where probabilities are smoothed: `smoothed`, or `counted` with the reason.
        var estimator: String?
        var countedBecause: LocalizedText?
        var verdict: String
        var verdictIsClose: Bool
        var kind: String
        var priorShare: Double
        var source: LocalizedText?
    }

    package struct Share: Encodable, Sendable {
        var probability: JSONNumber
        var standardError: JSONNumber

        init(_ estimate: Estimate) {
            probability = estimate.value.finite
            standardError = estimate.standardError.finite
        }
    }

    package struct Joint: Encodable, Sendable {
        struct Year: Encodable, Sendable {
            var year: Int
            var count: Int
            var all: Share
            var estimator: String?
            var countedBecause: LocalizedText?
        }

        struct AtLeast: Encodable, Sendable {
            var count: Int
            var share: Share
        }

        /// Probability that all targets are met.
        var all: JSONNumber
        var standardError: JSONNumber
        /// Of `all` and `atLeast`.
        var estimator: String?
        var countedBecause: LocalizedText?
        var atLeast: [AtLeast]
        var byYear: [Year]
        /// Entry [i][j]: probability that targets i and j are both missed.
        var bothMissed: [[Double]]
    }

    package struct Indicator: Encodable, Sendable {
        struct Year: Encodable, Sendable {
            var year: Int
            var mean: JSONNumber
            var sd: JSONNumber
            var p05: JSONNumber
            var p10: JSONNumber
            var p25: JSONNumber
            var p50: JSONNumber
            var p75: JSONNumber
            var p90: JSONNumber
            var p95: JSONNumber
            var meanStandardError: JSONNumber
            var sdStandardError: JSONNumber
            var p50StandardError: JSONNumber
            var central: JSONNumber
            var isKnown: Bool
        }

        var id: String
        var title: LocalizedText
        var unit: String
        var years: [Year]
    }

    package struct Failure: Encodable, Sendable {
        var indicator: String
        var year: Int
        var cause: String
        var count: Int
    }

    var scenario: String
    var title: LocalizedText
    var asOf: String?
    var seed: UInt64
    var draws: Int
    var sampler: String
    /// Only in a forecast under conditions.
    var conditions: ConditionDocument?
    var targets: [Target]
    var joint: Joint
    var indicators: [Indicator]
    var failures: [Failure]
    var assumptions: [Assumption]
    var warnings: [LocalizedText]

    /// - Parameter scenario: the path that the user gave.
    package init(_ assessment: Assessment, scenario: String) {
        let plan = assessment.plan
        let summary = assessment.summary
        self.scenario = scenario
        title = plan.title
        asOf = plan.asOf?.description
        seed = plan.draws.seed
        draws = plan.draws.count
        sampler = plan.draws.sampler.rawValue
        conditions = summary.conditions.map { ConditionDocument($0, plan: plan) }
        let smoothing = summary.smoothing
        targets = assessment.targets.enumerated().map { index, target in
            let numbers = TargetNumbers(target.summary, plan: plan)
            let share = SmoothedShare.target(index)
            return Target(
                indicator: plan.series[target.target.slot].id.name, title: target.target.title,
                year: target.target.year, relation: target.target.relation.rawValue, value: numbers.value,
                unit: numbers.unit.symbol, median: numbers.median.finite, p10: numbers.p10.finite,
                p90: numbers.p90.finite, probability: target.summary.probability.value.finite,
                standardError: target.summary.probability.standardError.finite,
                estimator: smoothing?.estimator(of: share).rawValue,
                countedBecause: smoothing?.refusals[share]?.reason, verdict: target.verdict.rawValue,
                verdictIsClose: target.isClose, kind: target.target.kind.rawValue, priorShare: target.priorShare,
                source: target.target.source)
        }
        joint = Joint(
            all: summary.joint.all.value.finite, standardError: summary.joint.all.standardError.finite,
            estimator: smoothing?.estimator(of: .atLeast(plan.targets.count)).rawValue,
            countedBecause: smoothing?.refusals[.atLeast(plan.targets.count)]?.reason,
            atLeast: summary.joint.atLeast.enumerated().map { .init(count: $0.offset + 1, share: Share($0.element)) },
            byYear: summary.joint.byYear.enumerated().map { place, year in
                .init(
                    year: year.year, count: year.count, all: Share(year.all),
                    estimator: smoothing?.estimator(of: .allOfYear(place)).rawValue,
                    countedBecause: smoothing?.refusals[.allOfYear(place)]?.reason)
            },
            bothMissed: summary.joint.bothMissed)
        indicators = summary.indicators.map { indicator in
            Indicator(
                id: indicator.id.name, title: indicator.title, unit: indicator.unit.symbol,
                years: indicator.years.map(Self.year))
        }
        failures = summary.failures.map {
            Failure(indicator: $0.indicator.name, year: $0.year, cause: $0.cause.description.en, count: $0.count)
        }
        assumptions = plan.assumptions
        warnings = plan.warnings.map(\.message)
    }

    private static func year(_ year: YearSummary) -> Indicator.Year {
        Indicator.Year(
            year: year.year, mean: year.mean.value.finite, sd: year.sd.value.finite,
            p05: year.quantile(0.05).finite, p10: year.quantile(0.1).finite, p25: year.quantile(0.25).finite,
            p50: year.quantile(0.5).finite, p75: year.quantile(0.75).finite, p90: year.quantile(0.9).finite,
            p95: year.quantile(0.95).finite, meanStandardError: year.mean.standardError.finite,
            sdStandardError: year.sd.standardError.finite,
            p50StandardError: year.quantiles[Simulation.probabilities.count / 2].standardError.finite,
            central: year.central.finite, isKnown: year.isKnown)
    }
}
