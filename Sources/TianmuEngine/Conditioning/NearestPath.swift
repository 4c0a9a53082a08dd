import TianmuModel
import TianmuNumerics
import TianmuScenario

/// The path of least surprise that meets the conditions: the central path moved by the shortest vector of normals.
struct NearestPath {
    private let values: [Cell: Double]
    /// u, in the units of F.
    let moves: [Double]

    init(_ conditioner: Conditioner, solver: ConditionSolver) {
        moves = ConditionAim(conditioner.geometry, uniform: nil)?.moves ?? []
        solver.solveNearest()
        values = Dictionary(
            conditioner.cells.map { ($0, solver.evaluator.values(slot: $0.slot, row: $0.row)[0]) },
            uniquingKeysWith: { first, _ in first })
    }

    func value(_ cell: Cell) -> Double { values[cell] ?? .nan }
}

extension Conditioner {
    func report(parts: [WeightedDraws.Part], draws: WeightedDraws, nearest: NearestPath) -> ConditionReport {
        let factor = geometry.factor
        let v = SmallMatrix.forward(factor, nearest.moves)
        let squared = v.reduce(0) { $0 + $1 * $1 }
        let binding = zip(geometry.equations, v).filter { !$0.0.isRange || $0.1 != 0 }.count
        return ConditionReport(
            items: geometry.equations.enumerated().map { k, equation in
                let sd = geometry.covariance[k][k].squareRoot()
                let away: Double
                switch equation.kind {
                case .exact, .reading, .elicited: away = (equation.constant - geometry.center[k]).magnitude
                case .range(let range):
                    away = max(0, range.lowerBound - geometry.center[k], geometry.center[k] - range.upperBound)
                }
                return ConditionReport.Item(
                    condition: equation.condition,
                    central: central.value(slot: equation.condition.slot, row: equation.row), distance: away / sd)
            },
            distance: squared.squareRoot(),
            tailProbability: Self.tail(squared, directions: binding),
            probability: geometry.equations.allSatisfy(\.isRange) ? probability(parts) : nil,
            sources: sources(nearest.moves, squared: squared), drawCount: plan.draws.count,
            effectiveDrawCount: draws.effectiveCount,
            unsolvedCount: parts.reduce(0) { $0 + $1.logWeights.filter { !$0.isFinite }.count })
    }

    private static func tail(_ squared: Double, directions: Int) -> Double {
        guard directions > 0, let distribution = try? ChiSquared(degreesOfFreedom: Double(directions)) else { return 1 }
        return distribution.survival(squared)
    }

    /// The mean weight: for ranges alone weights are probabilities.
    private func probability(_ parts: [WeightedDraws.Part]) -> Estimate {
        let means = parts.filter { !$0.logWeights.isEmpty }.map { part in
            part.logWeights.reduce(0) { $0 + ($1.isFinite ? Double.exp($1) : 0) } / Double(part.logWeights.count)
        }
        let moments = Moments(means)
        return Estimate(min(moments.mean, 1), standardError: means.count > 1 ? moments.standardError : .nan)
    }

    /// Which normals the shortest vector B u moves, by kind.
    private func sources(_ moves: [Double], squared: Double) -> ConditionReport.Sources {
        var years = Dictionary(uniqueKeysWithValues: (plan.grid.first...plan.grid.last).map { ($0, 0.0) })
        var sources = ConditionReport.Sources(parameters: 0, years: [], adjustments: 0, readings: 0)
        let place = places()
        let readings = Set(geometry.equations.filter(\.hasNoise).map(\.dimension))
        for dimension in geometry.directions.keys.sorted() {
            let move = zip(geometry.directions[dimension] ?? [], moves).reduce(0) { $0 + $1.0 * $1.1 }
            let share = squared > 0 ? move * move / squared : 0
            switch place[dimension] {
            case .some(.some(let year)): years[year, default: 0] += share
            case .some(.none): sources.parameters += share
            case .none where readings.contains(dimension): sources.readings += share
            case .none: sources.adjustments += share
            }
        }
        sources.years = years.sorted { $0.key < $1.key }.filter { $0.value > 0 }.map { (year: $0.key, share: $0.value) }
        return sources
    }

    /// Dimension → the year of an innovation, or none for a parameter.
    private func places() -> [Int: Int?] {
        let dimensions = Dimensions(
            grid: plan.grid, modelledSlots: plan.models.flatMap(\.slots), ids: plan.series.map(\.id.name))
        var places: [Int: Int?] = [:]
        for model in plan.models {
            for slot in model.slots {
                for row in 0..<plan.grid.count {
                    places[dimensions.innovation(slot: slot, row: row)] = .some(plan.grid.year(ofRow: row))
                }
            }
            for index in 0..<model.fitted.parameterNormalCount {
                places[dimensions.parameter(slot: model.slots[0], index: index)] = .some(.none)
            }
        }
        return places
    }
}
