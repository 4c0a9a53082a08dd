import TianmuModel

/// Reads panels: long CSV with the columns `series`, `year`, `value` and perhaps `split` (`train` or `test`).
package enum PanelFile {
    /// The years that a panel can be about: wide, because test panels count years from anywhere.
    package static let years = 0...9999

    /// - Parameter path: for messages as well.
    /// - Throws: everything that is wrong with the file, at its line and column.
    package static func load(_ path: String) throws(DiagnosticList) -> SeriesPanel {
        try read(text: SourceFile.load(path, limitBytes: SourceFile.figureLimitBytes), path: path)
    }

    /// - Throws: everything that is wrong with the text, at its line and column.
    package static func read(text: String, path: String) throws(DiagnosticList) -> SeriesPanel {
        var diagnostics: [Diagnostic] = []
        var reader = CSVReader(text: text, path: path)
        guard let record = reader.next(into: &diagnostics),
            let header = CSVHeader<PanelColumn>(record, into: &diagnostics)
        else {
            throw DiagnosticList(
                diagnostics.isEmpty
                    ? [
                        .error(
                            zh: "文件为空；第一行须为列名", en: "the file is empty; the first row names the columns",
                            at: SourcePosition(file: path))
                    ] : diagnostics)
        }
        var rows: [PanelRow] = []
        while let record = reader.next(into: &diagnostics) {
            if let row = PanelRow(record, header, into: &diagnostics) { rows.append(row) }
        }
        let hasBadRows = !diagnostics.isEmpty
        let drafts = PanelDraft.group(rows, into: &diagnostics)
        // Where rows were left out, a part that seems to lack would be a fault of ours.
        let isSplit = header.has(.split) && !hasBadRows
        let series = drafts.compactMap { $0.series(isSplit: isSplit, into: &diagnostics) }
        if rows.isEmpty, diagnostics.isEmpty {
            diagnostics.append(
                .error(zh: "文件没有数据行", en: "the file has no rows of data", at: SourcePosition(file: path)))
        }
        guard diagnostics.isEmpty else {
            throw DiagnosticList(diagnostics.sorted { ($0.position?.line ?? 0) < ($1.position?.line ?? 0) })
        }
        return SeriesPanel(series: series, isSplit: isSplit)
    }
}

/// The rows of one series.
private struct PanelDraft {
    var name: String
    var rows: [PanelRow]

    /// Rows by series, in order of the first row; a year that comes twice is told.
    static func group(_ rows: [PanelRow], into diagnostics: inout [Diagnostic]) -> [PanelDraft] {
        var places: [String: Int] = [:]
        var drafts: [PanelDraft] = []
        var years: [[Int: SourcePosition]] = []
        for row in rows {
            let place = places[row.series, default: drafts.count]
            if place == drafts.count {
                places[row.series] = place
                drafts.append(PanelDraft(name: row.series, rows: []))
                years.append([:])
            }
            if let earlier = years[place][row.year] {
                diagnostics.append(
                    .error(
                        zh: "“\(row.series)”\(row.year) 年已在 \(earlier) 给出",
                        en: "'\(row.series)' has the year \(row.year) already, at \(earlier)", at: row.position))
                continue
            }
            years[place][row.year] = row.position
            drafts[place].rows.append(row)
        }
        return drafts
    }

    func series(isSplit: Bool, into diagnostics: inout [Diagnostic]) -> PanelSeries? {
        let history = History(rows.map { Observation(year: $0.year, value: $0.value) })
        guard isSplit else { return PanelSeries(name: name, history: history) }
        let train = rows.filter { $0.part == .train }.map(\.year).max()
        let test = rows.filter { $0.part == .test }
        guard let train, !test.isEmpty else {
            let part = train == nil ? "train" : "test"
            diagnostics.append(
                .error(
                    zh: "“\(name)”没有 \(part) 行", en: "'\(name)' has no row with split '\(part)'",
                    at: rows.first?.position))
            return nil
        }
        for row in test where row.year <= train {
            diagnostics.append(
                .error(
                    zh: "“\(name)”\(row.year) 年为 test，但 train 到 \(train) 年；test 须在 train 之后",
                    en: "'\(name)' tests \(row.year), but trains to \(train); test years come after all train years",
                    at: row.position))
        }
        return PanelSeries(name: name, history: history, trainEnd: train)
    }
}
