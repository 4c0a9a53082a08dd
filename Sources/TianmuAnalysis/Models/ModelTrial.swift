import TianmuBacktest
import TianmuModel
import TianmuScenario

/// How models with their default parameters forecast the known past of one indicator, in its own region and in others.
///
/// Intervals are the models' own, as those of a scenario's forecast are.
package struct ModelTrial: Sendable {
    /// Of one model.
    package struct Record: Sendable {
        package var own: Outcome
        package var siblings: Outcome

        package init(own: Outcome, siblings: Outcome) {
            self.own = own
            self.siblings = siblings
        }
    }

    package enum Outcome: Sendable {
        /// Over all horizons and origins, and how many origins the model failed at.
        case scored(ScoreSums, failedOrigins: Int)
        /// Why there is nothing to score, in words that name no model.
        case untested(LocalizedText)

        package var scores: ScoreSums? {
            if case .scored(let sums, _) = self { sums } else { nil }
        }
    }

    package var panel: IndicatorPanel
    /// Years ahead.
    package var horizon: Int
    package var records: [ModelID: Record]

    /// - Parameters:
    ///   - ids: models of the registry, and its ensemble; drift is tried as well, because skill is against it.
    ///   - options: of which the measure and the source of intervals are set here.
    package static func make(
        of ids: [ModelID], registry: ModelRegistry, on panel: IndicatorPanel, options: BacktestOptions
    ) async -> ModelTrial {
        var options = options
        (options.measure, options.intervals) = (panel.measure, .own)
        var trial = ModelTrial(panel: panel, horizon: options.horizon, records: [:])
        var names: [String] = registry[BacktestMethods.referenceID] == nil ? [] : [BacktestMethods.referenceID.name]
        for id in ids {
            if let reason = registry[id].flatMap({ needsOthers($0.descriptor) }) {
                trial.records[id] = Record(own: .untested(reason), siblings: .untested(reason))
                continue
            }
            do throws(DiagnosticList) {
                _ = try BacktestMethods([id.name], registry: registry)
                names.append(id.name)
            } catch {
                trial.records[id] = Record(own: .untested(error.reason), siblings: .untested(error.reason))
            }
        }
        guard let methods = try? BacktestMethods(names, registry: registry) else { return trial }
        let own = await outcomes(methods, registry: registry, on: [panel.own], knowing: panel.siblings, options)
        let siblings = await outcomes(methods, registry: registry, on: panel.siblings, knowing: [panel.own], options)
        for id in methods.ids {
            trial.records[id] = Record(own: own[id] ?? .untested(tooShort), siblings: siblings[id] ?? .untested(alone))
        }
        return trial
    }

    private static let tooShort = LocalizedText(
        zh: "历史太短：没有能预测并核对的年份", en: "too short: no year can be forecast and held against what came")
    private static let alone = LocalizedText(
        zh: "数据文件中没有其他地区的这一指标", en: "the files have no other region with this indicator")

    /// Empty where nothing can be scored.
    /// - Parameter others: regions of which models that ask for them are told, and which are not forecast.
    private static func outcomes(
        _ methods: BacktestMethods, registry: ModelRegistry, on series: [PanelSeries],
        knowing others: [PanelSeries], _ options: BacktestOptions
    ) async -> [ModelID: Outcome] {
        guard !series.isEmpty else { return [:] }
        let informing = others.map { other in
            var other = other
            other.onlyInforms = true
            return other
        }
        let backtest = await Backtester.test(
            methods, on: SeriesPanel(series: series + informing), options: options)
        guard backtest.originCount > 0 else { return [:] }
        let longest = series.map(\.history.count).max() ?? 0
        return Dictionary(
            backtest.results.map { result in
                let total = result.total
                if total.count > 0 { return (result.id, .scored(total, failedOrigins: result.failureCount)) }
                // Of a history the last observation is there to be forecast. A model may need more than it declares.
                let cause = result.sortedFailures.first?.cause
                let need =
                    cause.flatMap(BacktestFailure.observationsNeeded)
                    ?? registry[result.id]?.descriptor.minimumObservations ?? 0
                return (
                    result.id, .untested(longest <= need ? tooShort(longest, need) : cause.map(refused) ?? tooShort)
                )
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Why a model cannot be tested on one indicator alone.
    private static func needsOthers(_ descriptor: ModelDescriptor) -> LocalizedText? {
        guard descriptor.outputs.contains(1) else {
            return LocalizedText(
                zh: "一次推算几个指标，不能只在一个指标上回测",
                en: "projects several indicators at once and cannot be tested on one of them")
        }
        let roles = descriptor.drivers.filter(\.isRequired).map(\.role).joined(separator: ", ")
        return roles.isEmpty
            ? nil
            : LocalizedText(
                zh: "要读其他指标（\(roles)），不能只在一个指标上回测",
                en: "reads other indicators (\(roles)) and cannot be tested on one alone")
    }

    private static func tooShort(_ count: Int, _ need: Int) -> LocalizedText {
        LocalizedText(
            zh: "历史太短：\(count) 个已知年份，预测要 \(need) 个，另要一个来核对",
            en:
                "too short: \(count) known year\(count == 1 ? "" : "s"), and it takes \(need) to forecast and another to score"
        )
    }

    private static func refused(_ cause: LocalizedText) -> LocalizedText {
        LocalizedText(zh: "在各起点都不能用：\(cause.zh)", en: "refused at every origin: \(cause.en)")
    }
}
