/// A panel whose axes are resolved: how much room it needs around its plot, then everything in it.
struct PanelLayout {
    static let size = 12.0
    static let titleSize = 13.0

    var panel: Panel
    var extents: Extents
    var x: ResolvedAxis
    var y: ResolvedAxis
    var annotations: [Annotation]
    /// Lower panels of a column that shares its x axis carry the labels for all.
    var showsXLabels = true

    init(_ panel: Panel, sharing shared: (x: Extent?, y: Extent?)) {
        self.panel = panel
        self.panel.plotHeight = panel.plotHeight.isFinite ? min(max(panel.plotHeight, 40), 4000) : 320
        extents = Extents(of: panel)
        x = ResolvedAxis(panel.x, covering: shared.x ?? extents.x, tickCount: 6)
        // A tick for every 50 px or so.
        let count = min(max(Int(self.panel.plotHeight / 50), 4), 6)
        y = ResolvedAxis(panel.y, covering: shared.y ?? extents.y, tickCount: count)
        annotations = panel.marks.flatMap(\.body.annotations)
    }

    /// Whether there is nothing to draw.
    var isEmpty: Bool { extents.pointCount == 0 || x.isEmpty || y.isEmpty }

    var yTicks: [Tick] { isEmpty ? [] : y.ticks() }

    /// The ticks along x, as many as keep their labels apart. An empty panel has them only if its neighbours lend it
    /// their values.
    func xTicks(plotWidth: Double) -> [Tick] {
        if x.isEmpty { return [] }
        let year = 4 * 0.556 * PanelLayout.size
        let maximum = Int(max(plotWidth, 0) / (year + 12))
        for count in [nil, 5, 4, 3] {
            let ticks = x.ticks(count: count, maximum: maximum)
            let widths = ticks.map { TextMetrics.width(of: $0.label, size: PanelLayout.size) + 12 }
            // Labels are set around even steps, so the widest decides.
            let isRoomy = (widths.max() ?? 0) * Double(ticks.count - 1) < plotWidth
            if x.axis.slots != nil || x.axis.ticks != nil || isRoomy { return ticks }
        }
        let ticks = x.ticks(count: 3, maximum: maximum)
        return ticks.count > 1 ? [ticks[0]] : ticks
    }

    // MARK: Rows of an ordinal y axis

    func rowNameLines(_ name: String, width: Double) -> [String] {
        TextMetrics.lines(of: name, width: width * 0.36, size: PanelLayout.size)
    }

    func plotHeight(width: Double) -> Double {
        if let slots = y.axis.slots {
            let most = slots.map { rowNameLines($0.name, width: width).count }.max() ?? 1
            let row = max(30, TextRun.height(lines: most, size: PanelLayout.size) + 12)
            return max(PositionScale.slotOffsets(slots).total * row, 48)
        }
        let labels = edgeLabels(width: width).map { TextRun.height(lines: $0.lines.count, size: PanelLayout.size) + 1 }
        return max(panel.plotHeight, labels.reduce(0, +))
    }

    // MARK: Margins

    /// Room left of the plot: the names of rows or the labels of ticks, and half a label of the x axis.
    func leftInset(width: Double) -> Double {
        let names = y.axis.slots.map { $0.flatMap { rowNameLines($0.name, width: width) } } ?? yTicks.map(\.label)
        let widest = TextRun.width(names, size: PanelLayout.size, isBold: false)
        return max(widest + 10, 16)
    }

    /// The labels at the right edge, wrapped.
    func edgeLabels(width: Double) -> [(annotation: Annotation, y: Double, lines: [String])] {
        annotations.compactMap { annotation in
            guard !isEmpty, case .edge(_, let value) = annotation.place else { return nil }
            let limit = min(max(width * 0.26, 70), 190)
            let lines = TextMetrics.lines(
                of: annotation.text, width: limit, size: PanelLayout.size, isBold: annotation.isBold)
            return (annotation, value, lines)
        }
    }

    /// Room right of the plot: labels at the edge with their leaders, words that hang over, half a tick label.
    func rightInset(width: Double, left: Double) -> Double {
        let edge = edgeLabels(width: width).map {
            TextRun.width($0.lines, size: PanelLayout.size, isBold: $0.annotation.isBold) + 20
        }
        let whole = width - left
        let scale = PositionScale(x, start: 0, end: 1)
        let hanging = annotations.compactMap { annotation -> Double? in
            guard case .beside(let value, _, [.right], _) = annotation.place, let share = scale.position(value),
                share > 0.01
            else { return nil }
            let words = TextMetrics.width(of: annotation.text, size: PanelLayout.size, isBold: annotation.isBold) + 12
            // share * (whole - inset) + words <= whole
            return min(whole - (whole - words) / share, whole * 0.45)
        }
        let ends = xTicks(plotWidth: whole).suffix(1).map { tick in
            x.axis.slots == nil ? TextMetrics.width(of: tick.label, size: PanelLayout.size) / 2 : 0
        }
        return (edge + hanging + ends).reduce(8, max)
    }

    /// The px scale along x between two ends. A continuous axis of a line chart starts a little right of the y axis.
    func xScale(from left: Double, to right: Double) -> PositionScale {
        let inset = x.axis.slots == nil && y.axis.slots == nil && !extents.x.keepsZero ? 16.0 : 0
        return PositionScale(x, start: left + min(inset, (right - left) / 4), end: right)
    }

    // MARK: Captions

    /// The strip above the plot for a plot from `left` to `right` in a panel from `minX` to `maxX`.
    func header(minX: Double, maxX: Double, left: Double, right: Double) -> HeaderStrip {
        var strip = HeaderStrip()
        let scale = xScale(from: left, to: right)
        /// Wraps words to a width and puts them beside, or around, an x, but within the panel.
        func add(_ annotation: Annotation, at x: Double, _ anchor: TextRun.Anchor, width limit: Double) {
            let (size, isBold) = (HeaderStrip.size, annotation.isBold)
            let limit = min(max(limit, 48), maxX - minX)
            let lines = TextMetrics.lines(of: annotation.text, width: limit, size: size, isBold: isBold)
            let width = TextRun.width(lines, size: size, isBold: isBold)
            let wanted = anchor == .start ? x : anchor == .middle ? x - width / 2 : x - width
            strip.add(
                .init(
                    lines: lines, left: max(minX, min(wanted, maxX - width)), width: width, paint: annotation.paint,
                    isBold: isBold, anchor: anchor))
        }
        let half = (maxX - minX) / 2
        for annotation in isEmpty ? [] : annotations {
            switch annotation.place {
            case .headerBefore(let value):
                if let x = scale.position(value) { add(annotation, at: x - 6, .end, width: half) }
            case .headerAfter(let value):
                if let x = scale.position(value) { add(annotation, at: x + 6, .start, width: half) }
            case .header(let value):
                if let x = scale.position(value) { add(annotation, at: x, .middle, width: half) }
            case .headerSpan(let from, let to):
                guard let a = scale.position(from), let b = scale.position(to) else { continue }
                add(annotation, at: (a + b) / 2, .middle, width: abs(b - a) - 4)
            default: continue
            }
        }
        if !panel.y.caption.isEmpty, y.axis.slots == nil {
            let unit = Annotation(text: panel.y.caption, place: .header(x: 0), paint: .muted)
            add(unit, at: minX, .start, width: maxX - minX)
        }
        return strip
    }

    func titleLines(width: Double) -> [String] {
        TextMetrics.lines(of: panel.title, width: width, size: PanelLayout.titleSize, isBold: true)
    }
}
