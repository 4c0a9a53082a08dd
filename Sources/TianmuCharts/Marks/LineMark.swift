/// A line through points in the order given. A non-finite coordinate interrupts it.
public struct LineMark: MarkBody, Equatable, Sendable {
    /// The coordinates, one pair for each point.
    public var x: [Double]
    public var y: [Double]
    /// The colour of line, markers and label.
    public var paint: Paint
    /// Stroke width in px.
    public var width: Double
    /// The pattern of the line.
    public var dash: Dash
    /// Drawn at each point, so that a series is known without its colour.
    public var marker: Marker?
    /// Whether a dotted line joins the two sides of an interruption (a year without a figure).
    public var bridgesGaps: Bool
    /// Written at the right edge at the height of the last finite point.
    public var label: String

    public init(
        x: [Double], y: [Double], paint: Paint = .ink, width: Double = 2, dash: Dash = .solid, marker: Marker? = nil,
        bridgesGaps: Bool = false, label: String = ""
    ) {
        self.x = x
        self.y = y
        self.paint = paint
        self.width = width
        self.dash = dash
        self.marker = marker
        self.bridgesGaps = bridgesGaps
        self.label = label
    }

    func cover(_ extents: inout Extents) {
        extents.includePairs(x, y)
    }

    var annotations: [Annotation] {
        guard !label.isEmpty, let last = lastFinitePair(x, y) else { return [] }
        return [Annotation(text: label, place: .edge(x: last.0, y: last.1), paint: paint, isBold: true)]
    }

    func shapes(in plot: Plot) -> [Shape] {
        let runs = finiteRuns(zip(x, y).map { plot.point($0, $1) })
        var shapes: [Shape] = []
        if bridgesGaps {
            for (run, next) in zip(runs, runs.dropFirst()) {
                guard let from = run.last, let to = next.first else { continue }
                shapes.append(Shape(.path([from, to]), .stroke(paint, width: width, dash: .dotted)))
            }
        }
        for run in runs where run.count > 1 {
            shapes.append(Shape(.path(run), .stroke(paint, width: width, dash: dash)))
        }
        for point in runs.joined() {
            // A point alone would vanish as a line, so it becomes a dot.
            if let marker {
                shapes.append(Shape(.marker(marker, at: point, radius: 3.8), .fill(paint)))
            } else if runs.contains([point]), !bridgesGaps {
                shapes.append(Shape(.marker(.circle, at: point, radius: width), .fill(paint)))
            }
        }
        return shapes
    }
}

/// The stretches of points that are there, in order.
func finiteRuns<Element>(_ elements: [Element?]) -> [[Element]] {
    elements.split(whereSeparator: { $0 == nil }).map { $0.compactMap { $0 } }
}

/// The last of the points with two finite coordinates.
func lastFinitePair(_ xs: [Double], _ ys: [Double]) -> (Double, Double)? {
    Array(zip(xs, ys)).last { $0.isFinite && $1.isFinite }
}
