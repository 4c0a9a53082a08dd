import TianmuModel

/// Reads files of figures: CSV with a header row.
///
/// Required columns are `indicator`, `unit`, `year` and `value`; `region`, `name_zh`, `name_en`, `relation` (`=` if
/// empty), `kind` (`actual` if empty), `source`, `published` and `note` are optional.
package enum FigureFile {
    /// The years that a figure can be about.
    package static let years = 1900...2200

    /// All sound rows of `text`; everything that is wrong with the others goes to `diagnostics`, at its line and column.
    /// - Parameter path: for messages only.
    package static func read(text: String, path: String, into diagnostics: inout [Diagnostic]) -> [Figure] {
        let file = SourcePosition(file: path)
        guard !text.utf8.contains(0) else {
            diagnostics.append(
                .error(zh: "文件含二进制内容，不是 CSV 文本", en: "the file is binary, not CSV text", at: file))
            return []
        }
        var reader = CSVReader(text: text, path: path)
        guard let headerRecord = reader.next(into: &diagnostics) else {
            diagnostics.append(
                .error(zh: "文件为空；第一行须为列名", en: "the file is empty; the first row names the columns", at: file))
            return []
        }
        guard let header = CSVHeader<FigureColumn>(headerRecord, into: &diagnostics) else { return [] }
        var rows = FigureRows(header: header)
        var figures: [Figure] = []
        while let record = reader.next(into: &diagnostics) {
            if let figure = rows.figure(record, into: &diagnostics) { figures.append(figure) }
        }
        diagnostics.append(contentsOf: DuplicateFigures.find(in: figures))
        return figures
    }
}
