import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuNumerics

/// How numbers are written for people.
package enum NumberText {
    /// As many decimals as a spread of `width` deserves: the last digit is about a fiftieth of it.
    package static func decimals(forSpread width: Double) -> Int {
        guard width.isFinite, width > 0 else { return 2 }
        return min(6, max(0, Int((-Double.log10(width / 50)).rounded(.up))))
    }

    /// With `decimals` decimals, a minus as U+2212 and thousands separated from 10,000 on.
    package static func fixed(_ value: Double, decimals: Int) -> String {
        guard value.isFinite else { return "–" }
        let scale = Double.pow(10, Double(decimals))
        let rounded = (value.magnitude * scale).rounded()
        guard rounded < 1e15 else { return "\(value)" }
        let whole = Int(rounded) / Int(scale)
        let part = Int(rounded) % Int(scale)
        var text = grouped(whole)
        if decimals > 0 {
            let digits = String(part)
            text += "." + String(repeating: "0", count: decimals - digits.count) + digits
        }
        return value < 0 && rounded > 0 ? "\u{2212}" + text : text
    }

    /// With three significant digits: for fitted numbers of any size, very small and very large ones as 1.25×10⁻⁷.
    package static func significant(_ value: Double) -> String {
        guard value.isFinite else { return "–" }
        guard value != 0 else { return "0" }
        let magnitude = Int(Double.log10(value.magnitude).rounded(.down))
        guard (-5...9).contains(magnitude) else { return TianmuCharts.NumberText.scientific(value) }
        return fixed(value, decimals: max(0, 2 - magnitude))
    }

    /// A number that somebody stated, with the digits that they gave it.
    package static func stated(_ value: Double) -> String {
        let text = "\(value.magnitude)"
        guard !text.contains("e") else { return text }
        let parts = text.split(separator: ".")
        let whole = grouped(Int(parts[0]) ?? 0)
        let sign = value < 0 ? "\u{2212}" : ""
        return parts.count < 2 || parts[1] == "0" ? sign + whole : "\(sign)\(whole).\(parts[1])"
    }

    /// `28%`; `< 1%` and `> 99%` at the ends, where more digits would be pretence.
    package static func percent(_ share: Double) -> String {
        guard share.isFinite else { return "–" }
        if share < 0.01 { return "< 1%" }
        if share > 0.99 { return "> 99%" }
        return "\(Int((share * 100).rounded()))%"
    }

    /// `28% ± 0.4`, the error in points; alone at the ends, where the bound says more than the error.
    package static func share(_ estimate: Estimate) -> String {
        let text = percent(estimate.value)
        return (0.01...0.99).contains(estimate.value) ? "\(text) ± \(points(estimate.standardError))" : text
    }

    /// `0%` to `100%`, for shares that are known and not estimated.
    package static func percentOfWhole(_ share: Double) -> String {
        share.isFinite ? "\(Int((share * 100).rounded()))%" : "–"
    }

    /// The error of a share in percentage points: `0.4`, or `< 0.1`.
    package static func points(_ error: Double) -> String {
        let points = error * 100
        guard points.isFinite else { return "–" }
        return points < 0.05 ? "< 0.1" : fixed(points, decimals: 1)
    }

    private static func grouped(_ whole: Int) -> String {
        let digits = String(whole)
        guard digits.count > 4 else { return digits }
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }
}
