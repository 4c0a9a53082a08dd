/// How a chart is written.
public struct SVGOptions: Equatable, Sendable {
    /// Begins every id and is the class of the root, so that charts with different prefixes can stand in one page.
    /// Anything but ASCII letters, digits, `-` and `_` becomes `-`.
    public var idPrefix: String

    /// The colours of one mode only, such as for paper; nil to follow the reader's mode.
    public var palette: Palette?

    public init(idPrefix: String = "chart", palette: Palette? = nil) {
        self.idPrefix = idPrefix
        self.palette = palette
    }
}

extension Chart {
    /// The chart as one SVG 1.1 file: the same bytes for the same value. The data stand in it as an XHTML table, the
    /// description as its `desc`; colours follow the reader's light or dark mode.
    ///
    /// The table's tags carry a prefix, since a bare `table` would end an SVG that is inlined into an HTML page.
    public func svg(_ options: SVGOptions = SVGOptions()) -> String {
        SVGWriter(chart: self, scene: layout(), options: options).document()
    }
}
