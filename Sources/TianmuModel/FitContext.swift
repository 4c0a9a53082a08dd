/// Everything that a model may know when it is fitted. One struct, so that new information never breaks a model.
public struct FitContext: Equatable, Sendable {
    /// One for each indicator that the model is to own, in the order in which `project` fills them.
    public var outputs: [OutputContext]
    public var parameters: ParameterValues
    /// The other indicators that the scenario names for the model, in the descriptor's order of roles; those that it
    /// leaves out are not there. `project` reads their paths by the same index.
    public var drivers: [DriverContext]
    /// The years to project, consecutive. The first is the year after the last observation (of all outputs; after the
    /// scenario's base year where there is none); it may lie before the first year that the user asked for.
    public var forecastYears: ClosedRange<Int>

    public init(
        outputs: [OutputContext], parameters: ParameterValues, drivers: [DriverContext] = [],
        forecastYears: ClosedRange<Int>
    ) {
        self.outputs = outputs
        self.parameters = parameters
        self.drivers = drivers
        self.forecastYears = forecastYears
    }

    /// One indicator with this history.
    public init(
        history: History,
        parameters: ParameterValues = ParameterValues(),
        forecastYears: ClosedRange<Int>,
        indicator: IndicatorID = "indicator",
        measure: Measure = .level,
        targets: [Int: Double] = [:],
        drivers: [DriverContext] = []
    ) {
        self.init(
            outputs: [OutputContext(indicator: indicator, measure: measure, history: history, targets: targets)],
            parameters: parameters, drivers: drivers, forecastYears: forecastYears)
    }

    /// The index of the driver with this role, for `drivers` and for ``ProjectionBlock/driver(_:yearIndex:)``.
    public func driverIndex(_ role: String) -> Int? { drivers.firstIndex { $0.role == role } }

    /// The only output of a model that owns one indicator.
    /// - Throws: ``ModelRefusal/wrongOutputCount(have:allowed:)`` if there is not exactly one.
    public func singleOutput() throws(ModelRefusal) -> OutputContext {
        guard outputs.count == 1 else { throw .wrongOutputCount(have: outputs.count, allowed: 1...1) }
        return outputs[0]
    }
}

/// What kind of number an indicator is, as far as growth is concerned.
public enum Measure: String, CaseIterable, Equatable, Codable, Sendable {
    /// A level that grows by per cent: money, people, counts, indices, ratios.
    case level
    /// A number in per cent (a growth rate, a share): it moves by percentage points.
    case percent
}

/// What is known of one indicator that a model is to own.
public struct OutputContext: Equatable, Sendable {
    public var indicator: IndicatorID
    public var measure: Measure
    public var history: History
    /// The scenario's targets for this indicator: year → level, in the indicator's unit.
    public var targets: [Int: Double]
    /// The same indicator of other regions, in the same unit, in order of name; empty unless the descriptor asks.
    public var siblings: [SiblingSeries]

    public init(
        indicator: IndicatorID, measure: Measure = .level, history: History, targets: [Int: Double] = [:],
        siblings: [SiblingSeries] = []
    ) {
        self.indicator = indicator
        self.measure = measure
        self.history = history
        self.targets = targets
        self.siblings = siblings
    }

    /// The history, if it is long enough and, where asked, positive.
    /// - Throws: ``ModelRefusal/tooFewObservations(indicator:have:need:)``,
    ///   ``ModelRefusal/notPositive(indicator:year:value:)``.
    public func requireHistory(of minimum: Int, positive: Bool = false) throws(ModelRefusal) -> History {
        guard history.count >= minimum else {
            throw .tooFewObservations(indicator: indicator, have: history.count, need: minimum)
        }
        if positive, let bad = history.observations.first(where: { !($0.value > 0) }) {
            throw .notPositive(indicator: indicator, year: bad.year, value: bad.value)
        }
        return history
    }
}
