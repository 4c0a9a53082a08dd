import TianmuModel
import TianmuTesting

/// What a model reads of another indicator: its history, and a path without surprises from the last known year on.
struct TestDriver {
    var role: String
    var history: History
    /// The year before the first forecast year, then the forecast years.
    var path: [Double]
    var measure = Measure.level

    init(_ role: String, years: [Int], values: [Double], path: [Double], measure: Measure = .level) {
        self.role = role
        self.history = History(zip(years, values).map { Observation(year: $0, value: $1) })
        self.path = path
        self.measure = measure
    }
}

/// Fits a model to `history` with drivers and siblings, as the engine does.
func fitted<Model: GrowthModel>(
    _ model: Model, _ parameters: [String: ParameterValue] = [:], history: History, drivers: [TestDriver] = [],
    siblings: [SiblingSeries] = [], measure: Measure = .level, years: Int = 5
) throws -> Model.Fitted {
    let last = history.last?.year ?? 2020
    return try model.fit(
        FitContext(
            outputs: [
                OutputContext(indicator: "indicator", measure: measure, history: history, siblings: siblings)
            ],
            parameters: try model.descriptor.resolve(parameters),
            drivers: drivers.map {
                DriverContext(
                    role: $0.role, indicator: IndicatorID($0.role), measure: $0.measure, history: $0.history)
            },
            forecastYears: last + 1...last + years))
}

/// A history of these years.
func history(_ years: [Int], _ values: [Double]) -> History {
    History(zip(years, values).map { Observation(year: $0, value: $1) })
}

/// A projection with these drivers, the same in every draw: with normals from `seed`, or zeros.
func table(
    _ fitted: some FittedModel, outputs: Int = 1, drivers: [TestDriver] = [], years: Int = 5, draws: Int = 1,
    seed: UInt64? = nil
) -> ProjectionTable {
    var table = ProjectionTable(
        outputCount: outputs, yearCount: years, drawCount: draws, parameterNormalCount: fitted.parameterNormalCount,
        drivers: drivers.map { driver in driver.path.flatMap { [Double](repeating: $0, count: draws) } }, seed: seed)
    table.project(fitted)
    return table
}

extension FitReport {
    /// The estimate of this name; NaN without one.
    func value(_ name: String) -> Double { estimates.first { $0.name == name }?.value ?? .nan }
    func standardError(_ name: String) -> Double {
        estimates.first { $0.name == name }?.standardError ?? .nan
    }
}

/// Reference values from double precision programs, printed to 10 digits or more.
let referencePrecision = 1e-9
