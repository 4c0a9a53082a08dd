import TianmuModel
import TianmuNumerics

/// The probability of leaving: as given, or from the history of exits.
struct ExitFit {
    let probability: ExitProbability
    let variation: Double
    let priorShare: Double
    private(set) var notes: [LocalizedText] = []

    init(
        _ outputs: [OutputContext], stocks: [Int: Double], unit: Double, parameters: ParameterValues
    ) throws(ModelRefusal) {
        let given = parameters.number("exit-variation").map { $0 / 100 }
        if let rate = parameters.quantiles("exit-rate") {
            probability = .elicited(try .of("exit-rate", (rate.p10 / 100, rate.p50 / 100, rate.p90 / 100)))
            variation = given ?? FlowHistory.priorVariation
            priorShare = 1
            return
        }
        guard outputs.count > 2 else {
            throw .badParameter(.missing(name: "exit-rate", unit: "percent per year"))
        }
        let history = FlowHistory(flows: outputs[2].history, stocks: stocks, unit: unit, needsStock: true)
        guard !history.spans.isEmpty else {
            throw .tooFewObservations(indicator: outputs[2].indicator, have: outputs[2].history.count, need: 2)
        }
        variation = given ?? history.variation(perStock: true)
        let exits = history.count + 0.5
        let stays = max(history.stock - history.count, 0) + 0.5
        let shape = 1 / (1 / exits + variation * variation / history.years)
        probability = .estimated(
            exits: try GammaRate(mean: shape, shape: shape),
            stays: try GammaRate(mean: shape * stays / exits, shape: shape * stays / exits))
        priorShare = 1 / (1 + history.stock)
        if history.count > history.stock {
            notes.append(
                LocalizedText(zh: "历史退出数多于年初存量", en: "more exits in the history than stock at the years' start"))
        }
    }
}

/// The rate of entries: as given, or from the history of entries, or what the stock's history implies.
struct EntryFit {
    let rate: EntryRate
    let isPerStock: Bool
    let variation: Double
    let coupling: Double
    let priorShare: Double
    private(set) var notes: [LocalizedText] = []

    init(
        _ outputs: [OutputContext], stocks: [(year: Int, count: Double)], exit: ExitProbability, unit: Double,
        parameters: ParameterValues
    ) throws(ModelRefusal) {
        let given = parameters.number("entry-variation").map { $0 / 100 }
        let absolute = parameters.quantiles("entries")
        let relative = parameters.quantiles("entry-rate")
        if absolute != nil, relative != nil {
            throw .other(
                LocalizedText(
                    zh: "entries 与 entry-rate 只能给出一个", en: "give 'entries' or 'entry-rate', not both"))
        }
        if let level = absolute ?? relative {
            isPerStock = absolute == nil
            let factor = isPerStock ? 0.01 : unit
            rate = .elicited(
                try .of(
                    isPerStock ? "entry-rate" : "entries",
                    (level.p10 * factor, level.p50 * factor, level.p90 * factor)))
            variation = given ?? FlowHistory.priorVariation
            coupling = 0
            priorShare = 1
            return
        }
        isPerStock = parameters.choice("basis") == "stock"
        let isImplied = outputs.count < 2
        let table = Dictionary(stocks.map { ($0.year, $0.count) }, uniquingKeysWith: { first, _ in first })
        let history =
            isImplied
            ? FlowHistory(impliedBy: stocks, exitProbability: exit.middle)
            : FlowHistory(flows: outputs[1].history, stocks: table, unit: unit, needsStock: isPerStock)
        let exposure = isPerStock ? history.stock : history.years
        guard !history.spans.isEmpty else {
            let output = outputs[isImplied ? 0 : 1]
            throw .tooFewObservations(indicator: output.indicator, have: output.history.count, need: 2)
        }
        guard exposure > 0 else {
            throw .other(
                LocalizedText(
                    zh: "历史存量都为 0，无法按存量估计进入率；可用 basis: year",
                    en: "every stock of the history is 0, so that there is no rate per stock; use 'basis: year'"))
        }
        variation = given ?? history.variation(perStock: isPerStock)
        let total = history.count + 0.5
        let shape = 1 / (1 / total + variation * variation / history.years)
        rate = .estimated(try GammaRate(mean: total / exposure, shape: shape))
        coupling = !isImplied ? 0 : isPerStock ? 1 : history.stock / history.years
        priorShare = 0.5 / total
        if isImplied {
            notes.append(
                LocalizedText(
                    zh: "没有进入数的历史：由存量变化与退出率反推",
                    en: "no history of entries: they are implied by the stock and the exit rate"))
        }
        if history.isClipped {
            notes.append(
                LocalizedText(
                    zh: "有的年份反推的进入数为负，已按 0 计；退出率可能偏低",
                    en: "some implied entries were below 0 and count as 0; the exit rate may be too low"))
        }
    }
}
