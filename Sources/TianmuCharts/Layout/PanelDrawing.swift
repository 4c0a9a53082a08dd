/// Draws one panel into a sheet: grid, marks, axes, then words in the order of their importance.
struct PanelDrawing {
    var layout: PanelLayout
    var plot: Plot
    /// The panel's share of the sheet, with its margins.
    var frame: Rect
    var header: HeaderStrip
    private let size = PanelLayout.size

    init(_ layout: PanelLayout, frame: Rect, plotRect: Rect, header: HeaderStrip) {
        self.layout = layout
        self.frame = frame
        self.header = header
        let y =
            layout.y.axis.slots == nil
            ? PositionScale(layout.y, start: plotRect.maxY, end: plotRect.minY)
            : PositionScale(layout.y, start: plotRect.minY, end: plotRect.maxY)
        plot = Plot(
            rect: plotRect, x: layout.xScale(from: plotRect.minX, to: plotRect.maxX), y: y,
            ruleOverhang: HeaderStrip.gap + TextRun.height(lines: 1, size: HeaderStrip.size))
    }

    func draw(into scene: inout Scene) {
        var axes = AxisDrawing(layout: layout, plot: plot, minX: frame.minX)
        axes.rowNameBase = frame.width
        let marks = layout.isEmpty ? [] : layout.panel.marks.map(\.body)
        let shapes = marks.flatMap { $0.shapes(in: plot) }
        let hasDomain = layout.x.axis.domain != nil || layout.y.axis.domain != nil
        scene.layers.append(Scene.Layer(shapes: axes.grid))
        for shape in shapes {
            append(shape, clip: hasDomain && reachesOutside(shape) ? plot.rect : nil, to: &scene)
        }
        scene.layers.append(Scene.Layer(shapes: axes.zeroLine))

        var texts = axes.texts + header.texts(top: plot.rect.minY)
        if layout.isEmpty { texts.append(emptyText) }
        var leaders: [Shape] = []
        texts += edgeTexts(leaders: &leaders)
        if !layout.isEmpty { texts += placedTexts(around: texts, shapes: shapes + leaders) }
        scene.layers.append(Scene.Layer(shapes: leaders))
        scene.texts += texts
    }

    private func append(_ shape: Shape, clip: Rect?, to scene: inout Scene) {
        if let last = scene.layers.indices.last, scene.layers[last].clip == clip {
            scene.layers[last].shapes.append(shape)
        } else {
            scene.layers.append(Scene.Layer(shapes: [shape], clip: clip))
        }
    }

    private func reachesOutside(_ shape: Shape) -> Bool {
        switch shape.geometry {
        case .path(let points), .area(let points):
            !isRule(points) && !points.allSatisfy(plot.rect.contains)
        case .rect(let rect): !plot.rect.contains(rect)
        case .marker: false
        }
    }

    /// A vertical line from above the plot to its foot: a rule with captions.
    private func isRule(_ points: [Point]) -> Bool {
        points.count == 2 && points[0].x == points[1].x && points[1].y == plot.rect.maxY
    }

    private var emptyText: TextRun {
        let lines = TextMetrics.lines(of: layout.panel.emptyText, width: frame.width - 24, size: size)
        let middle = Point(frame.middle.x, plot.rect.middle.y)
        return TextRun(
            lines: lines,
            origin: Point(middle.x, TextRun.baseline(middle: middle.y, lines: lines.count, size: size)),
            anchor: .middle, size: size)
    }

    /// Labels in the right margin, with leaders where one had to move by more than half its height.
    private func edgeTexts(leaders: inout [Shape]) -> [TextRun] {
        let labels = layout.edgeLabels(width: frame.width).compactMap { label -> (Annotation, Double, [String])? in
            guard let y = plot.y.position(label.y) else { return nil }
            return (label.annotation, min(max(y, plot.rect.minY), plot.rect.maxY), label.lines)
        }
        let heights = labels.map { TextRun.height(lines: $0.2.count, size: size) }
        let places = LabelSpreading.spread(
            wanted: labels.map(\.1), heights: heights, gap: 1,
            within: (plot.rect.minY - 4)...max(plot.rect.maxY, plot.rect.minY - 4))
        let isMoved = zip(labels, places).map { abs($0.1 - $1) > 9 }
        let x = plot.rect.maxX + (isMoved.contains(true) ? 18 : 8)
        return labels.indices.map { index in
            let (annotation, wanted, lines) = labels[index]
            if isMoved[index] {
                let start = Point(plot.rect.maxX + 2, wanted)
                leaders.append(Shape(.path([start, Point(x - 3, places[index])]), .stroke(.guide, width: 0.75)))
            }
            return TextRun(
                lines: lines,
                origin: Point(x, TextRun.baseline(middle: places[index], lines: lines.count, size: size)), size: size,
                isBold: annotation.isBold, paint: annotation.paint)
        }
    }

    /// Words within the plot, where they find room: along rules, then those that must stay, then the rest.
    private func placedTexts(around texts: [TextRun], shapes: [Shape]) -> [TextRun] {
        let bounds = Rect(plot.rect.minX + 2, plot.rect.minY - 6, frame.maxX, plot.rect.maxY - 1)
        var placer = LabelPlacer(bounds: bounds, texts: texts.map(\.box), shapes: shapes)
        var result: [TextRun] = []
        func run(_ annotation: Annotation, _ box: Rect, _ lines: [String]? = nil, hasHalo: Bool = true) -> TextRun {
            TextRun(
                lines: lines ?? [annotation.text], origin: Point(box.minX, box.minY + 0.88 * size), size: size,
                isBold: annotation.isBold, paint: annotation.paint, hasHalo: hasHalo)
        }
        for pass in 0...3 {
            for annotation in layout.annotations {
                let width = TextMetrics.width(of: annotation.text, size: size, isBold: annotation.isBold)
                let height = TextRun.height(lines: 1, size: size)
                switch (pass, annotation.place) {
                case (0, .inside(let x, let y)):
                    guard let point = plot.point(x, y), width <= abs(plot.x.slotLength) - 4 else { continue }
                    let corner = point.moved(dx: -width / 2, dy: -height / 2)
                    let box = Rect(corner.x, corner.y, corner.x + width, corner.y + height)
                    placer.boxes.append(box)
                    result.append(run(annotation, box, hasHalo: false))
                case (1, .along(let value)):
                    guard let y = plot.y.position(value), plot.rect.spansY(y) else { continue }
                    let (left, right) = (plot.rect.minX + 6, plot.rect.maxX - 6)
                    let lines = TextMetrics.lines(
                        of: annotation.text, width: right - left, size: size, isBold: annotation.isBold)
                    let box = placer.place(
                        width: TextRun.width(lines, size: size, isBold: annotation.isBold),
                        height: TextRun.height(lines: lines.count, size: size), along: y, from: left, to: right)
                    result.append(run(annotation, box, lines))
                case (2, .beside(let x, let y, let sides, true)):
                    guard let point = plot.point(x, y), plot.rect.contains(point) else { continue }
                    result.append(
                        run(
                            annotation,
                            placer.placeSomewhere(width: width, height: height, beside: point, sides: sides)))
                case (3, .beside(let x, let y, let sides, false)):
                    guard let point = plot.point(x, y), plot.rect.contains(point),
                        let box = placer.place(width: width, height: height, beside: point, sides: sides, distance: 6)
                    else { continue }
                    result.append(run(annotation, box))
                default: continue
                }
            }
        }
        return result
    }
}
