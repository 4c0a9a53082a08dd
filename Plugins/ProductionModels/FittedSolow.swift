import TianmuModel
import TianmuNumerics

/// A fitted production function. Parameter normals: capital share, depreciation and research return (each also where it is
/// known, so that numbers stay in place), the factor of σ, the last year's error, and productivity growth unless it is known.
public struct FittedSolow: FittedModel {
    /// Their indices in the block.
    struct Drivers: Codable, Equatable {
        var investment: Int
        var employment: Int?
        var research: Int?
    }

    let drivers: Drivers
    let lastValue: Double
    let factors: FactorParameters
    let capital: CapitalStock
    /// The change over the whole history.
    let total: SolowResiduals.Step
    /// What its residual is at the medians of the factors.
    let totalAtMedians: Double
    /// s̄.
    let meanResearch: Double
    /// Of μ, at the medians.
    let posterior: ConjugateRegression
    let scale: StudentScale
    let persistence: ErrorPersistence
    public let report: FitReport

    /// α and δ are kept within these.
    static let shares = 0.0...0.99
    static let depreciations = 0.001...0.5

    public var parameterNormalCount: Int { 5 + posterior.freeCount }

    public func project(_ block: ProjectionBlock) {
        let draws = 0..<block.drawCount
        let shares = block.values(factors.capitalShare, normal: 0).map {
            min(max($0, Self.shares.lowerBound), Self.shares.upperBound)
        }
        let depreciations = block.values(factors.depreciation, normal: 1).map {
            min(max($0 / 100, Self.depreciations.lowerBound), Self.depreciations.upperBound)
        }
        let returns = block.values(factors.researchReturn, normal: 2)
        let sigma = block.sigmas(posterior.sd, scale, normal: 3)
        let start = block.driver(drivers.investment, yearIndex: -1)
        var stocks = draws.map {
            capital.stock(
                after: capital.investments.count, depreciation: depreciations[$0], first: start[$0])
        }
        let growth = productivity(block, shares: shares, depreciations: depreciations, returns: returns, sigma: sigma)

        var errors = LastingErrors(persistence, block: block, normal: 4)
        var logs = [Double](repeating: 0, count: block.drawCount)
        for year in 0..<block.yearCount {
            let investment = block.driver(drivers.investment, yearIndex: year - 1)
            errors.advance(block.innovations(yearIndex: year))
            let path = block.path(yearIndex: year)
            for i in draws {
                let next = (1 - depreciations[i]) * stocks[i] + investment[i]
                logs[i] += growth[i] + sigma[i] * errors.values[i] + shares[i] * Double.log(next / stocks[i])
                stocks[i] = next
            }
            if let employment = drivers.employment {
                let (now, before) = (
                    block.driver(employment, yearIndex: year), block.driver(employment, yearIndex: year - 1)
                )
                for i in draws { logs[i] += (1 - shares[i]) * Double.log(now[i] / before[i]) }
            }
            if let research = drivers.research {
                let now = block.driver(research, yearIndex: year)
                for i in draws { logs[i] += returns[i] * (now[i] - meanResearch) / 100 }
            }
            for i in draws { path[i] = lastValue * Double.exp(logs[i]) }
        }
    }

    /// μ draw by draw: its posterior mean moves with the mean residual that the draw's α, δ and ρ leave, as far as it
    /// rests on residuals and not on the prior.
    private func productivity(
        _ block: ProjectionBlock, shares: [Double], depreciations: [Double], returns: [Double], sigma: [Double]
    ) -> [Double] {
        var growth = [Double](repeating: posterior.coefficients[0], count: block.drawCount)
        let spread = posterior.spread[0]
        let weight = total.through > total.from ? (1 - posterior.priorShares[0]) / total.years : 0
        for i in growth.indices where weight > 0 {
            let change = total.change(
                share: shares[i], returns: returns[i], capital: capital, depreciation: depreciations[i])
            growth[i] += weight * (change - totalAtMedians)
        }
        for (k, weight) in spread.enumerated() {
            let normals = block.parameterNormals(5 + k)
            for i in growth.indices { growth[i] += weight * sigma[i] * normals[i] }
        }
        return growth
    }
}
