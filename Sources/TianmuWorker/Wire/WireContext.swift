import TianmuModel

/// A ``FitContext`` on its way to a worker.
package struct WireContext: Codable, Equatable, Sendable {
    package struct Output: Codable, Equatable, Sendable {
        package var indicator: IndicatorID
        package var measure: Measure
        package var history: [WireObservation]
        package var targets: [Int: Double]?
        package var siblings: [Sibling]?
    }

    package struct Driver: Codable, Equatable, Sendable {
        package var role: String
        package var indicator: IndicatorID
        package var measure: Measure
        package var history: [WireObservation]
    }

    package struct Sibling: Codable, Equatable, Sendable {
        package var name: String
        package var history: [WireObservation]
    }

    package var outputs: [Output]
    package var parameters: [String: ParameterValue]
    package var drivers: [Driver]?
    /// First and last.
    package var forecastYears: [Int]

    package init(_ context: FitContext) {
        outputs = context.outputs.map { output in
            Output(
                indicator: output.indicator, measure: output.measure,
                history: WireObservation.list(output.history), targets: output.targets,
                siblings: output.siblings.isEmpty
                    ? nil : output.siblings.map { Sibling(name: $0.name, history: WireObservation.list($0.history)) })
        }
        if !context.drivers.isEmpty {
            drivers = context.drivers.map { driver in
                Driver(
                    role: driver.role, indicator: driver.indicator, measure: driver.measure,
                    history: WireObservation.list(driver.history))
            }
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
                    history: WireObservation.history(output.history), targets: output.targets ?? [:],
                    siblings: (output.siblings ?? []).map {
                        SiblingSeries(name: $0.name, history: WireObservation.history($0.history))
                    })
            },
            parameters: ParameterValues(parameters),
            drivers: (drivers ?? []).map { driver in
                DriverContext(
                    role: driver.role, indicator: driver.indicator, measure: driver.measure,
                    history: WireObservation.history(driver.history))
            },
            forecastYears: forecastYears[0]...forecastYears[1])
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

    static func list(_ history: History) -> [WireObservation] { history.observations.map(WireObservation.init) }

    static func history(_ list: [WireObservation]) -> History { History(list.map(\.observation)) }

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
