import TianmuModel
import TianmuNumerics

/// A stock of things that are counted (firms, listed companies), by its flows:
///
///     stock_t = stock_{t−1} − exits_t + entries_t
///     exits_t ~ beta-binomial(stock_{t−1}, q),  entries_t ~ negative binomial with mean μ(1 + g)^{h−1}
///
/// in forecast year h, with μ per year or per stock at its start. Whole numbers in every draw: a normal of the draw
/// goes through the count's own distribution (``CountQuantile``), so that small stocks are right. One output is the
/// stock alone; the second is its entries, the third its exits, and their histories then give the rates.
///
/// Rates that are not given have conjugate posteriors under Jeffreys' priors: μ ~ Γ(½ + Σe, exposure), so that entries
/// without variation between years are negative binomial; q ~ Beta(½ + Σx, ½ + Σ(S − x)). Variation v between years
/// widens both: the shape of μ is 1/(1/(½ + Σe) + v²/n). Without a history of entries they are what leads from stock to
/// stock at the given exit rate, and a draw with more exits has as many more entries.
///
/// Source: Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., §2.6 (Poisson with gamma prior, negative binomial
/// predictive), §2.4 (beta-binomial); Johnson, Kemp & Kotz (2005), Univariate Discrete Distributions, §5.3, §6.9.2.
public struct StockFlowModel: GrowthModel {
    public init() {}

    public func fit(_ context: FitContext) throws(ModelRefusal) -> FittedStockFlow {
        let outputs = context.outputs
        guard descriptor.outputs.contains(outputs.count) else {
            throw .wrongOutputCount(have: outputs.count, allowed: descriptor.outputs)
        }
        let parameters = context.parameters
        let unit = parameters.number("per-unit") ?? 1
        for output in outputs { try Self.check(output) }
        let stocks = outputs[0].history.observations.map { (year: $0.year, count: $0.value * unit) }
        guard let last = stocks.last else {
            throw .tooFewObservations(indicator: outputs[0].indicator, have: 0, need: 1)
        }
        let table = Dictionary(stocks.map { ($0.year, $0.count) }, uniquingKeysWith: { first, _ in first })
        let exit = try ExitFit(outputs, stocks: table, unit: unit, parameters: parameters)
        let entry = try EntryFit(outputs, stocks: stocks, exit: exit.probability, unit: unit, parameters: parameters)
        let whole = last.count.rounded()
        var notes = exit.notes + entry.notes
        if abs(whole - last.count) > 1e-6 * max(last.count, 1) {
            notes.append(
                LocalizedText(
                    zh: "最近的存量不是整数，已取整；单位不是“个”时请给出 per-unit",
                    en:
                        "the last stock is not a whole number and was rounded; if its unit is not one thing, give 'per-unit'"
                ))
        }
        return FittedStockFlow(
            stock: whole, unit: unit, entries: entry.rate, isPerStock: entry.isPerStock,
            growth: try .of("growth", parameters.quantiles("growth") ?? (0, 0, 0)), exits: exit.probability,
            coupling: entry.coupling, entryVariation: entry.variation, exitVariation: exit.variation,
            outputCount: outputs.count, yearCount: context.forecastYears.count,
            report: FitReport(
                observationCount: stocks.count, priorShare: 0.5 * (entry.priorShare + exit.priorShare),
                estimates: [
                    FitReport.Estimate(
                        "entries", entry.rate.value(atNormal: 0) * (entry.isPerStock ? 100 : 1 / unit),
                        unit: entry.isPerStock ? "percent of the stock per year" : "per year"),
                    FitReport.Estimate("exit-rate", 100 * exit.probability.middle, unit: "percent per year"),
                    FitReport.Estimate("entry-variation", 100 * entry.variation, unit: "percent"),
                    FitReport.Estimate("exit-variation", 100 * exit.variation, unit: "percent"),
                ], notes: notes))
    }

    private static func check(_ output: OutputContext) throws(ModelRefusal) {
        let history = try output.requireHistory(of: 1)
        guard output.measure == .level else {
            throw .other(
                LocalizedText(
                    zh: "“\(output.indicator)”是百分比，此模型只推算个数",
                    en: "'\(output.indicator)' is a percentage, and the model projects counts only"))
        }
        if let bad = history.observations.first(where: { $0.value < 0 }) {
            throw .other(
                LocalizedText(
                    zh: "“\(output.indicator)”\(bad.year) 年的值 \(bad.value) 小于 0，个数不能为负",
                    en: "'\(output.indicator)' is \(bad.value) in \(bad.year), and a count cannot be below 0"))
        }
    }
}
