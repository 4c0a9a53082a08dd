import TianmuEngine
import TianmuModel
import TianmuScenario

/// How far a target is on its way, and the word for it.
package struct Progress: Equatable, Sendable {
    /// What sort of way leads to a target.
    package enum Course: String, Codable, Sendable {
        /// From a base that does not meet it to the target.
        case path
        /// The base meets it already: what is asked is to keep it.
        case keep
        /// A yearly rate: each year stands by itself, and no year brings the next nearer.
        case rate
    }

    /// The words of a mid-term evaluation (中期评估), and those for what such tables leave out.
    package enum Word: String, Codable, Sendable, CaseIterable {
        /// The target's year is known and meets it.
        case met
        /// The target's year is known and misses it.
        case missed
        /// 提前实现: reached before its year.
        case early = "achieved early"
        /// 快于预期
        case faster = "faster than expected"
        /// 符合预期
        case onSchedule = "on schedule"
        /// 滞后
        case behind
        /// 背离: farther from the target than the base was. Tables that know four words count it among 滞后.
        case regressing
        /// Nothing is known after the base year.
        case unknown = "no figure yet"

        package var title: LocalizedText {
            switch self {
            case .met: LocalizedText(zh: "已实现", en: "met")
            case .missed: LocalizedText(zh: "未实现", en: "missed")
            case .early: LocalizedText(zh: "提前实现", en: "achieved early")
            case .faster: LocalizedText(zh: "快于预期", en: "faster than expected")
            case .onSchedule: LocalizedText(zh: "符合预期", en: "on schedule")
            case .behind: LocalizedText(zh: "滞后", en: "behind")
            case .regressing: LocalizedText(zh: "背离", en: "moving away")
            case .unknown: LocalizedText(zh: "尚无新数", en: "no new figure")
            }
        }
    }

    package var course: Course
    package var word: Word
    /// The word that ``steady`` in place of ``schedule`` would earn.
    package var steadyWord: Word
    /// (latest − base) / (target − base); `nil` unless ``course`` is a path with a later figure.
    package var done: Double?
    /// Years gone of the years that there are, up to the latest figure: 时序进度.
    package var schedule: Double
    /// What ``done`` would be had each year changed at the same rate: below ``schedule`` where growth compounds.
    package var steady: Double?

    /// ``done`` beyond ``schedule``; negative where behind.
    package var gap: Double? { done.map { $0 - schedule } }

    /// - Parameters:
    ///   - base: `nil` where the base year is not known.
    ///   - latest: the last level after the base year and up to the target's; `nil` if there is none.
    ///   - tolerance: how many years before or after its schedule a target still counts as on schedule.
    init(
        _ target: PlannedTarget, base: KnownLevel?, latest: KnownLevel?, baseYear: Int, measure: Measure, isRate: Bool,
        tolerance: Double
    ) {
        let years = Double(target.year - baseYear)
        let elapsed = Double((latest?.year ?? baseYear) - baseYear)
        let way = base.flatMap { ProgressIndex.way(base: $0.value, target: target.value, target.relation) }
        course = isRate ? .rate : base != nil && way == nil ? .keep : .path
        schedule = elapsed / years
        if course == .path, let base, let latest, let way {
            done = (latest.value - base.value) / way
            steady = YearlyChange(
                from: base.value, to: target.value, years: target.year - baseYear, measure: measure
            ).map { change in
                let level =
                    measure == .level
                    ? base.value * Double.exp(change.additive * elapsed) : base.value + change.additive * elapsed
                return (level - base.value) / way
            }
        }
        word = .unknown
        steadyWord = .unknown
        guard let latest else { return }
        let holds = target.relation.holds(latest.value, target.value)
        if latest.year == target.year {
            word = holds ? .met : .missed
        } else if holds {
            word = course == .path ? .early : .onSchedule
        } else if course == .path, let done {
            // A hair below the base is rounding, not a step back.
            word = done < -1e-9 ? .regressing : Self.word(done - schedule, within: tolerance / years)
            steadyWord = done < -1e-9 ? .regressing : Self.word(done - (steady ?? schedule), within: tolerance / years)
            return
        } else {
            // A level that nothing is measured from, a level that was to be kept, a rate: there or not.
            word = .behind
        }
        steadyWord = word
    }

    private static func word(_ gap: Double, within tolerance: Double) -> Word {
        gap > tolerance ? .faster : gap < -tolerance ? .behind : .onSchedule
    }
}

extension Plan {
    /// True for indicators that are yearly rates by the formulas: what `growth(…)` gives, and a percentage that the
    /// formula of a level compounds, reading that level's own year before.
    func isRate(slot: Int) -> Bool {
        guard series[slot].measure == .percent else { return false }
        if case .formula(let formula) = series[slot].method, formula.text.hasPrefix("growth(") { return true }
        return series.enumerated().contains { other, level in
            guard level.measure == .level, case .formula(let formula) = level.method else { return false }
            let inputs = formula.compiled.inputs
            return inputs.contains { $0.slot == other && $0.lag == 1 }
                && inputs.contains { $0.slot == slot && $0.lag == 0 }
        }
    }
}
