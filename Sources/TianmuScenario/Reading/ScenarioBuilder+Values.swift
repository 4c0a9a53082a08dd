import TianmuModel

/// What single values stand for.
extension ScenarioBuilder {
    func grounds(_ node: SourceNode) -> Grounds {
        Grounds(source: node["source"].flatMap(localized), reason: node["reason"].flatMap(localized))
    }

    func localized(_ node: SourceNode) -> LocalizedText? {
        if let text = node.text { return LocalizedText(text) }
        let zh = node["zh"]?.text
        let en = node["en"]?.text
        guard let either = zh ?? en else { return nil }
        return LocalizedText(zh: Self.unfolded(zh ?? either), en: en ?? either)
    }

    /// Without the blanks that YAML puts where a line of Chinese text was folded.
    private static func unfolded(_ text: String) -> String {
        var result = ""
        for character in text {
            if let last = result.last, last == " ", isChinese(character), let before = result.dropLast().last,
                isChinese(before)
            {
                result.removeLast()
            }
            result.append(character)
        }
        return result
    }

    private static func isChinese(_ character: Character) -> Bool {
        (character.unicodeScalars.first?.value ?? 0) >= 0x2E80
    }

    func quantity(_ node: SourceNode) -> Quantity? {
        if let number = node.number { return Quantity(p10: number, p50: number, p90: number) }
        guard let p10 = node["p10"]?.number, let p50 = node["p50"]?.number, let p90 = node["p90"]?.number else {
            return nil
        }
        return Quantity(p10: p10, p50: p50, p90: p90)
    }

    func locatedText(_ node: SourceNode) -> Located<String>? {
        node.text.map { Located($0, at: node.position) }
    }

    func locatedNumber(_ node: SourceNode) -> Located<Double>? {
        node.number.map { Located($0, at: node.position) }
    }

    /// A year that the schema allows. Any other has been told, and would only send the plan off to the end of time.
    func locatedYear(_ node: SourceNode) -> Located<Int>? {
        node.integer.flatMap { ScenarioSchema.years.contains($0) ? Located($0, at: node.position) : nil }
    }
}
