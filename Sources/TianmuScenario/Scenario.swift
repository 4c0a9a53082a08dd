import TianmuModel

/// What the files say: a scenario with everything that it extends, and its figures. Nothing is resolved yet.
package struct Scenario: Sendable {
    /// The file that was asked for.
    package var path: String
    package var title: LocalizedText
    package var note: LocalizedText?
    package var region: String?
    package var asOf: CalendarDate?
    package var acceptedKinds: Set<Figure.Kind>
    package var years: Horizon
    package var draws: DrawSettings
    package var indicators: [IndicatorEntry]
    package var groups: [GroupEntry]
    package var correlations: [CorrelationEntry]
    /// Indicators whose correlations are estimated from their figures.
    package var estimatedCorrelations: [Located<String>]
    package var links: [LinkEntry]
    package var shocks: [ShockEntry]
    package var levers: [LeverEntry]
    package var given: [GivenEntry]
    package var targets: [TargetEntry]
    package var plugins: [PluginEntry]
    /// `nil` takes the last figures as they are.
    package var revisions: RevisionEntry?
    /// Indicators whose intervals rest on past errors elsewhere.
    package var pools: [PoolEntry] = []
    package var figures: FigureTable
    /// The merged file, to be printed and saved with a run.
    package var tree: SourceNode
    /// Every file that was read, in order.
    package var inputs: [InputFile]
    /// What was found while reading. `plan` goes on past errors so as to report its own with them.
    package var diagnostics: [Diagnostic]
    /// True if some figures could not be read. What is missing then is no fault of its own.
    package var lacksFigures = false

    /// Where the scenario stands, for messages that have no better place.
    package var position: SourcePosition { tree.position }
}

/// A file that was read, with enough to recognise it again.
package struct InputFile: Equatable, Codable, Sendable {
    package var path: String
    package var byteCount: Int
    /// FNV-1a of the bytes, 64 bits, in hexadecimal: to notice a change, not to withstand an attacker.
    package var digest: String
    /// What it said; not part of what is printed about it.
    package var text = ""

    private enum CodingKeys: String, CodingKey {
        case path, byteCount, digest
    }
}

/// The base year and the last year.
package struct Horizon: Equatable, Codable, Sendable {
    package var base: Int
    package var through: Int

    /// The forecast years.
    package var forecast: [Int] { base < through ? Array(base + 1...through) : [] }
}

/// How the simulation draws.
package struct DrawSettings: Equatable, Codable, Sendable {
    package var count = 16_384
    package var seed: UInt64 = 1
    package var sampler = "sobol"
    package var probabilities = "counted"
    /// The largest share of draws that may fail to compute before the run is an error.
    package var failedShare = 0.001

    package init() {}
}

/// A model with its parameters, as a scenario names it.
package struct ModelUse: Sendable {
    package var model: Located<String>
    package var parameters: [String: Located<ParameterValue>]
    /// Role → the indicator that the model reads in it.
    package var drivers: [String: Located<String>]
    /// Of an ensemble.
    package var members: [MemberUse] = []
    /// How an ensemble weighs its members, where the file says so.
    package var weights: Located<EnsembleWeights>?
    /// Where the `parameters` stand, or the model.
    package var position: SourcePosition

    package init(
        model: Located<String>, parameters: [String: Located<ParameterValue>] = [:],
        drivers: [String: Located<String>] = [:], position: SourcePosition
    ) {
        self.model = model
        self.parameters = parameters
        self.drivers = drivers
        self.position = position
    }
}

/// Where an assumption comes from: a document, or a reasoning, or neither.
package struct Grounds: Equatable, Codable, Sendable {
    package var source: LocalizedText?
    package var reason: LocalizedText?

    package init(source: LocalizedText? = nil, reason: LocalizedText? = nil) {
        self.source = source
        self.reason = reason
    }
}

package struct IndicatorEntry: Sendable {
    package enum Method: Sendable {
        case model(ModelUse)
        case formula(Located<String>)
        /// A member of a group; or nothing was said, which the plan reports.
        case none
    }

    package var id: Located<IndicatorID>
    package var title: LocalizedText?
    package var unit: Located<String>?
    package var figures: Located<String>?
    package var region: String?
    package var method: Method
    package var base: BaseEntry?
    package var grounds: Grounds
}

