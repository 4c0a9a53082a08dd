import TianmuNumerics

/// Widens or narrows the distribution of one forecast year about its median, value by value and in order.
///
/// A departure d from the median on the working scale becomes sign(d) · f m (|d|/m)^τ, where m is the half of the 80 %
/// interval: f is what that interval is multiplied by, and τ, which bends the tails, what brings the 95 % interval to its
/// width. Beyond the 95 % interval, of which there is no telling, departures are multiplied alike, and beyond twice as far
/// out moved alike where the map widens: the few far draws of a wide member of a mixture must not be brought to astronomic
/// values. τ lies in 0.6...1.5; values not above 0 among logarithms stay as they are.
///
/// Among logarithms what lies more than ``farAbove`` over the median (twentyfold) counts by its logarithm from there on,
/// d → d₀ + ln(1 + d − d₀): the exponential of a Student's t has no mean, and a series that jumped by orders of magnitude
/// would else decide the mean score of a panel. Downwards there is nothing to bound: levels end at 0.
package struct DepartureMap: Equatable, Codable, Sendable {
    /// In the series' unit.
    package let center: Double
    package let isLogarithmic: Bool
    /// f.
    package let factor: Double
    /// m, in working units; 0 for a forecast without spread, which stays as it is.
    package let size: Double
    /// τ.
    package let tail: Double

    /// The half of the 95 % interval over m, where the bend ends.
    package let reach: Double

    private static let tails = 0.6...1.5
    /// d₀.
    package static let farAbove = 3.0

    /// Brings a forecast to the spread that past errors ask for, as far as they are to be believed.
    /// - Parameters:
    ///   - sketch: the forecast on the working scale `scale`.
    ///   - center: what values depart from, in the series' unit; the sketch's median if `nil`. Where it has no logarithm
    ///     among logarithms, values stay as they are.
    ///   - expected: the spread that the calibration's ratios are measured in.
    package init(
        _ sketch: ForecastSketch, center: Double? = nil, scale: WorkingScale, expected: Double, horizon: Int,
        pool: PooledCalibration
    ) {
        let target = expected * pool.factor(horizon: horizon)
        let middle = center ?? scale.value(sketch.median)
        let isUsable =
            sketch.spread80 > 0 && target > 0 && target.isFinite && sketch.spread80.isFinite
            && (middle > 0 || !scale.isLogarithmic)
        self.center = middle
        isLogarithmic = scale.isLogarithmic
        factor = isUsable ? Double.exp(pool.weight * Double.log(target / sketch.spread80)) : 1
        let unit = isLogarithmic ? 1 : scale.size
        size = isUsable ? unit * sketch.spread80 * ForecastSketch.normal80 : 0
        let own = Double.log(
            sketch.spread95 * ForecastSketch.normal95 / (sketch.spread80 * ForecastSketch.normal80))
        let bend =
            own > 0 && own.isFinite ? min(max(pool.reach / own, Self.tails.lowerBound), Self.tails.upperBound) : 1
        tail = isUsable ? 1 + pool.weight * (bend - 1) : 1
        reach = own > 0 && own.isFinite ? Double.exp(own) : 1
    }

    /// Maps values in place.
    package func apply(to values: UnsafeMutableBufferPointer<Double>) {
        guard size > 0 else { return }
        for i in values.indices {
            if isLogarithmic {
                guard values[i] > 0 else { continue }
                values[i] = center * Double.exp(Self.softened(moved(Double.log(values[i] / center))))
            } else {
                values[i] = center + moved(values[i] - center)
            }
        }
    }

    private static func softened(_ departure: Double) -> Double {
        departure > farAbove ? farAbove + Double.log(1 + departure - farAbove) : departure
    }

    private func moved(_ departure: Double) -> Double {
        let magnitude = departure.magnitude
        guard magnitude > 0 else { return 0 }
        let multiplier = factor * (tail == 1 ? 1 : Double.pow(min(magnitude / size, reach), tail - 1))
        let far = max(magnitude - 2 * reach * size, 0)
        let result = multiplier * (magnitude - far) + min(multiplier, 1) * far
        return departure < 0 ? -result : result
    }
}
