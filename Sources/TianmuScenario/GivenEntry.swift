import TianmuModel

/// Something that is taken as given about one indicator in one year: a condition of the forecast.
package struct GivenEntry: Sendable {
    /// What is said, in the stated unit.
    package enum Statement: Equatable, Codable, Sendable {
        /// The value itself.
        case exactly(Double)
        /// A reading with a normal error.
        case about(Double, sd: Double)
        /// A reading whose error is an expert's.
        case quantiles(Quantity)
        /// Bounds, of which one may be missing.
        case between(low: Double?, high: Double?)
    }

    package var indicator: Located<String>
    package var year: Located<Int>
    package var statement: Statement
    package var unit: Located<String>?
    package var reason: LocalizedText?
    /// `nil` where it does not come from a file.
    package var position: SourcePosition?

    package init(
        indicator: Located<String>, year: Located<Int>, statement: Statement, unit: Located<String>? = nil,
        reason: LocalizedText? = nil, position: SourcePosition?
    ) {
        self.indicator = indicator
        self.year = year
        self.statement = statement
        self.unit = unit
        self.reason = reason
        self.position = position
    }
}

extension GivenEntry {
    /// Reads `gdp@2023=745`, `gdp@2023=745±10`, `gdp@2023=700..800`, `gdp@2023>=700` or `gdp@2023<=800`; ASCII's
    /// `+-` stands for `±` as well.
    /// - Throws: one sentence with an example.
    package init(parsing text: String) throws(Diagnostic) {
        func fault() -> Diagnostic {
            .error(
                zh: "看不懂条件“\(text)”；应写成 gdp@2023=745、gdp@2023=745±10、gdp@2023=700..800 或 gdp@2023>=700",
                en: "cannot read the condition '\(text)'; write gdp@2023=745, gdp@2023=745±10, gdp@2023=700..800 or "
                    + "gdp@2023>=700", at: nil)
        }
        let text = text.filter { $0 != " " }.replacing("≥", with: ">=").replacing("≤", with: "<=")
            .replacing("+-", with: "±")
        guard let at = text.firstIndex(of: "@"),
            let sign = text[at...].firstIndex(where: { "=<>".contains($0) }),
            let year = Int(text[text.index(after: at)..<sign]), at != text.startIndex
        else { throw fault() }
        let name = String(text[..<at])
        let rest = text[sign...]
        func number(_ text: some StringProtocol) -> Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }
        let statement: Statement?
        if rest.hasPrefix(">=") {
            statement = number(rest.dropFirst(2)).map { .between(low: $0, high: nil) }
        } else if rest.hasPrefix("<=") {
            statement = number(rest.dropFirst(2)).map { .between(low: nil, high: $0) }
        } else if rest.hasPrefix("=") {
            let value = String(rest.dropFirst())
            let range = value.split(separator: "..", omittingEmptySubsequences: false)
            let reading = value.split(separator: "±", omittingEmptySubsequences: false)
            if let single = number(value) {
                statement = .exactly(single)
            } else if range.count == 2, let low = number(range[0]), let high = number(range[1]) {
                statement = .between(low: low, high: high)
            } else if reading.count == 2, let middle = number(reading[0]), let sd = number(reading[1]) {
                statement = .about(middle, sd: sd)
            } else {
                statement = nil
            }
        } else {
            statement = nil
        }
        guard let statement else { throw fault() }
        let nowhere = SourcePosition(file: "--given")
        self.init(
            indicator: Located(name, at: nowhere), year: Located(year, at: nowhere), statement: statement, position: nil
        )
    }
}
