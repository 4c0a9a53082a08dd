import TianmuModel

/// Conditions: `given`.
extension ScenarioBuilder {
    func given(_ entry: SourceNode.Entry, _ diagnostics: inout [Diagnostic]) -> [GivenEntry] {
        entry.value.entries.compactMap { item in
            let node = item.value
            guard let year = Int(item.key.value), ScenarioSchema.years.contains(year) else {
                diagnostics.append(
                    .error(
                        zh: "“\(item.key.value)”不是年份", en: "'\(item.key.value)' is no year", at: item.key.position))
                return nil
            }
            guard let statement = statement(node, &diagnostics) else { return nil }
            return GivenEntry(
                indicator: entry.key, year: Located(year, at: item.key.position), statement: statement,
                unit: node["unit"].flatMap(locatedText), reason: node["reason"].flatMap(localized),
                position: node.position)
        }
    }

    private func statement(_ node: SourceNode, _ diagnostics: inout [Diagnostic]) -> GivenEntry.Statement? {
        if let number = node.number { return .exactly(number) }
        let (low, high) = (node["at-least"]?.number, node["at-most"]?.number)
        let kinds = [
            node["value"] != nil, node["p10"] != nil || node["p50"] != nil || node["p90"] != nil,
            node["at-least"] != nil || node["at-most"] != nil,
        ]
        let statement: GivenEntry.Statement? =
            if let value = node["value"]?.number {
                node["sd"].map { $0.number.map { .about(value, sd: $0) } } ?? .exactly(value)
            } else if let quantity = quantity(node) {
                .quantiles(quantity)
            } else if low != nil || high != nil {
                .between(low: low, high: high)
            } else {
                nil
            }
        guard kinds.filter({ $0 }).count == 1, node["sd"] == nil || kinds[0], let statement else {
            diagnostics.append(
                .error(
                    zh: "条件须是一个数，或 {value, sd}，或 {p10, p50, p90}，或 {at-least, at-most} 之一",
                    en: "a condition is a number, or one of {value, sd}, {p10, p50, p90}, {at-least, at-most}",
                    at: node.position))
            return nil
        }
        return statement
    }
}
