import TianmuModel
import TianmuNumerics
import TianmuScenario

/// Everything resolved: what a simulation needs and nothing more. Nothing after it knows that a file existed.
package struct Plan: Sendable {
    package var title: LocalizedText
    package var note: LocalizedText?
    package var region: String?
    package var asOf: CalendarDate?
    package var years: Horizon
    package var grid: YearGrid
    package var draws: Sampling
    /// All indicators in the scenario's order; an index into this list is a *slot*.
    package var series: [Series]
    /// The slots in an order in which every same-year reference comes before its use.
    package var order: [Int] { stages.flatMap(\.order) }
    /// A model that reads other series needs their whole paths first: it stands in a later stage than they.
    package var stages: [PlanStage]
    package var models: [PlannedModel]
    package var correlation: PlannedCorrelation?
    package var links: [PlannedLink]
    package var shocks: [PlannedShock]
    package var levers: [PlannedLever]
    /// What the forecast is conditioned on; empty for most.
    package var conditions: [PlannedCondition]
    package var targets: [PlannedTarget]
    /// Last figures that may yet be revised; empty unless the scenario asks.
    package var revisions: [PlannedRevision] = []
    package var probabilities = ProbabilityEstimator.counted
    /// For a sampler in principal order, that order.
    package var principalOrder: PrincipalOrder?
    /// Everything that no figure supports, in the order in which it was met.
    package var assumptions: [Assumption]
    package var warnings: [Diagnostic]

    /// Every indicator in every forecast year: what a simulation keeps statistics of.
    var cells: [Cell] {
        series.indices.flatMap { slot in years.forecast.map { Cell(slot: slot, row: grid.row(of: $0)) } }
    }

    package func slot(of id: IndicatorID) -> Int? { series.firstIndex { $0.id == id } }
}

/// The years that a simulation holds: from the first that a model must project or a formula looks back at.
package struct YearGrid: Equatable, Codable, Sendable {
    package var first: Int
    package var last: Int

    package init(first: Int, last: Int) {
        self.first = first
        self.last = last
    }

    package var count: Int { last - first + 1 }
    package func row(of year: Int) -> Int { year - first }
    package func year(ofRow row: Int) -> Int { first + row }
}

/// How the draws are made.
package struct Sampling: Equatable, Codable, Sendable {
    /// Draws in all.
    package var count: Int
    package var seed: UInt64
    package var sampler: Sampler
    /// The largest share of draws that may fail to compute.
    package var failedShare: Double

    package init(count: Int, seed: UInt64, sampler: Sampler, failedShare: Double) {
        self.count = count
        self.seed = seed
        self.sampler = sampler
        self.failedShare = failedShare
    }

    /// Independent replicates that the draws are split into. Between them lies the Monte Carlo error of points that
    /// are not independent of each other (scrambled Sobol).
    package static let replicateCount = 16

    /// How many draws a replicate has; the first ones take the remainder.
    package func drawCount(ofReplicate replicate: Int) -> Int {
        count / Self.replicateCount + (replicate < count % Self.replicateCount ? 1 : 0)
    }
}

/// How the probabilities of targets are estimated.
package enum ProbabilityEstimator: String, Codable, CaseIterable, Sendable {
    /// By the share of draws that meet them.
    case counted
    /// By the mean of each draw's conditional probability, where one can be computed.
    case smoothed
}

/// One indicator, resolved.
package struct Series: Sendable {
    package enum Method: Sendable {
        /// Output number `output` of the model with this index.
        case model(Int, output: Int)
        case formula(PlannedFormula)
    }

    package var id: IndicatorID
    package var title: LocalizedText
    package var unit: Unit
    package var measure: Measure
    package var method: Method
    /// What is known by year: figures, and a base that was assumed.
    package var known: [Int: KnownValue]
    /// Forecast years without a figure before one that has one: between the two.
    package var bridges: [Int: Double] = [:]
    /// Published figures that others of the same year superseded.
    package var superseded: [Figure]
    /// The first year that the model or formula gives.
    package var firstForecastYear: Int
}

package struct PlannedFormula: Sendable {
    package var text: String
    package var compiled: CompiledFormula
}

