import TianmuNumerics

extension SmoothingFit {
    /// What the uncertainty of first states and constants moves the forecast, in units of σ: one row for each.
    ///
    /// The errors' derivatives by the states are exact, those by the constants are differences. The constants have weak
    /// priors, standard deviations 0.3, 0.2 and 0.06, without which a history that says nothing of a constant would
    /// say that it may be anything.
    func parameterSpread(_ values: [Double], horizon: Int, sd: Double) -> [[Double]] {
        let base = Self.run(values, first: first, constants: constants)
        let point = Self.forecast(base.last, damping: constants.damping, horizon: horizon)
        var jacobian: [[Double]] = []
        var gradients: [[Double]] = []
        var precision: [Double] = []
        func add(
            _ first: (level: Double, trend: Double), _ moved: SmoothingConstants, step: Double, priorSD: Double
        ) {
            let run = Self.run(values, first: first, constants: moved)
            let forecast = Self.forecast(run.last, damping: moved.damping, horizon: horizon)
            jacobian.append(zip(run.errors, base.errors).map { ($0 - $1) / step })
            gradients.append(zip(forecast, point).map { ($0 - $1) / step })
            precision.append(priorSD == 0 ? 0 : sd * sd / (priorSD * priorSD))
        }
        // Errors are linear in the states: a step of the series' own size rounds least.
        let size = max(sd, values.reduce(0) { max($0, abs($1)) } / 100, 1e-300)
        add((first.level + size, first.trend), constants, step: size, priorSD: 0)
        if kind.hasTrend { add((first.level, first.trend + size), constants, step: size, priorSD: 0) }
        for (path, width) in Self.coordinates(kind) {
            // Inward, where a bound is near.
            let step = constants[keyPath: path] > 0.5 ? -1e-4 : 1e-4
            var moved = constants
            moved[keyPath: path] += step
            add(first, moved, step: step, priorSD: width)
        }
        return ParameterSpread.rows(jacobian: jacobian, precision: precision, gradients: gradients)
    }

    private static func coordinates(
        _ kind: SmoothingKind
    ) -> [(path: WritableKeyPath<SmoothingConstants, Double>, priorSD: Double)] {
        switch kind {
        case .simple: [(\.alpha, 0.3)]
        case .holt: [(\.alpha, 0.3), (\.beta, 0.2)]
        case .dampedHolt: [(\.alpha, 0.3), (\.beta, 0.2), (\.damping, 0.06)]
        }
    }
}
