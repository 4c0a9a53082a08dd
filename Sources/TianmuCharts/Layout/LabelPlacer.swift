/// Finds places for words beside points and along lines, one after the other: what is placed stays.
struct LabelPlacer {
    /// Words must stay in here.
    var bounds: Rect
    /// Words and points, which no other words may touch.
    var boxes: [Rect]
    /// Drawn lines, which words had better not cross.
    var segments: [(Point, Point)] = []
    /// Shaded areas, which words may cross if there is nothing better.
    var areas: [[Point]] = []

    init(bounds: Rect, texts: [Rect], shapes: [Shape]) {
        self.bounds = bounds
        boxes = texts
        for shape in shapes {
            switch shape.geometry {
            case .path(let points): segments += zip(points, points.dropFirst())
            case .area(let points): areas.append(points)
            case .marker(_, let point, let radius):
                boxes.append(Rect(point.x - radius, point.y - radius, point.x + radius, point.y + radius))
            case .rect: break
            }
        }
    }

    /// How bad a place is; nil if it is taken.
    private func cost(_ box: Rect) -> Double? {
        guard bounds.contains(box), !boxes.contains(where: box.insetBy(dx: -1, dy: -1).intersects) else { return nil }
        // A line cut through is bad however short the cut.
        let crossed = segments.reduce(0.0) { sum, segment in
            let length = box.length(inside: segment.0, segment.1)
            return sum + (length > 0 ? 8 + 0.6 * length : 0)
        }
        let corners = [
            Point(box.minX, box.minY), Point(box.maxX, box.minY), Point(box.minX, box.maxY), Point(box.maxX, box.maxY),
        ]
        let shaded = corners.filter { corner in areas.contains { outline($0, contains: corner) } }.count
        return crossed + Double(shaded) * 1.5
    }

    private mutating func best(_ candidates: [Rect]) -> Rect? {
        var best: (cost: Double, box: Rect)?
        for (index, box) in candidates.enumerated() {
            // Earlier candidates are the better habit, so a later one must be clearly freer.
            guard let cost = cost(box).map({ $0 + Double(index) * 1.2 }), cost < best?.cost ?? .infinity else {
                continue
            }
            best = (cost, box)
        }
        if let best { boxes.append(best.box) }
        return best?.box
    }

    /// The box of words beside a point, or nil if every side is taken.
    mutating func place(width: Double, height: Double, beside point: Point, sides: [Side], distance: Double) -> Rect? {
        best(sides.map { LabelPlacer.box(width, height, beside: point, side: $0, distance: distance) })
    }

    /// The same, further and further off, for words that must not be left out. They stand on others only where the
    /// whole plot is full.
    mutating func placeSomewhere(width: Double, height: Double, beside point: Point, sides: [Side]) -> Rect {
        if let box = place(width: width, height: height, beside: point, sides: sides, distance: 6) { return box }
        let all = sides + Side.allCases.filter { !sides.contains($0) }
        for ring in 1...24 {
            let distance = 6 + Double(ring) * height * 0.75
            if let box = place(width: width, height: height, beside: point, sides: all, distance: distance) {
                return box
            }
        }
        let box = LabelPlacer.box(width, height, beside: point, side: sides.first ?? .right, distance: 6)
        boxes.append(box)
        return box
    }

    /// The box of words just above or below a horizontal line, as far left as is good.
    mutating func place(width: Double, height: Double, along y: Double, from left: Double, to right: Double) -> Rect {
        let room = max(right - left - width, 0)
        let starts = (0...8).map { left + room * Double($0) / 8 }
        for distance in stride(from: 3.0, through: 200, by: height / 2) {
            let candidates = starts.flatMap { x in
                [
                    Rect(x, y - distance - height, x + width, y - distance),
                    Rect(x, y + distance, x + width, y + distance + height),
                ]
            }
            if let box = best(candidates) { return box }
        }
        let box = Rect(left, y - 3 - height, left + width, y - 3)
        boxes.append(box)
        return box
    }

    static func box(_ width: Double, _ height: Double, beside p: Point, side: Side, distance d: Double) -> Rect {
        let near = d * 0.8
        let origin: Point =
            switch side {
            case .above: Point(p.x - width / 2, p.y - d - height)
            case .below: Point(p.x - width / 2, p.y + d)
            case .right: Point(p.x + d + 2, p.y - height / 2)
            case .left: Point(p.x - d - 2 - width, p.y - height / 2)
            case .aboveRight: Point(p.x + near, p.y - near - height)
            case .belowRight: Point(p.x + near, p.y + near)
            case .aboveLeft: Point(p.x - near - width, p.y - near - height)
            case .belowLeft: Point(p.x - near - width, p.y + near)
            }
        return Rect(origin.x, origin.y, origin.x + width, origin.y + height)
    }
}
