import TianmuModel

/// Turns records into figures, telling every fault of a row at once.
struct FigureRows {
    let header: CSVHeader<FigureColumn>
    /// Units repeat from row to row.
    private var units: [String: Unit] = [:]

    init(header: CSVHeader<FigureColumn>) { self.header = header }

    /// The figure of one record, or `nil` if anything is wrong with it.
    mutating func figure(_ record: CSVReader.Record, into diagnostics: inout [Diagnostic]) -> Figure? {
        guard record.cells.count == header.columnCount else {
            let have = record.cells.count
            let need = header.columnCount
            diagnostics.append(
                .error(
                    zh: "本行有 \(have) 个单元格，表头有 \(need) 个；含逗号的文字要加引号",
                    en:
                        "\(have) cell\(have == 1 ? "" : "s") where the header has \(need); quote text with commas in it",
                    at: record.position))
            return nil
        }
        func text(_ column: FigureColumn) -> String { header.cell(column, of: record)?.text ?? "" }
        func at(_ column: FigureColumn) -> SourcePosition {
            header.cell(column, of: record)?.position ?? record.position
        }
        if text(.indicator).isEmpty {
            diagnostics.append(.error(zh: "缺少指标名", en: "the indicator is missing", at: at(.indicator)))
        }
        let unit = unit(text(.unit), at: at(.unit), into: &diagnostics)
        let year = year(text(.year), at: at(.year), into: &diagnostics)
        let value = value(text(.value), at: at(.value), into: &diagnostics)
        let relation = word(
            text(.relation), Figure.Relation.equal, LocalizedText(zh: "关系", en: "relation"), at(.relation), &diagnostics
        )
        let kind = word(text(.kind), Figure.Kind.actual, LocalizedText(zh: "类别", en: "kind"), at(.kind), &diagnostics)
        let months = PartYear.months(text(.period))
        if months == nil {
            diagnostics.append(
                .error(
                    zh: "“\(text(.period))”不是从 1 月起的累计期间；请写 1-3、1-6、1-9、Q1、H1、Q1-Q3，全年留空",
                    en:
                        "'\(text(.period))' is no period from January on; write 1-3, 1-6, 1-9, Q1, H1 or Q1-Q3, and nothing "
                        + "for a whole year", at: at(.period)))
        }
        let published = PublicationDate(text(.published))
        if published == nil {
            diagnostics.append(
                .error(
                    zh: "“\(text(.published))”不是日期；请写 2021-03-01、2021-03 或 2021",
                    en: "'\(text(.published))' is not a date; write 2021-03-01, 2021-03 or 2021", at: at(.published)))
        }
        guard let unit, let year, let value, let relation, let kind, let published, let months,
            !text(.indicator).isEmpty
        else {
            return nil
        }
        var figure = Figure(
            indicator: IndicatorID(text(.indicator)), unit: unit, year: year, value: value, position: at(.value))
        figure.unitPosition = at(.unit)
        figure.region = text(.region)
        figure.months = months
        figure.relation = relation
        figure.kind = kind
        figure.source = text(.source)
        figure.published = published
        figure.note = text(.note)
        figure.names = LocalizedText(zh: text(.nameZh), en: text(.nameEn))
        return figure
    }

    private mutating func unit(
        _ text: String, at position: SourcePosition, into diagnostics: inout [Diagnostic]
    ) -> Unit? {
        if let unit = units[text] { return unit }
        do {
            let unit = try Unit(parsing: text)
            units[text] = unit
            return unit
        } catch {
            diagnostics.append(.error(error.message, at: position))
            return nil
        }
    }

    private func year(_ text: String, at position: SourcePosition, into diagnostics: inout [Diagnostic]) -> Int? {
        if let year = Int(text), FigureFile.years.contains(year) { return year }
        let first = FigureFile.years.lowerBound
        let last = FigureFile.years.upperBound
        diagnostics.append(
            .error(
                zh: "“\(text)”不是 \(first) 至 \(last) 之间的年份", en: "'\(text)' is not a year from \(first) to \(last)",
                at: position))
        return nil
    }

    private func value(_ text: String, at position: SourcePosition, into diagnostics: inout [Diagnostic]) -> Double? {
        if let value = ValueCell.number(text) { return value }
        let fault = ValueCell.fault(
            text,
            columns: [
                ("%", LocalizedText(zh: "；百分号写在 unit 列", en: "; the percent sign belongs in column 'unit'")),
                ("<>=≥≤", LocalizedText(zh: "；关系写在 relation 列", en: "; the relation belongs in column 'relation'")),
            ])
        diagnostics.append(
            text.isEmpty ? .error(zh: "缺少数值", en: "the value is missing", at: position) : .error(fault, at: position))
        return nil
    }

    /// A word from a fixed list, `standard` if the cell is empty.
    private func word<Word: RawRepresentable<String> & CaseIterable>(
        _ text: String, _ standard: Word, _ name: LocalizedText, _ position: SourcePosition,
        _ diagnostics: inout [Diagnostic]
    ) -> Word? {
        if text.isEmpty { return standard }
        if let word = Word(rawValue: text) { return word }
        let hint = NearestName.hint(for: text, among: Word.allCases.map(\.rawValue))
        diagnostics.append(
            .error(
                zh: "未知\(name.zh)“\(text)”\(hint.zh)", en: "unknown \(name.en) '\(text)'\(hint.en)", at: position))
        return nil
    }
}
