import TianmuModel
import TianmuNumerics

/// The regions' mean growths ḡ_i ~ N(μ, σ²V_i), V_i = λ + (1 − ω)n_i σ²_i/σ²: how much they truly differ, and what that
/// makes of one, whose variance is σ².
///
/// λ = τ²/σ² by one of
///
/// - `reml`: the minimum of Q/σ² + Σ ln V + ln Σ(1/V), Q = Σ(ḡ − μ̂)²/V, the restricted likelihood with given variances; with
///   one common σ² it is profiled out, (N − 1) ln(S + Q) + Σ ln V + ln Σ(1/V) (Patterson & Thompson, 1971);
/// - `moments`: Σ(ḡ − μ̂)²/(σ²V) = k − 1 (Paule & Mandel, 1982);
/// - `james-stein`: the same with k − 3, which for regions of one length is w = 1 − (k − 3)σ²n/Σ(ḡ − μ̂)² (Efron & Morris,
///   1973).
struct RegionMeans {
    private let means: [Double]
    /// (1 − ω)n_i.
    private let noises: [Double]
    /// ωn of the region with the longest history.
    private let commonNoise: Double
    private let errors: PanelErrors

    init(_ panel: Panel, errors: PanelErrors) {
        means = panel.regions.map(\.mean)
        let variances = panel.regions.map { errors.meanVariance($0.years) }
        noises = zip(variances, errors.relativeVariances).map { (1 - errors.commonShare) * $0 * $1 }
        commonNoise = errors.commonShare * (variances.min() ?? 0)
        self.errors = errors
    }

    /// μ̂ and Σ(1/V).
    private func center(_ between: Double) -> (mean: Double, precision: Double) {
        let weights = noises.map { 1 / (between + $0) }
        let precision = weights.reduce(0, +)
        return (zip(weights, means).reduce(0) { $0 + $1.0 * $1.1 } / precision, precision)
    }

    /// Σ(ḡ − μ̂)²/V.
    private func deviance(_ between: Double) -> Double {
        let middle = center(between).mean
        return zip(means, noises).reduce(0) { $0 + ($1.0 - middle) * ($1.0 - middle) / (between + $1.1) }
    }

    /// λ.
    func betweenVariance(
        _ parameters: ParameterValues, unit: Double, withinSquares: Double, freedom: Double, scale: ErrorScale
    ) throws(ModelRefusal) -> Double {
        let variance = scale.sd * scale.sd
        if let given = parameters.number("between-sd") { return given * unit * given * unit / variance }
        // Where σ² rests on a prior, it counts like observations within.
        let weight = scale.degreesOfFreedom * scale.priorShare
        let (within, count) = (withinSquares + weight * variance, freedom + weight)
        switch parameters.choice("between") {
        case "moments": return solve(Double(means.count - 1), variance)
        case "james-stein":
            guard means.count > 3 else {
                throw .other(
                    LocalizedText(
                        zh: "james-stein 至少需要 4 个地区（含本地区），现有 \(means.count) 个",
                        en: "'james-stein' needs 4 regions or more, this one included, not \(means.count)"))
            }
            return solve(Double(means.count - 3), variance)
        default:
            return errors.isCommon
                ? restricted(.profiled(within: within, freedom: count + Double(means.count - 1)))
                : restricted(.known(variance))
        }
    }

    /// The λ at which the deviance is `target`; 0 if it is below even there.
    private func solve(_ target: Double, _ variance: Double) -> Double {
        guard deviance(0) > target * variance else { return 0 }
        var (low, high) = (0.0, noises.max() ?? 1)
        while deviance(high) > target * variance, high < 1e12 { (low, high) = (high, 4 * high) }
        for _ in 0..<200 {
            let middle = 0.5 * (low + high)
            if deviance(middle) > target * variance { low = middle } else { high = middle }
            if high - low <= 1e-14 * high { break }
        }
        return 0.5 * (low + high)
    }

    /// What a restricted likelihood knows of σ².
    private enum Level {
        case known(Double)
        /// S and N − 1.
        case profiled(within: Double, freedom: Double)

        /// Minus twice the logarithm of the likelihood of Q.
        func value(_ deviance: Double) -> Double {
            switch self {
            case .known(let variance): variance > 0 ? deviance / variance : 0
            case .profiled(let within, let freedom):
                within + deviance > 0 ? freedom * Double.log(within + deviance) : 0
            }
        }

        /// Its derivative.
        func slope(_ deviance: Double) -> Double {
            switch self {
            case .known(let variance): variance > 0 ? 1 / variance : 0
            case .profiled(let within, let freedom): freedom / (within + deviance)
            }
        }
    }

    /// The λ of the restricted likelihood, searched as λ = n̄ (u/(1 − u))² over u.
    private func restricted(_ level: Level) -> Double {
        let size = noises.reduce(0, +) / Double(noises.count)
        func between(_ u: Double) -> Double { size * (u / (1 - u)) * (u / (1 - u)) }
        func objective(_ u: Double) -> Double {
            let lambda = between(u)
            return level.value(deviance(lambda)) + noises.reduce(0) { $0 + Double.log(lambda + $1) }
                + Double.log(center(lambda).precision)
        }
        let best = LineSearch.minimum(in: 0...0.999, steps: 40, tolerance: 1e-8, objective)
        guard objective(0) > best.value else { return 0 }
        // A minimum is known to half of the digits; the root of the slope beside it to all.
        let found = between(best.point)
        var (low, high) = (found * 0.999, found * 1.001)
        guard slope(low, level) < 0, slope(high, level) > 0 else {
            return found
        }
        while high - low > 1e-14 * high {
            let middle = 0.5 * (low + high)
            guard middle > low, middle < high else { break }
            if slope(middle, level) < 0 { low = middle } else { high = middle }
        }
        return 0.5 * (low + high)
    }

    /// The derivative of the restricted likelihood's objective by λ.
    private func slope(_ between: Double, _ level: Level) -> Double {
        let (middle, precision) = center(between)
        let squares = noises.reduce(0) { $0 + 1 / ((between + $1) * (between + $1)) }
        let fall = zip(means, noises).reduce(0) { sum, pair in
            let scaled = (pair.0 - middle) / (between + pair.1)
            return sum + scaled * scaled
        }
        return precision - squares / precision - level.slope(deviance(between)) * fall
    }

    /// What is expected of a region.
    struct Prediction {
        /// μ̃.
        var mean: Double
        /// Of its error, in units of σ².
        var variance: Double
        /// w.
        var weight: Double
        /// μ̂.
        var panelMean: Double
    }

    func prediction(of region: RegionGrowth, between: Double) -> Prediction {
        let (middle, precision) = center(between)
        let noise = region.years == 0 ? Double.infinity : errors.meanVariance(region.years)
        let own = (1 - errors.commonShare) * noise
        let weight = noise.isFinite ? between / (between + own) : 0
        // λ(1 − w) is λ·own/V; written so that no known difference or an infinite one does no harm.
        let apart = noise.isFinite ? weight * own : between
        let common = (weight > 0 ? weight * errors.commonShare * noise : 0) + (1 - weight) * commonNoise
        return Prediction(
            mean: middle + (noise.isFinite ? weight * (region.mean - middle) : 0),
            variance: apart + (1 - weight) * (1 - weight) / precision + common, weight: weight, panelMean: middle)
    }
}
