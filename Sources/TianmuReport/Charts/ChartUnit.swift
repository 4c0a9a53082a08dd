import TianmuEngine
import TianmuModel
import TianmuScenario

/// The unit in which a chart shows an indicator: the one that a target was stated in, unless values have more than five
/// digits before the point in it; else the indicator's own, or one with 万 or 亿 that leaves at most four.
package struct ChartUnit: Sendable {
    /// The indicator's own.
    package let source: Unit
    /// The chart's.
    package let unit: Unit

    /// - Parameters:
    ///   - stated: the units of the indicator's targets.
    ///   - largest: the greatest magnitude to be shown, in `source`.
    package init(_ source: Unit, stated: [Unit], largest: Double) {
        self.source = source
        func fits(_ candidate: Unit, _ limit: Double) -> Bool {
            (try? Unit.convert(largest, from: source, to: candidate)).map { $0 < limit } ?? false
        }
        let candidates = [source] + Self.larger(source)
        unit =
            stated.last.flatMap { fits($0, 100_000) ? $0 : nil } ?? candidates.first { fits($0, 10_000) }
            ?? candidates.last ?? source
    }

    /// A value of the indicator in the chart's unit.
    package func callAsFunction(_ value: Double) -> Double {
        (try? Unit.convert(value, from: source, to: unit)) ?? value
    }

    /// The same with ten thousand times and a hundred million times the size.
    private static func larger(_ unit: Unit) -> [Unit] {
        guard unit.kind == .quantity else { return [] }
        let symbols: [String]
        if unit.symbol.hasPrefix("万亿") {
            symbols = []
        } else if unit.symbol.hasPrefix("万") {
            symbols = ["亿" + unit.symbol.dropFirst(), "万亿" + unit.symbol.dropFirst()]
        } else if unit.symbol.hasPrefix("亿") {
            symbols = ["万" + unit.symbol]
        } else {
            symbols = ["万" + unit.symbol, "亿" + unit.symbol, "万亿" + unit.symbol]
        }
        return symbols.compactMap { try? Unit(parsing: $0) }.filter { $0.dimension == unit.dimension }
    }
}

extension Unit {
    /// A number with its unit in running text: `900亿元`, `7%`, `1.6`, `18 firms`. Where the name of the unit is itself a
    /// number (`100 million yuan`) the unit follows in brackets, or not at all if the reader knows it already.
    package func amount(_ number: String, _ language: Language, isKnown: Bool = true) -> String {
        let name = displayName(language)
        switch kind {
        case .percent, .perMille: return number + name
        case .ratio:
            return name == "倍" || name == "times" ? Words(language)(zh: number + name, en: "\(number) times") : number
        case .index(let year):
            if isKnown { return number }
            let base = year.map { "\($0)=100" } ?? name
            return Words(language)(zh: "\(number)（\(base)）", en: "\(number) (\(base))")
        case .yearOnYearIndex:
            return isKnown ? number : Words(language)(zh: "\(number)（\(name)）", en: "\(number) (\(name))")
        case .points where language == .zh: return "\(number)个\(name)"
        default: break
        }
        if name.isEmpty { return number }
        if language == .zh { return number + name }
        guard name.first?.isNumber == true else { return "\(number) \(name)" }
        return isKnown ? number : "\(number) (\(name))"
    }
}
