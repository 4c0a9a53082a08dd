/// The captions above a plot, in as few lines as keep them apart. Line 0 is the lowest.
struct HeaderStrip {
    struct Item {
        var lines: [String]
        var left: Double
        var width: Double
        var paint: Paint
        var isBold: Bool
        /// Which end of the words stays where it is if they turn out wider or narrower than measured.
        var anchor = TextRun.Anchor.middle
        /// The line on which its last words stand.
        var level = 0

        var x: Double {
            switch anchor {
            case .start: left
            case .middle: left + width / 2
            case .end: left + width
            }
        }
    }

    static let size = 12.0
    /// Free px between the lowest caption and the plot.
    static let gap = 11.0

    private(set) var items: [Item] = []
    /// Lines in use.
    private(set) var lineCount = 0

    var height: Double {
        lineCount == 0 ? 0 : TextRun.height(lines: lineCount, size: HeaderStrip.size) + HeaderStrip.gap
    }

    /// Puts an item on the lowest line where it touches no other.
    mutating func add(_ item: Item) {
        var item = item
        func collides(_ other: Item) -> Bool {
            item.left < other.left + other.width + 8 && other.left < item.left + item.width + 8
                && item.level < other.level + other.lines.count && other.level < item.level + item.lines.count
        }
        while items.contains(where: collides) { item.level += 1 }
        items.append(item)
        lineCount = max(lineCount, item.level + item.lines.count)
    }

    /// The captions above a plot whose upper edge is at `top`.
    func texts(top: Double) -> [TextRun] {
        let lineHeight = TextRun.lineHeight(HeaderStrip.size)
        let lowest = top - HeaderStrip.gap - 0.22 * HeaderStrip.size
        return items.map { item in
            let baseline = lowest - Double(item.level + item.lines.count - 1) * lineHeight
            return TextRun(
                lines: item.lines, origin: Point(item.x, baseline), anchor: item.anchor,
                size: HeaderStrip.size, isBold: item.isBold, paint: item.paint, hasHalo: true)
        }
    }
}
