/// A straight line across the plot at one value: a target, a reference, a border in time.
public struct RuleMark: MarkBody, Equatable, Sendable {
    /// Where the line stands.
    public enum Position: Equatable, Sendable {
        /// A vertical line.
        case x(Double)
        /// A horizontal line.
        case y(Double)
    }

    /// Where the line stands.
    public var position: Position
    /// The colour of line and words. Words in the accent colour are bold.
    public var paint: Paint
    /// Stroke width in px.
    public var width: Double
    /// The pattern of the line.
    public var dash: Dash
    /// Along a horizontal line wherever there is room; above the plot, centred on a vertical one.
    public var label: String
    /// Captions above the plot, ending left and starting right of a vertical line.
    public var before: String
    public var after: String

    public init(
        _ position: Position, paint: Paint = .accent, width: Double = 1.5, dash: Dash = .dashed, label: String = "",
        before: String = "", after: String = ""
    ) {
        self.position = position
        self.paint = paint
        self.width = width
        self.dash = dash
        self.label = label
        self.before = before
        self.after = after
    }

    /// A thin grey vertical line that parts what lies left of it from what lies right of it.
    public static func border(x: Double, before: String, after: String) -> RuleMark {
        RuleMark(.x(x), paint: .guide, width: 1, dash: .solid, before: before, after: after)
    }

    func cover(_ extents: inout Extents) {
        switch position {
        case .x(let value): extents.x.include(value)
        case .y(let value): extents.y.include(value)
        }
    }

    var annotations: [Annotation] {
        let words: [(String, Annotation.Place)] =
            switch position {
            case .x(let value):
                [(before, .headerBefore(x: value)), (after, .headerAfter(x: value)), (label, .header(x: value))]
            case .y(let value): [(label, .along(y: value))]
            }
        let textPaint = paint == .guide ? Paint.muted : paint
        return words.filter { !$0.0.isEmpty }.map {
            Annotation(text: $0.0, place: $0.1, paint: textPaint, isBold: paint == .accent)
        }
    }

    func shapes(in plot: Plot) -> [Shape] {
        let ends: [Point]
        switch position {
        case .x(let value):
            guard let x = plot.x.position(value), plot.rect.spansX(x) else { return [] }
            let top = before.isEmpty && after.isEmpty ? plot.rect.minY : plot.rect.minY - plot.ruleOverhang
            ends = [Point(x, top), Point(x, plot.rect.maxY)]
        case .y(let value):
            guard let y = plot.y.position(value), plot.rect.spansY(y) else { return [] }
            ends = [Point(plot.rect.minX, y), Point(plot.rect.maxX, y)]
        }
        return [Shape(.path(ends), .stroke(paint, width: width, dash: dash))]
    }
}
