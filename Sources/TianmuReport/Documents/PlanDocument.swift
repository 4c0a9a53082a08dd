import TianmuEngine
import TianmuModel
import TianmuScenario

/// What `tianmu plan --format json` prints: everything resolved.
package struct PlanDocument: Encodable, Sendable {
    struct Known: Encodable, Sendable {
        var year: Int
        var value: Double
        var kind: String?
        var source: String?
        var published: String?
        var isAssumed: Bool
    }

    struct Indicator: Encodable, Sendable {
        var id: String
        var title: LocalizedText
        var unit: String
        var measure: Measure
        var model: String?
        var formula: String?
        var firstForecastYear: Int
        var known: [Known]
        var superseded: [Known]
    }

    struct Model: Encodable, Sendable {
        var id: String
        var indicators: [String]
        var parameters: [String: ParameterValue]
        /// Of an ensemble.
        var members: [Member]?
        /// Role → indicator.
        var drivers: [String: String]
        var report: FitReport
        var grounds: Grounds
    }

    struct Member: Encodable, Sendable {
        var id: String
        var parameters: [String: ParameterValue]
    }

    struct Correlation: Encodable, Sendable {
        var indicators: [String]
        var matrix: [[Double]]
    }

    struct Target: Encodable, Sendable {
        var indicator: String
        var year: Int
        var relation: String
        var value: Double
        var unit: String
        var kind: String
    }

    var title: LocalizedText
    var region: String?
    var asOf: String?
    var years: Horizon
    var draws: Sampling
    var indicators: [Indicator]
    /// Ids in the order in which a year is evaluated.
    var order: [String]
    var models: [Model]
    var correlation: Correlation?
    var targets: [Target]
    var assumptions: [Assumption]
    var inputs: [InputFile]

    package init(_ plan: Plan, inputs: [InputFile]) {
        title = plan.title
        region = plan.region
        asOf = plan.asOf?.description
        years = plan.years
        draws = plan.draws
        indicators = plan.series.map { Self.indicator($0, plan) }
        order = plan.order.map { plan.series[$0].id.name }
        models = plan.models.map { model in
            Model(
                id: model.descriptor.id.name, indicators: model.slots.map { plan.series[$0].id.name },
                parameters: model.parameters.values,
                members: model.members.isEmpty
                    ? nil : model.members.map { Member(id: $0.id.name, parameters: $0.parameters.values) },
                drivers: Dictionary(
                    model.drivers.map { ($0.role, plan.series[$0.slot].id.name) },
                    uniquingKeysWith: { first, _ in first }),
                report: model.fitted.report, grounds: model.grounds)
        }
        correlation = plan.correlation.map { correlation in
            Correlation(
                indicators: correlation.slots.map { plan.series[$0].id.name },
                matrix: correlation.slots.indices.map { row in
                    correlation.slots.indices.map { correlation.matrix[row, $0] }
                })
        }
        targets = plan.targets.map {
            Target(
                indicator: plan.series[$0.slot].id.name, year: $0.year, relation: $0.relation.rawValue,
                value: $0.statedValue, unit: $0.statedUnit.symbol, kind: $0.kind.rawValue)
        }
        assumptions = plan.assumptions
        self.inputs = inputs
    }

    private static func indicator(_ series: Series, _ plan: Plan) -> Indicator {
        var model: String?
        var formula: String?
        switch series.method {
        case .model(let index, _): model = plan.models[index].descriptor.id.name
        case .formula(let planned): formula = planned.text
        }
        return Indicator(
            id: series.id.name, title: series.title, unit: series.unit.symbol, measure: series.measure, model: model,
            formula: formula, firstForecastYear: series.firstForecastYear,
            known: series.known.sorted { $0.key < $1.key }.map { year, known in
                Known(
                    year: year, value: known.value, kind: known.figure?.kind.rawValue, source: known.figure?.source,
                    published: known.figure?.knownFrom.description, isAssumed: known.isAssumed)
            },
            superseded: series.superseded.map {
                Known(
                    year: $0.year, value: $0.value, kind: $0.kind.rawValue, source: $0.source,
                    published: $0.knownFrom.description, isAssumed: false)
            })
    }
}
