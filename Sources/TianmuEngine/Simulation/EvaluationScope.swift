import TianmuScenario

/// Which part of a plan a block needs: what some cells rest on, and of that what certain levers move.
///
/// With a scope, a question about one target costs no more than that target, and a question about many settings of a
/// lever costs no more than what the lever reaches.
package struct EvaluationScope: Sendable {
    /// Indices of the levers that may leave the plan's value.
    package let freeLevers: [Int]
    /// What is to be evaluated, in the plan's order.
    let stages: [PlanStage]
    /// What a free lever reaches, through links, formulas and drivers: the models that project anew because a driver
    /// moves, and the slots.
    let movedStages: [PlanStage]
    /// All slots of ``movedStages``.
    package let moved: [Int]
    /// Those of ``moved`` that have a model which does not project anew.
    let movedModelSlots: [Int]
    /// True if a needed slot has correlated innovations: then all of them are drawn.
    let needsCorrelation: Bool
    private let needed: [Bool]

    /// - Parameters:
    ///   - slots: what is asked about; everything if `nil`.
    ///   - freeLevers: indices of levers that may leave the plan's value.
    package init(plan: Plan, slots: [Int]? = nil, freeLevers: [Int] = []) {
        self.freeLevers = freeLevers
        var readers = plan.series.map { _ in Set<Int>() }
        var sources = plan.series.map { _ in Set<Int>() }
        func connect(_ source: Int, _ reader: Int) {
            readers[source].insert(reader)
            sources[reader].insert(source)
        }
        for (slot, series) in plan.series.enumerated() {
            guard case .formula(let formula) = series.method else { continue }
            for input in formula.compiled.inputs { connect(input.slot, slot) }
        }
        for link in plan.links { connect(link.from, link.to) }
        for model in plan.models {
            for slot in model.slots {
                // Models that project together read each other's innovations and fill their slots in one call.
                sources[slot].formUnion(model.slots)
                for driver in model.drivers { connect(driver.slot, slot) }
            }
        }
        let needed = Self.closure(of: slots ?? Array(plan.series.indices), over: sources)
        let moved = Self.closure(of: freeLevers.map { plan.levers[$0].slot }, over: readers)
        self.needed = needed
        let stages = plan.stages.map { stage in
            PlanStage(
                models: stage.models.filter { plan.models[$0].slots.contains { needed[$0] } },
                order: stage.order.filter { needed[$0] })
        }
        self.stages = stages
        movedStages = stages.map { stage in
            PlanStage(
                models: stage.models.filter { plan.models[$0].drivers.contains { moved[$0.slot] } },
                order: stage.order.filter { moved[$0] })
        }
        self.moved = movedStages.flatMap(\.order)
        let renewed = Set(movedStages.flatMap(\.models).flatMap { plan.models[$0].slots })
        movedModelSlots = self.moved.filter { slot in
            if case .model = plan.series[slot].method { !renewed.contains(slot) } else { false }
        }
        needsCorrelation = plan.correlation?.slots.contains { needed[$0] } ?? false
    }

    package func isNeeded(_ slot: Int) -> Bool { needed[slot] }

    /// Everything that can be reached from `start`.
    private static func closure(of start: [Int], over next: [Set<Int>]) -> [Bool] {
        var isReached = [Bool](repeating: false, count: next.count)
        var waiting = start
        while let slot = waiting.popLast() {
            guard !isReached[slot] else { continue }
            isReached[slot] = true
            waiting += next[slot]
        }
        return isReached
    }
}
