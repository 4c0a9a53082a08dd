/// Rows of text under titled columns: what every table is before it is written as text, CSV or HTML.
package struct Table: Equatable, Sendable {
    package struct Column: Equatable, Sendable {
        package enum Alignment: Equatable, Sendable {
            case left
            case right
        }

        package var title: String
        package var alignment: Alignment

        package init(_ title: String, _ alignment: Alignment = .left) {
            self.title = title
            self.alignment = alignment
        }
    }

    package var columns: [Column]
    package var rows: [[String]]

    package init(columns: [Column], rows: [[String]]) {
        self.columns = columns
        self.rows = rows
    }
}
