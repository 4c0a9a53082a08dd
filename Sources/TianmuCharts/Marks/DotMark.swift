/// Points, each with an optional text that stands wherever there is room beside it.
public struct DotMark: MarkBody, Equatable, Sendable {
    /// The weight of a point.
    public enum Look: Equatable, Sendable {
        /// For what is settled.
        case filled
        /// For what is preliminary.
        case hollow
        /// Small and pale, for what has been superseded.
        case pale
    }

    /// The coordinates, one pair for each point.
    public var x: [Double]
    public var y: [Double]
    /// The weight of all points.
    public var look: Look
    /// Their form.
    public var marker: Marker
    /// Their colour and that of their labels; pale points are grey.
    public var paint: Paint
    /// One for each point, or none. A label that finds no room is left out: its number stands in the table.
    public var labels: [String]

    public init(
        x: [Double], y: [Double], look: Look = .filled, marker: Marker = .circle, paint: Paint = .ink,
        labels: [String] = []
    ) {
        self.x = x
        self.y = y
        self.look = look
        self.marker = marker
        self.paint = paint
        self.labels = labels
    }

    func cover(_ extents: inout Extents) {
        extents.includePairs(x, y)
    }

    var annotations: [Annotation] {
        // The last point is the newest, so it chooses its place first.
        zip(zip(x, y), labels).reversed().compactMap { point, label in
            guard !label.isEmpty, point.0.isFinite, point.1.isFinite else { return nil }
            return Annotation(
                text: label, place: .beside(x: point.0, y: point.1, sides: Side.allCases, isRequired: false),
                paint: look == .pale ? .muted : paint)
        }
    }

    func shapes(in plot: Plot) -> [Shape] {
        zip(x, y).compactMap { plot.point($0, $1) }.filter(plot.rect.contains).map { point in
            switch look {
            case .filled: Shape(.marker(marker, at: point, radius: 3.8), .fill(paint))
            case .hollow:
                Shape(
                    .marker(marker, at: point, radius: 3.5),
                    Style(fill: .paper, stroke: paint, width: 1.75))
            case .pale: Shape(.marker(marker, at: point, radius: 2.4), .fill(.guide))
            }
        }
    }
}
