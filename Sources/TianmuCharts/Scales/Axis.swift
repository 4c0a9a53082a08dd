/// What one direction of a panel means. The values it covers are inferred from the marks unless a domain is given.
public struct Axis: Equatable, Sendable {
    /// How values become distances.
    public enum Kind: Equatable, Sendable {
        case linear
        /// Equal ratios, equal distances. Values of zero and below are not drawn.
        case log
        /// Whole numbers, never with separators; the first and the last value are the ends.
        case years
        /// Named rows (y, from the top) or columns (x, from the left): the first stands at 0, the next at 1.
        case ordinal([Slot])
    }

    /// A row or column of an ordinal axis.
    public struct Slot: Equatable, Sendable {
        /// Wraps beside its row or below its column.
        public var name: String
        /// Rows that follow one another with the same group stand below its heading; empty for none.
        public var group: String

        public init(_ name: String, group: String = "") {
            self.name = name
            self.group = group
        }
    }

    /// How values become distances.
    public var kind: Kind
    /// The unit, written once; may be empty.
    public var caption: String
    /// The ends of the axis, for a domain that must not follow the data. Marks beyond it are cut off.
    public var domain: ClosedRange<Double>?
    /// Ticks at these values instead of round ones.
    public var ticks: [Double]?
    /// Whether zero must lie on the axis. Bars ask for it by themselves.
    public var includesZero: Bool

    public init(
        _ kind: Kind, caption: String = "", domain: ClosedRange<Double>? = nil, ticks: [Double]? = nil,
        includesZero: Bool = false
    ) {
        self.kind = kind
        self.caption = caption
        self.domain = domain
        self.ticks = ticks
        self.includesZero = includesZero
    }

    /// Equal steps, equal distances.
    public static func linear(
        caption: String = "", domain: ClosedRange<Double>? = nil, ticks: [Double]? = nil, includesZero: Bool = false
    ) -> Axis {
        Axis(.linear, caption: caption, domain: domain, ticks: ticks, includesZero: includesZero)
    }

    /// Equal ratios, equal distances. `note` says so in words ("log scale", "对数刻度") and follows the caption.
    public static func log(caption: String = "", note: String, domain: ClosedRange<Double>? = nil) -> Axis {
        Axis(.log, caption: caption.isEmpty ? note : "\(caption) · \(note)", domain: domain)
    }

    /// Calendar years.
    public static let years = Axis(.years)

    /// Named rows or columns in one group.
    public static func names(_ names: [String], caption: String = "") -> Axis {
        Axis(.ordinal(names.map { Slot($0) }), caption: caption)
    }

    var slots: [Slot]? {
        if case .ordinal(let slots) = kind { slots } else { nil }
    }
}
