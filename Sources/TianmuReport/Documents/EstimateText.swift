import TianmuModel

/// The fitted numbers of a model for people.
package enum EstimateText {
    /// All of one model, with their standard errors and units.
    package static func text(of report: FitReport, language: Language) -> String {
        let words = Words(language)
        return report.estimates.map { estimate in
            let error = estimate.standardError.map { " ± \(number($0, of: estimate))" } ?? ""
            let unit = estimate.unit.isEmpty ? "" : " \(UnitWords.text(estimate.unit)[language])"
            return "\(name(estimate.name)[language]) \(number(estimate.value, of: estimate))\(error)\(unit)"
        }.joined(separator: words(zh: "，", en: ", "))
    }

    /// Below this a share or a rate is 0 for people: it is what rounding has left.
    private static let least = 1e-6

    private static func number(_ value: Double, of estimate: FitReport.Estimate) -> String {
        let unit = estimate.unit
        let isRelative = unit.isEmpty || unit.hasPrefix("percent") || unit.hasPrefix("points")
        return isRelative && value.magnitude < least ? "0" : NumberText.significant(value)
    }

    /// Names are those of parameters, and stay; phrases are translated.
    private static func name(_ name: String) -> LocalizedText {
        for (start, middle, before, between, after) in phrases where name.hasPrefix(start) {
            let rest = String(name.dropFirst(start.count))
            guard !middle.isEmpty else { return LocalizedText(zh: before + rest + after, en: name) }
            guard let range = rest.firstRange(of: middle) else { continue }
            let (first, second) = (String(rest[..<range.lowerBound]), String(rest[range.upperBound...]))
            return LocalizedText(zh: before + second + between + (parts[first] ?? first) + after, en: name)
        }
        return LocalizedText(zh: whole[name] ?? name, en: name)
    }

    /// English start and middle, and the Chinese around what follows each: the second comes first.
    private static let phrases = [
        ("weight of ", "", "", "", " 的权重"),
        ("interval factor ", "", "", "", " 年区间倍数"),
        ("share of ", " in the variance of ", "", " 年方差中", "的占比"),
    ]

    private static let parts = ["models": "模型之间", "parameters": "参数", "shocks": "年度扰动"]

    private static let whole = [
        "past forecasts behind the weights": "权重所依据的历史预测数",
        "independent errors behind the weights": "权重所依据的独立误差数",
        "share of stacked weights": "采信 stacked 权重的比例",
        "natural growth": "自然增长",
        "log marginal likelihood": "对数边际似然",
    ]
}
