import TianmuBacktest
import TianmuModel
import TianmuScenario

/// Intervals from past errors elsewhere: `pool`.
extension Planner {
    /// Every indicator under `pool` must have a model of its own.
    mutating func checkPools() {
        for entry in scenario.pools {
            guard let slot = requireSlot(entry.indicator, what: LocalizedText(zh: "pool", en: "'pool'")),
                case .formula = drafts[slot].entry.method
            else { continue }
            diagnostics.append(
                .error(
                    zh: "“\(entry.indicator.value)”由公式计算，没有可校准的模型",
                    en: "'\(entry.indicator.value)' has a formula, and no model whose intervals could be pooled",
                    at: entry.indicator.position))
        }
    }

    /// A fitted model with intervals as wide as past errors ask, if the scenario wants that of its indicator.
    /// - Parameters:
    ///   - weighing: what is to be said of an ensemble's weights, which rest on the same panel.
    ///   - refit: fits the same model to other series.
    mutating func pooled(
        _ fitted: any FittedModel, slots: [Int], _ context: FitContext, _ weighing: Weighing, refit: PanelErrors.Fit
    ) -> any FittedModel {
        let asked = slots.compactMap { slot in
            scenario.pools.first { $0.indicator.value == drafts[slot].id.name }.map { (slot, $0) }
        }
        guard let (slot, entry) = asked.first else { return fitted }
        if let reason = unpooled(fitted, context) {
            refuse(entry, reason)
            return fitted
        }
        let panel = panel(entry, slot: slot)
        do throws(PanelErrors.Refusal) {
            let errors = try PanelErrors(of: context, on: panel.series, fit: refit)
            return try pooled(fitted, slot: slot, context, errors, weighing, panel.name)
        } catch {
            refuse(entry, Self.message(error, seriesCount: panel.series.count, panel.name))
            return fitted
        }
    }

    private mutating func pooled(
        _ fitted: some FittedModel, slot: Int, _ context: FitContext, _ errors: PanelErrors, _ weighing: Weighing,
        _ panel: LocalizedText
    ) throws(PanelErrors.Refusal) -> any FittedModel {
        let maps = try errors.maps(for: fitted, context)
        let (count, years) = (errors.calibration.errorCount, context.forecastYears)
        let weight = "\((1000 * errors.calibration.weight).rounded() / 1000)"
        let text = LocalizedText(
            zh: "区间宽度来自\(panel.zh)中 \(errors.seriesCount) 个序列的 \(count) 个历史预测误差（权重 \(weight)）",
            en: "intervals come from \(count) past error\(count == 1 ? "" : "s") of \(errors.seriesCount) series of "
                + "\(panel.en) (weight \(weight))")
        let beyond = LocalizedText(
            zh: "；超过 \(errors.furthest) 年的为外推", en: "; beyond \(errors.furthest) years ahead they are extrapolated")
        let isBeyond = errors.furthest < years.count
        let title = drafts[slot].title
        assumptions.append(
            Assumption(
                subject: drafts[slot].id.name,
                text: LocalizedText(
                    zh: "\(title.zh)：\(text.zh)\(isBeyond ? beyond.zh : "")",
                    en: "\(title.en): \(text.en)\(isBeyond ? beyond.en : "")"),
                reason: Self.likeErrors))
        let estimates = Set([years.lowerBound, years.upperBound]).sorted().map { year in
            FitReport.Estimate("interval factor \(year)", maps[year - years.lowerBound].factor)
        }
        let note = LocalizedText(
            zh: text.zh + (isBeyond ? beyond.zh : ""), en: text.en + (isBeyond ? beyond.en : ""))
        return CalibratedModel(
            fitted, maps: maps, estimates: weighing.estimates + estimates, notes: weighing.notes + [note])
    }

    static let likeErrors = LocalizedText(
        zh: "假定这些序列的预测误差与本指标相当。", en: "Their forecast errors are taken to be like this indicator's.")

    /// The series of an entry, and what to call them. With `as-of` a panel's values count as known at the end of
    /// the year after their own, as figures without a date do.
    func panel(_ entry: PoolEntry, slot: Int) -> (series: [PanelSeries], name: LocalizedText) {
        switch entry.source {
        case .siblings:
            (
                siblings(of: drafts[slot]).map { PanelSeries(name: $0.name, history: $0.history) },
                LocalizedText(zh: "其他地区", en: "the other regions")
            )
        case .panel(let path, let panel):
            (
                panel.series.map { series in
                    guard let day = scenario.asOf else { return series }
                    let known = series.history.observations.filter {
                        PublicationDate.missing.knownFrom(figureYear: $0.year) <= day
                    }
                    return PanelSeries(name: series.name, history: History(known))
                },
                LocalizedText(
                    zh: "“\(path.split(separator: "/").last ?? "")”",
                    en: "the panel '\(path.split(separator: "/").last ?? "")'")
            )
        }
    }

    /// Why a model's errors cannot be pooled, whatever the panel.
    private func unpooled(_ fitted: any FittedModel, _ context: FitContext) -> LocalizedText? {
        if context.outputs.count > 1 {
            return LocalizedText(zh: "它与其他指标由一个模型共同推算", en: "one model projects it together with others")
        }
        if !context.drivers.isEmpty {
            return LocalizedText(
                zh: "它的模型要读其他指标，单个序列的面板没有", en: "its model reads other indicators, which a panel of single series lacks"
            )
        }
        if fitted.report.priorShare >= 1 {
            return LocalizedText(
                zh: "它的模型全凭假设，别处的误差与之无关",
                en: "its model rests on assumptions alone, about which errors elsewhere say nothing")
        }
        return nil
    }

    private mutating func refuse(_ entry: PoolEntry, _ reason: LocalizedText) {
        let name = entry.indicator.value
        diagnostics.append(
            .error(
                zh: "“\(name)”的区间不能取自历史误差：\(reason.zh)",
                en: "the intervals of '\(name)' cannot be pooled: \(reason.en)", at: entry.position))
    }

    static func message(
        _ refusal: PanelErrors.Refusal, seriesCount: Int, _ panel: LocalizedText
    ) -> LocalizedText {
        switch refusal {
        case .noVariance:
            LocalizedText(
                zh: "\(panel.zh)有 \(seriesCount) 个序列，其中没有一个至少有三个观测值且有波动",
                en: "\(panel.en) has \(seriesCount) series, none of them with three observations or more that vary")
        case .noError(let cause):
            LocalizedText(
                zh: "\(panel.zh)有 \(seriesCount) 个序列，但没有一个预测有已知结果\(cause.map { "（\($0.zh)）" } ?? "，序列太短")",
                en: "\(panel.en) has \(seriesCount) series, and no forecast whose outcome is known"
                    + (cause.map { " (\($0.en))" } ?? ": they are too short"))
        case .failed(let cause): cause
        case .noSpread:
            LocalizedText(zh: "预测没有可缩放的离散，或不是有限的数", en: "the forecast has no spread to scale, or is not finite")
        }
    }
}
