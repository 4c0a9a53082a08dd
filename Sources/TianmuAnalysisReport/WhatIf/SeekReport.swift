import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuReport
import TianmuScenario

/// What `tianmu seek` prints.
package enum SeekReport {
    package static func text(of result: SeekResult, language: Language, width: Int? = nil) -> String {
        let words = Words(language)
        let wanted = NumberText.percentOfWhole(result.wanted)
        var text =
            result.plan.title[language]
            + words(zh: "：怎样才有 \(wanted) 的把握\n\n", en: ": what gives a chance of \(wanted)\n\n")
        text += TextFormat.wrapped(sentence(result)[language], first: "", rest: "")
        text += "\n" + TextFormat.text(of: table(of: result, language: language), within: width)
        if result.levers.count > 1, result.ending == .found {
            text +=
                "\n"
                + TextFormat.wrapped(
                    words(
                        zh: "成本为各力度变动乘以单位成本的平方和的平方根；± 为蒙特卡罗标准误，沿变动方向。",
                        en:
                            "The cost is the root of the sum of squares of each move times its unit cost; ± is the Monte Carlo "
                            + "standard error along the move."), first: "", rest: "")
        }
        return text
    }

    /// The answer in a sentence.
    package static func sentence(_ result: SeekResult) -> LocalizedText {
        let target = LeverText.target(result.plan.targets[result.target])
        let wanted = NumberText.percentOfWhole(result.wanted)
        let now = percent(result.now.probability)
        let idle = result.idleLevers.map { result.plan.levers[$0].title }.listed()
        switch result.ending {
        case .alreadyMet:
            return LocalizedText(
                zh: "不用调整：\(target.zh)的把握已有 \(now)，不低于 \(wanted)。",
                en: "Nothing needs to move: the chance of \(target.en) is \(now) already, and \(wanted) was asked for.")
        case .withoutEffect:
            return LocalizedText(
                zh: "没有作用：\(ranges(result, .zh)) 的范围内，\(target.zh)的把握始终为 \(now)。",
                en: "No effect: over \(ranges(result, .en)) the chance of \(target.en) stays at \(now).")
        case .beyondReach:
            let place = setting(result, .zh)
            let placeEn = setting(result, .en)
            let best = percent(result.move.probability)
            return LocalizedText(
                zh: "够不到：\(ranges(result, .zh)) 的范围内，\(target.zh)的把握都到不了 \(wanted)；"
                    + "最好在\(place)，为 \(best)（现为 \(now)）。",
                en:
                    "Beyond reach: nowhere over \(ranges(result, .en)) does the chance of \(target.en) come to \(wanted); "
                    + "the best is \(placeEn), with \(best) (now \(now)).") + idleNote(idle)
        case .found:
            let share = percent(result.move.probability)
            let least = result.levers.count > 1 ? leastNote(result) : LocalizedText("")
            return LocalizedText(
                zh: "\(setting(result, .zh))，\(target.zh)的把握为 \(share)（现为 \(now)）。",
                en: "\(setting(result, .en)) gives \(target.en) a chance of \(share) (now \(now)).") + least
                + idleNote(idle)
        }
    }

    private static func leastNote(_ result: SeekResult) -> LocalizedText {
        let cost = Amount.rounded(result.move.cost)
        return result.isLeast
            ? LocalizedText(zh: "这是成本最小的一组变动（\(cost)）。", en: " This is the least costly move (\(cost)).")
            : LocalizedText(
                zh: "这组变动能够达到，但未必成本最小（\(cost)）。", en: " This move suffices; it may not be the least costly (\(cost)).")
    }

    private static func idleNote(_ names: LocalizedText) -> LocalizedText {
        names.isEmpty ? names : LocalizedText(zh: "\(names.zh)没有作用。", en: " Without effect: \(names.en).")
    }

    /// A probability to tenths of a per cent where it decides: 79.98 is not 80.
    private static func percent(_ share: Estimate) -> String {
        guard (0.01...0.99).contains(share.value) else { return NumberText.percent(share.value) }
        return NumberText.fixed(100 * share.value, decimals: 1) + "%"
    }

    private static func ranges(_ result: SeekResult, _ language: Language) -> String {
        zip(result.levers, result.ranges).map { lever, range in
            "\(result.plan.levers[lever].title[language]) \(LeverText.value(range.lowerBound))…\(LeverText.value(range.upperBound))"
        }.joined(separator: Words(language)(zh: "、", en: ", "))
    }

    private static func setting(_ result: SeekResult, _ language: Language) -> String {
        result.levers.indices.map { index in
            let lever = result.plan.levers[result.levers[index]]
            let number =
                number(result, index) + (result.errors[index].isFinite ? " ± \(error(result.errors[index]))" : "")
            return "\(lever.title[language]) \(LeverText.amount(number, lever, language))"
        }.joined(separator: Words(language)(zh: "、", en: ", "))
    }

    /// As many digits as the error leaves.
    static func number(_ result: SeekResult, _ index: Int) -> String {
        let value = result.move.values[index]
        guard result.ending == .found, result.errors[index].isFinite else { return LeverText.value(value) }
        return NumberText.fixed(value, decimals: decimals(result.errors[index]))
    }

    private static func error(_ error: Double) -> String {
        error < 1e-6 ? "< 0.000001" : NumberText.fixed(error, decimals: decimals(error))
    }

    private static func decimals(_ error: Double) -> Int {
        guard error > 0 else { return 6 }
        return min(6, max(1, Int((-Double.log10(error)).rounded(.up))))
    }

    package static func table(of result: SeekResult, language: Language) -> Table {
        let words = Words(language)
        return Table(
            columns: [
                .init(words(zh: "政策力度", en: "Lever")), .init(words(zh: "单位", en: "Unit")),
                .init(words(zh: "现值", en: "Now"), .right),
                .init(
                    result.ending == .beyondReach ? words(zh: "最好", en: "Best") : words(zh: "所需", en: "Needed"), .right),
                .init("±", .right), .init(words(zh: "范围", en: "Range"), .right),
                .init(words(zh: "单位成本", en: "Unit cost"), .right),
            ],
            rows: result.levers.indices.map { index in
                let lever = result.plan.levers[result.levers[index]]
                let range = result.ranges[index]
                return [
                    lever.title[language], LeverText.unit(lever, language), LeverText.value(lever.value),
                    number(result, index), result.errors[index].isFinite ? error(result.errors[index]) : "–",
                    "\(LeverText.value(range.lowerBound)) – \(LeverText.value(range.upperBound))",
                    NumberText.stated(result.costs[index]),
                ]
            })
    }

    /// The same for programs.
    package static func plain(of result: SeekResult) -> Table {
        func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "" }
        let names = [
            "ending", "target", "wanted", "probability_now", "probability", "standard_error", "lever", "now", "value",
            "value_error", "low", "high", "cost",
        ]
        let head = [
            SeekDocument.word(result.ending), result.plan.name(ofTarget: result.target), number(result.wanted),
            number(result.now.probability.value), number(result.move.probability.value),
            number(result.move.probability.standardError),
        ]
        return Table(
            columns: names.map { .init($0) },
            rows: result.levers.indices.map { index in
                let lever = result.plan.levers[result.levers[index]]
                return head + [
                    lever.name, number(lever.value), number(result.move.values[index]), number(result.errors[index]),
                    number(result.ranges[index].lowerBound), number(result.ranges[index].upperBound),
                    number(result.costs[index]),
                ]
            })
    }
}

