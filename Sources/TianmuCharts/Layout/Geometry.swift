/// A place on the sheet in px, y downwards.
struct Point: Equatable {
    var x: Double
    var y: Double

    init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }

    func moved(dx: Double = 0, dy: Double = 0) -> Point { Point(x + dx, y + dy) }
}

/// An upright rectangle on the sheet in px.
struct Rect: Equatable {
    var minX: Double
    var minY: Double
    var maxX: Double
    var maxY: Double

    /// From any two opposite corners.
    init(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) {
        (minX, maxX) = (min(x0, x1), max(x0, x1))
        (minY, maxY) = (min(y0, y1), max(y0, y1))
    }

    var width: Double { maxX - minX }
    var height: Double { maxY - minY }
    var middle: Point { Point((minX + maxX) / 2, (minY + maxY) / 2) }

    func spansX(_ x: Double) -> Bool { x >= minX - 0.01 && x <= maxX + 0.01 }
    func spansY(_ y: Double) -> Bool { y >= minY - 0.01 && y <= maxY + 0.01 }
    func contains(_ point: Point) -> Bool { spansX(point.x) && spansY(point.y) }

    func contains(_ other: Rect) -> Bool {
        spansX(other.minX) && spansX(other.maxX) && spansY(other.minY) && spansY(other.maxY)
    }

    /// Whether the two share an area; touching is not enough.
    func intersects(_ other: Rect) -> Bool {
        minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
    }

    /// Negative insets grow the rectangle; a rectangle never turns inside out.
    func insetBy(dx: Double, dy: Double) -> Rect {
        let (dx, dy) = (min(dx, width / 2), min(dy, height / 2))
        return Rect(minX + dx, minY + dy, maxX - dx, maxY - dy)
    }

    func moved(dx: Double = 0, dy: Double = 0) -> Rect { Rect(minX + dx, minY + dy, maxX + dx, maxY + dy) }

    /// The length of the part of a segment that lies inside (Liang and Barsky 1984).
    func length(inside a: Point, _ b: Point) -> Double {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        var (enter, leave) = (0.0, 1.0)
        for (p, q) in [(-dx, a.x - minX), (dx, maxX - a.x), (-dy, a.y - minY), (dy, maxY - a.y)] {
            if p == 0 {
                if q < 0 { return 0 }
            } else if p < 0 {
                enter = max(enter, q / p)
            } else {
                leave = min(leave, q / p)
            }
        }
        return leave > enter ? (leave - enter) * (dx * dx + dy * dy).squareRoot() : 0
    }
}

/// Whether a closed outline holds a point (even-odd rule).
func outline(_ points: [Point], contains point: Point) -> Bool {
    var isInside = false
    for (a, b) in zip(points, points.dropFirst() + points.prefix(1)) where (a.y > point.y) != (b.y > point.y) {
        if point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x { isInside.toggle() }
    }
    return isInside
}
