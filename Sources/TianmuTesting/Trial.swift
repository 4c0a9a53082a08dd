import TianmuModel
import TianmuNumerics

/// A model on one case: makes contexts, fits and projects.
struct Trial<Model: GrowthModel> {
    let model: Model
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
                    targets: item.targets.mapValues { $0 * factor })
            },
            parameters: try parameters(),
            forecastYears: Self.forecastYears)
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
            parameterNormalCount: fitted.parameterNormalCount, seed: seed)
    }
}
