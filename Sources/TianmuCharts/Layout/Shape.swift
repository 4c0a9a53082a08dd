/// A shape on the sheet and how it is drawn.
struct Shape: Equatable {
    enum Geometry: Equatable {
        /// An open line.
        case path([Point])
        /// A closed outline.
        case area([Point])
        case rect(Rect)
        case marker(Marker, at: Point, radius: Double)
    }

    var geometry: Geometry
    var style: Style

    init(_ geometry: Geometry, _ style: Style) {
        self.geometry = geometry
        self.style = style
    }
}

/// How a shape is filled and stroked.
struct Style: Equatable {
    var fill: Paint?
    var isTranslucent = false
    var stroke: Paint?
    /// Stroke width in px.
    var width = 1.0
    var dash = Dash.solid

    static func fill(_ paint: Paint, isTranslucent: Bool = false) -> Style {
        Style(fill: paint, isTranslucent: isTranslucent)
    }

    static func stroke(_ paint: Paint, width: Double, dash: Dash = .solid) -> Style {
        Style(stroke: paint, width: width, dash: dash)
    }
}

/// A panel's plot area and scales, for marks that draw themselves.
struct Plot {
    var rect: Rect
    var x: PositionScale
    var y: PositionScale
    /// How far a rule with captions reaches above the plot.
    var ruleOverhang: Double

    /// nil where a coordinate cannot be drawn.
    func point(_ x: Double, _ y: Double) -> Point? {
        guard let px = self.x.position(x), let py = self.y.position(y) else { return nil }
        return Point(px, py)
    }
}
