import TianmuModel

/// Checks a node against the table of fields and reports everything that does not fit.
struct SchemaCheck {
    private(set) var diagnostics: [Diagnostic] = []

    static func diagnostics(of node: SourceNode, as record: Record) -> [Diagnostic] {
        var check = SchemaCheck()
        check.check(node, as: record)
        return check.diagnostics
    }

    private mutating func check(_ node: SourceNode, as record: Record) {
        guard case .map(let entries) = node.content else {
            return report(node, expected: FieldType.record(record).words)
        }
        let keys = record.fields.map(\.key)
        for entry in entries {
            guard let field = record[entry.key.value] else {
                let hint = NearestName.hint(for: entry.key.value, among: keys)
                diagnostics.append(
                    .error(
                        zh: "“\(record.name)”中有未知的键“\(entry.key.value)”\(hint.zh)",
                        en: "unknown key '\(entry.key.value)' in '\(record.name)'\(hint.en)", at: entry.key.position))
                continue
            }
            if !entry.value.isNull { check(entry.value, as: field.type) }
        }
        for field in record.fields where field.isRequired && (node[field.key]?.isNull ?? true) {
            diagnostics.append(
                .error(
                    zh: "“\(record.name)”缺少“\(field.key)”（\(field.explanation.zh)）",
                    en: "'\(record.name)' lacks '\(field.key)' (\(field.explanation.en))", at: node.position))
        }
    }

    private mutating func check(_ node: SourceNode, as type: FieldType) {
        switch type {
        case .text, .path, .unit, .name, .formula:
            if node.text == nil { report(node, expected: type.words) }
        case .localized:
            checkLocalized(node)
        case .number(let range):
            guard let number = node.number, range?.contains(number) ?? true else {
                return report(node, expected: type.words)
            }
        case .integer(let range):
            guard let number = node.integer, range.contains(number) else { return report(node, expected: type.words) }
        case .quantity:
            checkQuantity(node)
        case .date:
            guard let text = node.text, CalendarDate(text) != nil else { return report(node, expected: type.words) }
        case .choice(let words):
            guard let word = node.text, words.contains(word) else {
                let hint = NearestName.hint(for: node.text ?? "", among: words)
                return report(node, expected: type.words, hint: node.text == nil ? nil : hint)
            }
        case .list(let itemType):
            guard case .list(let items) = node.content else { return report(node, expected: type.words) }
            for item in items { check(item, as: itemType) }
        case .members(let record):
            switch node.content {
            case .list(let items): for item in items { check(item, as: .name) }
            case .map(let entries):
                for entry in entries where !entry.value.isNull {
                    check(entry.value, as: .shorthand(for: "weight", record))
                }
            default: report(node, expected: type.words)
            }
        case .weight:
            guard let number = node.number, number > 0, number <= FieldType.mostWeight else {
                return report(node, expected: type.words)
            }
        case .shorthand(let key, let record):
            if case .map = node.content {
                check(node, as: record)
            } else {
                check(node, as: record[key]?.type ?? .text, expected: type)
            }
        case .words:
            guard !node.items.isEmpty else { return report(node, expected: type.words) }
            for item in node.items { check(item, as: .text) }
        case .keyedList(let record, _):
            guard case .list(let items) = node.content else { return report(node, expected: type.words) }
            for item in items { check(item, as: record) }
        case .map(let valueType):
            guard case .map(let entries) = node.content else { return report(node, expected: type.words) }
            // Nothing as a value leaves an inherited entry out.
            for entry in entries where !entry.value.isNull { check(entry.value, as: valueType) }
        case .record(let record):
            check(node, as: record)
        case .either(let short, let record):
            if case .map = node.content { check(node, as: record) } else { check(node, as: short, expected: type) }
        case .parameters:
            guard case .map = node.content else { return report(node, expected: type.words) }
        }
    }

    /// Checks the short form, but says that the long one is allowed too.
    private mutating func check(_ node: SourceNode, as short: FieldType, expected: FieldType) {
        let before = diagnostics.count
        check(node, as: short)
        if diagnostics.count > before {
            diagnostics.removeSubrange(before...)
            report(node, expected: expected.words)
        }
    }

    private mutating func checkLocalized(_ node: SourceNode) {
        if node.text != nil { return }
        guard case .map(let entries) = node.content, !entries.isEmpty,
            entries.allSatisfy({ ["zh", "en"].contains($0.key.value) && $0.value.text != nil })
        else { return report(node, expected: FieldType.localized.words) }
    }

    private mutating func checkQuantity(_ node: SourceNode) {
        if node.number != nil { return }
        guard case .map(let entries) = node.content, entries.count == 3, let p10 = node["p10"]?.number,
            let p50 = node["p50"]?.number, let p90 = node["p90"]?.number
        else { return report(node, expected: FieldType.quantity.words) }
        if !(p10 < p50 && p50 < p90) {
            report(node, expected: LocalizedText(zh: "p10 < p50 < p90", en: "p10 < p50 < p90"))
        }
    }

    private mutating func report(_ node: SourceNode, expected: LocalizedText, hint: LocalizedText? = nil) {
        let found: LocalizedText =
            switch node.content {
            case .null: LocalizedText(zh: "空值", en: "nothing")
            case .scalar(let text, let isQuoted):
                LocalizedText(
                    zh: isQuoted ? "带引号的“\(text)”" : "“\(text)”", en: isQuoted ? "quoted '\(text)'" : "'\(text)'")
            case .list(let items):
                items.isEmpty ? LocalizedText(zh: "空列表", en: "an empty list") : LocalizedText(zh: "一个列表", en: "a list")
            case .map: LocalizedText(zh: "若干“键: 值”", en: "keys with values")
            }
        diagnostics.append(
            .error(
                zh: "此处应为\(expected.zh)，而不是\(found.zh)\(hint?.zh ?? "")",
                en: "expected \(expected.en), found \(found.en)\(hint?.en ?? "")", at: node.position))
    }
}
