/// The value of a parameter, as a scenario gives it.
public enum ParameterValue: Equatable, Sendable {
    case number(Double)
    /// An expert's p10, p50 and p90.
    case quantiles(p10: Double, p50: Double, p90: Double)
    /// Numbers by whole number: by year, or by age where the parameter's kind says so.
    case yearly([Int: Double])
    case choice(String)
}

extension ParameterValue: Codable {
    private struct Quantiles: Codable {
        var p10: Double
        var p50: Double
        var p90: Double
    }

    /// A number, a word, `{p10, p50, p90}` or a map from year to number: the form that a scenario file has.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let word = try? container.decode(String.self) {
            self = .choice(word)
        } else if let quantiles = try? container.decode(Quantiles.self) {
            self = .quantiles(p10: quantiles.p10, p50: quantiles.p50, p90: quantiles.p90)
        } else {
            self = .yearly(try container.decode([Int: Double].self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .number(let number): try container.encode(number)
        case .choice(let word): try container.encode(word)
        case .quantiles(let p10, let p50, let p90): try container.encode(Quantiles(p10: p10, p50: p50, p90: p90))
        case .yearly(let values): try container.encode(values)
        }
    }
}

/// Resolved parameters: checked against the descriptor, with defaults filled in.
public struct ParameterValues: Equatable, Codable, Sendable {
    public var values: [String: ParameterValue]

    public init(_ values: [String: ParameterValue] = [:]) {
        self.values = values
    }

    /// The number called `name`; for p10, p50 and p90 the median; `nil` if it is not there.
    public func number(_ name: String) -> Double? {
        switch values[name] {
        case .number(let number): number
        case .quantiles(_, let p50, _): p50
        default: nil
        }
    }

    /// The uncertain number called `name` as (p10, p50, p90); a plain number is three times the same.
    public func quantiles(_ name: String) -> (p10: Double, p50: Double, p90: Double)? {
        switch values[name] {
        case .number(let number): (number, number, number)
        case .quantiles(let p10, let p50, let p90): (p10, p50, p90)
        default: nil
        }
    }

    /// The numbers by year called `name`; empty if there are none.
    public func yearly(_ name: String) -> [Int: Double] {
        if case .yearly(let values) = values[name] { values } else { [:] }
    }

    /// The numbers by age called `name`; empty if there are none.
    public func byAge(_ name: String) -> [Int: Double] { yearly(name) }

    /// The word called `name`.
    public func choice(_ name: String) -> String? {
        if case .choice(let word) = values[name] { word } else { nil }
    }
}
