import TianmuModel
import TianmuNumerics

/// A fitted population.
///
/// Parameter normals: fertility, its change, the rise of life expectancy, migration, and the factor of the yearly
/// shocks' size. The yearly shocks of migration are the innovations of the first output.
public struct FittedCohortComponent: FittedModel {
    let life: LifeTable
    let births: [Double]
    let migrants: [Double]
    let femaleShare: Double
    /// By age, in the unit of the total.
    let start: [Double]
    /// Children per woman.
    let fertility: ElicitedDistribution
    /// Children per woman and year.
    let fertilityChange: ElicitedDistribution
    /// Years per year.
    let lifeGain: ElicitedDistribution
    let migration: Migration
    /// Of each output: its ages, and what the number is multiplied by to begin at its last observation.
    let groups: [Group]
    public let report: FitReport

    struct Group: Codable, Equatable {
        var from: Int
        /// Exclusive.
        var to: Int
        var factor: Double
    }

    public var parameterNormalCount: Int { 5 }

    public func project(_ block: ProjectionBlock) {
        let draws = 0..<block.drawCount
        func values(_ distribution: ElicitedDistribution, _ index: Int) -> [Double] {
            let normals = block.parameterNormals(index)
            return draws.map { distribution.value(atNormal: normals[$0]) }
        }
        let firstFertility = values(fertility, 0)
        let change = values(fertilityChange, 1)
        // One hazard for all draws if the rise of life expectancy is certain.
        let gains = lifeGain.isPoint ? [lifeGain.p50] : values(lifeGain, 2)
        let rates = migration.rates(block)
        var people = CohortBlock(
            life: life, births: births, migrants: migrants, femaleShare: femaleShare, start: start,
            drawCount: block.drawCount)
        for year in 0..<block.yearCount {
            let elapsed = Double(year + 1)
            let before = people.count(ages: 0..<Ages.count)
            people.live(
                hazards: gains.map { life.hazard * Double.exp(-life.slope * $0 * elapsed) },
                fertility: draws.map { max(firstFertility[$0] + change[$0] * elapsed, 0) })
            let innovations = block.innovations(yearIndex: year)
            people.migrate(
                draws.map { i in
                    let shock = rates.sds[i] * innovations[i] * before[i]
                    return (migration.isPerHead ? rates.levels[i] * before[i] : rates.levels[i]) + shock
                })
            for (output, group) in groups.enumerated() {
                let path = block.path(output: output, yearIndex: year)
                let numbers = people.count(ages: group.from..<group.to)
                for i in draws { path[i] = group.factor * numbers[i] }
            }
        }
    }
}

/// Net migration.
struct Migration: Codable, Equatable, Sendable {
    enum Level: Codable, Equatable, Sendable {
        case elicited(ElicitedDistribution)
        /// Its middle, with standard error `spread` times the size of the shocks.
        case estimated(middle: Double, spread: Double)
    }

    let level: Level
    /// True if the level is per head of the population, false if it is in the indicator's unit per year.
    let isPerHead: Bool
    /// Of the yearly shocks, per head.
    let sd: Double
    let factor: DeferredScale

    /// Level and size of the shocks of each draw.
    func rates(_ block: ProjectionBlock) -> (levels: [Double], sds: [Double]) {
        let scale = factor.scale
        let normals = block.parameterNormals(3)
        let sds = block.parameterNormals(4).map { sd * scale.factor(atNormal: $0) }
        switch level {
        case .elicited(let distribution):
            return (normals.map(distribution.value(atNormal:)), sds)
        case .estimated(let middle, let spread):
            return (zip(normals, sds).map { middle + spread * $0 * $1 }, sds)
        }
    }
}
