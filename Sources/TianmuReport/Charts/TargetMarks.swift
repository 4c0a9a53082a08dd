import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuScenario

extension FanSeries {
    /// Targets of the last year as lines across the chart.
    func targetLines(_ detail: Detail, _ language: Language) -> [Mark] {
        targets.filter { $0.target.year == lastYear }.map { target in
            .rule(RuleMark(.y(unit(target.target.value)), label: targetLabel(target.target, detail, language)))
        }
    }

    /// Targets of other years as short lines in their year: nobody set them for another.
    func targetPoints(_ detail: Detail, _ language: Language) -> [Mark] {
        targets.filter { $0.target.year != lastYear }.flatMap { target -> [Mark] in
            let (year, value) = (Double(target.target.year), unit(target.target.value))
            return [
                .line(LineMark(x: [year - 0.4, year + 0.4], y: [value, value], paint: .accent, width: 2)),
                .texts(
                    TextMark(
                        x: [year], y: [value], texts: [targetLabel(target.target, detail, language)],
                        sides: [.above, .below, .aboveRight, .belowRight, .right], paint: .accent, isBold: true)),
            ]
        }
    }

    private func targetLabel(_ target: PlannedTarget, _ detail: Detail, _ language: Language) -> String {
        if detail == .small {
            // The unit stands in the panel's title.
            let required = "\(target.relation.symbol) \(text(of: target))"
            return Words(language)(zh: "目标 \(required)", en: "target \(required)")
        }
        let required = requirement(target, language)
        return Words(language)(zh: "\(target.year)年目标 \(required)", en: "target \(target.year): \(required)")
    }

    /// `> 900亿元`.
    func requirement(_ target: PlannedTarget, _ language: Language) -> String {
        "\(target.relation.symbol) \(unit.unit.amount(text(of: target), language))"
    }
}
