import TianmuModel

/// Reads panels: long CSV with the columns `series`, `year`, `value` and perhaps `split` (`train` or `test`),
/// `region` and `indicator`.
///
/// Without a column `region` a series named `region/indicator` is of the region before the first slash; without a column
/// `indicator` it is the indicator after it.
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
        var lost = LostRows()
        while true {
            let faultCount = diagnostics.count
            guard let record = reader.next(into: &diagnostics) else {
                if diagnostics.count > faultCount { lost.add(nil) }
                break
            }
            // A record that cannot be cut into cells is told and left out on the way to the next one.
            if diagnostics.count > faultCount { lost.add(nil) }
            if let row = PanelRow(record, header, into: &diagnostics) {
                rows.append(row)
            } else {
                lost.add(PanelRow.series(of: record, header))
            }
        }
        let isSplit = header.has(.split)
        let drafts = PanelDraft.group(rows, losing: &lost, into: &diagnostics)
        let series = drafts.compactMap {
            $0.series(isSplit: isSplit, isWhole: !lost.mayBe(of: $0.name), header, into: &diagnostics)
        }
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

/// Rows that were left out because something is wrong with them: a part that a series lacks may be there.
private struct LostRows {
    private var series: Set<String> = []
    private var hasNameless = false

    /// - Parameter name: of the row's series; `nil` if nobody knows it.
    mutating func add(_ name: String?) {
        if let name { series.insert(name) } else { hasNameless = true }
    }

    func mayBe(of name: String) -> Bool { hasNameless || series.contains(name) }
}

/// The rows of one series.
private struct PanelDraft {
    var name: String
    var rows: [PanelRow]

    /// Rows by series, in order of the first row; a year that comes twice is told.
    static func group(
        _ rows: [PanelRow], losing lost: inout LostRows, into diagnostics: inout [Diagnostic]
    ) -> [PanelDraft] {
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
                lost.add(row.series)
                continue
            }
            years[place][row.year] = row.position
            drafts[place].rows.append(row)
        }
        return drafts
    }

    /// - Parameter isWhole: false if rows of the series may have been left out.
    func series(
        isSplit: Bool, isWhole: Bool, _ header: CSVHeader<PanelColumn>, into diagnostics: inout [Diagnostic]
    ) -> PanelSeries? {
        let region = header.has(.region) ? told("region", \.region, into: &diagnostics) : Self.region(in: name)
        let indicator =
            header.has(.indicator)
            ? told("indicator", \.indicator, into: &diagnostics) : region.flatMap(indicator(of:))
        let history = History(rows.map { Observation(year: $0.year, value: $0.value) })
        checkSpan(into: &diagnostics)
        var series = PanelSeries(
            name: name, region: region, indicator: indicator, history: history, position: rows.first?.position)
        guard isSplit else { return series }
        let train = rows.filter { $0.part == .train }.map(\.year).max()
        let test = rows.filter { $0.part == .test }
        guard let train, !test.isEmpty else {
            guard isWhole else { return nil }
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
        series.trainEnd = train
        return series
    }

    /// Models take no longer history, and every origin of it would have to be refused by itself.
    private func checkSpan(into diagnostics: inout [Diagnostic]) {
        let longest = WorkingSeries.longest
        guard let first = rows.map(\.year).min(), let last = rows.max(by: { $0.year < $1.year }),
            last.year - first > longest
        else { return }
        diagnostics.append(
            .error(
                zh: "“\(name)”从 \(first) 年到 \(last.year) 年；历史最长 \(longest) 年",
                en: "'\(name)' goes from \(first) to \(last.year); the longest history is \(longest) years",
                at: last.position))
    }

    /// What all rows say in one column; empty is none.
    private func told(
        _ column: String, _ text: KeyPath<PanelRow, String>, into diagnostics: inout [Diagnostic]
    ) -> String? {
        guard let first = rows.first?[keyPath: text] else { return nil }
        if let other = rows.first(where: { $0[keyPath: text] != first }) {
            let value = other[keyPath: text]
            diagnostics.append(
                .error(
                    zh: "“\(name)”的 \(column) 前为“\(first)”，此处为“\(value)”；一个序列只有一个 \(column)",
                    en: "'\(name)' has the \(column) '\(first)' above and '\(value)' here; a series has one \(column)",
                    at: other.position))
        }
        return first.isEmpty ? nil : first
    }

    private static func region(in name: String) -> String? {
        name.firstIndex(of: "/").map { String(name[..<$0]) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What follows `region/` in the name.
    private func indicator(of region: String) -> String? {
        guard name.hasPrefix(region + "/") else { return nil }
        let rest = name.dropFirst(region.count + 1)
        return rest.isEmpty ? nil : String(rest)
    }
}
