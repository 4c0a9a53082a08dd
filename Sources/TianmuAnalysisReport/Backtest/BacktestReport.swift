import TianmuBacktest
import TianmuEngine
import TianmuModel
import TianmuReport

/// What `tianmu backtest` prints for people.
package enum BacktestReport {
    package static func text(of backtest: Backtest, language: Language, width: Int? = nil) -> String {
        let words = Words(language)
        let (series, origins) = (backtest.panel.forecastCount, backtest.originCount)
        let draws = backtest.options.drawCount
        var text = words(
            zh: "回测：\(series) 个序列，\(origins) 个预测起点，每个预测 \(draws) 次模拟\n\n",
            en:
                "Backtest: \(series) series, \(origins) forecast origin\(origins == 1 ? "" : "s"), \(draws) draws a forecast\n\n"
        )
        text += TextFormat.text(of: BacktestTable.scores(of: backtest, language: language), within: width)
        text += "\n" + TextFormat.wrapped(notes(backtest, words), first: "", rest: "")
        let joint = BacktestTable.joint(of: backtest, language: language)
        if !joint.rows.isEmpty {
            text += "\n" + TextFormat.text(of: joint, within: width)
            text += "\n" + TextFormat.wrapped(jointNote(words), first: "", rest: "")
        }
        let indicators = BacktestTable.indicators(of: backtest, language: language)
        if !indicators.rows.isEmpty {
            text += "\n" + TextFormat.text(of: indicators, within: width)
            text += "\n" + TextFormat.wrapped(indicatorNote(backtest, words), first: "", rest: "")
        }
        let failures = BacktestTable.failures(of: backtest, language: language)
        if !failures.rows.isEmpty { text += "\n" + TextFormat.text(of: failures, within: width) }
        if backtest.hasRefusedSigns {
            text +=
                "\n"
                + TextFormat.wrapped(
                    BacktestFailure.notPositive[language] + Backtest.signHint[language], first: "", rest: "")
        }
        return text
    }

    private static func notes(_ backtest: Backtest, _ words: Words) -> String {
        let reference = BacktestMethods.referenceID
        let hasReference = backtest.results.contains { $0.id == reference }
        let skill =
            hasReference
            ? words(
                zh: "技巧是 CRPS 比 \(reference) 降低的百分比，只比两者都作出的预测。",
                en: " Skill is how much lower CRPS is than that of \(reference), per cent, where both have a forecast.")
            : ""
        return words(
            zh: "MASE、CRPS、分位损失和 MSIS 除以起点前的年均变动绝对值；MASE 与 sMAPE 用中位数。覆盖率与技巧的单位为 %；"
                + "± 为二项标准误，相邻起点相关，实际误差更大。CRPS 是与模拟次数无关的公平估计。",
            en:
                "MASE, CRPS, pinball and MSIS are divided by the mean absolute yearly change up to the origin; MASE and "
                + "sMAPE are of the median. Coverage is in per cent, ± its binomial standard error: neighbouring origins "
                + "depend on each other, so the real one is larger. CRPS is the fair estimate, whatever the number of "
                + "draws.") + skill + intervals(backtest, words) + weights(backtest, words) + context(backtest, words)
    }

    private static func jointNote(_ words: Words) -> String {
        words(
            zh: "能量得分与变差函数得分（阶数 0.5，各对年份取平均）把同一起点的各年合在一起评分，至少要有两年已知，同样除以年均变动；越小越好。"
                + "这里只评同一序列的各年。",
            en:
                "Energy and variogram score (order 0.5, the mean over pairs of years) judge all years of an origin together, "
                + "where two or more are known, divided by the yearly change as the others are: the less the better. They are of "
                + "the years of one series.")
    }

    private static func indicatorNote(_ backtest: Backtest, _ words: Words) -> String {
        let origins = backtest.correlation?.originCount ?? 0
        let correlated = backtest.correlation?.correlatedCount ?? 0
        let independent = words(
            zh: "不同指标的模拟互不相关，得分由此而来。",
            en: "The draws of different indicators are independent, and are judged as such.")
        let together = words(
            zh: "各指标的扰动按起点前年度变化的相关系数（Ledoit-Wolf 收缩）一同抽取：\(origins) 个地区起点中有 "
                + "\(correlated) 个，其余的共同变化不足四年，互不相关。多指标模型与带驱动的模型保持自身的关联。",
            en:
                "Innovations of the indicators are drawn with the correlation of their yearly changes before the origin, "
                + "shrunk toward none (Ledoit-Wolf), at \(correlated) of \(origins) origins of a region; "
                + "at the others they share fewer than four changes and are independent. Models of several indicators, and "
                + "those with drivers, keep their own way.")
        return words(
            zh: "本表把同一地区的各指标合在一起评分：同一起点、同一预测年，至少两个指标已知，各取起点以来的变动，除以自身的年均变动。",
            en:
                "Here the indicators of one region are judged together, for one year from one origin, where two or more are "
                + "known, each as its change since the origin, divided by its own yearly change. ")
            + (backtest.options.correlations == .estimated ? together : independent)
    }

    /// What the intervals rest on.
    private static func intervals(_ backtest: Backtest, _ words: Words) -> String {
        guard let pool = backtest.pool else {
            return words(zh: "预测区间为模型自身所给。", en: " Intervals are the models' own.")
        }
        let (fewest, most) = (pool.errorCounts.lowerBound, pool.errorCounts.upperBound)
        let range = fewest == most ? "\(most)" : "\(fewest)–\(most)"
        let low = NumberText.fixed(100 * pool.weights.lowerBound, decimals: 0)
        let high = NumberText.fixed(100 * pool.weights.upperBound, decimals: 0)
        let share = low == high ? high : "\(low)–\(high)"
        return words(
            zh: "预测区间的宽度来自本面板各起点之前的误差：\(backtest.originCount) 个起点中有 \(pool.originCount) 个，"
                + "每个模型 \(range) 个误差，占 \(share)%，其余为模型自身。",
            en:
                " Intervals are as wide as this panel's errors before each origin ask: at \(pool.originCount) of "
                + "\(backtest.originCount) origins, from \(range) errors of each model, which make \(share) % of the width; "
                + "the rest is the model's own.")
    }

    /// What models were given beside histories.
    private static func context(_ backtest: Backtest, _ words: Words) -> String {
        let context = backtest.context
        var text = ""
        if let group = context.group {
            let list = group.joined(separator: ", ")
            text += words(
                zh: "多指标模型合并推算：\(list)。", en: " Models of several indicators own \(list) together.")
        }
        if let paths = context.driverPaths {
            let list = context.drivers.joined(separator: ", ")
            text +=
                paths == BacktestContext.knownPaths
                ? words(
                    zh: "驱动指标（\(list)）取其后来的实际值：得分说明关系有多好，不是预测的得分。",
                    en:
                        " Drivers (\(list)) go on as they came: the scores say how good the relation is, not the forecast."
                )
                : words(
                    zh: "驱动指标（\(list)）在起点后由 \(paths) 预测。",
                    en: " Drivers (\(list)) go on after an origin as \(paths) forecasts them.")
        }
        if !context.parameters.isEmpty {
            let list = context.parameters.joined(separator: ", ")
            text += words(zh: "参数：\(list)。", en: " Parameters: \(list).")
        }
        return text
    }

    /// How the ensemble weighs its members.
    private static func weights(_ backtest: Backtest, _ words: Words) -> String {
        guard !backtest.weights.isEmpty else { return "" }
        if backtest.options.weights == .equal {
            let names = backtest.weights.map(\.id.name).joined(separator: ", ")
            return words(
                zh: "集成的成员权重相等：\(names)。", en: " The ensemble weighs its members equally: \(names).")
        }
        let shares = backtest.weights.map { "\($0.id.name) \(NumberText.fixed($0.weight, decimals: 2))" }
            .joined(separator: ", ")
        return words(zh: "集成的平均权重：\(shares)。", en: " Mean weights of the ensemble: \(shares).")
    }
}
