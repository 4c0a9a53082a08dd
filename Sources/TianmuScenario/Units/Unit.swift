import TianmuModel

/// The unit of an indicator, of a figure or of a parameter: what is measured, and how much one of it is.
///
/// A pure number is a percentage, a ratio, an index or a number of percentage points, and none of these turns into
/// another by itself: 0.07 and 7 % are the same growth, but only the writer of a formula knows which one is meant.
/// As JSON a unit is its symbol.
package struct Unit: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Measured in something: 亿元, 万人, 件/万人.
        case quantity
        case percent
        case perMille
        case ratio
        /// With the year that is 100, if it is known.
        case index(baseYear: Int?)
        /// The year before is 100.
        case yearOnYearIndex
        /// Percentage points: a difference of two percentages.
        case points
        case pointsPerYear
    }

    /// As the user wrote it.
    package let symbol: String
    package let kind: Kind
    package let dimension: Dimension
    /// How much of the dimension's basic unit (元, 人, 平方米, …) one of this unit is: 1e8 for 亿元; 1 for pure numbers.
    package let scale: Double
    let name: LocalizedText

    init(symbol: String, kind: Kind, dimension: Dimension = .none, scale: Double = 1, name: LocalizedText) {
        self.symbol = symbol
        self.kind = kind
        self.dimension = dimension
        self.scale = scale
        self.name = name
    }

    /// The name in charts and tables: 亿元 is `100 million yuan`, percent is `%`, a ratio has none in English.
    package func displayName(_ language: Language) -> String { name[language] }

    /// What follows a number in a sentence, with the space before it: ` 亿元`, `%`, nothing for a ratio; in brackets
    /// where a number or an equation would follow the number: ` (100 million yuan)`, ` (2020 = 100)`.
    package func suffix(_ language: Language) -> String {
        let name = displayName(language)
        switch kind {
        case .percent, .perMille: return name
        case .ratio: return ""
        case .quantity, .index, .yearOnYearIndex, .points, .pointsPerYear:
            // 万 is a number to Unicode, but reads on after another.
            guard name.contains(where: { $0.isASCII && $0.isNumber }) else { return " \(name)" }
            return language == .zh ? "（\(name)）" : " (\(name))"
        }
    }

    /// True if `self` and `other` measure the same in the same size, however they are written.
    package func isSame(as other: Unit) -> Bool {
        kind == other.kind && dimension == other.dimension && scale == other.scale
    }

    /// The number of `target` that equals `value` of `source`: 595 亿元 are 5 950 000 万元.
    /// - Throws: ``UnitMismatch`` if they do not measure the same.
    package static func convert(
        _ value: Double, from source: Unit, to target: Unit
    ) throws(UnitMismatch) -> Double {
        guard source.kind == target.kind, source.dimension == target.dimension else {
            throw UnitMismatch(source: source, target: target)
        }
        // The larger over the smaller is a whole number for decimal prefixes, so that one rounding remains.
        return source.scale >= target.scale
            ? value * (source.scale / target.scale) : value / (target.scale / source.scale)
    }
}

extension Unit: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            self = try Unit(parsing: try container.decode(String.self))
        } catch let error as UnknownUnit {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.message.en)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(symbol)
    }
}
