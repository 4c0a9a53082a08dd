import TianmuModel

/// The shape of a map with known keys: the one table from which files are checked and the editors' schema is written.
package struct Record: Sendable {
    package var name: String
    package var explanation: LocalizedText
    package var fields: [Field]

    package subscript(key: String) -> Field? { fields.first { $0.key == key } }
}

/// One known key of a record.
package struct Field: Sendable {
    package var key: String
    package var type: FieldType
    package var isRequired: Bool
    package var explanation: LocalizedText

    init(_ key: String, _ type: FieldType, isRequired: Bool = false, zh: String, en: String) {
        self.key = key
        self.type = type
        self.isRequired = isRequired
        self.explanation = LocalizedText(zh: zh, en: en)
    }
}

/// What a value may be.
package indirect enum FieldType: Sendable {
    case text
    /// A text, or `{zh, en}`.
    case localized
    case number(ClosedRange<Double>?)
    case integer(ClosedRange<Int>)
    /// A number, or an expert's `{p10, p50, p90}`.
    case quantity
    /// `2021-03-01`.
    case date
    /// A file, relative to the file that names it.
    case path
    /// A unit that the program knows.
    case unit
    /// The id of an indicator, a group or a lever.
    case name
    case choice([String])
    case list(of: FieldType)
    /// A list of one text or more.
    case words
    /// A list whose items are merged by these keys when a file extends another.
    case keyedList(of: Record, identity: [String])
    case map(of: FieldType)
    case record(Record)
    /// The short form, or the long one.
    case either(FieldType, Record)
    /// Parameters of a growth model; the plan checks them against the model's descriptor.
    case parameters
    /// The models of an ensemble: a list, or names with weights or with what this record says.
    case members(Record)
    /// A number above 0, and no more than ``mostWeight``.
    case weight
    /// The value of one key of the record, or the record.
    case shorthand(for: String, Record)
    /// A formula; the plan compiles it.
    case formula
}

extension FieldType {
    /// Far above what anybody means, and far below what sums of weights can hold.
    static let mostWeight = 1e6

    /// What is expected, for the end of “expected …”.
    var words: LocalizedText {
        switch self {
        case .text, .name, .formula, .unit, .path: LocalizedText(zh: "一段文字", en: "text")
        case .localized: LocalizedText(zh: "一段文字，或 {zh: …, en: …}", en: "text, or {zh: …, en: …}")
        case .number(let range):
            range.map {
                LocalizedText(
                    zh: "\($0.lowerBound) 至 \($0.upperBound) 之间的数",
                    en: "a number in \($0.lowerBound)...\($0.upperBound)")
            } ?? LocalizedText(zh: "一个有限的数", en: "a finite number")
        case .integer(let range):
            LocalizedText(
                zh: "\(range.lowerBound) 至 \(range.upperBound) 之间的整数",
                en: "a whole number in \(range.lowerBound)...\(range.upperBound)")
        case .quantity: LocalizedText(zh: "一个数，或 {p10, p50, p90}", en: "a number, or {p10, p50, p90}")
        case .date: LocalizedText(zh: "日期，如 2021-03-01", en: "a date such as 2021-03-01")
        case .choice(let words):
            LocalizedText(zh: "以下之一：\(words.joined(separator: "、"))", en: "one of \(words.joined(separator: ", "))")
        case .words: LocalizedText(zh: "一个列表，至少一项", en: "a list of one word or more")
        case .members: LocalizedText(zh: "一个列表，或若干“模型: 权重”", en: "a list, or models with weights")
        case .weight:
            LocalizedText(
                zh: "大于 0、不超过 \(Int(Self.mostWeight)) 的权重", en: "a weight above 0, up to \(Int(Self.mostWeight))")
        case .list, .keyedList: LocalizedText(zh: "一个列表", en: "a list")
        case .map, .record, .parameters: LocalizedText(zh: "若干“键: 值”", en: "keys with values")
        case .either(let short, _): short.wordsOrKeys
        case .shorthand(let key, let record): (record[key]?.type ?? .text).wordsOrKeys
        }
    }

    private var wordsOrKeys: LocalizedText {
        LocalizedText(zh: "\(words.zh)，或若干“键: 值”", en: "\(words.en), or keys with values")
    }
}

extension Record {
    /// The same vocabulary for a file that is to be merged into another, which may hold what this one lacks.
    func withoutRequirements() -> Record {
        var record = self
        record.fields = fields.map {
            var field = $0
            field.isRequired = false
            field.type = field.type.withoutRequirements()
            return field
        }
        return record
    }
}

extension FieldType {
    fileprivate func withoutRequirements() -> FieldType {
        switch self {
        case .list(let item): .list(of: item.withoutRequirements())
        case .keyedList(let record, let identity):
            .keyedList(of: record.withoutRequirements(), identity: identity)
        case .map(let value): .map(of: value.withoutRequirements())
        case .record(let record): .record(record.withoutRequirements())
        case .either(let short, let record): .either(short, record.withoutRequirements())
        default: self
        }
    }
}
