import TianmuModel

extension Unit {
    /// Reads a symbol: a pure number (`%`, `ratio`, `2020=100`), a measure with or without a prefix (`亿元`,
    /// `万吨标准煤`, `100 million yuan`), or one over another (`件/万人`).
    package init(parsing written: String) throws(UnknownUnit) {
        let symbol = written.trimmingBlanks
        if let pure = UnitTable.pureNumbers.first(where: { $0.symbols.contains(symbol) }) {
            self.init(symbol: symbol, kind: pure.kind, name: pure.name)
        } else if let index = Unit.index(symbol) {
            self = index
        } else if let part = Unit.measure(symbol) {
            self.init(
                symbol: symbol, kind: .quantity, dimension: part.dimension, scale: part.scale,
                name: LocalizedText(zh: part.zh, en: part.many))
        } else if let rate = Unit.rate(symbol) {
            self = rate
        } else {
            throw UnknownUnit(symbol: symbol)
        }
    }

    private struct Part {
        var dimension: Dimension
        var scale: Double
        var zh: String
        var one: String
        var many: String
    }

    /// `2020=100`.
    private static func index(_ symbol: String) -> Unit? {
        let sides = symbol.split(separator: "=", omittingEmptySubsequences: false).map { String($0).trimmingBlanks }
        guard sides.count == 2, sides[1] == "100", let year = Int(sides[0]), (1900...2200).contains(year) else {
            return nil
        }
        return Unit(
            symbol: symbol, kind: .index(baseYear: year), name: LocalizedText(zh: "\(year)年=100", en: "\(year) = 100"))
    }

    private static func measure(_ symbol: String) -> Part? {
        for measure in UnitTable.measures {
            let names = measure.symbols + [measure.one, measure.many]
            if names.contains(symbol) {
                return Part(
                    dimension: Dimension(measure.base), scale: measure.scale, zh: measure.symbols[0],
                    one: measure.one, many: measure.many)
            }
            for prefix in UnitTable.prefixes {
                guard names.contains(where: { symbol == "\(prefix.zh)\($0)" || symbol == "\(prefix.en) \($0)" })
                else { continue }
                let english = "\(prefix.en) \(measure.many)"
                return Part(
                    dimension: Dimension(measure.base), scale: prefix.factor * measure.scale,
                    zh: prefix.zh + measure.symbols[0], one: english, many: english)
            }
        }
        return nil
    }

    /// `件/万人` or `pieces per 10,000 people`.
    private static func rate(_ symbol: String) -> Unit? {
        for (upper, lower) in [symbol.parts(around: "/"), symbol.parts(around: " per ")].compactMap({ $0 }) {
            guard let above = measure(upper), let below = measure(lower) else { continue }
            return Unit(
                symbol: symbol, kind: .quantity, dimension: above.dimension / below.dimension,
                scale: above.scale / below.scale,
                name: LocalizedText(zh: "\(above.zh)/\(below.zh)", en: "\(above.many) per \(below.one)"))
        }
        return nil
    }
}

extension String {
    /// Without blanks, tabs and ideographic spaces at both ends.
    var trimmingBlanks: String {
        // Scalars, not characters: most texts have nothing to trim, and every cell of every file comes by.
        func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" || scalar == "\u{3000}" }
        let scalars = unicodeScalars
        guard let head = scalars.first, let tail = scalars.last, isBlank(head) || isBlank(tail) else { return self }
        guard let first = scalars.firstIndex(where: { !isBlank($0) }),
            let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(scalars[first...last])
    }

    /// What stands before and after the first `separator`.
    fileprivate func parts(around separator: String) -> (String, String)? {
        guard let range = firstRange(of: separator) else { return nil }
        return (String(self[..<range.lowerBound]).trimmingBlanks, String(self[range.upperBound...]).trimmingBlanks)
    }
}
