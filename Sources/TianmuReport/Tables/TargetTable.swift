import TianmuEngine
import TianmuModel
import TianmuScenario

/// A number of a target in the unit that the target was stated in.
package struct TargetNumbers: Sendable {
    package var value: Double
    package var median: Double
    package var p10: Double
    package var p90: Double
    package var unit: Unit

    package init(_ target: TargetSummary, plan: Plan) {
        let planned = target.target
        let from = plan.series[planned.slot].unit
        // The plan has made sure that the two convert.
        func stated(_ value: Double) -> Double {
            (try? Unit.convert(value, from: from, to: planned.statedUnit)) ?? value
        }
        value = planned.statedValue
        median = stated(target.forecast.median)
        p10 = stated(target.forecast.quantile(0.1))
        p90 = stated(target.forecast.quantile(0.9))
        unit = planned.statedUnit
    }

    /// Decimals that the spread of the forecast deserves.
    package var decimals: Int { NumberText.decimals(forSpread: p90 - p10) }
}

/// The answer of a run: each target with its forecast, probability and verdict.
package enum TargetTable {
    package static func table(of assessment: Assessment, language: Language) -> Table {
        let words = Words(language)
        return Table(
            columns: [
                .init(words(zh: "目标", en: "Target")), .init(words(zh: "年份", en: "Year")),
                .init(words(zh: "要求", en: "Required"), .right), .init(words(zh: "单位", en: "Unit")),
                .init(words(zh: "中位数", en: "Median"), .right),
                .init(words(zh: "80%预测区间", en: "80% interval"), .right),
                .init(words(zh: "把握", en: "Probability"), .right), .init("±", .right),
                .init(words(zh: "判断", en: "Verdict")), .init(words(zh: "假设占比", en: "Prior share"), .right),
            ],
            rows: assessment.targets.map { target in
                let numbers = TargetNumbers(target.summary, plan: assessment.plan)
                let decimals = numbers.decimals
                return [
                    target.target.title[language], "\(target.target.year)",
                    "\(target.target.relation.symbol) \(NumberText.stated(numbers.value))",
                    numbers.unit.displayName(language),
                    NumberText.fixed(numbers.median, decimals: decimals),
                    NumberText.fixed(numbers.p10, decimals: decimals) + " – "
                        + NumberText.fixed(numbers.p90, decimals: decimals),
                    NumberText.percent(target.summary.probability.value),
                    NumberText.points(target.summary.probability.standardError),
                    target.verdict.title[language] + (target.isClose ? " ?" : ""),
                    NumberText.percentOfWhole(target.priorShare),
                ]
            })
    }

    /// The same for programs: names of columns that no language changes, plain numbers, empty where there is none.
    package static func plain(of assessment: Assessment, language: Language) -> Table {
        let names = [
            "indicator", "title", "year", "relation", "value", "unit", "median", "p10", "p90", "probability",
            "standardError", "verdict", "kind", "priorShare",
        ]
        func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "" }
        // A column of its own only where it says something.
        let smoothing = assessment.summary.smoothing
        let rows = assessment.targets.enumerated().map { index, target in
            let numbers = TargetNumbers(target.summary, plan: assessment.plan)
            let planned = target.target
            return [
                assessment.plan.series[planned.slot].id.name, planned.title[language], "\(planned.year)",
                planned.relation.rawValue, number(numbers.value), numbers.unit.symbol, number(numbers.median),
                number(numbers.p10), number(numbers.p90), number(target.summary.probability.value),
                number(target.summary.probability.standardError), target.verdict.rawValue, planned.kind.rawValue,
                number(target.priorShare),
            ] + (smoothing.map { [$0.estimator(of: .target(index)).rawValue] } ?? [])
        }
        return Table(columns: (names + (smoothing == nil ? [] : ["estimator"])).map { .init($0) }, rows: rows)
    }
}
