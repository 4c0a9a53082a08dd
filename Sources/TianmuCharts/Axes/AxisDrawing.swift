/// Grid lines, tick labels and captions of a panel whose plot has its place.
struct AxisDrawing {
    var layout: PanelLayout
    var plot: Plot
    /// The left edge of the panel, where headings of groups begin.
    var minX: Double

    private let size = PanelLayout.size

    /// Lines behind the marks: at the ticks of the value axis, and at zero where the axis crosses it.
    var grid: [Shape] {
        let rect = plot.rect
        if layout.isEmpty { return [baseline] }
        if layout.y.axis.slots != nil {
            let hasOwn = layout.panel.marks.contains { if case .zones = $0 { true } else { false } }
            if hasOwn || layout.x.axis.slots != nil { return [] }
            return layout.xTicks(plotWidth: rect.width).compactMap { plot.x.position($0.value) }.map { x in
                Shape(.path([Point(x, rect.minY), Point(x, rect.maxY)]), .stroke(.rule, width: 1))
            }
        }
        return layout.yTicks.compactMap { tick in
            plot.y.position(tick.value).map { y in
                let isZero = tick.value == 0 && layout.y.low < 0
                return Shape(
                    .path([Point(rect.minX, y), Point(rect.maxX, y)]), .stroke(isZero ? .guide : .rule, width: 1))
            }
        }
    }

    /// The line from which bars grow, drawn over them.
    var zeroLine: [Shape] {
        let rect = plot.rect
        var lines: [Shape] = []
        if layout.extents.x.keepsZero, let x = plot.x.position(0), rect.spansX(x) {
            lines.append(Shape(.path([Point(x, rect.minY), Point(x, rect.maxY)]), .stroke(.muted, width: 1)))
        }
        if layout.extents.y.keepsZero, let y = plot.y.position(0), rect.spansY(y) {
            lines.append(Shape(.path([Point(rect.minX, y), Point(rect.maxX, y)]), .stroke(.muted, width: 1)))
        }
        return lines
    }

    private var baseline: Shape {
        Shape(
            .path([Point(plot.rect.minX, plot.rect.maxY), Point(plot.rect.maxX, plot.rect.maxY)]),
            .stroke(.rule, width: 1))
    }

    // MARK: Words

    var texts: [TextRun] { yLabels + groupHeadings + (layout.showsXLabels ? xLabels + xCaption : []) }

    /// The height of the words below the plot.
    static func footHeight(_ layout: PanelLayout, plotWidth: Double) -> Double {
        guard layout.showsXLabels else { return 0 }
        let size = PanelLayout.size
        let labels = layout.xTicks(plotWidth: plotWidth).map {
            AxisDrawing.xLines($0, layout, plotWidth: plotWidth).count
        }
        let height = labels.max().map { TextRun.height(lines: $0, size: size) + 8 } ?? 0
        return height + (layout.x.axis.caption.isEmpty ? 0 : TextRun.lineHeight(size) + 2)
    }

    private var yLabels: [TextRun] {
        layout.yTicks.compactMap { tick in
            guard let y = plot.y.position(tick.value) else { return nil }
            let isRow = layout.y.axis.slots != nil
            let lines = isRow ? layout.rowNameLines(tick.label, width: rowNameBase) : [tick.label]
            return TextRun(
                lines: lines,
                origin: Point(plot.rect.minX - 10, TextRun.baseline(middle: y, lines: lines.count, size: size)),
                anchor: .end, size: size, paint: isRow ? .ink : .muted)
        }
    }

    /// The width from which rows were measured.
    var rowNameBase = 0.0

    private var groupHeadings: [TextRun] {
        guard let slots = layout.y.axis.slots, !layout.isEmpty else { return [] }
        return zip(slots, PositionScale.slotOffsets(slots).headings).compactMap { slot, heading in
            guard let heading else { return nil }
            let y = plot.rect.minY + heading * plot.y.slotLength
            let lines = TextMetrics.lines(of: slot.group, width: plot.rect.maxX - minX, size: size, isBold: true)
            return TextRun(
                lines: lines,
                origin: Point(minX, TextRun.baseline(middle: y + 4, lines: lines.count, size: size)),
                size: size, isBold: true, paint: .ink, hasHalo: true)
        }
    }

    private static func xLines(_ tick: Tick, _ layout: PanelLayout, plotWidth: Double) -> [String] {
        guard let slots = layout.x.axis.slots else { return [tick.label] }
        let room = plotWidth / Double(max(slots.count, 1)) - 6
        return TextMetrics.lines(of: tick.label, width: max(room, PanelLayout.size), size: PanelLayout.size)
    }

    /// The first and the last label, and those between that touch no other.
    private var xLabels: [TextRun] {
        var labels = layout.xTicks(plotWidth: plot.rect.width).compactMap { tick -> TextRun? in
            guard let x = plot.x.position(tick.value) else { return nil }
            return TextRun(
                lines: AxisDrawing.xLines(tick, layout, plotWidth: plot.rect.width),
                origin: Point(x, plot.rect.maxY + 8 + 0.88 * size), anchor: .middle, size: size)
        }
        guard let last = labels.popLast() else { return [] }
        var kept: [TextRun] = []
        for label in labels {
            let room = label.box.insetBy(dx: -3, dy: 0)
            if !room.intersects(last.box), !(kept.last.map { room.intersects($0.box) } ?? false) { kept.append(label) }
        }
        return kept + [last]
    }

    private var xCaption: [TextRun] {
        guard !layout.x.axis.caption.isEmpty else { return [] }
        let width = plot.rect.width
        let labels = layout.xTicks(plotWidth: width).map { AxisDrawing.xLines($0, layout, plotWidth: width).count }
        let below = labels.max().map { TextRun.height(lines: $0, size: size) + 8 } ?? 0
        return [
            TextRun(
                lines: [layout.x.axis.caption],
                origin: Point(plot.rect.middle.x, plot.rect.maxY + below + 4 + 0.88 * size), anchor: .middle,
                size: size)
        ]
    }
}