/// What `tianmu seek --format json` prints.
package struct SeekDocument: Encodable, Sendable {
    struct Lever: Encodable, Sendable {
        var name: String
        var title: LocalizedText
        var now: Double
        var value: Double
        var standardError: JSONNumber
        var low: Double
        var high: Double
        var unitCost: Double
        var hasEffect: Bool
    }

    var scenario: String
    var target: String
    var wanted: Double
    /// `found`, `already met`, `without effect` or `beyond reach`.
    var ending: String
    var probabilityNow: EstimateDocument
    var probability: EstimateDocument
    var cost: Double
    /// False where a move was found that may not be the least costly one.
    var isLeast: Bool
    var levers: [Lever]
    var draws: Sampling
    var sentence: LocalizedText

    package init(_ result: SeekResult, scenario: String) {
        self.scenario = scenario
        target = result.plan.name(ofTarget: result.target)
        wanted = result.wanted
        ending = Self.word(result.ending)
        probabilityNow = EstimateDocument(result.now.probability)
        probability = EstimateDocument(result.move.probability)
        cost = result.move.cost
        isLeast = result.isLeast
        levers = result.levers.indices.map { index in
            let lever = result.plan.levers[result.levers[index]]
            return Lever(
                name: lever.name, title: lever.title, now: lever.value, value: result.move.values[index],
                standardError: result.errors[index].finite, low: result.ranges[index].lowerBound,
                high: result.ranges[index].upperBound, unitCost: result.costs[index],
                hasEffect: !result.idleLevers.contains(result.levers[index]))
        }
        draws = result.plan.draws
        sentence = SeekReport.sentence(result)
    }

    static func word(_ ending: SeekResult.Ending) -> String {
        switch ending {
        case .found: "found"
        case .alreadyMet: "already met"
        case .withoutEffect: "without effect"
        case .beyondReach: "beyond reach"
        }
    }
}
