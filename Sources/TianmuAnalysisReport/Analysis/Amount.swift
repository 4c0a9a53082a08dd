import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuReport
import TianmuScenario

/// A number with its unit in a sentence: `900 亿元` and `90 billion yuan`, `16 万元` and `160,000 yuan`, `7%`, `1.6`.
struct Amount {
    /// Digits of computed numbers.
    private static let significantDigits = 4

    let value: Double
    let unit: Unit

    init(_ value: Double, _ unit: Unit) {
        self.value = value
        self.unit = unit
    }

    var text: LocalizedText { LocalizedText(zh: text(.zh), en: text(.en)) }

    /// The number alone, in the unit.
    var number: String { Self.rounded(value) }

    func text(_ language: Language) -> String {
        switch unit.kind {
        case .percent, .perMille: return number + unit.displayName(language)
        case .points, .pointsPerYear:
            return language == .zh ? "\(number) 个\(unit.displayName(.zh))" : "\(number) \(unit.displayName(.en))"
        case .ratio, .index, .yearOnYearIndex: return number
        case .quantity: break
        }
        guard language == .en else { return "\(number) \(unit.displayName(.zh))" }
        let name = unit.displayName(.en)
        // "900 100 million yuan" is not English: the size of the unit goes into the number.
        for (prefix, factor) in Self.prefixes where name.hasPrefix(prefix + " ") {
            return Self.inEnglish(value * factor) + " " + name.dropFirst(prefix.count + 1)
        }
        return "\(number) \(name)"
    }

    /// With four digits, none of them an idle zero after the point; all digits that somebody wrote if they are few.
    static func rounded(_ value: Double) -> String {
        guard value.isFinite else { return "–" }
        guard value != 0 else { return "0" }
        let magnitude = Int(Double.log10(value.magnitude).rounded(.down))
        guard (-6...12).contains(magnitude) else { return "\(value)" }
        let decimals = max(0, significantDigits - 1 - magnitude)
        let scale = Double.pow(10, Double(significantDigits - 1 - magnitude))
        // From 10,000 on the last digits are zeros, as somebody would say it.
        let shown = decimals > 0 ? value : (value * scale).rounded() / scale
        var text = NumberText.fixed(shown, decimals: decimals)
        if decimals > 0 {
            while text.hasSuffix("0") { text.removeLast() }
            if text.hasSuffix(".") { text.removeLast() }
        }
        return text
    }

    private static func inEnglish(_ value: Double) -> String {
        for (word, factor) in [("trillion", 1e12), ("billion", 1e9), ("million", 1e6)] where abs(value) >= factor {
            return "\(rounded(value / factor)) \(word)"
        }
        return rounded(value)
    }

    /// The longest first, so that none passes for a shorter one.
    private static let prefixes: [(String, Double)] = [
        ("100 million", 1e8), ("100 billion", 1e11), ("10 million", 1e7), ("10 billion", 1e10), ("100,000", 1e5),
        ("10,000", 1e4), ("trillion", 1e12), ("billion", 1e9), ("million", 1e6), ("1,000", 1e3), ("100", 1e2),
    ]
}

extension YearlyChange {
    /// `8.45%` or `0.22 个百分点`, with a minus where it falls.
    var text: LocalizedText {
        let number = NumberText.fixed(value, decimals: 2)
        return kind == .percent
            ? LocalizedText("\(number)%") : LocalizedText(zh: "\(number) 个百分点", en: "\(number) points")
    }

    /// What it takes a year: 年均增长 8.45%, growth of 8.45% a year.
    var sentencePart: LocalizedText {
        let size = YearlyChange(kind: kind, value: abs(value)).text
        return value < 0
            ? LocalizedText(zh: "年均下降 \(size.zh)", en: "a fall of \(size.en) a year")
            : LocalizedText(
                zh: kind == .percent ? "年均增长 \(size.zh)" : "年均提高 \(size.zh)",
                en: kind == .percent ? "growth of \(size.en) a year" : "a rise of \(size.en) a year")
    }
}

extension KnownLevel {
    /// What a reader should know about where the level comes from; empty for figures.
    var note: LocalizedText {
        switch origin {
        case .figure: LocalizedText("")
        case .assumed: LocalizedText(zh: "（假设）", en: " (assumed)")
        case .derived(false): LocalizedText(zh: "（推算）", en: " (derived)")
        case .derived(true): LocalizedText(zh: "（由假设推算）", en: " (derived from an assumption)")
        }
    }
}
