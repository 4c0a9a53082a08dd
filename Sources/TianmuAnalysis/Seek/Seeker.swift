import TianmuEngine
import TianmuNumerics

/// Finds where levers have to stand for a target to have a probability, with the same draws at every setting.
///
/// One lever: a grid over its range finds every crossing that is wider than a grid cell, the nearest to the lever's
/// present value is refined nine points at a time until the probability changes over the bracket by less than a tenth
/// of its Monte Carlo error. The error of the lever is that of the probability divided by the slope there: to first
/// order what the replicates would disagree about if each were solved by itself. Several levers: see ``LeastMove``.
package struct Seeker: Sendable {
    private let plan: Plan
    private let target: Int
    private let wanted: Double
    private let levers: [Int]
    private let ranges: [ClosedRange<Double>]
    private let costs: [Double]
    private let start: [Double]
    private let runs: LeverRuns

    /// Points of the first look over a lever's range.
    private static let gridCount = 33
    /// Points within a bracket, at each refinement.
    private static let sectionCount = 8
    private static let refinementLimit = 8
    /// Up to so many levers every corner of the ranges is looked at.
    package static let largestLeverCount = 8

    /// - Parameter threads: 0 for one each processor.
    /// - Throws: where a lever or cost names nothing, a lever has no range, or none reaches the target's indicator and
    ///   none was named.
    package static func seek(_ question: SeekQuestion, in plan: Plan, threads: Int = 0) async throws(WhatIfRefusal)
        -> SeekResult
    {
        let seeker = try Seeker(question, plan, threads)
        return seeker.levers.count == 1 ? await seeker.seekOne() : await seeker.seekMany()
    }

    private init(_ question: SeekQuestion, _ plan: Plan, _ threads: Int) throws(WhatIfRefusal) {
        self.plan = plan
        target = question.target
        wanted = question.probability
        try plan.requireNoConditions()
        guard wanted > 0, wanted < 1 else {
            throw WhatIfRefusal(
                zh: "把握必须在 0 与 1 之间，不能是 \(wanted)", en: "the probability must lie between 0 and 1, not \(wanted)")
        }
        var levers: [Int] = []
        var ranges: [ClosedRange<Double>] = []
        for span in question.levers {
            let lever = try plan.lever(named: span.name)
            guard !levers.contains(lever) else {
                throw WhatIfRefusal(zh: "政策力度“\(span.name)”给了两次", en: "the lever '\(span.name)' is given twice")
            }
            levers.append(lever)
            if span.low < span.high {
                _ = try span.lever(in: plan)
                ranges.append(span.low...span.high)
            } else if let range = plan.levers[lever].range, range.lowerBound < range.upperBound {
                ranges.append(range)
            } else {
                throw WhatIfRefusal(
                    zh: "政策力度“\(span.name)”没有范围；请在情景中给出 range，或写 --lever \(span.name)=下限:上限",
                    en: "the lever '\(span.name)' has no range; give it one in the scenario, or write "
                        + "--lever \(span.name)=LOW:HIGH")
            }
        }
        if question.levers.isEmpty {
            let slot = plan.targets[question.target].slot
            for (index, lever) in plan.levers.enumerated() {
                guard let range = lever.range, range.lowerBound < range.upperBound,
                    EvaluationScope(plan: plan, slots: [slot], freeLevers: [index]).moved.contains(slot)
                else { continue }
                levers.append(index)
                ranges.append(range)
            }
        }
        guard !levers.isEmpty else {
            throw WhatIfRefusal(
                zh: "没有带范围的政策力度能影响“\(plan.name(ofTarget: question.target))”",
                en: "no lever with a range reaches '\(plan.name(ofTarget: question.target))'")
        }
        guard levers.count <= Self.largestLeverCount else {
            throw WhatIfRefusal(
                zh: "一次最多 \(Self.largestLeverCount) 个政策力度，现有 \(levers.count) 个；请用 --lever 选择",
                en:
                    "at most \(Self.largestLeverCount) levers can move at once, not \(levers.count); choose some with --lever"
            )
        }
        for (name, cost) in question.costs.sorted(by: { $0.key < $1.key }) {
            let lever = try plan.lever(named: name)
            guard levers.contains(lever) else {
                throw WhatIfRefusal(
                    zh: "--cost 中的“\(name)”不在移动的政策力度之中",
                    en: "'--cost' names '\(name)', which is not among the levers that move")
            }
            guard cost > 0, cost.isFinite else {
                throw WhatIfRefusal(zh: "“\(name)”的成本必须为正数", en: "the cost of '\(name)' must be positive")
            }
        }
        self.levers = levers
        self.ranges = ranges
        costs = levers.map { question.costs[plan.levers[$0].name] ?? 1 }
        start = levers.map { plan.levers[$0].value }
        runs = LeverRuns(plan: plan, targets: [question.target], levers: levers, threads: threads)
    }

    private func probabilities(_ points: [[Double]]) async -> [Estimate] {
        await runs.outcomes(at: points).map { runs.share($0.met[0]) }
    }

    private func move(_ values: [Double], _ probability: Estimate) -> SeekResult.Move {
        SeekResult.Move(
            values: values, probability: probability,
            cost: LeastMove.distance(values, start, costs))
    }

    private func result(_ ending: SeekResult.Ending, now: SeekResult.Move, move: SeekResult.Move) -> SeekResult {
        SeekResult(
            plan: plan, target: target, wanted: wanted, levers: levers, ranges: ranges, costs: costs, ending: ending,
            now: now, move: move, errors: levers.map { _ in .nan }, curve: [], isLeast: true, idleLevers: [])
    }

    // MARK: One lever

    private func seekOne() async -> SeekResult {
        let range = ranges[0]
        let grid = (0..<Self.gridCount).map {
            range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / Double(Self.gridCount - 1)
        }
        let shares = await probabilities(grid.map { [$0] } + [start])
        let now = move(start, shares[grid.count])
        let curve = Array(zip(grid, shares)).map { (lever: $0, probability: $1) }
        let best = curve.max { $0.probability.value < $1.probability.value } ?? curve[0]
        let least = curve.map(\.probability.value).min() ?? 0
        var found = result(.found, now: now, move: now)
        found.curve = curve
        if now.probability.value >= wanted {
            found.ending = .alreadyMet
        } else if best.probability.value == least, best.probability.value == now.probability.value {
            found.ending = .withoutEffect
            found.idleLevers = levers
        } else if best.probability.value < wanted {
            found.ending = .beyondReach
            found.move = move([best.lever], best.probability)
        } else if let bracket = nearestCrossing(curve) {
            let (value, probability, error) = await refine(bracket)
            found.move = move([value], probability)
            found.errors = [error]
        }
        return found
    }

    /// The cell in which the probability crosses the wanted one, nearest to where the lever stands now.
    private func nearestCrossing(_ curve: [(lever: Double, probability: Estimate)]) -> (low: Double, high: Double)? {
        let cells = zip(curve, curve.dropFirst()).filter { a, b in
            (a.probability.value < wanted) != (b.probability.value < wanted)
        }
        let nearest = cells.min { distance($0.0.lever, $0.1.lever) < distance($1.0.lever, $1.1.lever) }
        return nearest.map { ($0.0.lever, $0.1.lever) }
    }

    private func distance(_ low: Double, _ high: Double) -> Double {
        start[0] < low ? low - start[0] : start[0] > high ? start[0] - high : 0
    }

    /// Narrows a bracket, and takes the slope over one in which the probability changes by several errors.
    private func refine(_ bracket: (low: Double, high: Double)) async -> (Double, Estimate, Double) {
        var (low, high) = bracket
        let wide = bracket
        for _ in 0..<Self.refinementLimit {
            let grid = (0...Self.sectionCount).map { low + (high - low) * Double($0) / Double(Self.sectionCount) }
            let shares = await probabilities(grid.map { [$0] })
            let cells = grid.indices.dropLast().filter {
                (shares[$0].value < wanted) != (shares[$0 + 1].value < wanted)
            }
            guard let cell = cells.first else { break }
            (low, high) = (grid[cell], grid[cell + 1])
            let change = abs(shares[cell + 1].value - shares[cell].value)
            if change <= shares[cell].standardError / 10 { break }
        }
        // The end that has the wanted probability, so that what is reported holds for these very draws.
        let ends = await probabilities([[low], [high], [wide.low], [wide.high]])
        let value = ends[0].value >= wanted ? low : high
        let probability = ends[0].value >= wanted ? ends[0] : ends[1]
        let slope = (ends[3].value - ends[2].value) / (wide.high - wide.low)
        return (value, probability, slope == 0 ? .nan : abs(probability.standardError / slope))
    }

    // MARK: Several levers

    private func seekMany() async -> SeekResult {
        let corners = (0..<(1 << levers.count)).map { corner in
            levers.indices.map { corner >> $0 & 1 == 0 ? ranges[$0].lowerBound : ranges[$0].upperBound }
        }
        // Each lever alone at both ends tells which of them do nothing.
        let alone = levers.indices.flatMap { lever in
            [ranges[lever].lowerBound, ranges[lever].upperBound].map { end in
                var point = start
                point[lever] = end
                return point
            }
        }
        let shares = await probabilities([start] + corners + alone)
        let now = move(start, shares[0])
        let cornerShares = Array(shares[1...corners.count])
        let aloneShares = Array(shares[(corners.count + 1)...])
        var found = result(.found, now: now, move: now)
        found.idleLevers = levers.indices.filter { lever in
            aloneShares[2 * lever].value == now.probability.value
                && aloneShares[2 * lever + 1].value == now.probability.value
        }.map { levers[$0] }
        let best = zip(corners, cornerShares).max { $0.1.value < $1.1.value } ?? (start, shares[0])
        if now.probability.value >= wanted {
            found.ending = .alreadyMet
            return found
        }
        if found.idleLevers.count == levers.count, best.1.value == now.probability.value {
            found.ending = .withoutEffect
            return found
        }
        guard best.1.value >= wanted else {
            found.ending = .beyondReach
            found.move = move(best.0, best.1)
            return found
        }
        let search = LeastMove(
            start: start, ranges: ranges, costs: costs, wanted: wanted, best: best.0,
            probabilities: { await self.probabilities($0) })
        let solution = await search.solve()
        found.move = move(solution.values, solution.probability)
        found.errors = solution.errors
        found.isLeast = solution.isLeast
        return found
    }
}
