import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuReport

/// A number with its Monte Carlo standard error, as JSON.
struct EstimateDocument: Encodable, Sendable {
    var value: JSONNumber
    var standardError: JSONNumber

    init(_ estimate: Estimate) {
        value = estimate.value.finite
        standardError = estimate.standardError.finite
    }
}

/// What `tianmu sweep --format json` prints. Medians are in the unit of the target's indicator.
package struct SweepDocument: Encodable, Sendable {
    struct Lever: Encodable, Sendable {
        var name: String
        var title: LocalizedText
        var low: Double
        var high: Double
        var step: Double
    }

    struct Point: Encodable, Sendable {
        var levers: [Double]
        var probabilities: [EstimateDocument]
        var medians: [EstimateDocument]
        var all: EstimateDocument
    }

    var scenario: String
    var design: String
    var draws: Sampling
    var levers: [Lever]
    /// `indicator@year`; the lists of each point follow this order.
    var targets: [String]
    var units: [String]
    var points: [Point]

    package init(_ sweep: Sweep, scenario: String) {
        self.scenario = scenario
        design = sweep.design.name
        draws = sweep.plan.draws
        levers = zip(sweep.spans, sweep.levers).map {
            Lever(name: $0.name, title: sweep.plan.levers[$1].title, low: $0.low, high: $0.high, step: $0.step)
        }
        targets = sweep.plan.targets.indices.map(sweep.plan.name(ofTarget:))
        units = sweep.plan.targets.map { sweep.plan.series[$0.slot].unit.symbol }
        points = sweep.points.map { point in
            Point(
                levers: point.levers, probabilities: point.probabilities.map(EstimateDocument.init),
                medians: point.medians.map(EstimateDocument.init), all: EstimateDocument(point.all))
        }
    }
}
