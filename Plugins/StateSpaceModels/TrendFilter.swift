import TianmuModel
import TianmuNumerics

/// The Kalman filter of a level and its slope.
///
///     yₜ = lₜ + εₜ + measurement error,  lₜ = lₜ₋₁ + bₜ₋₁ + ηₜ,  bₜ = bₜ₋₁ + ζₜ
///
/// The start is diffuse: a variance of 10⁸ times the series' own, and the first observations, as many as there are
/// states, count in no sum. A missing year is a prediction without an update (Durbin & Koopman, 2012, §4.10, §5.2).
struct TrendFilter {
    private(set) var level: Double
    private(set) var slope = 0.0
    /// The variances of level, of both, of slope at the end.
    private(set) var covariance: (level: Double, both: Double, slope: Double)
    /// Σv²/F and Σ ln F.
    private(set) var squares = 0.0
    private(set) var logVariances = 0.0
    /// How many observations are in the sums.
    private(set) var count = 0
    private(set) var errors: [Double] = []

    /// - Parameters:
    ///   - size: the standard deviation of the yearly differences.
    ///   - keepsErrors: whether ``errors``, v/√F, is filled.
    init(_ series: WorkingSeries, kind: TrendKind, variances: TrendVariances, size: Double, keepsErrors: Bool = false) {
        let diffuse = 1e8 * size * size
        level = series.values[0]
        covariance = (diffuse, 0, kind.hasSlope ? diffuse : 0)
        var seen = 0
        for t in series.values.indices {
            if t > 0 { predict(variances) }
            guard series.isObserved[t] else { continue }
            let noise = variances.irregular + series.measurementSD[t] * series.measurementSD[t]
            let error = series.values[t] - level
            let variance = covariance.level + noise
            seen += 1
            if seen > kind.stateCount {
                squares += error * error / variance
                logVariances += Double.log(variance)
                count += 1
                if keepsErrors { errors.append(error / variance.squareRoot()) }
            }
            let gains = (covariance.level / variance, covariance.both / variance)
            level += gains.0 * error
            slope += gains.1 * error
            // (1 − K)P with noise/F for 1 − K, which keeps its digits while P is diffuse.
            let keep = noise / variance
            covariance = (
                keep * covariance.level, keep * covariance.both,
                max(covariance.slope - gains.1 * covariance.both, 0)
            )
        }
    }

    private mutating func predict(_ variances: TrendVariances) {
        level += slope
        covariance = (
            covariance.level + 2 * covariance.both + covariance.slope + variances.level,
            covariance.both + covariance.slope, covariance.slope + variances.slope
        )
    }

    /// −2 ln L but for a constant.
    var deviance: Double { squares + logVariances }
}
