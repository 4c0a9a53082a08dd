/// Writes a laid-out sheet.
struct SVGWriter {
    var chart: Chart
    var scene: Scene
    var root: String
    var palette: Palette?

    init(chart: Chart, scene: Scene, options: SVGOptions) {
        self.chart = chart
        self.scene = scene
        palette = options.palette
        let allowed = options.idPrefix.map {
            $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") ? $0 : "-"
        }
        // An id and a class begin with a letter.
        root = allowed.first?.isLetter == true ? String(allowed) : "c" + String(allowed)
    }

    func document() -> String {
        var style = StyleSheet()
        var clips: [Rect] = []
        var body = scene.layers.filter { !$0.shapes.isEmpty }.map { layer in
            guard let clip = layer.clip else { return shapes(layer.shapes, &style) }
            let number = clips.firstIndex(of: clip) ?? clips.count
            if number == clips.count { clips.append(clip) }
            return "<g clip-path=\"url(#\(root)-clip\(number))\">\n\(shapes(layer.shapes, &style))\n</g>"
        }
        body += scene.texts.map { text($0, &style) }
        let size = (coordinate(scene.width), coordinate(scene.height))
        let language = chart.language.isEmpty ? "" : " lang=\"\(escapedForXML(chart.language))\""
        var lines = [
            """
            <svg xmlns="http://www.w3.org/2000/svg" class="\(root)" viewBox="0 0 \(size.0) \(size.1)" \
            width="\(size.0)" height="\(size.1)" role="img" aria-labelledby="\(root)-title \(root)-desc"\(language)>
            """,
            "<title id=\"\(root)-title\">\(escapedForXML(chart.title))</title>",
            "<desc id=\"\(root)-desc\">\(escapedForXML(chart.description))</desc>",
        ]
        lines += table()
        lines.append("<style>\n\(style.css(root: root, language: chart.language, palette: palette))\n</style>")
        if !clips.isEmpty {
            let paths = clips.enumerated().map { number, clip in
                "<clipPath id=\"\(root)-clip\(number)\"><rect \(attributes(clip))/></clipPath>"
            }
            lines.append("<defs>\(paths.joined())</defs>")
        }
        lines.append("<rect class=\"paper\" width=\"\(size.0)\" height=\"\(size.1)\"/>")
        return (lines + body + ["</svg>"]).joined(separator: "\n") + "\n"
    }

    // MARK: Shapes

    /// Neighbours with one style share a group.
    private func shapes(_ shapes: [Shape], _ style: inout StyleSheet) -> String {
        var groups: [(style: Style, elements: [String])] = []
        for shape in shapes {
            if let last = groups.last, last.style == shape.style {
                groups[groups.count - 1].elements.append(element(shape.geometry))
            } else {
                groups.append((shape.style, [element(shape.geometry)]))
            }
        }
        return groups.map { group in
            let classes = style.classes(of: group.style)
            if group.elements.count == 1 {
                return group.elements[0].replacingFirstSpace(with: " class=\"\(classes)\" ")
            }
            return "<g class=\"\(classes)\">\(group.elements.joined())</g>"
        }.joined(separator: "\n")
    }

    private func element(_ geometry: Shape.Geometry) -> String {
        switch geometry {
        case .path(let points): "<path d=\"\(path(points))\"/>"
        case .area(let points): "<path d=\"\(path(points))Z\"/>"
        case .rect(let rect): "<rect \(attributes(rect))/>"
        case .marker(let marker, let p, let r): markerElement(marker, p, r)
        }
    }

    private func path(_ points: [Point]) -> String {
        "M" + points.map { "\(coordinate($0.x)),\(coordinate($0.y))" }.joined(separator: "L")
    }

    private func attributes(_ rect: Rect) -> String {
        """
        x="\(coordinate(rect.minX))" y="\(coordinate(rect.minY))" \
        width="\(coordinate(rect.width))" height="\(coordinate(rect.height))"
        """
    }

    /// The four forms cover about the same area.
    private func markerElement(_ marker: Marker, _ p: Point, _ r: Double) -> String {
        switch marker {
        case .circle: return "<circle cx=\"\(coordinate(p.x))\" cy=\"\(coordinate(p.y))\" r=\"\(coordinate(r))\"/>"
        case .square:
            let s = r * 0.89
            return "<rect \(attributes(Rect(p.x - s, p.y - s, p.x + s, p.y + s)))/>"
        case .triangle:
            let corners = [
                p.moved(dy: -r * 1.3), p.moved(dx: r * 1.2, dy: r * 0.85), p.moved(dx: -r * 1.2, dy: r * 0.85),
            ]
            return element(.area(corners))
        case .diamond:
            let d = r * 1.3
            return element(.area([p.moved(dy: -d), p.moved(dx: d), p.moved(dy: d), p.moved(dx: -d)]))
        }
    }

    // MARK: Words

    private func text(_ run: TextRun, _ style: inout StyleSheet) -> String {
        let x = coordinate(run.origin.x)
        let start = "<text class=\"\(style.classes(of: run))\" x=\"\(x)\" y=\"\(coordinate(run.origin.y))\">"
        let first = escapedForXML(run.lines.first ?? "")
        let rest = run.lines.dropFirst().map { line in
            "<tspan x=\"\(x)\" dy=\"\(coordinate(TextRun.lineHeight(run.size)))\">\(escapedForXML(line))</tspan>"
        }
        return start + first + rest.joined() + "</text>"
    }

    private func table() -> [String] {
        guard !chart.table.columns.isEmpty else { return [] }
        let head = chart.table.columns.map { "<h:th scope=\"col\">\(escapedForXML($0))</h:th>" }.joined()
        let rows = chart.table.rows.map { row in
            "<h:tr>" + row.map { "<h:td>\(escapedForXML($0))</h:td>" }.joined() + "</h:tr>"
        }
        return [
            "<metadata><h:table xmlns:h=\"http://www.w3.org/1999/xhtml\">", "<h:thead><h:tr>\(head)</h:tr></h:thead>",
            "<h:tbody>",
        ] + rows + ["</h:tbody></h:table></metadata>"]
    }
}

extension String {
    /// A tag begins `<name `: its first space is where an attribute can join.
    fileprivate func replacingFirstSpace(with text: String) -> String {
        guard let space = firstIndex(of: " ") else { return self }
        return String(self[..<space]) + text + String(self[index(after: space)...])
    }
}
