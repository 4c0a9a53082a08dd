import TianmuNumerics

/// The constants and first states of greatest likelihood, −(n/2) ln Σe², and what follows from them.
struct SmoothingFit {
    let kind: SmoothingKind
    let constants: SmoothingConstants
    /// l₀ and b₀.
    let first: (level: Double, trend: Double)
    /// lₙ and bₙ.
    let last: (level: Double, trend: Double)
    /// One step ahead.
    let errors: [Double]
    let squares: Double

    init(_ values: [Double], kind: SmoothingKind) {
        self.kind = kind
        constants = values.withUnsafeBufferPointer { Self.constants($0, kind: kind) }
        let constants = constants
        let best = values.withUnsafeBufferPointer {
            SmoothingRecursion.profile($0, constants, hasTrend: kind.hasTrend)
        }
        first = (best.level, best.trend)
        let run = Self.run(values, first: first, constants: constants)
        last = run.last
        errors = run.errors
        squares = run.errors.reduce(0) { $0 + $1 * $1 }
    }

    /// A line search for one constant; for more a grid, then a simplex from its best point.
    private static func constants(_ values: UnsafeBufferPointer<Double>, kind: SmoothingKind) -> SmoothingConstants {
        func objective(_ point: SIMD4<Double>) -> Double {
            SmoothingRecursion.profile(values, kind.constants(point), hasTrend: kind.hasTrend).squares
        }
        let alphas = SmoothingConstants.least...SmoothingConstants.most
        if kind == .simple {
            let found = LineSearch.minimum(in: alphas, steps: 8, tolerance: 1e-6) { objective([$0, 0, 0, 0]) }
            return kind.constants([found.point, 0, 0, 0])
        }
        var search = BoxSearch(
            bounds: [alphas, 0...1] + (kind == .dampedHolt ? [SmoothingConstants.dampingRange] : []))
        search.relativeTolerance = 1e-9
        search.evaluationLimit = 250
        search.startLimit = 2
        let dampings = kind == .dampedHolt ? [0.8, 0.9, 0.98] : [1]
        var best = (point: SIMD4<Double>.zero, value: Double.infinity)
        for damping in dampings {
            for alpha in [0.02, 0.3, 0.65, 0.999] {
                for ratio in [0, 0.15, 0.5, 0.95] {
                    let point = SIMD4(alpha, ratio, damping, 0)
                    let value = objective(point)
                    if value < best.value { best = (point, value) }
                }
            }
        }
        return kind.constants(search.minimum(from: best.point, step: [0.15, 0.15, 0.04, 0], objective).point)
    }

    /// All errors and the last states.
    static func run(
        _ values: [Double], first: (level: Double, trend: Double), constants: SmoothingConstants
    ) -> (errors: [Double], last: (level: Double, trend: Double)) {
        var (level, trend) = first
        let errors = values.map { value in
            trend *= constants.damping
            level += trend
            let error = value - level
            level += constants.alpha * error
            trend += constants.beta * error
            return error
        }
        return (errors, (level, trend))
    }

    /// l + (φ + … + φʰ)b for h = 1…horizon.
    static func forecast(
        _ last: (level: Double, trend: Double), damping: Double, horizon: Int
    ) -> [Double] {
        var (level, trend) = last
        return (0..<horizon).map { _ in
            trend *= damping
            level += trend
            return level
        }
    }

    /// What an innovation moves the value j years on: 1, then α + β(φ + … + φʲ) (Hyndman et al., 2008, table 6.1).
    static func shockWeights(_ constants: SmoothingConstants, horizon: Int) -> [Double] {
        var (reach, power) = (0.0, 1.0)
        return (0..<max(horizon, 1)).map { j in
            guard j > 0 else { return 1 }
            power *= constants.damping
            reach += power
            return constants.alpha + constants.beta * reach
        }
    }
}
