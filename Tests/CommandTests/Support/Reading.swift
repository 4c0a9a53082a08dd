import Foundation
import Testing

/// Reads JSON whose outermost value is an object.
func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
}

/// Reads CSV by RFC 4180: rows of cells, the header first.
func rows(ofCSV text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var previous: Character?
    for character in text {
        switch character {
        case "\"":
            // A second quote inside quotes is one quote.
            if !isQuoted, previous == "\"" { cell.append("\"") }
            isQuoted.toggle()
        case "," where !isQuoted:
            row.append(cell)
            cell = ""
        case "\n" where !isQuoted:
            rows.append(row + [cell])
            row = []
            cell = ""
        default: cell.append(character)
        }
        previous = character
    }
    return rows
}
