/// A mark of a chart: channels of numbers in the units of the axes, and how they look. Channels of unequal length end
/// with the shortest; what is not finite is not drawn.
///
/// This enum is the one list that a new mark joins; its drawing lives in a file of its own.
public enum Mark: Equatable, Sendable {
    case line(LineMark)
    case band(BandMark)
    case dots(DotMark)
    case rule(RuleMark)
    case zones(ZoneMark)
    case bars(BarMark)
    case whiskers(WhiskerMark)
    case texts(TextMark)
    case cells(CellMark)

    var body: any MarkBody {
        switch self {
        case .line(let mark): mark
        case .band(let mark): mark
        case .dots(let mark): mark
        case .rule(let mark): mark
        case .zones(let mark): mark
        case .bars(let mark): mark
        case .whiskers(let mark): mark
        case .texts(let mark): mark
        case .cells(let mark): mark
        }
    }
}

/// What layout asks of a mark: the values its scales must cover, its words, and its shapes once scales exist.
protocol MarkBody {
    /// Includes every finite value of each channel.
    func cover(_ extents: inout Extents)
    /// The mark's words in data coordinates; layout finds their places.
    var annotations: [Annotation] { get }
    /// The shapes in px, back to front.
    func shapes(in plot: Plot) -> [Shape]
}

extension MarkBody {
    var annotations: [Annotation] { [] }
}

/// Which way a bar or a whisker runs.
public enum Orientation: Equatable, Sendable {
    /// Values along x, positions along y.
    case horizontal
    /// Values along y, positions along x.
    case vertical
}

/// The pattern of a line.
public enum Dash: String, CaseIterable, Equatable, Sendable {
    case solid, dashed, dotted, dashDot, longDash
}

/// The form of a point.
public enum Marker: CaseIterable, Equatable, Sendable {
    case circle, square, triangle, diamond
}

/// Where a text may stand, seen from its point.
public enum Side: CaseIterable, Equatable, Sendable {
    case above, below, right, left, aboveRight, belowRight, aboveLeft, belowLeft
}

/// Words of a mark, in data coordinates.
struct Annotation {
    enum Place {
        /// In the right margin, at the height of `y`.
        case edge(x: Double, y: Double)
        /// In the strip above the plot: ending before, starting after, or centred at `x`.
        case headerBefore(x: Double)
        case headerAfter(x: Double)
        case header(x: Double)
        /// In the strip above the plot, centred between two values and wrapped to their distance.
        case headerSpan(from: Double, to: Double)
        /// Anywhere just above or below the horizontal line at `y`.
        case along(y: Double)
        /// Beside a point, at the first of `sides` that is free; left out if none is, unless `isRequired`.
        case beside(x: Double, y: Double, sides: [Side], isRequired: Bool)
        /// In the middle of a cell of one slot; left out if wider than it.
        case inside(x: Double, y: Double)
    }

    var text: String
    var place: Place
    var paint: Paint
    var isBold = false
}
