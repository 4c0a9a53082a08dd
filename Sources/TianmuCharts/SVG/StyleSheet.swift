/// The class rules of one chart: only those in use, all below one root class, in a fixed order.
///
/// Plain class rules, since librsvg knows no custom properties.
struct StyleSheet {
    /// Chinese faces first, since only they set Chinese punctuation right; Latin faces before them where the language
    /// is another, since quotation marks of Chinese faces are as wide as an ideograph.
    static func fonts(language: String) -> String {
        let isChinese = language.isEmpty || language.hasPrefix("zh")
        return (isChinese ? "" : "'Helvetica Neue',Arial,'Liberation Sans',") + chineseFonts
    }

    private static let chineseFonts = """
        'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','WenQuanYi Micro Hei',sans-serif
        """

    private var fills: [String: Paint] = [:]
    private var strokes: [String: Paint] = [:]
    private var words: [String: Paint] = [:]
    private var plain: Set<String> = []

    /// The classes of a shape; remembers them.
    mutating func classes(of style: Style) -> String {
        var names: [String] = []
        if let fill = style.fill {
            names.append("f-" + fill.name)
            fills["f-" + fill.name] = fill
        } else {
            names.append("n")
            plain.insert(".n{fill:none}")
        }
        if style.isTranslucent {
            names.append("o")
            plain.insert(".o{fill-opacity:.2}")
        }
        if let stroke = style.stroke {
            names.append("s-" + stroke.name)
            strokes["s-" + stroke.name] = stroke
            let width = coordinate(style.width)
            let name = "w" + String(width.map { $0 == "." ? "_" : $0 })
            names.append(name)
            plain.insert(".\(name){stroke-width:\(width)}")
            if let dashes = StyleSheet.dashes(style.dash) {
                names.append("d-" + style.dash.rawValue)
                plain.insert(".d-\(style.dash.rawValue){stroke-dasharray:\(dashes)}")
            }
        }
        return names.joined(separator: " ")
    }

    /// The classes of words; remembers them.
    mutating func classes(of text: TextRun) -> String {
        var names = ["t-" + text.paint.name]
        words["t-" + text.paint.name] = text.paint
        if text.size != 12 {
            names.append("z\(coordinate(text.size))")
            plain.insert(".z\(coordinate(text.size)){font-size:\(coordinate(text.size))px}")
        }
        if text.isBold {
            names.append("b")
            plain.insert(".b{font-weight:700}")
        }
        switch text.anchor {
        case .start: break
        case .middle:
            names.append("m")
            plain.insert(".m{text-anchor:middle}")
        case .end:
            names.append("e")
            plain.insert(".e{text-anchor:end}")
        }
        if text.hasHalo { names.append("h") }
        return names.joined(separator: " ")
    }

    private static func dashes(_ dash: Dash) -> String? {
        switch dash {
        case .solid: nil
        case .dashed: "6 4"
        case .dotted: "2 3"
        case .dashDot: "8 3 2 3"
        case .longDash: "12 4"
        }
    }

    /// The text of the style element below `root`, a class name: for one palette, or for whichever the reader has set.
    func css(root: String, language: String, palette: Palette?) -> String {
        let scope = ".\(root)"
        let base = [
            """
            \(scope){font-family:\(StyleSheet.fonts(language: language));font-size:12px;font-variant-numeric:tabular-nums;\
            stroke-linejoin:round}
            """,
            "\(scope) .h{paint-order:stroke;stroke-width:3.5px;stroke-linejoin:round}",
        ]
        let rules = base + plain.sorted().map { "\(scope) \($0)" } + colors(palette ?? .light, scope)
        let dark = ["@media (prefers-color-scheme:dark){"] + colors(.dark, scope) + ["}"]
        return (rules + (palette == nil ? dark : [])).joined(separator: "\n")
    }

    private func colors(_ palette: Palette, _ scope: String) -> [String] {
        let paper = palette.color(.paper).hex
        var rules = ["\(scope) .paper{fill:\(paper)}", "\(scope) .h{stroke:\(paper)}"]
        for (name, paint) in fills.sorted(by: { $0.key < $1.key }) {
            rules.append("\(scope) .\(name){fill:\(palette.color(paint).hex)}")
        }
        for (name, paint) in strokes.sorted(by: { $0.key < $1.key }) {
            rules.append("\(scope) .\(name){stroke:\(palette.color(paint).hex)}")
        }
        for (name, paint) in words.sorted(by: { $0.key < $1.key }) {
            rules.append("\(scope) .\(name){fill:\(palette.textColor(paint).hex)}")
        }
        return rules
    }
}
