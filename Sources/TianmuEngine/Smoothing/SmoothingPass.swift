import TianmuNumerics

/// Averages the conditional probabilities of one replicate's draws while its blocks go by.
struct SmoothingPass {
    private(set) var sums: SmoothedSums
    private let plan: Plan
    private let lines: [SmoothingLine]
    private let places: [SmoothedShare: Int]
    private let evaluator: LineEvaluator

    init(_ smoothing: SmoothingPlan, plan: Plan, source: any PointSource, central: CentralPath) {
        self.plan = plan
        lines = smoothing.lines
        let shares = SmoothedShare.all(of: plan)
        places = Dictionary(uniqueKeysWithValues: shares.enumerated().map { ($1, $0) })
        sums = SmoothedSums(count: shares.count)
        evaluator = LineEvaluator(plan: plan, source: source, central: central)
    }

    mutating func add(replicate: Int, first: Int, count: Int) {
        for line in lines {
            let shares = ConditionalShares(line.shares, plan: plan)
            let responses = evaluator.responses(
                of: shares.targets, along: line, replicate: replicate, first: first, count: count)
            let found = shares.probabilities(responses, count: count)
            for (share, probabilities) in zip(line.shares, found.probabilities) {
                guard let place = places[share] else { continue }
                probabilities.withUnsafeBufferPointer { sums.moments[place].add(contentsOf: $0) }
                sums.offCurve[place] += found.offCurve
            }
        }
    }
}

/// The conditional probabilities of some shares, given everything of a draw but t.
struct ConditionalShares {
    /// All targets that the shares are about, in order.
    let targets: [Int]
    private let shares: [SmoothedShare]
    /// For each share its targets, bit k for `targets[k]`.
    private let masks: [UInt64]

    init(_ shares: [SmoothedShare], plan: Plan) {
        self.shares = shares
        let targets = Set(shares.flatMap { $0.targets(of: plan) }).sorted()
        self.targets = targets
        masks = shares.map { share in
            share.targets(of: plan).reduce(0) { mask, target in
                mask | 1 << UInt64(targets.firstIndex(of: target) ?? 0)
            }
        }
    }

    /// - Parameter responses: of ``targets``, in order.
    /// - Returns: share after share for each draw; and in how many draws a value is not on its curve, or there is no curve.
    func probabilities(
        _ responses: [LineEvaluator.Response], count: Int
    ) -> (probabilities: [[Double]], offCurve: Int, unknown: Int) {
        var probabilities = shares.map { _ in [Double](repeating: 0, count: count) }
        var (offCurve, unknown) = (0, 0)
        var crossings: [(t: Double, bit: UInt64)] = []
        for draw in 0..<count {
            // Which targets are met at t = −∞, and where that changes.
            var mask: UInt64 = 0
            var isKnown = true
            crossings.removeAll(keepingCapacity: true)
            for (place, response) in responses.enumerated() {
                let bit = UInt64(1) << UInt64(place)
                switch response.kinds[draw] {
                case .flat: if response.isMet[draw] { mask |= bit }
                case .crossing(let t, let isMetAbove):
                    if !isMetAbove { mask |= bit }
                    crossings.append((t, bit))
                case .unknown: isKnown = false
                }
            }
            if !responses.allSatisfy({ $0.isOnCurve[draw] }) { offCurve += 1 }
            guard isKnown else {
                // That there is no curve is known without t, so that counting these draws is as unbiased.
                unknown += 1
                let met = responses.enumerated().reduce(UInt64(0)) { $1.element.isMet[draw] ? $0 | 1 << $1.offset : $0 }
                for share in shares.indices where holds(share, met) { probabilities[share][draw] = 1 }
                continue
            }
            if crossings.count > 1 { crossings.sort { $0.t < $1.t } }
            var low = -Double.infinity
            for (t, bit) in crossings + [(Double.infinity, 0)] {
                let part = Self.probability(low, t)
                if part > 0 {
                    for share in shares.indices where holds(share, mask) { probabilities[share][draw] += part }
                }
                mask ^= bit
                low = t
            }
        }
        return (probabilities, offCurve, unknown)
    }

    private func holds(_ share: Int, _ mask: UInt64) -> Bool {
        switch shares[share] {
        case .atLeast(let count): mask.nonzeroBitCount >= count
        case .target, .allOfYear: mask & masks[share] == masks[share]
        }
    }

    /// P(low < t ≤ high), from the tail that is nearer.
    private static func probability(_ low: Double, _ high: Double) -> Double {
        guard low < high else { return 0 }
        return low > 0
            ? NormalDistribution.cdf(-low) - NormalDistribution.cdf(-high)
            : NormalDistribution.cdf(high) - NormalDistribution.cdf(low)
    }
}
