/// Tables for a terminal, aligned by the cells that characters take there: two for Chinese, one for the rest.
package enum TextFormat {
    package static func text(of table: Table) -> String {
        let lines = [table.columns.map(\.title)] + table.rows
        let widths = table.columns.indices.map { column in
            lines.map { column < $0.count ? width(of: $0[column]) : 0 }.max() ?? 0
        }
        func line(_ cells: [String]) -> String {
            let padded = table.columns.enumerated().map { index, column -> String in
                let cell = index < cells.count ? cells[index] : ""
                let gap = String(repeating: " ", count: widths[index] - width(of: cell))
                return column.alignment == .left ? cell + gap : gap + cell
            }
            let joined = padded.joined(separator: "  ")
            return String(joined.reversed().drop { $0 == " " }.reversed())
        }
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        return ([line(lines[0]), rule] + table.rows.map(line)).joined(separator: "\n") + "\n"
    }

    /// Columns of a terminal that `text` takes.
    package static func width(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.isWide ? 2 : $1.isCombining ? 0 : 1) }
    }

    /// Breaks `text` into lines of at most `limit` columns, the first after `first` and the others after `rest`.
    /// Between Chinese characters a line may break anywhere but before closing punctuation.
    package static func wrapped(_ text: String, first: String, rest: String, limit: Int = 100) -> String {
        var lines: [String] = []
        var line = first
        var word = ""
        func flush() {
            if width(of: line) + width(of: word) > limit, line != first, line != rest {
                lines.append(String(line.reversed().drop { $0 == " " }.reversed()))
                line = rest + String(word.drop { $0 == " " })
            } else {
                line += word
            }
            word = ""
        }
        for character in text {
            let isWide = character.unicodeScalars.first?.isWide ?? false
            let isClosing = "，。、；：！？”）》】…".contains(character)
            if character == " " || (isWide && !isClosing) { flush() }
            word.append(character)
        }
        flush()
        lines.append(line)
        return lines.joined(separator: "\n") + "\n"
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
