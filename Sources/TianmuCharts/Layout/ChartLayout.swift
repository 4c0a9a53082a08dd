extension Chart {
    static let margin = 24.0
    static let titleSize = 18.0
    static let textSize = 12.0

    /// Everything in px. The height follows from the words and the panels.
    func layout() -> Scene {
        let width = arrangement.width.isFinite ? max(arrangement.width, 320) : 760
        let inner = width - 2 * Chart.margin
        var scene = Scene(width: width, height: 0)
        var y = Chart.margin
        func paragraph(_ text: String, size: Double, isBold: Bool = false, paint: Paint) {
            let lines = TextMetrics.lines(of: text, width: inner, size: size, isBold: isBold)
            guard !lines.isEmpty else { return }
            scene.texts.append(
                TextRun(
                    lines: lines, origin: Point(Chart.margin, y + 0.88 * size), size: size, isBold: isBold,
                    paint: paint))
            y += TextRun.height(lines: lines.count, size: size)
        }
        paragraph(title, size: Chart.titleSize, isBold: true, paint: .ink)
        if !subtitle.isEmpty { y += 6 }
        paragraph(subtitle, size: Chart.textSize, paint: .muted)
        y = drawPanels(into: &scene, from: y + 18, width: inner)
        if !footer.isEmpty { y += 18 }
        for text in footer {
            paragraph(text, size: Chart.textSize, paint: .muted)
            y += 6
        }
        scene.height = (y + (footer.isEmpty ? Chart.margin : Chart.margin - 6)).rounded(.up)
        return scene
    }

    /// Draws the grid of panels below `top` and returns its lower edge.
    private func drawPanels(into scene: inout Scene, from top: Double, width: Double) -> Double {
        let columns = min(max(arrangement.columns, 1), max(panels.count, 1))
        let gap = 28.0
        let panelWidth = (width - gap * Double(columns - 1)) / Double(columns)
        var layouts = resolved()
        if arrangement.sharesX {
            for index in layouts.indices { layouts[index].showsXLabels = index + columns >= layouts.count }
        }
        // Plots in one column begin and end at the same x.
        let lefts = (0..<columns).map { column in
            stride(from: column, to: layouts.count, by: columns).map { layouts[$0].leftInset(width: panelWidth) }.max()
                ?? 0
        }
        let rights = (0..<columns).map { column in
            stride(from: column, to: layouts.count, by: columns).map {
                layouts[$0].rightInset(width: panelWidth, left: lefts[column])
            }.max() ?? 0
        }
        var y = top
        for first in stride(from: 0, to: layouts.count, by: columns) {
            let row = Array(first..<min(first + columns, layouts.count))
            let frames = row.map { index -> (minX: Double, left: Double, right: Double) in
                let minX = Chart.margin + Double(index - first) * (panelWidth + gap)
                return (minX, minX + lefts[index - first], minX + panelWidth - rights[index - first])
            }
            let headers = zip(row, frames).map { index, frame in
                layouts[index].header(
                    minX: frame.minX, maxX: frame.minX + panelWidth, left: frame.left, right: frame.right)
            }
            let titles = row.map { layouts[$0].titleLines(width: panelWidth) }
            let titleHeight =
                titles.map { lines in
                    lines.isEmpty ? 0 : TextRun.height(lines: lines.count, size: PanelLayout.titleSize) + 8
                }.max() ?? 0
            let headerHeight = headers.map(\.height).max() ?? 0
            let plotHeight = row.map { layouts[$0].plotHeight(width: panelWidth) }.max() ?? 0
            let plotTop = y + titleHeight + headerHeight + (headerHeight == 0 ? 6 : 0)
            var foot = 0.0
            for (position, index) in row.enumerated() {
                let frame = frames[position]
                scene.texts += titleText(titles[position], x: frame.minX, y: y)
                let plot = Rect(frame.left, plotTop, frame.right, plotTop + plotHeight)
                let panelFrame = Rect(frame.minX, y, frame.minX + panelWidth, plot.maxY)
                PanelDrawing(layouts[index], frame: panelFrame, plotRect: plot, header: headers[position])
                    .draw(into: &scene)
                foot = max(foot, AxisDrawing.footHeight(layouts[index], plotWidth: plot.width))
            }
            y = plotTop + plotHeight + foot + (first + columns < layouts.count ? 22 : 0)
        }
        return y
    }

    private func titleText(_ lines: [String], x: Double, y: Double) -> [TextRun] {
        guard !lines.isEmpty else { return [] }
        return [
            TextRun(
                lines: lines, origin: Point(x, y + 0.88 * PanelLayout.titleSize), size: PanelLayout.titleSize,
                isBold: true, paint: .ink)
        ]
    }

    /// The panels with their axes resolved once, together where they are shared.
    private func resolved() -> [PanelLayout] {
        var all = Extents()
        for panel in panels {
            let own = Extents(of: panel)
            all.x.merge(own.x)
            all.y.merge(own.y)
        }
        return panels.map {
            PanelLayout($0, sharing: (arrangement.sharesX ? all.x : nil, arrangement.sharesY ? all.y : nil))
        }
    }
}
