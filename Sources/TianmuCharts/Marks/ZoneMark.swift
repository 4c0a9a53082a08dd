/// Light vertical divisions behind the other marks, each with a caption above the plot.
public struct ZoneMark: MarkBody, Equatable, Sendable {
    /// The borders in rising order; the first and the last are the ends of the axis.
    public var bounds: [Double]
    /// One for each zone, one fewer than `bounds`.
    public var captions: [String]

    public init(bounds: [Double], captions: [String]) {
        self.bounds = bounds
        self.captions = captions
    }

    private var zones: [(low: Double, high: Double)] {
        zip(bounds, bounds.dropFirst()).map { ($0, $1) }
    }

    func cover(_ extents: inout Extents) {
        for bound in bounds { extents.x.include(bound) }
    }

    var annotations: [Annotation] {
        zip(zones, captions).filter { !$1.isEmpty }.map { zone, caption in
            Annotation(text: caption, place: .headerSpan(from: zone.low, to: zone.high), paint: .muted)
        }
    }

    func shapes(in plot: Plot) -> [Shape] {
        var shapes: [Shape] = []
        for (index, zone) in zones.enumerated() where index % 2 == 0 {
            guard let low = plot.x.position(zone.low), let high = plot.x.position(zone.high) else { continue }
            shapes.append(Shape(.rect(Rect(low, plot.rect.minY, high, plot.rect.maxY)), .fill(.zone)))
        }
        for bound in bounds {
            guard let x = plot.x.position(bound) else { continue }
            let ends = [Point(x, plot.rect.minY), Point(x, plot.rect.maxY)]
            shapes.append(Shape(.path(ends), .stroke(.rule, width: 1)))
        }
        return shapes
    }
}
