import TianmuNumerics

/// One form with its coefficient of greatest exact likelihood.
///
/// The likelihood of the differences d₁…d_N is that of the innovations algorithm: d_t has mean m_t and variance σ²r_t given
/// those before, and with σ² concentrated out −2 ln L = N ln(2πS/N) + N + Σ ln r_t, S = Σ(d_t − m_t)²/r_t (Brockwell &
/// Davis, 1991, §8.7).
struct ArimaFit {
    let order: ArimaOrder
    /// c, θ or φ.
    let coefficient: Double
    /// (d_t − m_t)/√r_t.
    let errors: [Double]
    /// S.
    let squares: Double
    /// Σ ln r_t.
    let logVariances: Double
    /// The last innovation as far as it is known, for (0,1,1).
    let lastError: Double

    /// c, θ and φ are looked for within the bounds of an invertible or stationary form.
    static let bound = 0.999

    init(_ differences: [Double], order: ArimaOrder) {
        switch order {
        case .walk:
            let mean = differences.reduce(0, +) / Double(differences.count)
            self.init(differences, order: order, coefficient: mean)
        case .movingAverage, .autoregression:
            let count = Double(differences.count)
            let found = LineSearch.minimum(in: -Self.bound...Self.bound, steps: 16, tolerance: 1e-7) { coefficient in
                let sums = Self.sums(differences, order: order, coefficient: coefficient)
                return count * Double.log(max(sums.squares, 1e-300)) + sums.logVariances
            }
            self.init(differences, order: order, coefficient: found.point)
        }
    }

    init(_ differences: [Double], order: ArimaOrder, coefficient: Double) {
        self.order = order
        self.coefficient = coefficient
        let sums = Self.sums(differences, order: order, coefficient: coefficient)
        squares = sums.squares
        logVariances = sums.logVariances
        lastError = sums.lastError
        errors = Self.errors(differences, order: order, coefficient: coefficient)
    }

    /// ln L at the best σ².
    func logLikelihood(count: Int) -> Double {
        let n = Double(count)
        return -0.5 * (n * Double.log(2 * Double.pi * max(squares, 1e-300) / n) + n + logVariances)
    }

    /// −2 ln L + 2k + 2k(k + 1)/(N − k − 1) with k = 2, the coefficient and σ² (Hurvich & Tsai, 1989); +∞ below N = 4.
    func correctedAIC(count: Int) -> Double {
        guard count > 3 else { return .infinity }
        return -2 * logLikelihood(count: count) + 4 + 12 / Double(count - 3)
    }

    private static func sums(
        _ differences: [Double], order: ArimaOrder, coefficient: Double
    ) -> (squares: Double, logVariances: Double, lastError: Double) {
        var (squares, logVariances, last) = (0.0, 0.0, 0.0)
        walk(differences, order: order, coefficient: coefficient) { error, variance in
            squares += error * error / variance
            logVariances += Double.log(variance)
            last = error / variance
        }
        return (squares, logVariances, last)
    }

    static func errors(_ differences: [Double], order: ArimaOrder, coefficient: Double) -> [Double] {
        var errors: [Double] = []
        walk(differences, order: order, coefficient: coefficient) { errors.append($0 / $1.squareRoot()) }
        return errors
    }

    /// Calls `visit` with each d_t − m_t and r_t.
    private static func walk(
        _ differences: [Double], order: ArimaOrder, coefficient: Double, visit: (Double, Double) -> Void
    ) {
        switch order {
        case .walk:
            for difference in differences { visit(difference - coefficient, 1) }
        case .autoregression:
            var mean = 0.0
            var variance = 1 / (1 - coefficient * coefficient)
            for difference in differences {
                visit(difference - mean, variance)
                mean = coefficient * difference
                variance = 1
            }
        case .movingAverage:
            let square = coefficient * coefficient
            var mean = 0.0
            var variance = 1 + square
            for difference in differences {
                visit(difference - mean, variance)
                mean = coefficient * (difference - mean) / variance
                variance = 1 + square - square / variance
            }
        }
    }

    /// The values after the last, which is zero on the working scale, given the last difference.
    func forecast(lastDifference: Double, horizon: Int) -> [Double] {
        var value = 0.0
        var step =
            switch order {
            case .walk: coefficient
            case .movingAverage: coefficient * lastError
            case .autoregression: coefficient * lastDifference
            }
        return (0..<horizon).map { _ in
            value += step
            switch order {
            case .walk: break
            case .movingAverage: step = 0
            case .autoregression: step *= coefficient
            }
            return value
        }
    }

    /// ψ₀, ψ₁, …: 1, 1, … or 1, 1 + θ, 1 + θ, … or 1, 1 + φ, 1 + φ + φ², ….
    func weights(horizon: Int) -> [Double] {
        var (sum, power) = (1.0, 1.0)
        return (0..<max(horizon, 1)).map { j in
            guard j > 0 else { return 1 }
            switch order {
            case .walk: break
            case .movingAverage: sum = 1 + coefficient
            case .autoregression:
                power *= coefficient
                sum += power
            }
            return sum
        }
    }
}