/// A level that no figure gives.
package struct BaseEntry: Sendable {
    package var value: Located<Double>
    package var unit: Located<String>?
    package var year: Located<Int>?
    package var reason: LocalizedText
}

package struct GroupEntry: Sendable {
    package var name: Located<String>
    package var indicators: [Located<String>]
    package var use: ModelUse
    package var grounds: Grounds
}

package struct CorrelationEntry: Sendable {
    package var first: Located<String>
    package var second: Located<String>
    package var value: Double
    package var reason: LocalizedText?
}

/// A number or an expert's p10, p50 and p90.
package struct Quantity: Equatable, Codable, Sendable {
    package var p10: Double
    package var p50: Double
    package var p90: Double

    package init(p10: Double, p50: Double, p90: Double) {
        self.p10 = p10
        self.p50 = p50
        self.p90 = p90
    }

    package var isCertain: Bool { p10 == p90 }
}

/// How uncertain provisional figures are. What is not stated is estimated from the vintages.
package struct RevisionEntry: Equatable, Sendable {
    /// Standard deviation in per cent of a level.
    package var levels: Double?
    /// Standard deviation in points of a percentage.
    package var points: Double?
    package var reason: LocalizedText?
}

package struct LinkEntry: Sendable {
    package var from: Located<String>
    package var to: Located<String>
    package var elasticity: Quantity
    package var lag: Int
    package var reason: LocalizedText?
    package var position: SourcePosition
}

package struct ShockEntry: Sendable {
    package var name: LocalizedText
    package var year: Located<Int>
    package var probability: Double
    package var effects: [(indicator: Located<String>, points: Quantity)]
    package var recovery: Double
    package var reason: LocalizedText?
    package var position: SourcePosition
}

package struct LeverEntry: Sendable {
    package enum Effect: String, Codable, Sendable {
        /// Lifts each year by itself.
        case points
        /// Adds up from year to year.
        case pointsPerYear = "points per year"
    }

    package var name: Located<String>
    package var title: LocalizedText?
    package var indicator: Located<String>
    package var effect: Effect
    package var from: Located<Int>
    package var through: Located<Int>?
    package var range: ClosedRange<Double>?
    package var value: Located<Double>
    package var reason: LocalizedText?
}

/// How a target compares.
package enum TargetRelation: String, Codable, Sendable, CaseIterable {
    case above = ">"
    case atLeast = ">="
    case below = "<"
    case atMost = "<="

    /// From the key of a scenario file.
    package init?(key: String) {
        switch key {
        case "above": self = .above
        case "at-least": self = .atLeast
        case "below": self = .below
        case "at-most": self = .atMost
        default: return nil
        }
    }

    /// Whether greater values meet the target rather than lesser ones.
    package var isUpward: Bool { self == .above || self == .atLeast }

    /// Values nearer to a bound than this share of it count as equal to it: a path that is set to reach a goal
    /// exactly misses it by a rounding error half of the time.
    package static let tolerance = 1e-9

    /// Whether `value` meets a target of `bound`. A NaN meets none.
    package func holds(_ value: Double, _ bound: Double) -> Bool {
        let slack = Self.tolerance * bound.magnitude
        return switch self {
        case .above: value > bound + slack
        case .atLeast: value >= bound - slack
        case .below: value < bound - slack
        case .atMost: value <= bound + slack
        }
    }

    /// `>`, `≥`, `<` or `≤`, for people.
    package var symbol: String {
        switch self {
        case .above: ">"
        case .atLeast: "≥"
        case .below: "<"
        case .atMost: "≤"
        }
    }
}

package struct TargetEntry: Sendable {
    package enum Kind: String, Codable, Sendable {
        case expected
        case binding
    }

    package var indicator: Located<String>
    package var year: Located<Int>
    package var relation: TargetRelation
    package var value: Located<Double>
    package var unit: Located<String>?
    package var kind: Kind
    /// Whether the indicator is a yearly rate, which no year brings nearer to the target; `nil` if nobody says.
    package var isRate: Bool?
    package var title: LocalizedText?
    package var source: LocalizedText?
    package var position: SourcePosition
}
