import TianmuAnalysis
import TianmuAnalysisReport
import TianmuBacktest
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// Every model on one indicator: forecasts, fits and the backtest on what is known.
extension Pipeline {
    /// Draws of a backtested forecast, unless the user asks for fewer.
    private static let trialDrawCount = 1000

    /// - Parameter horizon: years ahead in the backtest; by default those from the last known figure, at most ten.
    func modelComparison(_ path: String, indicator: String, horizon: Int?) async throws -> ModelComparison {
        let found = try await modelVariants(path, indicator: indicator, models: "all")
        guard let plan = found.variants.first?.assessment.plan, let slot = plan.slot(of: IndicatorID(indicator)) else {
            throw Console.badInput(
                LocalizedText(zh: "没有指标“\(indicator)”", en: "there is no indicator '\(indicator)'"), language)
        }
        let panel = IndicatorPanel(found.scenario, plan: plan, slot: slot)
        var options = BacktestOptions(horizon: horizon ?? panel.horizon(through: plan.years.through))
        options.drawCount = min(draws.draws ?? Self.trialDrawCount, Self.trialDrawCount)
        options.seed = plan.draws.seed
        options.threads = draws.threads ?? 0
        let progress = ProgressLine()
        defer { progress?.finish() }
        if let progress { options.progress = { progress.update($0) } }
        let models = found.registry.models.map(\.descriptor)
        let trial = await ModelTrial.make(
            of: models.filter { $0.outputs.contains(1) }.map(\.id) + [Ensemble.id], registry: found.registry, on: panel,
            options: options)
        let several = models.filter { !$0.outputs.contains(1) }.map { descriptor in
            Comparison.Refusal(
                label: LocalizedText(descriptor.id.name),
                reason: LocalizedText(
                    zh: "一次推算几个指标，须在 groups 中使用",
                    en: "projects several indicators at once, which 'groups' asks for"))
        }
        return ModelComparison(
            variants: found.variants, refusals: found.refusals + several, plan: plan, slot: slot, trial: trial)
    }
}
