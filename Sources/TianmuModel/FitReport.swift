/// What a fitted model rests on, for the reader of a forecast.
public struct FitReport: Equatable, Codable, Sendable {
    /// How many observations entered.
    public var observationCount: Int
    /// The share of the answer that comes from priors, elicited numbers or plan goals and not from observations,
    /// 0...1: prior weight / (prior weight + observations) where both speak, 1 where only assumptions do.
    public var priorShare: Double
    /// The fitted numbers, with names as in the model's documentation.
    public var estimates: [Estimate]
    /// What the reader should know: a gap bridged, a bound hit, a default that decided much.
    public var notes: [LocalizedText]

    public init(
        observationCount: Int, priorShare: Double, estimates: [Estimate] = [], notes: [LocalizedText] = []
    ) {
        self.observationCount = observationCount
        self.priorShare = priorShare
        self.estimates = estimates
        self.notes = notes
    }

    /// One fitted number.
    public struct Estimate: Equatable, Codable, Sendable {
        public var name: String
        public var value: Double
        /// Its standard error, where the fit gives one.
        public var standardError: Double?
        /// Its unit in words, such as `percent per year`; empty for a pure number.
        public var unit: String

        public init(_ name: String, _ value: Double, standardError: Double? = nil, unit: String = "") {
            self.name = name
            self.value = value
            self.standardError = standardError
            self.unit = unit
        }
    }
}
