import TianmuNumerics

/// Where the variance of a mixture's last year comes from, in logarithms if all draws are above 0.
///
/// By the law of total variance, with M the member and θ its parameters,
///
///     Var x = Var E[x|M] + E Var E[x|M,θ] + E Var[x|M,θ]
///
/// and Var E[x|θ] = Cov(x(θ, ε), x(θ, ε′)) for independent shocks ε and ε′ (Sobol′ 1993), from 1024 Sobol points each.
package struct SpreadParts: Equatable, Sendable {
    /// Variances: between the members' means, of parameters within members, of yearly shocks.
    package let models: Double
    package let parameters: Double
    package let shocks: Double

    private static let drawCount = 1024

    /// `nil` where some draw is not finite or nothing varies.
    package init?(of members: [(fitted: any FittedModel, weight: Double)], yearCount: Int) {
        var pairs: [(first: [Double], second: [Double])] = []
        for member in members { pairs.append(Self.lastYears(member.fitted, yearCount: yearCount)) }
        let isLogarithmic = pairs.allSatisfy { pair in
            pair.first.allSatisfy { $0 > 0 } && pair.second.allSatisfy { $0 > 0 }
        }
        var means: [Double] = []
        var (parameters, shocks) = (0.0, 0.0)
        for (pair, member) in zip(pairs, members) {
            let first = isLogarithmic ? pair.first.map { Double.log($0) } : pair.first
            let second = isLogarithmic ? pair.second.map { Double.log($0) } : pair.second
            let (a, b) = (Moments(first), Moments(second))
            var products = 0.0
            for (x, y) in zip(first, second) { products += (x - a.mean) * (y - b.mean) }
            let variance = (a.variance + b.variance) / 2
            let own = min(max(products / Double(first.count - 1), 0), variance)
            means.append((a.mean + b.mean) / 2)
            parameters += member.weight * own
            shocks += member.weight * (variance - own)
        }
        var (mean, between) = (0.0, 0.0)
        for (own, member) in zip(means, members) { mean += member.weight * own }
        for (own, member) in zip(means, members) { between += member.weight * (own - mean) * (own - mean) }
        models = between
        self.parameters = parameters
        self.shocks = shocks
        guard total > 0, total.isFinite else { return nil }
    }

    package var total: Double { models + parameters + shocks }

    /// The last year of draws that share their parameters and nothing else.
    private static func lastYears(_ fitted: some FittedModel, yearCount: Int) -> ([Double], [Double]) {
        let source = SobolSource(seed: 1)
        let parameterCount = fitted.parameterNormalCount
        let parameters = DrawTable(rowCount: parameterCount, stride: drawCount)
        // Parameters matter in all years: they have the first, best points.
        for row in 0..<parameterCount {
            let dimension = row < 8 ? row : 8 + 2 * yearCount + row
            source.fillNormals(
                dimension: dimension, replicate: 0, first: 0, into: parameters.row(row, count: drawCount))
        }
        func lastYear(_ firstDimension: Int) -> [Double] {
            let innovations = DrawTable(rowCount: yearCount, stride: drawCount)
            let paths = DrawTable(rowCount: yearCount, stride: drawCount)
            for row in 0..<yearCount {
                source.fillNormals(
                    dimension: firstDimension + row, replicate: 0, first: 0,
                    into: innovations.row(row, count: drawCount))
            }
            fitted.project(
                ProjectionBlock(
                    yearCount: yearCount, drawCount: drawCount,
                    innovations: [.init(base: innovations.base, stride: drawCount)],
                    parameterNormals: .init(base: parameters.base, stride: drawCount),
                    paths: [.init(base: paths.base, stride: drawCount)]))
            return Array(paths.row(yearCount - 1, count: drawCount))
        }
        return (lastYear(8), lastYear(8 + yearCount))
    }

    func estimates(year: Int) -> [FitReport.Estimate] {
        [("models", models), ("parameters", parameters), ("shocks", shocks)].map {
            FitReport.Estimate("share of \($0.0) in the variance of \(year)", 100 * $0.1 / total, unit: "percent")
        }
    }

    func note(year: Int) -> LocalizedText {
        func percent(_ part: Double) -> Int { Int((100 * part / total).rounded()) }
        return LocalizedText(
            zh: "\(year) 年的方差：模型之间占 \(percent(models))%，参数占 \(percent(parameters))%，年度扰动占 \(percent(shocks))%",
            en: "of the variance in \(year), \(percent(models)) % lies between the models, \(percent(parameters)) % in "
                + "their parameters, \(percent(shocks)) % in yearly shocks")
    }
}
