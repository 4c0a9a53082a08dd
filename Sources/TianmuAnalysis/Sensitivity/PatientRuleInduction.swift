import TianmuNumerics

/// Finds a box of inputs in which a kind of case is dense: the patient rule induction method.
///
/// Peeling starts with everything and takes off, again and again, the slice (a share α at one end of one input) whose
/// removal raises the density of cases most for what it takes; pasting then widens each end as long as that raises the
/// density. Along the way coverage (share of all cases in the box) is traded for density (share of the box that are cases).
///
/// Sources: Friedman and Fisher (1999), Bump hunting in high-dimensional data, Statistics and Computing 9, 123-143;
/// Bryant and Lempert (2010), Thinking inside the box, Technological Forecasting & Social Change 77, 34-49.
package struct PatientRuleInduction: Sendable {
    package struct Options: Sendable {
        /// The share of the box that one peel takes: α.
        package var peel: Double
        /// The share that one paste adds.
        package var paste: Double
        /// The smallest share of all points that a box may hold.
        package var leastMass: Double

        package init(peel: Double = 0.05, paste: Double = 0.02, leastMass: Double = 0.05) {
            self.peel = peel
            self.paste = paste
            self.leastMass = leastMass
        }
    }

    package struct Box: Equatable, Sendable {
        /// For each input; infinite ends are open.
        package var limits: [ClosedRange<Double>]
        package var count: Int
        package var cases: Int
        /// Share of all points that are in the box.
        package var mass: Double
        /// Share of the box's points that are cases.
        package var density: Double
        /// Share of all cases that are in the box.
        package var coverage: Double

        /// Inputs with an end.
        package var restricted: [Int] { limits.indices.filter { limits[$0] != -.infinity ... .infinity } }
    }

    private let inputs: [[Double]]
    private let isCase: [Bool]
    private let options: Options
    private let caseCount: Int

    /// - Parameters:
    ///   - inputs: for each input the value at each point; finite.
    ///   - isCase: whether each point is a case.
    package init(inputs: [[Double]], isCase: [Bool], options: Options = Options()) {
        self.inputs = inputs
        self.isCase = isCase
        self.options = options
        caseCount = isCase.count { $0 }
    }

    /// The boxes of the peeling, from everything to the smallest allowed.
    package func trajectory() -> [Box] {
        var members = Array(isCase.indices)
        var limits = [ClosedRange<Double>](repeating: -.infinity ... .infinity, count: inputs.count)
        var boxes = [box(limits, members)]
        while boxes[boxes.count - 1].density < 1, let next = peeled(limits, members) {
            (limits, members) = next
            boxes.append(box(limits, members))
        }
        return boxes
    }

    /// The box of the trajectory with the largest harmonic mean of coverage and density, pasted, and without limits that
    /// do nothing.
    package func best(of boxes: [Box]) -> Box {
        func score(_ box: Box) -> Double {
            box.coverage + box.density > 0 ? 2 * box.coverage * box.density / (box.coverage + box.density) : 0
        }
        let chosen = boxes.max { score($0) < score($1) } ?? box([], [])
        return pasted(chosen)
    }

    /// For each input of a box: how likely would a restriction of it be by chance as good as this? One minus the
    /// probability that fewer than the box's cases come up among its points, were their density that of the box without
    /// this input's limits (Bryant and Lempert's quasi-p-value; binomial, normal approximation with correction for
    /// continuity).
    package func quasiPValues(_ box: Box) -> [Int: Double] {
        var values: [Int: Double] = [:]
        for input in box.restricted {
            var limits = box.limits
            limits[input] = -.infinity ... .infinity
            let wider = self.box(limits, members(limits))
            let (n, q) = (Double(box.count), wider.density)
            let sd = (n * q * (1 - q)).squareRoot()
            values[input] = sd > 0 ? NormalDistribution.cdf(-(Double(box.cases) - 0.5 - n * q) / sd) : 1
        }
        return values
    }

    package func box(within limits: [ClosedRange<Double>]) -> Box { box(limits, members(limits)) }

    private func box(_ limits: [ClosedRange<Double>], _ members: [Int]) -> Box {
        let cases = members.count { isCase[$0] }
        return Box(
            limits: limits, count: members.count, cases: cases,
            mass: Double(members.count) / Double(max(1, isCase.count)),
            density: members.isEmpty ? 0 : Double(cases) / Double(members.count),
            coverage: caseCount == 0 ? 0 : Double(cases) / Double(caseCount))
    }

    private func members(_ limits: [ClosedRange<Double>]) -> [Int] {
        isCase.indices.filter { point in
            limits.indices.allSatisfy { limits[$0].contains(inputs[$0][point]) }
        }
    }

    /// The peel that raises the density most for each point that it takes; `nil` if none raises it.
    private func peeled(_ limits: [ClosedRange<Double>], _ members: [Int]) -> ([ClosedRange<Double>], [Int])? {
        let density = Double(members.count { isCase[$0] }) / Double(members.count)
        let least = options.leastMass * Double(isCase.count)
        var best: (gain: Double, limits: [ClosedRange<Double>])?
        for input in inputs.indices {
            for range in slices(input, members, limits[input]) {
                var (count, cases) = (0, 0)
                for point in members where range.contains(inputs[input][point]) {
                    count += 1
                    cases += isCase[point] ? 1 : 0
                }
                guard count < members.count, count > 0, Double(count) >= least else { continue }
                let gain = (Double(cases) / Double(count) - density) / Double(members.count - count)
                guard gain > 0, gain > best?.gain ?? 0 else { continue }
                var next = limits
                next[input] = range
                best = (gain, next)
            }
        }
        guard let best else { return nil }
        return (
            best.limits,
            members.filter { point in
                best.limits.indices.allSatisfy { best.limits[$0].contains(inputs[$0][point]) }
            }
        )
    }

    /// What is left of an input when a share α of the members is taken off one end; equal values go together.
    private func slices(_ input: Int, _ members: [Int], _ range: ClosedRange<Double>) -> [ClosedRange<Double>] {
        var values = members.map { inputs[input][$0] }
        let places = values.withUnsafeMutableBufferPointer { values in
            Selection.quantiles(of: values, at: [options.peel, 1 - options.peel])
        }
        var slices: [ClosedRange<Double>] = []
        // Beyond a value that many share, the next one is the end.
        if let low = members.lazy.map({ inputs[input][$0] }).filter({ $0 > places[0] }).min() {
            slices.append(low...range.upperBound)
        }
        if let high = members.lazy.map({ inputs[input][$0] }).filter({ $0 < places[1] }).max() {
            slices.append(range.lowerBound...high)
        }
        return slices.filter { $0.lowerBound <= $0.upperBound }
    }

    private func pasted(_ start: Box) -> Box {
        var current = start
        while true {
            var best: Box?
            for input in current.restricted {
                for range in widened(input, current) {
                    var limits = current.limits
                    limits[input] = range
                    let wider = box(within: limits)
                    if wider.count > current.count, wider.density >= current.density,
                        wider.density > best?.density ?? -1
                    {
                        best = wider
                    }
                }
            }
            guard let best else { return current }
            current = best
        }
    }

    /// Each end of an input moved out by a share of the box's points, or opened.
    private func widened(_ input: Int, _ box: Box) -> [ClosedRange<Double>] {
        var open = box.limits
        open[input] = -.infinity ... .infinity
        let range = box.limits[input]
        let values = members(open).map { inputs[input][$0] }
        let step = max(1, Int(options.paste * Double(box.count)))
        let below = values.filter { $0 < range.lowerBound }.sorted(by: >)
        let above = values.filter { $0 > range.upperBound }.sorted()
        var ranges: [ClosedRange<Double>] = []
        if range.lowerBound > -.infinity {
            ranges.append((below.count > step ? below[step - 1] : -.infinity)...range.upperBound)
        }
        if range.upperBound < .infinity {
            ranges.append(range.lowerBound...(above.count > step ? above[step - 1] : .infinity))
        }
        return ranges
    }
}
