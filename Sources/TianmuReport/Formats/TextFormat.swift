/// Tables for a terminal, aligned by the cells that characters take there: two for Chinese, one for the rest.
package enum TextFormat {
    /// - Parameter limit: columns of the terminal; cells break into lines until the table fits, as far as words allow.
    ///   `nil` breaks nothing.
    package static func text(of table: Table, within limit: Int? = nil) -> String {
        let widths = limit.map { TableFitting.widths(of: table, within: $0) } ?? TableFitting.widths(of: table)
        func lines(_ cells: [String]) -> [String] {
            let broken = table.columns.indices.map { column -> [String] in
                column < cells.count ? TableFitting.lines(of: cells[column], within: widths[column]) : []
            }
            return (0..<(broken.map { $0.count }.max() ?? 0)).map { number in
                let padded = table.columns.enumerated().map { index, column -> String in
                    let cell = number < broken[index].count ? broken[index][number] : ""
                    let gap = String(repeating: " ", count: max(0, widths[index] - width(of: cell)))
                    return column.alignment == .left ? cell + gap : gap + cell
                }
                return trimmed(padded.joined(separator: "  "))
            }
        }
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        return (lines(table.columns.map(\.title)) + [rule] + table.rows.flatMap(lines)).joined(separator: "\n") + "\n"
    }

    /// Columns of a terminal that `text` takes.
    package static func width(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.isWide ? 2 : $1.value >= 0x300 && $1.isCombining ? 0 : 1) }
    }

    /// Breaks `text` into lines of at most `limit` columns, the first after `first` and the others after `rest`.
    /// Between Chinese characters a line may break anywhere but before closing punctuation.
    package static func wrapped(_ text: String, first: String, rest: String, limit: Int = 100) -> String {
        var lines: [String] = []
        var line = first
        var word = ""
        var lineWidth = width(of: first)
        func flush() {
            let wordWidth = width(of: word)
            if lineWidth + wordWidth > limit, line != first, line != rest {
                lines.append(trimmed(line))
                line = rest + String(word.drop { $0 == " " })
                lineWidth = width(of: line)
            } else {
                line += word
                lineWidth += wordWidth
            }
            word = ""
        }
        for character in text {
            let isWide = character.unicodeScalars.first?.isWide ?? false
            if character == " " || (isWide && !"，。、；：！？”）》】…".contains(character)) { flush() }
            word.append(character)
        }
        flush()
        lines.append(line)
        return lines.joined(separator: "\n") + "\n"
    }

    /// Without blanks at the end.
    private static func trimmed(_ line: String) -> String {
        guard let last = line.unicodeScalars.lastIndex(where: { $0 != " " }) else { return "" }
        return String(line.unicodeScalars[...last])
    }
}

extension Unicode.Scalar {
    /// East Asian wide or full width (Unicode Standard Annex 11), in blocks.
    fileprivate var isWide: Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            true
        // Quotation marks and the ellipsis are wide where the text is Chinese; terminals mostly draw them narrow.
        default: false
        }
    }

    fileprivate var isCombining: Bool { properties.generalCategory == .nonspacingMark }
}
