#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Numbers as a reader expects them, without Foundation and without locale.
public enum NumberText {
    /// `value` with a fixed number of decimals: U+2212 for minus, commas between thousands from 10,000 on (from 1,000
    /// on if `groupsThousands`), ties away from zero. Never prints a negative zero; a non-finite value gives "–".
    public static func fixed(_ value: Double, decimals: Int, groupsThousands: Bool = false) -> String {
        guard value.isFinite else { return "–" }
        let places = min(max(decimals, 0), 12)
        let scaled = (abs(value) * pow(10, Double(places))).rounded()
        guard scaled < 9e15 else { return scientific(value) }
        let text = String(Int64(scaled))
        let digits = String(repeating: "0", count: max(0, places + 1 - text.count)) + text
        let whole = String(digits.dropLast(places))
        let isGrouped = whole.count >= (groupsThousands ? 4 : 5)
        let sign = value < 0 && scaled > 0 ? "\u{2212}" : ""
        return sign + (isGrouped ? grouped(whole) : whole) + (places > 0 ? "." + digits.suffix(places) : "")
    }

    /// `value` as a mantissa of at most three digits times a power of ten: 1.25×10¹⁵.
    public static func scientific(_ value: Double) -> String {
        guard value.isFinite else { return "–" }
        guard value != 0 else { return "0" }
        var exponent = Int(log10(abs(value)).rounded(.down))
        var hundredths = (abs(value) / pow(10, Double(exponent)) * 100).rounded()
        if hundredths >= 1000 {
            hundredths /= 10
            exponent += 1
        }
        var mantissa = fixed(hundredths / 100, decimals: 2)
        while mantissa.hasSuffix("0") { mantissa.removeLast() }
        if mantissa.hasSuffix(".") { mantissa.removeLast() }
        let superscripts = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
        let power = String(abs(exponent)).compactMap { $0.wholeNumberValue.map { superscripts[$0] } }
        return (value < 0 ? "\u{2212}" : "") + mantissa + "×10" + (exponent < 0 ? "⁻" : "") + String(power)
    }

    private static func grouped(_ digits: String) -> String {
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result
    }
}
