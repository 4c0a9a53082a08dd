/// Makes tables fit a terminal: the widest columns give way first, and their cells break into lines.
enum TableFitting {
    /// What a column of words keeps, so that it can still be read.
    private static let leastWidth = 10

    /// As wide as the widest cell of each column.
    static func widths(of table: Table) -> [Int] {
        table.columns.indices.map { column in
            ([table.columns[column].title] + cells(of: table, column)).map { TextFormat.width(of: $0) }.max() ?? 0
        }
    }

    /// Narrowed until all columns and the gaps of two between them fit, or nothing can give way any more.
    static func widths(of table: Table, within limit: Int) -> [Int] {
        var widths = widths(of: table)
        // Numbers stay whole: above them only the title may break.
        let least = table.columns.indices.map { column in
            switch table.columns[column].alignment {
            case .left:
                ([table.columns[column].title] + cells(of: table, column)).map(longestWord)
                    .reduce(min(leastWidth, widths[column]), max)
            case .right:
                max(
                    longestWord(table.columns[column].title),
                    cells(of: table, column).map { TextFormat.width(of: $0) }.max() ?? 0)
            }
        }
        var excess = widths.reduce(0, +) + 2 * (widths.count - 1) - limit
        while excess > 0 {
            let open = widths.indices.filter { widths[$0] > least[$0] }
            guard let widest = open.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    /// A cell, broken between words.
    static func lines(of cell: String, within width: Int) -> [String] {
        guard TextFormat.width(of: cell) > width else { return [cell] }
        return TextFormat.wrapped(cell, first: "", rest: "", limit: width).split(separator: "\n").map(String.init)
    }

    private static func cells(of table: Table, _ column: Int) -> [String] {
        table.rows.compactMap { column < $0.count ? $0[column] : nil }
    }

    /// The widest part that no line break divides.
    private static func longestWord(_ text: String) -> Int {
        TextFormat.wrapped(text, first: "", rest: "", limit: 1).split(separator: "\n")
            .map { TextFormat.width(of: String($0)) }.max() ?? 0
    }
}
