import TianmuAnalysis
import TianmuBacktest
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// What `tianmu models --compare --format json` prints. Skill and coverage are shares of 1.
package struct ModelComparisonDocument: Encodable, Sendable {
    struct Year: Encodable, Sendable {
        var year: Int
        var median: JSONNumber
        var p10: JSONNumber
        var p90: JSONNumber
    }

    /// Scores, or why there are none.
    struct Trial: Encodable, Sendable {
        var forecasts: Int
        var failedOrigins: Int?
        var crpsSkill: JSONNumber?
        var mase: JSONNumber?
        var scaledCRPS: JSONNumber?
        var coverage80: JSONNumber?
        var untested: LocalizedText?

        init(_ outcome: ModelTrial.Outcome) {
            switch outcome {
            case .scored(let sums, let failed):
                forecasts = sums.count
                failedOrigins = failed
                crpsSkill = sums.skill.finite
                mase = sums.mase.finite
                scaledCRPS = sums.scaledCRPS.finite
                coverage80 = sums.coverage80.value.finite
            case .untested(let reason):
                forecasts = 0
                untested = reason
            }
        }
    }

    struct Model: Encodable, Sendable {
        var variant: LocalizedText
        /// None where the scenario has a formula.
        var model: String?
        var fit: FitReport?
        var forecast: [Year]
        var own: Trial
        var siblings: Trial
    }

    var scenario: String
    var indicator: String
    var title: LocalizedText
    var unit: String
    /// The formula that the models stand in place of.
    var formula: String?
    var horizon: Int
    var reference: String
    var ownObservations: Int
    var siblings: [String]
    /// In the order of the table.
    var models: [Model]
    var refusals: [Comparison.Refusal]

    /// - Parameter path: the scenario's file, as the user gave it.
    package init(_ comparison: ModelComparison, path: String) {
        scenario = path
        indicator = comparison.series.id.name
        title = comparison.series.title
        unit = comparison.series.unit.symbol
        formula = comparison.formula
        horizon = comparison.trial.horizon
        reference = BacktestMethods.referenceID.name
        ownObservations = comparison.trial.panel.own.history.count
        siblings = comparison.trial.panel.siblings.map(\.name)
        models = comparison.entries.map { entry in
            Model(
                variant: entry.label, model: entry.model?.name, fit: entry.fit,
                forecast: entry.years.map {
                    Year(
                        year: $0.year, median: $0.median.finite, p10: $0.quantile(0.1).finite,
                        p90: $0.quantile(0.9).finite)
                }, own: Trial(entry.own), siblings: Trial(entry.siblings))
        }
        refusals = comparison.refusals
    }
}
