import TianmuBacktest
import TianmuEngine
import TianmuModel
import TianmuReport

/// Scores of a backtest, as tables.
package enum BacktestTable {
    /// A row for each model and horizon, and one for all horizons of a model.
    package static func scores(of backtest: Backtest, language: Language) -> Table {
        let words = Words(language)
        let columns: [Table.Column] = [
            .init(words(zh: "模型", en: "Model")), .init(words(zh: "期", en: "h"), .right),
            .init(words(zh: "预测数", en: "Forecasts"), .right), .init("MASE", .right), .init("sMAPE", .right),
            .init("CRPS", .right), .init(words(zh: "分位损失", en: "Pinball"), .right), .init("MSIS 80", .right),
            .init("MSIS 95", .right), .init(words(zh: "80% 覆盖", en: "In 80%"), .right), .init("±", .right),
            .init(words(zh: "95% 覆盖", en: "In 95%"), .right), .init("±", .right), .init("PIT", .right),
            .init(words(zh: "技巧", en: "Skill"), .right),
        ]
        let rows = backtest.results.flatMap { result in
            lines(of: result).map { horizon, sums in
                func number(_ value: Double) -> String { ScoreText.number(value, decimals: 2) }
                return [
                    result.id.name, horizon.map(String.init) ?? words(zh: "全部", en: "all"), "\(sums.count)",
                    number(sums.mase), number(sums.smape), ScoreText.number(sums.scaledCRPS, decimals: 3),
                    ScoreText.number(sums.scaledPinball, decimals: 3), number(sums.msis80), number(sums.msis95),
                    share(sums.coverage80.value), share(sums.coverage80.standardError), share(sums.coverage95.value),
                    share(sums.coverage95.standardError), number(sums.meanPIT), share(sums.skill),
                ]
            }
        }
        return Table(columns: columns, rows: rows)
    }

    /// The same for programs: shares as numbers, missing ones empty, the horizon `all` for all of them.
    package static func long(_ backtest: Backtest) -> Table {
        let names =
            [
                "model", "h", "forecasts", "mase", "smape", "crps", "scaled_crps", "pinball", "scaled_pinball",
                "msis80", "msis95", "coverage80", "coverage80_se", "coverage95", "coverage95_se", "pit_mean",
            ] + (1...10).map { "pit_\($0)" }
            + [
                "crps_skill", "joint_origins", "energy", "variogram", "energy_skill", "variogram_skill",
                "indicator_vectors", "indicator_energy", "indicator_variogram", "indicator_energy_skill",
                "indicator_variogram_skill", "failures",
            ]
        let rows = backtest.results.flatMap { result in
            lines(of: result).map { horizon, sums -> [String] in
                let values = [
                    sums.mase, sums.smape, sums.crps, sums.scaledCRPS, sums.pinball, sums.scaledPinball, sums.msis80,
                    sums.msis95, sums.coverage80.value, sums.coverage80.standardError, sums.coverage95.value,
                    sums.coverage95.standardError, sums.meanPIT,
                ]
                return [result.id.name, horizon.map(String.init) ?? "all", "\(sums.count)"] + values.map(number)
                    + sums.pitCounts.map(String.init)
                    + [number(sums.skill)]
                    + (horizon == nil ? parts(of: result.joint) : [String](repeating: "", count: 5))
                    + parts(of: horizon.map { result.indicators[$0 - 1] } ?? result.indicatorTotal)
                    + [horizon == nil ? "\(result.failureCount)" : ""]
            }
        }
        return Table(columns: names.map { .init($0) }, rows: rows)
    }

    private static func parts(of joint: JointSums) -> [String] {
        ["\(joint.count)"] + [joint.energy, joint.variogram, joint.energySkill, joint.variogramSkill].map(number)
    }

    /// Energy and variogram score of the years of each origin together; no rows where no origin has two.
    package static func joint(of backtest: Backtest, language: Language) -> Table {
        let words = Words(language)
        return Table(
            columns: [
                .init(words(zh: "模型", en: "Model")), .init(words(zh: "起点数", en: "Origins"), .right),
            ] + jointColumns(words),
            rows: backtest.results.filter { $0.joint.count > 0 }.map { result in
                [result.id.name, "\(result.joint.count)"] + jointCells(result.joint)
            })
    }

    /// Energy and variogram score of the indicators of each region together; no rows where no region has two.
    package static func indicators(of backtest: Backtest, language: Language) -> Table {
        let words = Words(language)
        return Table(
            columns: [
                .init(words(zh: "模型", en: "Model")), .init(words(zh: "期", en: "h"), .right),
                .init(words(zh: "组数", en: "Vectors"), .right),
            ] + jointColumns(words),
            rows: backtest.results.filter { $0.indicatorTotal.count > 0 }.flatMap { result in
                let each = result.indicators.enumerated().map { ("\($0.offset + 1)", $0.element) }
                return (each + [(words(zh: "全部", en: "all"), result.indicatorTotal)]).map { horizon, joint in
                    [result.id.name, horizon, "\(joint.count)"] + jointCells(joint)
                }
            })
    }

    private static func jointColumns(_ words: Words) -> [Table.Column] {
        [
            .init(words(zh: "能量得分", en: "Energy"), .right), .init(words(zh: "技巧", en: "Skill"), .right),
            .init(words(zh: "变差函数得分", en: "Variogram"), .right), .init(words(zh: "技巧", en: "Skill"), .right),
        ]
    }

    /// In ``jointColumns(_:)``.
    private static func jointCells(_ joint: JointSums) -> [String] {
        [
            ScoreText.number(joint.energy, decimals: 3), share(joint.energySkill),
            ScoreText.number(joint.variogram, decimals: 4), share(joint.variogramSkill),
        ]
    }

    /// Per cent.
    private static func share(_ value: Double) -> String { ScoreText.hundredths(value, decimals: 1) }

    /// Every forecast, with the origin's year last.
    package static func forecasts(of backtest: Backtest) -> Table {
        let names = ["series", "model", "h", "mean", "q025", "q10", "q50", "q90", "q975", "origin"]
        return Table(
            columns: names.map { .init($0) },
            rows: backtest.forecasts.map { forecast in
                [forecast.series, forecast.model.name, "\(forecast.horizon)"]
                    + ([forecast.mean] + forecast.quantiles).map(number) + ["\(forecast.origin)"]
            })
    }

    /// Why models have no forecast, and at how many origins.
    package static func failures(of backtest: Backtest, language: Language) -> Table {
        let words = Words(language)
        return Table(
            columns: [
                .init(words(zh: "模型", en: "Model")), .init(words(zh: "失败起点", en: "Origins failed"), .right),
                .init(words(zh: "原因", en: "Cause")),
            ],
            rows: backtest.results.flatMap { result in
                result.sortedFailures.map { [result.id.name, "\($0.count)", $0.cause[language]] }
            })
    }

    /// The horizons of a model, and all of them together.
    private static func lines(of result: BacktestResult) -> [(horizon: Int?, sums: ScoreSums)] {
        let each = result.horizons.enumerated().map { (horizon: Optional($0.offset + 1), sums: $0.element) }
        return each + [(horizon: nil, sums: result.total)]
    }

    private static func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "" }
}
