import TianmuScenario

/// Which part of a plan a block needs: what some cells rest on, and of that what certain levers move.
///
/// With a scope, a question about one target costs no more than that target, and a question about many settings of a
/// lever costs no more than what the lever reaches.
package struct EvaluationScope: Sendable {
    /// Indices of the levers that may leave the plan's value.
    package let freeLevers: [Int]
    /// The slots to be evaluated, in the plan's order.
    package let order: [Int]
    /// Those of ``order`` that a free lever reaches, through links and formulas, in the same order.
    package let moved: [Int]
    /// Those of ``moved`` that have a model.
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
        // Models that project together read each other's innovations and fill their slots in one call.
        for model in plan.models {
            for slot in model.slots { sources[slot].formUnion(model.slots) }
        }
        let needed = Self.closure(of: slots ?? Array(plan.series.indices), over: sources)
        let moved = Self.closure(of: freeLevers.map { plan.levers[$0].slot }, over: readers)
        self.needed = needed
        order = plan.order.filter { needed[$0] }
        self.moved = order.filter { moved[$0] }
        movedModelSlots = self.moved.filter { slot in
            if case .model = plan.series[slot].method { true } else { false }
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