/// A value that is not simulated.
package struct KnownValue: Equatable, Sendable {
    /// In the series' unit.
    package var value: Double
    /// The figure that it comes from; `nil` where it is assumed.
    package var figure: Figure?

    package var isAssumed: Bool { figure == nil }
    package var isProvisional: Bool { figure.map { $0.kind != .actual } ?? true }
}

/// Series that can be evaluated year by year once all stages before are done.
package struct PlanStage: Equatable, Sendable {
    /// Indices of the plan's models that project at the stage's beginning.
    package var models: [Int]
    /// Slots in an order in which every same-year reference comes before its use.
    package var order: [Int]
}

/// A fitted model and the slots that it fills.
package struct PlannedModel: Sendable {
    package var descriptor: ModelDescriptor
    package var parameters: ParameterValues
    package var fitted: any FittedModel
    package var slots: [Int]
    /// The slots that it reads, in the order of ``FitContext/drivers``.
    package var drivers: [PlannedDriver]
    package var forecastYears: ClosedRange<Int>
    package var grounds: Grounds
    /// Of an ensemble, in order of id.
    package var members: [PlannedMember] = []
}

package struct PlannedMember: Equatable, Sendable {
    package var id: ModelID
    package var parameters: ParameterValues
}

package struct PlannedDriver: Equatable, Sendable {
    package var role: String
    package var slot: Int
}

/// The correlation of yearly innovations among those slots that have any.
package struct PlannedCorrelation: Sendable {
    package var slots: [Int]
    package var matrix: Matrix
    /// Lower Cholesky factor of `matrix`.
    package var factor: Matrix
    /// The token that lets the simulation call BLAS.
    package var algebra: LinearAlgebra
}

/// What a departure of one series from its central path does to another.
package struct PlannedLink: Sendable {
    package var from: Int
    package var to: Int
    package var elasticity: ElicitedDistribution
    package var lag: Int
    package var dimension: Int
}

/// An event that may happen in one year.
package struct PlannedShock: Sendable {
    package struct Effect: Sendable {
        package var slot: Int
        package var points: ElicitedDistribution
        package var dimension: Int
    }

    package var name: LocalizedText
    package var year: Int
    package var probability: Double
    package var effects: [Effect]
    package var recovery: Double
    package var dimension: Int
}

/// The error of a series' last figure and what it does to the years after. One standard normal z for each draw.
package struct PlannedRevision: Equatable, Sendable {
    package var slot: Int
    /// Of the figure.
    package var year: Int
    /// Whether values are multiplied by exp(effect · z); otherwise effect · z is added.
    package var isRelative: Bool
    /// The effect in the figure's own year: its standard deviation.
    package var sd: Double
    /// The effect in each year that the series' model projects; empty for formulas, which read the revised figure.
    package var effects: [Double]
    package var dimension: Int
}

package struct PlannedLever: Sendable {
    package var name: String
    package var title: LocalizedText
    package var slot: Int
    package var effect: LeverEntry.Effect
    package var years: ClosedRange<Int>
    package var range: ClosedRange<Double>?
    package var value: Double
}

/// Something taken as given of one series in one year.
package struct PlannedCondition: Equatable, Sendable {
    package var slot: Int
    package var year: Int
    /// In the series' unit.
    package var statement: GivenEntry.Statement
    /// As the scenario wrote it.
    package var stated: GivenEntry.Statement
    package var statedUnit: Unit
}

package struct PlannedTarget: Sendable {
    package var slot: Int
    package var year: Int
    package var relation: TargetRelation
    /// In the series' unit.
    package var value: Double
    /// As the scenario wrote it.
    package var statedValue: Double
    package var statedUnit: Unit
    package var kind: TargetEntry.Kind
    /// Whether it is a yearly rate; `nil` where the formulas are to tell.
    package var isRate: Bool?
    package var title: LocalizedText
    package var source: LocalizedText?
}

/// Something that no figure supports.
package struct Assumption: Equatable, Codable, Sendable {
    package var subject: String
    package var text: LocalizedText
    package var reason: LocalizedText?

    package init(subject: String, text: LocalizedText, reason: LocalizedText?) {
        self.subject = subject
        self.text = text
        self.reason = reason
    }
}
