import TianmuModel

/// The columns that a kind of file has, in any order; the raw value is the column's name.
protocol CSVColumn: RawRepresentable<String>, CaseIterable, Hashable {
    /// False if a file may lack it.
    var isRequired: Bool { get }
}

/// The header: which column stands where.
struct CSVHeader<Column: CSVColumn> {
    let columnCount: Int
    private let places: [Column: Int]

    /// Tells every unknown, repeated and missing column; `nil` if a required one is missing.
    init?(_ record: CSVReader.Record, into diagnostics: inout [Diagnostic]) {
        let known = Column.allCases.map(\.rawValue)
        var places: [Column: Int] = [:]
        for (place, cell) in record.cells.enumerated() {
            guard let column = Column(rawValue: cell.text) else {
                let hint = NearestName.hint(for: cell.text, among: known)
                diagnostics.append(
                    .error(
                        zh: "未知列“\(cell.text)”\(hint.zh)", en: "unknown column '\(cell.text)'\(hint.en)",
                        at: cell.position))
                continue
            }
            if places.updateValue(place, forKey: column) != nil {
                diagnostics.append(
                    .error(
                        zh: "列“\(cell.text)”出现了两次", en: "column '\(cell.text)' stands there twice", at: cell.position))
            }
        }
        let missing = Column.allCases.filter { $0.isRequired && places[$0] == nil }.map(\.rawValue)
        guard missing.isEmpty else {
            diagnostics.append(
                .error(
                    zh: "表头缺少列：\(missing.joined(separator: "、"))；第一行须为列名",
                    en: "the header lacks \(missing.joined(separator: ", ")); the first row names the columns",
                    at: record.position))
            return nil
        }
        self.columnCount = record.cells.count
        self.places = places
    }

    func has(_ column: Column) -> Bool { places[column] != nil }

    /// The cell of `column` in a record of ``columnCount`` cells; `nil` if the file lacks the column.
    func cell(_ column: Column, of record: CSVReader.Record) -> CSVReader.Cell? {
        places[column].map { record.cells[$0] }
    }
}
