/// The area between a lower and an upper line. A non-finite bound interrupts it.
public struct BandMark: MarkBody, Equatable, Sendable {
    /// How the area is told from the ground.
    public enum Fill: Equatable, Sendable {
        /// Opaque: for bands nested in one another, widest first.
        case solid
        /// Lets what lies below shine through: for one band of each of a few series.
        case translucent
        /// Only its two edges, as lines of this pattern.
        case outlined(Dash)
    }

    /// The positions, and the bounds at each.
    public var x: [Double]
    public var lower: [Double]
    public var upper: [Double]
    /// The colour of the area or of its edges.
    public var paint: Paint
    /// How the area is told from the ground.
    public var fill: Fill
    /// Written at the right edge at the last lower and upper value.
    public var lowerLabel: String
    public var upperLabel: String

    public init(
        x: [Double], lower: [Double], upper: [Double], paint: Paint = .band(0), fill: Fill = .solid,
        lowerLabel: String = "", upperLabel: String = ""
    ) {
        self.x = x
        self.lower = lower
        self.upper = upper
        self.paint = paint
        self.fill = fill
        self.lowerLabel = lowerLabel
        self.upperLabel = upperLabel
    }

    func cover(_ extents: inout Extents) {
        extents.includePairs(x, lower)
        extents.includePairs(x, upper)
    }

    var annotations: [Annotation] {
        [(lowerLabel, lower), (upperLabel, upper)].compactMap { label, values in
            guard !label.isEmpty, let last = lastFinitePair(x, values) else {
                return nil
            }
            return Annotation(text: label, place: .edge(x: last.0, y: last.1), paint: paint.isBand ? .muted : paint)
        }
    }

    func shapes(in plot: Plot) -> [Shape] {
        let pairs = zip(x, zip(lower, upper)).map { x, bounds -> (low: Point, high: Point)? in
            guard let low = plot.point(x, bounds.0), let high = plot.point(x, bounds.1) else { return nil }
            return (low, high)
        }
        return finiteRuns(pairs).flatMap { run -> [Shape] in
            var lows = run.map(\.low)
            var highs = run.map(\.high)
            if let low = lows.first, let high = highs.first, run.count == 1 {
                // A band over one position has no width of its own; it gets that of a thin bar.
                lows = [low.moved(dx: -4), low.moved(dx: 4)]
                highs = [high.moved(dx: -4), high.moved(dx: 4)]
            }
            let outline = highs + lows.reversed()
            switch fill {
            case .solid: return [Shape(.area(outline), .fill(paint))]
            case .translucent: return [Shape(.area(outline), .fill(paint, isTranslucent: true))]
            case .outlined(let dash):
                return [highs, lows].map { Shape(.path($0), .stroke(paint, width: 1.25, dash: dash)) }
            }
        }
    }
}
