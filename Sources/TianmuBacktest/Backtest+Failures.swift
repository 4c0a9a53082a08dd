import TianmuModel
import TianmuScenario

extension Backtest {
    /// True if some model of levels refused values that `--measure percent` takes.
    package var hasRefusedSigns: Bool {
        options.measure == .level && results.contains { $0.failures[BacktestFailure.notPositive] != nil }
    }

    /// Why no model has a forecast: one sentence for each cause, the commonest first, with the models that it is of.
    package func failures(at position: SourcePosition) -> [Diagnostic] {
        var models: [LocalizedText: [String]] = [:]
        var counts: [LocalizedText: Int] = [:]
        for result in results {
            // An ensemble fails for its members' causes.
            for (cause, count) in result.failures where cause != BacktestFailure.noMember {
                models[cause, default: []].append(result.id.name)
                counts[cause, default: 0] += count
            }
        }
        let causes = counts.sorted { ($1.value, $0.key.en) < ($0.value, $1.key.en) }.map(\.key)
        return causes.prefix(5).map { cause in
            let names = models[cause, default: []]
            let hint = cause == BacktestFailure.notPositive && hasRefusedSigns ? Self.signHint : LocalizedText("")
            return .error(
                zh: "没有一个预测：\(names.joined(separator: "、"))：\(cause.zh)\(hint.zh)",
                en: "no forecast at all: \(names.joined(separator: ", ")): \(cause.en)\(hint.en)", at: position)
        }
    }

    /// What to do where values are not above 0.
    package static let signHint = LocalizedText(
        zh: "；可以为零或负的序列用 --measure percent（按点变动）",
        en: "; series that may be 0 or below are for '--measure percent', where they move by points")
}
