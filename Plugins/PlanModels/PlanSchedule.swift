import TianmuModel
import TianmuNumerics

/// The goal of every forecast year.
///
/// A year's goal is the first of these: its annual goal; the rate r that, held in all years without goal up to the next
/// target, reaches it: r = (target / (level Π(1 + gₖ/100)))^{1/n} − 1 (for a percentage the straight line to the
/// target); `then`; the last annual goal; for a percentage the last value.
struct PlanSchedule {
    /// Per forecast year: growth in per cent, or the value of a percentage.
    private(set) var goals: [Double] = []
    private(set) var notes: [LocalizedText] = []

    init(output: OutputContext, parameters: ParameterValues, years: ClosedRange<Int>) throws(ModelRefusal) {
        let given = parameters.yearly("goals")
        let targetYears = output.targets.keys.filter { $0 >= years.lowerBound }.sorted()
        let isLevel = output.measure == .level
        if isLevel, let bad = targetYears.first(where: { !((output.targets[$0] ?? 0) > 0) }) {
            throw .notPositive(indicator: output.indicator, year: bad, value: output.targets[bad] ?? 0)
        }
        let lastGoalBefore = given.keys.filter { $0 < years.lowerBound }.max().flatMap { given[$0] }
        var held = parameters.number("then") ?? lastGoalBefore ?? (isLevel ? nil : output.history.last?.value)
        var value = output.history.last?.value
        for year in years {
            let goal: Double
            if let annual = given[year] {
                goal = annual
                if parameters.number("then") == nil { held = annual }
            } else if let next = targetYears.first(where: { $0 >= year }), let target = output.targets[next],
                let current = value
            {
                let free = (year...next).filter { given[$0] == nil }.count
                goal =
                    isLevel
                    ? Self.requiredRate(
                        from: current, to: target, fixed: (year...next).compactMap { given[$0] }, free: free)
                    : current + (target - current) / Double(next - year + 1)
            } else if let held {
                goal = held
            } else {
                throw .badParameter(.missing(name: "goals", unit: isLevel ? "percent per year" : "percent"))
            }
            goals.append(goal)
            value = isLevel ? value.map { $0 * YearlyGrowth.factor(percent: goal) } : goal
        }
        noteTargets(output: output, given: given, targetYears: targetYears)
    }

    /// The growth in per cent that `free` years need beside the fixed goals.
    private static func requiredRate(from level: Double, to target: Double, fixed: [Double], free: Int) -> Double {
        let reached = fixed.reduce(level) { $0 * YearlyGrowth.factor(percent: $1) }
        return 100 * Double.expm1(Double.log(target / reached) / Double(free))
    }

    private mutating func noteTargets(output: OutputContext, given: [Int: Double], targetYears: [Int]) {
        if given.isEmpty, targetYears.isEmpty {
            notes.append(
                LocalizedText(
                    zh: "没有年度目标也没有规划目标：沿用固定值", en: "neither annual goals nor targets: one value is kept"))
        }
    }
}
