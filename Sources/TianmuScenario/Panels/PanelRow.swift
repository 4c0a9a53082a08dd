import TianmuModel

/// The columns of a panel, in any order.
enum PanelColumn: String, CSVColumn {
    case series, year, value, split, region, indicator

    var isRequired: Bool { [.series, .year, .value].contains(self) }
}

/// One value of one series.
struct PanelRow {
    enum Part: String {
        case train, test
    }

    var series: String
    var year: Int
    var value: Double
    var part: Part?
    /// Empty where the file has no such column.
    var region: String
    var indicator: String
    /// Of the year.
    var position: SourcePosition

    /// `nil` if anything is wrong with the record; all of it is told.
    init?(_ record: CSVReader.Record, _ header: CSVHeader<PanelColumn>, into diagnostics: inout [Diagnostic]) {
        guard record.cells.count == header.columnCount else {
            let (have, need) = (record.cells.count, header.columnCount)
            diagnostics.append(
                .error(
                    zh: "本行有 \(have) 个单元格，表头有 \(need) 个；含逗号的文字要加引号",
                    en:
                        "\(have) cell\(have == 1 ? "" : "s") where the header has \(need); quote text with commas in it",
                    at: record.position))
            return nil
        }
        var isSound = true
        func text(_ column: PanelColumn) -> String { header.cell(column, of: record)?.text ?? "" }
        func tell(_ column: PanelColumn, zh: String, en: String) {
            isSound = false
            diagnostics.append(
                .error(zh: zh, en: en, at: header.cell(column, of: record)?.position ?? record.position))
        }
        let (years, year, value) = (PanelFile.years, Int(text(.year)), ValueCell.number(text(.value)))
        if text(.series).isEmpty { tell(.series, zh: "缺少序列名", en: "the name of the series is missing") }
        if !(year.map(years.contains) ?? false) {
            tell(
                .year, zh: "“\(text(.year))”不是 \(years.lowerBound) 至 \(years.upperBound) 之间的年份",
                en: "'\(text(.year))' is not a year from \(years.lowerBound) to \(years.upperBound)")
        }
        if value == nil {
            if text(.value).isEmpty {
                tell(.value, zh: "缺少数值；没有数据的年份请删去该行", en: "the value is missing; leave out the row of a missing year")
            } else {
                let fault = ValueCell.fault(text(.value))
                tell(.value, zh: fault.zh, en: fault.en)
            }
        }
        let part = Part(rawValue: text(.split))
        if header.has(.split), part == nil {
            tell(
                .split, zh: "split 为“\(text(.split))”，只能是 train 或 test",
                en: "split is '\(text(.split))', must be train or test")
        }
        guard isSound, let year, let value else { return nil }
        self.series = text(.series)
        self.year = year
        self.value = value
        self.part = part
        self.region = text(.region)
        self.indicator = text(.indicator)
        self.position = header.cell(.year, of: record)?.position ?? record.position
    }

    /// The series that a record says it is of; `nil` if its cells do not say.
    static func series(of record: CSVReader.Record, _ header: CSVHeader<PanelColumn>) -> String? {
        guard record.cells.count == header.columnCount, let name = header.cell(.series, of: record)?.text else {
            return nil
        }
        return name.isEmpty ? nil : name
    }
}
