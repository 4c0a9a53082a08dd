import TianmuNumerics

/// A history on the scale on which a model is linear: logarithms, or the values themselves.
///
/// w = ln(x/x_last) on logarithms, w = (x − x_last)/size otherwise, where size is 1 for a percentage and the mean |x| for a
/// level: the last working value is 0, and a level in other units has the same working values.
public struct WorkingSeries: Equatable, Codable, Sendable {
    /// One for every year from the first observation to the last; missing years by straight lines.
    public let values: [Double]
    /// False for a year that was interpolated.
    public let isObserved: [Bool]
    /// The known measurement errors' standard deviations, 0 where none was stated.
    public let measurementSD: [Double]
    public let lastValue: Double
    public let isLogarithmic: Bool
    /// The size of one working unit in the indicator's unit, if not logarithmic.
    public let size: Double
    /// What one per cent (or one point of a percentage) is on the working scale.
    public let unit: Double
    /// The unit of yearly changes in words.
    public let unitWords: String

    /// The longest history, in years.
    public static let longest = 500

    /// - Parameters:
    ///   - minimum: the least number of observations.
    ///   - transform: `log` or `none`; if `nil`, `log` for a level and `none` for a percentage.
    /// - Throws: ``ModelRefusal/tooFewObservations(indicator:have:need:)``,
    ///   ``ModelRefusal/notPositive(indicator:year:value:)``, or ``ModelRefusal/other(_:)`` for a span above 500 years.
    public init(_ output: OutputContext, minimum: Int, transform: String?) throws(ModelRefusal) {
        let isLogarithmic = (transform ?? (output.measure == .level ? "log" : "none")) == "log"
        let history = try output.requireHistory(of: max(minimum, 1), positive: isLogarithmic)
        let observations = history.observations
        guard let first = observations.first, let last = observations.last else {
            throw .tooFewObservations(indicator: output.indicator, have: 0, need: max(minimum, 1))
        }
        guard last.year - first.year <= Self.longest else {
            throw .other(
                LocalizedText(
                    zh: "“\(output.indicator)”的历史跨度超过 \(Self.longest) 年",
                    en: "the history of '\(output.indicator)' spans more than \(Self.longest) years"))
        }
        let meanSize = observations.reduce(0) { $0 + abs($1.value) / Double(observations.count) }
        let size = output.measure == .percent || meanSize == 0 ? 1 : meanSize
        func working(_ value: Double) -> Double {
            isLogarithmic ? Double.log(value / last.value) : (value - last.value) / size
        }
        func working(sd: Double, at value: Double) -> Double { isLogarithmic ? sd / value : sd / size }

        let span = last.year - first.year + 1
        var values = [Double](repeating: 0, count: span)
        var isObserved = [Bool](repeating: false, count: span)
        var measurementSD = [Double](repeating: 0, count: span)
        var previous = 0
        for observation in observations {
            let place = observation.year - first.year
            values[place] = working(observation.value)
            isObserved[place] = true
            measurementSD[place] = working(sd: observation.measurementSD ?? 0, at: observation.value)
            let step = (values[place] - values[previous]) / Double(max(place - previous, 1))
            for missing in previous + 1..<max(place, previous + 1) {
                values[missing] = values[previous] + step * Double(missing - previous)
            }
            previous = place
        }
        self.values = values
        self.isObserved = isObserved
        self.measurementSD = measurementSD
        self.lastValue = last.value
        self.isLogarithmic = isLogarithmic
        self.size = size
        self.unit = isLogarithmic || output.measure == .level ? 0.01 : 1
        self.unitWords = output.measure == .percent && !isLogarithmic ? "points per year" : "percent per year"
    }

    public var observationCount: Int { isObserved.reduce(0) { $0 + ($1 ? 1 : 0) } }
    public var missingCount: Int { values.count - observationCount }

    /// The value with this working value, in the indicator's unit.
    public func value(_ working: Double) -> Double {
        isLogarithmic ? lastValue * Double.exp(working) : lastValue + size * working
    }

    /// A note for the report if years are missing and interpolated.
    public var interpolationNotes: [LocalizedText] {
        missingCount == 0
            ? []
            : [
                LocalizedText(
                    zh: "历史缺 \(missingCount) 年，已插补", en: "\(missingCount) missing years were interpolated")
            ]
    }
}
