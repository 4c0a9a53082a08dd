/// One known value of an indicator.
public struct Observation: Equatable, Codable, Sendable {
    public var year: Int
    /// In the indicator's unit; finite.
    public var value: Double
    /// True for a preliminary figure or an estimate, which a later vintage may revise.
    public var isProvisional: Bool
    /// The standard deviation of the measurement error in the indicator's unit, if anybody stated one.
    public var measurementSD: Double?

    public init(year: Int, value: Double, isProvisional: Bool = false, measurementSD: Double? = nil) {
        self.year = year
        self.value = value
        self.isProvisional = isProvisional
        self.measurementSD = measurementSD
    }
}

/// What is known of one indicator: observations in order of year, at most one a year, with gaps.
public struct History: Equatable, Codable, Sendable {
    public let observations: [Observation]

    /// Sorts by year; of two observations of one year the later in the list stays.
    public init(_ observations: [Observation]) {
        var byYear: [Int: Observation] = [:]
        for observation in observations { byYear[observation.year] = observation }
        self.observations = byYear.values.sorted { $0.year < $1.year }
    }

    /// Consecutive yearly values from `firstYear` on.
    public init(firstYear: Int, values: [Double]) {
        self.init(values.enumerated().map { Observation(year: firstYear + $0.offset, value: $0.element) })
    }

    public var count: Int { observations.count }
    public var last: Observation? { observations.last }
    public var values: [Double] { observations.map(\.value) }
    public var years: [Int] { observations.map(\.year) }
}
