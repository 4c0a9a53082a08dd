/// Tables as CSV by RFC 4180, with line feeds.
package enum CSVFormat {
    package static func text(of table: Table) -> String {
        ([table.columns.map(\.title)] + table.rows)
            .map { $0.map(quoted).joined(separator: ",") }.joined(separator: "\n") + "\n"
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return cell }
        return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
