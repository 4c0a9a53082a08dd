/// A name that stands for one kind of thing: written and read as its text.
public protocol Identifier: Hashable, Codable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    var name: String { get }
    init(_ name: String)
}

extension Identifier {
    public init(stringLiteral value: String) { self.init(value) }

    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }

    public var description: String { name }
}

/// The name of an indicator in a scenario, such as `gdp`.
public struct IndicatorID: Identifier {
    public var name: String
    public init(_ name: String) { self.name = name }
}

/// The name of a growth model in a scenario, such as `damped-trend`: lower case, words joined by hyphens.
public struct ModelID: Identifier {
    public var name: String
    public init(_ name: String) { self.name = name }
}
