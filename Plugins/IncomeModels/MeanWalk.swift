import TianmuModel
import TianmuNumerics

/// The logarithm of the geometric mean: a random walk with a drift that may fade.
struct MeanWalk: Codable, Equatable {
    let last: Double
    /// Of μ.
    let posterior: ConjugateRegression
    /// d.
    let damping: Double

    init(_ means: [Double], years: [Double], parameters: ParameterValues) throws(ModelRefusal) {
        let prior = ConjugateRegression.Prior(
            means: [(parameters.number("growth") ?? 5) / 100],
            standardDeviations: [(parameters.number("growth-sd") ?? 5) / 100],
            sd: (parameters.number("prior-sd") ?? 3) / 100, weight: parameters.number("prior-sd-weight") ?? 4)
        let rows = years.map { [$0.squareRoot()] }
        let changes = zip(means.dropFirst(), means).map { $0 - $1 }
        guard let last = means.last,
            let posterior = ConjugateRegression(
                rows: rows, responses: zip(changes, years).map { $0 / $1.squareRoot() }, prior: prior)
        else { throw .other(ProductRatioModel.notComputable) }
        self.last = last
        self.posterior = posterior
        damping = parameters.number("damping") ?? 1
    }

    /// The walk of each draw, into the rows of output 0.
    func fill(_ block: ProjectionBlock, sigma: [Double], firstNormal: Int) {
        let draws = 0..<block.drawCount
        var drifts = [Double](repeating: posterior.coefficients[0], count: block.drawCount)
        for (k, weight) in posterior.spread[0].enumerated() {
            let normals = block.parameterNormals(firstNormal + k)
            for i in draws { drifts[i] += weight * sigma[i] * normals[i] }
        }
        var level = [Double](repeating: last, count: block.drawCount)
        for year in 0..<block.yearCount {
            let (first, second) = (
                block.innovations(output: 0, yearIndex: year), block.innovations(output: 1, yearIndex: year)
            )
            let path = block.path(output: 0, yearIndex: year)
            for i in draws {
                level[i] += drifts[i] + sigma[i] * (first[i] + second[i]) * 0.5.squareRoot()
                drifts[i] *= damping
                path[i] = level[i]
            }
        }
    }
}
