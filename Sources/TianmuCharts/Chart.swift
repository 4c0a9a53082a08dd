/// A drawing as a value: panels of marks, their axes and the words around them. It knows nothing of pixels until
/// ``svg(_:)`` lays it out; the height then follows from the words.
public struct Chart: Equatable, Sendable {
    /// The finding in one sentence, or the subject. Wraps.
    public var title: String
    /// Unit, basis, what is shaded. Wraps; may be empty.
    public var subtitle: String
    /// Paragraphs below the drawing: assumptions, sources. Each wraps.
    public var footer: [String]
    /// What a listener should hear instead of the picture.
    public var description: String
    /// Drawn row by row from the left.
    public var panels: [Panel]
    /// The numbers behind the drawing; written into the file, not drawn.
    public var table: DataTable
    /// Width, columns, shared scales.
    public var arrangement: Arrangement
    /// A BCP 47 tag such as `zh-CN`, written as `lang`; empty for none.
    public var language: String

    public init(
        title: String,
        subtitle: String = "",
        footer: [String] = [],
        description: String = "",
        panels: [Panel],
        table: DataTable = DataTable(),
        arrangement: Arrangement = Arrangement(),
        language: String = ""
    ) {
        self.title = title
        self.subtitle = subtitle
        self.footer = footer
        self.description = description
        self.panels = panels
        self.table = table
        self.arrangement = arrangement
        self.language = language
    }
}

/// How the panels of a chart stand on the sheet.
public struct Arrangement: Equatable, Sendable {
    /// The width of the sheet in px, at least 320. The height follows from the contents.
    public var width: Double
    /// How many panels stand side by side, at least 1.
    public var columns: Int
    /// Whether all panels cover the same x values; tick labels then stand below the lowest panel of a column only.
    public var sharesX: Bool
    /// Whether all panels cover the same y values.
    public var sharesY: Bool

    public init(width: Double = 760, columns: Int = 1, sharesX: Bool = false, sharesY: Bool = false) {
        self.width = width
        self.columns = columns
        self.sharesX = sharesX
        self.sharesY = sharesY
    }
}

/// One pair of axes and the marks between them, drawn in the order given.
public struct Panel: Equatable, Sendable {
    /// A small heading; may be empty.
    public var title: String
    /// What the two directions mean.
    public var x: Axis
    public var y: Axis
    /// Back to front.
    public var marks: [Mark]
    /// The height between the ends of the y axis in px. An ordinal y axis takes what its rows need instead, and
    /// labels at the right edge that need more room get it.
    public var plotHeight: Double
    /// What is written in the middle when the marks hold no finite value, such as the reason.
    public var emptyText: String

    public init(
        title: String = "", x: Axis, y: Axis, marks: [Mark], plotHeight: Double = 320, emptyText: String = "–"
    ) {
        self.title = title
        self.x = x
        self.y = y
        self.marks = marks
        self.plotHeight = plotHeight
        self.emptyText = emptyText
    }
}

/// The numbers behind a chart as a table of strings, for readers and tools that do not see.
public struct DataTable: Equatable, Sendable {
    /// The heads of the columns; without them no table is written.
    public var columns: [String]
    /// The cells, row by row.
    public var rows: [[String]]

    public init(columns: [String] = [], rows: [[String]] = []) {
        self.columns = columns
        self.rows = rows
    }
}
