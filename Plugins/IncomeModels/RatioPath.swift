import TianmuModel
import TianmuNumerics

/// The log ratio: returning to a level, or on a trend that fades.
struct RatioPath: Codable, Equatable {
    let last: Double
    let isReverting: Bool
    /// φ: what a year leaves of a deviation or of the trend.
    let persistence: ElicitedDistribution
    /// The long-run ratio if it is given; else the coefficient of `posterior` is its logarithm.
    let givenRatio: ElicitedDistribution?
    /// Of b, or of c.
    let posterior: ConjugateRegression

    /// φ is kept within these.
    static let persistences = 0.0...0.99
    /// Observations from which a level can be estimated.
    static let leastForLevel = 3

    /// c at its median.
    var center: Double { givenRatio.map { Double.log($0.p50) } ?? posterior.coefficients[0] }

    init(
        _ ratios: [Double], years: [Double], parameters: ParameterValues, indicator: IndicatorID
    ) throws(ModelRefusal) {
        isReverting = parameters.choice("ratio") == "revert"
        let persistence = try ElicitedDistribution.of(
            "persistence", parameters.quantiles("persistence") ?? (0.9, 0.9, 0.9))
        let given = parameters.quantiles("long-run-ratio")
        if given != nil, !isReverting {
            throw .other(
                LocalizedText(
                    zh: "参数“long-run-ratio”只用于 ratio: revert", en: "'long-run-ratio' goes with 'ratio: revert'"))
        }
        if let given {
            givenRatio = try ElicitedDistribution.of("long-run-ratio", given)
        } else {
            givenRatio = nil
        }
        if isReverting, given == nil, ratios.count < Self.leastForLevel {
            throw .tooFewObservations(indicator: indicator, have: ratios.count, need: Self.leastForLevel)
        }
        var prior = ConjugateRegression.Prior(
            means: [0], standardDeviations: [(parameters.number("ratio-trend-sd") ?? 1) / 100],
            sd: (parameters.number("ratio-prior-sd") ?? 1.5) / 100,
            weight: parameters.number("ratio-prior-sd-weight") ?? 4)
        let phi = min(max(persistence.p50, Self.persistences.lowerBound), Self.persistences.upperBound)
        var rows: [[Double]] = []
        var responses: [Double] = []
        if isReverting {
            // q − φᵏq₋ₖ = (1 − φᵏ)c + error of variance σ²(1 − φ²ᵏ)/(1 − φ²).
            prior.means = [givenRatio.map { Double.log($0.p50) } ?? 0]
            prior.standardDeviations = [givenRatio == nil ? .infinity : 0]
            for (place, span) in years.enumerated() {
                let power = Double.pow(phi, span)
                let size = ((1 - power * power) / (1 - phi * phi)).squareRoot()
                rows.append([(1 - power) / size])
                responses.append((ratios[place + 1] - power * ratios[place]) / size)
            }
        } else {
            for (place, span) in years.enumerated() {
                rows.append([span.squareRoot()])
                responses.append((ratios[place + 1] - ratios[place]) / span.squareRoot())
            }
        }
        guard let last = ratios.last,
            let posterior = ConjugateRegression(rows: rows, responses: responses, prior: prior)
        else { throw .other(ProductRatioModel.notComputable) }
        self.last = last
        self.persistence = persistence
        self.posterior = posterior
    }

    var parameterNormalCount: Int { 1 + posterior.freeCount + (givenRatio == nil ? 0 : 1) }

    /// The log ratio of each draw, into the rows of output 1. Normals from `firstNormal`: φ, then b or c, then the given
    /// long-run ratio.
    func fill(_ block: ProjectionBlock, sigma: [Double], firstNormal: Int) {
        let draws = 0..<block.drawCount
        let phi = block.values(persistence, normal: firstNormal).map {
            min(max($0, Self.persistences.lowerBound), Self.persistences.upperBound)
        }
        var coefficient = [Double](repeating: posterior.coefficients[0], count: block.drawCount)
        for (k, weight) in posterior.spread[0].enumerated() {
            let normals = block.parameterNormals(firstNormal + 1 + k)
            for i in draws { coefficient[i] += weight * sigma[i] * normals[i] }
        }
        if let givenRatio {
            let normal = firstNormal + 1 + posterior.freeCount
            // No ratio, however uncertain, is below a thousandth of its median.
            let least = givenRatio.p50 / 1000
            coefficient = block.values(givenRatio, normal: normal).map { Double.log(max($0, least)) }
        }
        var level = [Double](repeating: last, count: block.drawCount)
        var step = draws.map { isReverting ? (1 - phi[$0]) * (coefficient[$0] - last) : phi[$0] * coefficient[$0] }
        var shock = [Double](repeating: 0, count: block.drawCount)
        for year in 0..<block.yearCount {
            let (first, second) = (
                block.innovations(output: 0, yearIndex: year), block.innovations(output: 1, yearIndex: year)
            )
            let path = block.path(output: 1, yearIndex: year)
            for i in draws {
                level[i] += step[i]
                step[i] *= phi[i]
                shock[i] = phi[i] * shock[i] + sigma[i] * (first[i] - second[i]) * 0.5.squareRoot()
                path[i] = level[i] + shock[i]
            }
        }
    }
}
