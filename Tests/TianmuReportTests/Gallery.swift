import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport

/// The charts with golden files.
enum Gallery {
    struct Picture {
        var name: String
        var chart: Chart
    }

    /// Made once for all tests.
    static let pictures = Task { try await make() }

    private static func make() async throws -> [Picture] {
        let base = try await Runs.variant("基准情景", "Baseline", Runs.plain())
        let weak = try await Runs.variant("需求偏弱", "Weak demand", Runs.plain(growth: 6))
        let strong = try await Runs.variant("加快投资", "More investment", Runs.plain(growth: 9.5))
        let five = [base, weak, strong, weak, base]
        let odd = Variant(
            label: LocalizedText(zh: "奇例", en: "Odd cases"),
            assessment: try await Runs.assess(Runs.odd, figures: Runs.oddFigures))
        let bare = Variant(
            label: LocalizedText(zh: "无目标", en: "No targets"), assessment: try await Runs.assess(Runs.withoutTargets))
        let wanted: [(String, String, [Variant], IndicatorID?)] = [
            ("fan", "fan", [base], "gdp"), ("fan-income", "fan", [base], "income"),
            ("fan-growth", "fan", [base], "growth"), ("fan-per-head", "fan", [base], "gdp_per_head"),
            ("sheet", "sheet", [base], nil), ("sheet-bare", "sheet", [bare], nil), ("sheet-odd", "sheet", [odd], nil),
            ("probabilities", "probabilities", [base], nil), ("probabilities-odd", "probabilities", [odd], nil),
            ("models", "models", [base, weak], "gdp"), ("scenarios", "scenarios", [base, weak, strong], "gdp"),
            ("scenarios-many", "scenarios", five, "gdp_per_head"),
            ("scenario-targets", "scenario-targets", [base, weak, strong], nil),
            ("odd-nothing-known", "fan", [odd], "nothing_known"), ("odd-constant", "fan", [odd], "constant"),
            ("odd-certain", "fan", [odd], "certain"), ("odd-known", "fan", [odd], "known"),
            ("odd-tiny", "fan", [odd], "tiny"), ("odd-large", "fan", [odd], "large"),
        ]
        return try wanted.flatMap { name, kind, variants, indicator in
            try Language.allCases.map { language in
                let request = ChartRequest(variants: variants, indicator: indicator, language: language)
                return Picture(
                    name: "\(name)-\(language.rawValue)", chart: try ChartKind.named(kind).chart(request))
            }
        }
    }
}
