/// Lines of words on the sheet.
struct TextRun: Equatable {
    enum Anchor { case start, middle, end }

    var lines: [String]
    /// The anchor's x, and the baseline of the first line.
    var origin: Point
    var anchor = Anchor.start
    var size = 12.0
    var isBold = false
    var paint = Paint.muted
    /// Whether a rim in the colour of the paper parts the words from what lies below.
    var hasHalo = false

    /// Distance of baselines.
    static func lineHeight(_ size: Double) -> Double { (size * 1.4 * 2).rounded() / 2 }
    /// The height of a box of so many lines.
    static func height(lines: Int, size: Double) -> Double {
        size * 1.1 + Double(max(lines - 1, 0)) * lineHeight(size)
    }
    /// The width of the widest line.
    static func width(_ lines: [String], size: Double, isBold: Bool) -> Double {
        lines.map { TextMetrics.width(of: $0, size: size, isBold: isBold) }.max() ?? 0
    }

    /// The room that the words take: 0.88 em above the first baseline, 0.22 em below the last.
    var box: Rect {
        let width = TextRun.width(lines, size: size, isBold: isBold)
        let left = origin.x - (anchor == .start ? 0 : anchor == .middle ? width / 2 : width)
        let top = origin.y - 0.88 * size
        return Rect(left, top, left + width, top + TextRun.height(lines: lines.count, size: size))
    }

    /// The baseline of the first of so many lines whose box is centred at `middle`.
    static func baseline(middle: Double, lines: Int, size: Double) -> Double {
        middle - height(lines: lines, size: size) / 2 + 0.88 * size
    }
}

/// A laid-out sheet: everything in px, ready to be written.
struct Scene: Equatable {
    /// A cut-off region and what is drawn in it.
    struct Layer: Equatable {
        var shapes: [Shape]
        /// nil where nothing reaches beyond.
        var clip: Rect?
    }

    var width: Double
    var height: Double
    var layers: [Layer] = []
    var texts: [TextRun] = []

    /// Faults of the layout: texts that share room or leave the sheet. Rims of a quarter px are forgiven.
    func textFaults() -> [String] {
        let sheet = Rect(0, 0, width, height)
        let boxes = texts.map { $0.box.insetBy(dx: 0.25, dy: 0.25) }
        var faults = texts.indices.filter { !sheet.contains(boxes[$0]) }.map { "outside: \(texts[$0].lines)" }
        for i in boxes.indices {
            for j in boxes.indices.dropFirst(i + 1) where boxes[i].intersects(boxes[j]) {
                faults.append("overlap: \(texts[i].lines) and \(texts[j].lines)")
            }
        }
        return faults
    }
}
