/// Spans from a lower to an upper value at each position.
public struct WhiskerMark: MarkBody, Equatable, Sendable {
    /// Which way the spans run.
    public var orientation: Orientation
    /// Where the spans stand: row or column numbers on an ordinal axis, values on a continuous one.
    public var positions: [Double]
    /// The ends, one pair for each position.
    public var lower: [Double]
    public var upper: [Double]
    /// The colour of all spans.
    public var paint: Paint
    /// Stroke width in px.
    public var width: Double
    /// Whether the ends carry short cross strokes.
    public var isCapped: Bool

    public init(
        _ orientation: Orientation, positions: [Double], lower: [Double], upper: [Double], paint: Paint = .ink,
        width: Double = 1.5, isCapped: Bool = true
    ) {
        self.orientation = orientation
        self.positions = positions
        self.lower = lower
        self.upper = upper
        self.paint = paint
        self.width = width
        self.isCapped = isCapped
    }

    func cover(_ extents: inout Extents) {
        for values in [lower, upper] {
            switch orientation {
            case .horizontal: extents.includePairs(values, positions)
            case .vertical: extents.includePairs(positions, values)
            }
        }
    }

    func shapes(in plot: Plot) -> [Shape] {
        let cap = 4.0
        return zip(positions, zip(lower, upper)).flatMap { position, bounds -> [Shape] in
            let ends: (Point?, Point?) =
                switch orientation {
                case .horizontal: (plot.point(bounds.0, position), plot.point(bounds.1, position))
                case .vertical: (plot.point(position, bounds.0), plot.point(position, bounds.1))
                }
            guard let low = ends.0, let high = ends.1 else { return [] }
            var lines = [[low, high]]
            if isCapped {
                let (dx, dy) = orientation == .horizontal ? (0, cap) : (cap, 0)
                lines += [low, high].map { [$0.moved(dx: -dx, dy: -dy), $0.moved(dx: dx, dy: dy)] }
            }
            return lines.map { Shape(.path($0), .stroke(paint, width: width)) }
        }
    }
}
