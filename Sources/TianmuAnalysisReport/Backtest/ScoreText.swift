import TianmuCharts
import TianmuNumerics
import TianmuReport

/// How scores are written for people. They have no bounds: a model that explodes at one origin makes a mean of any size.
enum ScoreText {
    /// From here on a number takes more digits than a reader takes in.
    private static let limit = 10_000.0

    /// `2.57`; from 10,000 on as `4.4×10¹⁶`, so that no column widens.
    static func number(_ value: Double, decimals: Int) -> String {
        guard value.isFinite else { return "–" }
        let text = TianmuReport.NumberText.fixed(value, decimals: decimals)
        guard value.magnitude >= limit || text.contains(",") else { return text }
        return scientific(value)
    }

    /// A share of 1 in per cent, without the sign: `12.3`, `−6×10¹¹`.
    static func hundredths(_ share: Double, decimals: Int) -> String { number(100 * share, decimals: decimals) }

    /// `12%`, `−3%`, `−6×10¹¹%`.
    static func percent(_ share: Double) -> String {
        share.isFinite ? hundredths(share, decimals: 0) + "%" : "–"
    }

    /// With two digits, as many as a mean deserves that one forecast decides.
    private static func scientific(_ value: Double) -> String {
        let size = Double.pow(10, Double.log10(value.magnitude).rounded(.down) - 1)
        return TianmuCharts.NumberText.scientific((value / size).rounded() * size)
    }
}
