import TianmuModel

/// A ``FitContext`` on its way to a worker.
package struct WireContext: Codable, Equatable, Sendable {
    package struct Output: Codable, Equatable, Sendable {
        package var indicator: IndicatorID
        package var measure: Measure
        package var history: [WireObservation]
        package var targets: [Int: Double]?
    }

    package var outputs: [Output]
    package var parameters: [String: ParameterValue]
    /// First and last.
    package var forecastYears: [Int]

    package init(_ context: FitContext) {
        outputs = context.outputs.map { output in
            Output(
                indicator: output.indicator, measure: output.measure,
                history: output.history.observations.map(WireObservation.init), targets: output.targets)
        }
        parameters = context.parameters.values
        forecastYears = [context.forecastYears.lowerBound, context.forecastYears.upperBound]
    }

    /// - Throws: if there is no year to forecast.
    package func context() throws(WireFault) -> FitContext {
        guard forecastYears.count == 2, forecastYears[0] <= forecastYears[1] else {
            throw WireFault(LocalizedText(zh: "forecastYears 应为 [首年, 末年]", en: "forecastYears reads [first, last]"))
        }
        return FitContext(
            outputs: outputs.map { output in
                OutputContext(
                    indicator: output.indicator, measure: output.measure,
                    history: History(output.history.map(\.observation)), targets: output.targets ?? [:])
            },
            parameters: ParameterValues(parameters), forecastYears: forecastYears[0]...forecastYears[1])
    }

    /// Observations of all outputs.
    package var observationCount: Int { outputs.reduce(0) { $0 + $1.history.count } }
}

/// An ``Observation`` without what goes without saying.
package struct WireObservation: Codable, Equatable, Sendable {
    package var year: Int
    package var value: Double
    package var isProvisional: Bool?
    package var measurementSD: Double?

    init(_ observation: Observation) {
        year = observation.year
        value = observation.value
        isProvisional = observation.isProvisional ? true : nil
        measurementSD = observation.measurementSD
    }

    var observation: Observation {
        Observation(year: year, value: value, isProvisional: isProvisional ?? false, measurementSD: measurementSD)
    }
}
