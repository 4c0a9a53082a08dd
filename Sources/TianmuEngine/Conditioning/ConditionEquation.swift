import TianmuModel
import TianmuNumerics
import TianmuScenario

/// A condition as an equation F(z, ε) = c between standard normals, on the working scale: logarithms for levels.
///
///     exactly v            F = h(z)           c = w(v)
///     a reading            F = h(z) − t(ε)    c = 0       t(ε) = w(v) + (sd/v) ε for a level, v + sd ε for a percentage
///     an expert's reading  F = h(z) − t(ε)    c = 0       t(ε) = w(D(ε)), D the elicited distribution
///     a range              F = h(z)           c drawn between the bounds
///
/// with h(z) the simulated value and w the logarithm for a level, or nothing. ε is a standard normal of its own: a
/// reading is one more thing that is uncertain, and conditioning weighs it against the model.
struct ConditionEquation: Sendable {
    enum Kind: Sendable {
        case exact(Double)
        case reading(middle: Double, spread: Double)
        case elicited(ElicitedDistribution)
        /// Working scale; infinite where there is no bound.
        case range(ClosedRange<Double>)
    }

    let condition: PlannedCondition
    let row: Int
    let isLogarithmic: Bool
    let kind: Kind
    /// The dimension of ε, or of where in a range a draw lies.
    let dimension: Int

    /// - Parameter central: the central path's value.
    /// - Throws: ``SimulationError/condition(_:)`` where a level is to be 0 or below.
    init(_ condition: PlannedCondition, plan: Plan, central: Double) throws(SimulationError) {
        let series = plan.series[condition.slot]
        let isLogarithmic = series.measure == .level && central > 0
        self.condition = condition
        self.isLogarithmic = isLogarithmic
        row = plan.grid.row(of: condition.year)
        dimension = Dimensions.named("given \(series.id.name) \(condition.year)")
        func working(_ value: Double) throws(SimulationError) -> Double {
            guard isLogarithmic else { return value }
            guard value > 0 else {
                throw .condition(
                    LocalizedText(
                        zh: "条件要求“\(series.id)”\(condition.year) 年为 \(value.shortText)，但它总大于 0",
                        en: "the condition wants '\(series.id)' to be \(value.shortText) in \(condition.year), "
                            + "but it is always above 0"))
            }
            return Double.log(value)
        }
        switch condition.statement {
        case .exactly(let value): kind = .exact(try working(value))
        case .about(let value, let sd):
            kind = .reading(middle: try working(value), spread: isLogarithmic ? sd / value : sd)
        case .quantiles(let quantity):
            _ = try working(quantity.p10)
            guard let distribution = try? ElicitedDistribution(p10: quantity.p10, p50: quantity.p50, p90: quantity.p90)
            else {
                throw .condition(LocalizedText(zh: "分位数须 p10 < p50 < p90", en: "quantiles need p10 < p50 < p90"))
            }
            kind = .elicited(distribution)
        case .between(let low, let high):
            // A level is above any bound that is not above 0.
            let lower = try low.flatMap { $0 <= 0 && isLogarithmic ? nil : $0 }.map(working) ?? -.infinity
            kind = .range(lower...(try high.map(working) ?? .infinity))
        }
    }

    var isRange: Bool { if case .range = kind { true } else { false } }

    var hasNoise: Bool {
        switch kind {
        case .reading, .elicited: true
        case .exact, .range: false
        }
    }

    /// A simulated value on the working scale; NaN for a level that is not above 0.
    func working(_ value: Double) -> Double {
        isLogarithmic ? (value > 0 ? Double.log(value) : .nan) : value
    }

    func value(_ working: Double) -> Double { isLogarithmic ? Double.exp(working) : working }

    /// t(ε); 0 without a reading.
    func noise(_ normal: Double) -> Double {
        switch kind {
        case .exact, .range: 0
        case .reading(let middle, let spread): middle + spread * normal
        case .elicited(let distribution): working(distribution.value(atNormal: normal))
        }
    }

    /// c, where it is the same in all draws.
    var constant: Double {
        if case .exact(let value) = kind { value } else { 0 }
    }
}
