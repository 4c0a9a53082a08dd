import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// One assumption that an answer may hang on: a group of a draw's random numbers, or a lever.
///
/// The list of a target is made of what its indicator rests on:
/// - of each growth model what is uncertain once for all years (a judgement, fitted parameters),
/// - of each indicator with a model its yearly surprises,
/// - of each last figure that may be revised the revision,
/// - of each link its elasticity, where that is uncertain,
/// - of each shock whether it happens and how hard,
/// - levers with a range, where a method can move what is a decision and not chance.
package struct AssumptionInput: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        /// Of the model with this index.
        case lasting(model: Int)
        case yearly(slot: Int)
        case revision(Int)
        case link(Int)
        case shock(Int)
        case lever(Int)
    }

    package var kind: Kind
    package var title: LocalizedText
    /// The dimensions of its random numbers; of a shock first whether it happens.
    package var dimensions: [Int]
    /// Of unit length: the weighted sum of the random numbers is its *score*, a standard normal that orders it from low
    /// to high. The weights are the slopes of the target's indicator at the path without surprises, so that the score is
    /// what the assumption does to the target; of a single number it is the number itself.
    package var weights: [Double]

    package var lever: Int? { if case .lever(let index) = kind { index } else { nil } }
    package var isShock: Bool { if case .shock = kind { true } else { false } }
    package var slot: Int? { if case .yearly(let slot) = kind { slot } else { nil } }
}

extension AssumptionInput {
    /// What a target rests on, in the plan's order; the weights are even.
    static func all(in plan: Plan, target: PlannedTarget, scope: EvaluationScope) -> [AssumptionInput] {
        let places = Dimensions(
            grid: plan.grid, modelledSlots: plan.models.flatMap(\.slots), ids: plan.series.map(\.id.name))
        var inputs: [AssumptionInput] = []
        func add(_ kind: Kind, _ title: LocalizedText, _ dimensions: [Int]) {
            guard !dimensions.isEmpty else { return }
            let weight = 1 / Double(dimensions.count).squareRoot()
            inputs.append(
                AssumptionInput(
                    kind: kind, title: title, dimensions: dimensions, weights: dimensions.map { _ in weight }))
        }
        for (index, model) in plan.models.enumerated() where model.slots.contains(where: scope.isNeeded) {
            let titles = model.slots.map { plan.series[$0].title }
            add(
                .lasting(model: index),
                LocalizedText(
                    zh: titles.map(\.zh).joined(separator: "、") + "：长期判断",
                    en: titles.map(\.en).joined(separator: ", ") + ": lasting level or trend"),
                (0..<model.fitted.parameterNormalCount).map { places.parameter(slot: model.slots[0], index: $0) })
            for slot in model.slots {
                let rows = plan.grid.row(of: model.forecastYears.lowerBound)..<plan.grid.row(of: target.year) + 1
                let title = plan.series[slot].title
                add(
                    .yearly(slot: slot),
                    LocalizedText(zh: "\(title.zh)：逐年波动", en: "\(title.en): yearly surprises"),
                    rows.map { places.innovation(slot: slot, row: $0) })
            }
        }
        for (index, revision) in plan.revisions.enumerated() where scope.isNeeded(revision.slot) {
            let title = plan.series[revision.slot].title
            add(
                .revision(index),
                LocalizedText(
                    zh: "\(title.zh)：\(revision.year) 年数字的修订",
                    en: "\(title.en): revision of the figure of \(revision.year)"),
                [revision.dimension])
        }
        for (index, link) in plan.links.enumerated() where scope.isNeeded(link.to) && !link.elasticity.isPoint {
            let (from, to) = (plan.series[link.from].title, plan.series[link.to].title)
            add(
                .link(index),
                LocalizedText(zh: "\(from.zh)→\(to.zh)：弹性", en: "\(from.en) → \(to.en): elasticity"),
                [link.dimension])
        }
        for (index, shock) in plan.shocks.enumerated() {
            guard shock.effects.contains(where: { scope.isNeeded($0.slot) }), shock.year <= target.year else {
                continue
            }
            add(.shock(index), shock.name, [shock.dimension] + shock.effects.map(\.dimension))
            // Whether it happens is what orders a shock.
            inputs[inputs.count - 1].weights = [1] + shock.effects.map { _ in 0 }
        }
        return inputs
    }

    /// Levers with a range that reach a target.
    static func levers(in plan: Plan, target: PlannedTarget) -> [AssumptionInput] {
        plan.levers.enumerated().compactMap { index, lever in
            guard let range = lever.range, range.lowerBound < range.upperBound,
                EvaluationScope(plan: plan, slots: [target.slot], freeLevers: [index]).moved.contains(target.slot)
            else { return nil }
            return AssumptionInput(kind: .lever(index), title: lever.title, dimensions: [], weights: [])
        }
    }
}
