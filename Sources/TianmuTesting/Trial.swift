import TianmuModel
import TianmuNumerics

/// A model on one case: makes contexts, fits and projects.
struct Trial<Model: GrowthModel> {
    let model: Model
    /// The same model, reached in another way.
    let twin: (any GrowthModel)?
    let item: ConformanceCase

    static var lastYear: Int { 2020 }
    static var forecastYears: ClosedRange<Int> { 2021...2027 }
    static var yearCount: Int { 7 }

    var outputCount: Int { item.outputCount ?? model.descriptor.outputs.lowerBound }

    var domain: ConformanceCase.Domain {
        item.domain ?? (model.descriptor.requiresPositiveValues && item.measure == .level ? .positive : .real)
    }

    /// Resolved parameters.
    func parameters() throws(Violation) -> ParameterValues {
        do {
            return try model.descriptor.resolve(item.parameters)
        } catch {
            throw Violation("the case's parameters are refused: \(error.sentence)")
        }
    }

    /// A context with histories of `shape`; values and targets times `factor`.
    func context(
        _ shape: SeriesShape, count: Int, gaps: Bool = false, isProvisional: Bool = false, factor: Double = 1,
        outputs: Int? = nil
    ) throws(Violation) -> FitContext {
        let outputs = outputs ?? outputCount
        // Two years apart, but for the last two.
        let years = (0..<count).map { back in
            Self.lastYear - (gaps && back > 1 ? 2 * back - 1 : back)
        }.reversed()
        let series = shape.series(count: count, outputs: outputs, domain: domain)
        return FitContext(
            outputs: (0..<outputs).map { output in
                OutputContext(
                    indicator: IndicatorID("indicator-\(output + 1)"), measure: item.measure,
                    history: History(
                        zip(years, series[output]).map { year, value in
                            Observation(
                                year: year, value: value * factor,
                                isProvisional: isProvisional && year == Self.lastYear)
                        }),
                    targets: item.targets.mapValues { $0 * factor },
                    siblings: siblings(shape, years: Array(years), factor: factor))
            },
            parameters: try parameters(),
            drivers: model.descriptor.drivers.map(driver),
            forecastYears: Self.forecastYears)
    }

    /// Six regions whose series have the shape of the model's own; none if the model reads none.
    private func siblings(_ shape: SeriesShape, years: [Int], factor: Double) -> [SiblingSeries] {
        guard model.descriptor.usesSiblings else { return [] }
        let count = 6
        return shape.series(count: years.count, outputs: count + 1, domain: domain).dropFirst().enumerated().map {
            number, values in
            SiblingSeries(
                name: "region-\(number + 1)",
                history: History(zip(years, values).map { Observation(year: $0, value: $1 * factor) }))
        }
    }

    /// A driver that has grown for longer than any history.
    private func driver(_ descriptor: DriverDescriptor) -> DriverContext {
        let measure = descriptor.measure ?? .level
        let length = 2 * FitLaws.longest
        return DriverContext(
            role: descriptor.role, indicator: IndicatorID("driver-\(descriptor.role)"), measure: measure,
            history: History(
                firstYear: Self.lastYear - length + 1,
                values: (1 - length...0).map { driverValue(measure, year: $0, surprise: 0) }))
    }

    /// A level that grows by three per cent a year in waves about 100 in the last known year (0), or a percentage
    /// about 20.
    private func driverValue(_ measure: Measure, year: Int, surprise: Double) -> Double {
        let wave = 0.02 * Double.sin(Double(year)) + 0.02 * surprise
        return measure == .level ? 100 * Double.exp(0.03 * Double(year) + wave) : 20 + 10 * wave
    }

    /// What the drivers do in the forecast years, with surprises that depend on the draw, or none without a seed.
    private func driverPaths(draws: Int, seed: UInt64?) -> [[Double]] {
        model.descriptor.drivers.enumerated().map { number, driver in
            (0...Self.yearCount).flatMap { year in
                (0..<draws).map { draw in
                    let surprise = seed == nil ? 0 : Double.sin(Double(draw + 1) * Double(year) * Double(number + 2))
                    return driverValue(driver.measure ?? .level, year: year, surprise: surprise)
                }
            }
        }
    }

    func fit(_ context: FitContext) throws(Violation) -> Model.Fitted {
        do {
            return try model.fit(context)
        } catch {
            throw Violation("a legal history is refused: \(error.message.en)")
        }
    }

    /// A fit to an ordinary history of twelve years.
    func ordinaryFit(factor: Double = 1) throws(Violation) -> Model.Fitted {
        try fit(try context(.wavy, count: max(12, model.descriptor.minimumObservations), factor: factor))
    }

    /// A table for `fitted`, with normals from `seed` or zeros, not yet projected.
    func table(_ fitted: Model.Fitted, draws: Int, seed: UInt64?) throws(Violation) -> ProjectionTable {
        guard fitted.parameterNormalCount >= 0 else { throw Violation("parameterNormalCount is negative") }
        return ProjectionTable(
            outputCount: outputCount, yearCount: Self.yearCount, drawCount: draws,
            parameterNormalCount: fitted.parameterNormalCount, drivers: driverPaths(draws: draws, seed: seed),
            seed: seed)
    }
}
