/// Least values of convex quadratic functions of weights that are not negative and sum to 1.
package enum SimplexSearch {
    /// The weights that minimise a·w − ½ wᵀBw, where −B is positive semidefinite on differences of weights.
    ///
    /// Weight moves from the member of the largest to that of the least gradient, by the best amount, until nothing is
    /// gained: pairwise Frank-Wolfe steps, as in sequential minimal optimisation (Lacoste-Julien & Jaggi 2015, On the
    /// global linear convergence of Frank-Wolfe optimization variants).
    /// - Returns: as many weights as `linear` has numbers; none if there are none.
    package static func minimum(linear: [Double], pairs: [[Double]]) -> [Double] {
        let count = linear.count
        guard count > 1 else { return linear.map { _ in 1 } }
        var weights = [Double](repeating: 1 / Double(count), count: count)
        let size = linear.reduce(0) { max($0, abs($1)) }
        for _ in 0..<1000 {
            let gradient = linear.indices.map { i in
                linear[i] - zip(pairs[i], weights).reduce(0) { $0 + $1.0 * $1.1 }
            }
            var (to, from) = (0, -1)
            for i in gradient.indices {
                if gradient[i] < gradient[to] { to = i }
                if weights[i] > 0, from < 0 || gradient[i] > gradient[from] { from = i }
            }
            let gain = gradient[from] - gradient[to]
            guard gain > 1e-12 * size else { break }
            let curvature = 2 * pairs[from][to] - pairs[from][from] - pairs[to][to]
            let step = curvature > 0 ? min(gain / curvature, weights[from]) : weights[from]
            weights[to] += step
            weights[from] = step == weights[from] ? 0 : weights[from] - step
        }
        return weights
    }
}
