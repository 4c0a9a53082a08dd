import TianmuNumerics

/// The smallest move of several levers that reaches a probability: minimises √Σ (cᵢ (xᵢ − xᵢ⁰))² subject to p(x) ≥ p*
/// and the levers' ranges.
///
/// A Euclidean cost spreads the effort over levers by what each gives for its cost; a linear one would pull one lever to
/// its end before touching the next. Each step linearises z = Φ⁻¹(p), which is far straighter than p, at the present
/// point by central differences over the same draws, and takes the nearest point of the plane z + g·(y − x) = z* within
/// the ranges: yᵢ = clamp(xᵢ⁰ + λ gᵢ/cᵢ²), λ by bisection. At the end the move is drawn out or in along its own line
/// until it has the wanted probability. The solution is a local one; with levers of which each only helps (or only
/// hurts), as is usual, there is no other.
struct LeastMove: Sendable {
    struct Solution: Sendable {
        var values: [Double]
        var probability: Estimate
        var errors: [Double]
        var isLeast: Bool
    }

    let start: [Double]
    let ranges: [ClosedRange<Double>]
    let costs: [Double]
    let wanted: Double
    /// A setting that has at least the wanted probability.
    let best: [Double]
    let probabilities: @Sendable ([[Double]]) async -> [Estimate]

    private static let stepLimit = 12
    /// Of a lever's range: wide enough that Monte Carlo noise of common draws does not hide the slope.
    private static let differenceShare = 0.05
    private static let settledShare = 2e-3

    /// √Σ (cᵢ (aᵢ − bᵢ))².
    static func distance(_ a: [Double], _ b: [Double], _ costs: [Double]) -> Double {
        zip(zip(a, b), costs).reduce(0) { $0 + ($1.1 * ($1.0.0 - $1.0.1)) * ($1.1 * ($1.0.0 - $1.0.1)) }.squareRoot()
    }

    func solve() async -> Solution {
        var point = start
        var isSettled = false
        for _ in 0..<Self.stepLimit {
            let (value, gradient) = await linearised(at: point)
            let next = nearest(to: NormalDistribution.quantile(wanted) - value, from: point, gradient)
            let change =
                zip(zip(point, next), ranges).map { abs($0.0 - $0.1) / ($1.upperBound - $1.lowerBound) }.max() ?? 0
            point = next
            if change < Self.settledShare {
                isSettled = true
                break
            }
        }
        if let solution = await drawn(towards: point) {
            return Solution(values: solution.0, probability: solution.1, errors: solution.2, isLeast: isSettled)
        }
        let (values, probability, errors) =
            await drawn(towards: best) ?? (best, Estimate(.nan, standardError: .nan), best.map { _ in .nan })
        return Solution(values: values, probability: probability, errors: errors, isLeast: false)
    }

    /// Φ⁻¹(p) and its slopes.
    private func linearised(at point: [Double]) async -> (Double, [Double]) {
        var points = [point]
        var widths: [Double] = []
        for (lever, range) in ranges.enumerated() {
            let step = Self.differenceShare * (range.upperBound - range.lowerBound)
            var (below, above) = (point, point)
            below[lever] = max(range.lowerBound, point[lever] - step)
            above[lever] = min(range.upperBound, point[lever] + step)
            // A lever that stands outside its range moves into it.
            if below[lever] >= above[lever] { below[lever] = range.lowerBound; above[lever] = range.upperBound }
            points += [below, above]
            widths.append(above[lever] - below[lever])
        }
        let scores = await probabilities(points).map { share in
            NormalDistribution.quantile(min(max(share.value, 1e-4), 1 - 1e-4))
        }
        return (scores[0], widths.indices.map { (scores[2 * $0 + 2] - scores[2 * $0 + 1]) / widths[$0] })
    }

    /// The nearest point to ``start`` in the ranges with g·(y − x) = `rise`, or as near to that as the ranges allow.
    private func nearest(to rise: Double, from point: [Double], _ gradient: [Double]) -> [Double] {
        func at(_ multiplier: Double) -> [Double] {
            start.indices.map { lever in
                let free = start[lever] + multiplier * gradient[lever] / (costs[lever] * costs[lever])
                return min(max(free, ranges[lever].lowerBound), ranges[lever].upperBound)
            }
        }
        func gain(_ multiplier: Double) -> Double {
            zip(zip(at(multiplier), point), gradient).reduce(0) { $0 + $1.1 * ($1.0.0 - $1.0.1) }
        }
        var (low, high) = (0.0, 1.0)
        while gain(high) < rise, high < 1e12 { high *= 2 }
        for _ in 0..<80 {
            let middle = (low + high) / 2
            if gain(middle) < rise { low = middle } else { high = middle }
        }
        return at(high)
    }

    /// The point on the line from ``start`` through `end`, as far as the ranges go, that has the wanted probability.
    private func drawn(towards end: [Double]) async -> ([Double], Estimate, [Double])? {
        func point(_ share: Double) -> [Double] {
            start.indices.map { lever in
                let value = start[lever] + share * (end[lever] - start[lever])
                // A lever at rest that its range leaves out must move into it.
                return share == 0 ? value : min(max(value, ranges[lever].lowerBound), ranges[lever].upperBound)
            }
        }
        var (low, high) = (0.0, 1.25)
        // Of the probability along the line, over the first bracket: over the last one it is mostly noise.
        var slope = 0.0
        for _ in 0..<6 {
            let grid = (0...8).map { low + (high - low) * Double($0) / 8 }
            let shares = await probabilities(grid.map(point))
            let cells = grid.indices.dropLast()
            guard let cell = cells.first(where: { shares[$0].value < wanted && shares[$0 + 1].value >= wanted })
            else { return nil }
            let rise = shares[cell + 1].value - shares[cell].value
            if slope == 0 { slope = rise / (grid[cell + 1] - grid[cell]) }
            (low, high) = (grid[cell], grid[cell + 1])
            if rise <= shares[cell + 1].standardError / 10 { break }
        }
        let values = point(high)
        let probability = await probabilities([values])[0]
        return (
            values, probability,
            start.indices.map { lever in
                slope > 0 ? abs(end[lever] - start[lever]) * probability.standardError / slope : .nan
            }
        )
    }
}
