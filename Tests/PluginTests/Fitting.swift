import TianmuModel
import TianmuTesting

/// Resolves the parameters and fits, as the engine does.
func fitted<Model: GrowthModel>(
    _ model: Model, _ parameters: [String: ParameterValue] = [:], values: [Double], lastYear: Int = 2020,
    through: Int = 2025, measure: Measure = .level, targets: [Int: Double] = [:]
) throws -> Model.Fitted {
    try model.fit(
        FitContext(
            history: History(firstYear: lastYear - values.count + 1, values: values),
            parameters: try model.descriptor.resolve(parameters),
            forecastYears: lastYear + 1...through,
            measure: measure,
            targets: targets))
}

/// The path of zero normals.
func pointForecast(_ fitted: some FittedModel, years: Int = 5) -> [Double] {
    var table = ProjectionTable(
        yearCount: years, drawCount: 1, parameterNormalCount: fitted.parameterNormalCount, seed: nil)
    table.project(fitted)
    return table.paths
}

/// True if both are the same but for `tolerance`, relative.
func isClose(_ a: [Double], _ b: [Double], tolerance: Double) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 / $1 - 1) < tolerance }
}
