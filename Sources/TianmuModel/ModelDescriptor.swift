/// What a growth model is, before it is run: enough for a help page, a schema and a check of a scenario.
public struct ModelDescriptor: Equatable, Codable, Sendable {
    public var id: ModelID
    public var title: LocalizedText
    /// When to use it, and when not, in a few sentences.
    public var summary: LocalizedText
    /// The least number of observations of each owned indicator; with fewer, `fit` throws
    /// ``ModelRefusal/tooFewObservations(indicator:have:need:)``.
    public var minimumObservations: Int
    /// How many indicators one fitted value may own; `1...1` for most.
    public var outputs: ClosedRange<Int>
    public var parameters: [ParameterDescriptor]
    /// The other indicators that it reads; empty for most.
    public var drivers: [DriverDescriptor]
    /// True if it reads the same indicator of other regions (``OutputContext/siblings``).
    public var usesSiblings: Bool
    /// Author, year, title and equation of what is implemented.
    public var sources: [String]
    /// True if multiplying the history, goals and targets by a positive number multiplies all paths by it.
    public var isScaleEquivariant: Bool
    /// True if values must be above zero (models of logarithms).
    public var requiresPositiveValues: Bool

    public init(
        id: ModelID,
        title: LocalizedText,
        summary: LocalizedText,
        minimumObservations: Int,
        outputs: ClosedRange<Int> = 1...1,
        parameters: [ParameterDescriptor] = [],
        drivers: [DriverDescriptor] = [],
        usesSiblings: Bool = false,
        sources: [String],
        isScaleEquivariant: Bool = false,
        requiresPositiveValues: Bool = false
    ) {
        self.id = id
        self.title = title
        self.summary = summary
        self.minimumObservations = minimumObservations
        self.outputs = outputs
        self.parameters = parameters
        self.drivers = drivers
        self.usesSiblings = usesSiblings
        self.sources = sources
        self.isScaleEquivariant = isScaleEquivariant
        self.requiresPositiveValues = requiresPositiveValues
    }

    /// Checks given parameters against the declared ones and fills in the defaults.
    /// - Throws: every fault at once: unknown names, wrong kinds, values out of range, missing required ones.
    public func resolve(_ given: [String: ParameterValue]) throws(ParameterFaults) -> ParameterValues {
        var faults: [ParameterFault] = []
        var resolved: [String: ParameterValue] = [:]
        let known = Dictionary(parameters.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for name in given.keys.sorted() where known[name] == nil {
            faults.append(.unknown(name: name, known: parameters.map(\.name)))
        }
        for parameter in parameters {
            guard let value = given[parameter.name] else {
                if let value = parameter.defaultValue {
                    resolved[parameter.name] = value
                } else if parameter.isRequired {
                    faults.append(.missing(name: parameter.name, unit: parameter.unit))
                }
                continue
            }
            if let fault = parameter.fault(of: value) {
                faults.append(fault)
            } else {
                resolved[parameter.name] = value
            }
        }
        guard faults.isEmpty else { throw ParameterFaults(faults: faults) }
        return ParameterValues(resolved)
    }
}
