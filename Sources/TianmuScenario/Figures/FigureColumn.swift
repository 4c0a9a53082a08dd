/// The columns of a file of figures, in any order.
enum FigureColumn: String, CSVColumn {
    case indicator, unit, year, value
    case region
    case nameZh = "name_zh"
    case nameEn = "name_en"
    case relation, kind, source, published, note, period

    var isRequired: Bool {
        switch self {
        case .indicator, .unit, .year, .value: true
        default: false
        }
    }
}
