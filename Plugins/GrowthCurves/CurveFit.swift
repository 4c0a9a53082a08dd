import TianmuModel
import TianmuNumerics

/// The curve nearest to a history, by least squares of logarithms.
///
/// ln x = ln K + ln share(t; shape): for each shape the best ln K is a mean, so that the search is over two numbers. An
/// estimated ceiling lies between the largest value and a hundred times it.
struct CurveFit {
    let kind: CurveKind
    let isCeilingGiven: Bool
    /// ln K less the logarithm of the last value.
    let logCeiling: Double
    let shape: SIMD4<Double>
    /// Years after the last observation, and what was observed then, ln x less that of the last.
    private let times: [Double]
    private let values: [Double]
    private let launch: Double

    /// - Parameters:
    ///   - logCeiling: ln K less the logarithm of the last value, if K is given.
    ///   - launchYears: how many years before the first observation τ is 0.
    init(_ series: WorkingSeries, kind: CurveKind, logCeiling given: Double?, launchYears: Double) {
        let span = Double(series.values.count - 1)
        let places = series.values.indices.filter { series.isObserved[$0] }
        let times = places.map { Double($0) - span }
        let values = places.map { series.values[$0] }
        let launch = -span - launchYears
        let top = values.reduce(0) { max($0, $1) }
        func ceiling(_ shape: SIMD4<Double>) -> Double {
            if let given { return given }
            var sum = 0.0
            for i in times.indices { sum += values[i] - kind.logShare(shape, time: times[i], launch: launch) }
            return min(max(sum / Double(times.count), top), top + Double.log(100))
        }
        func squares(_ shape: SIMD4<Double>) -> Double {
            let level = ceiling(shape)
            var sum = 0.0
            for i in times.indices {
                let error = values[i] - level - kind.logShare(shape, time: times[i], launch: launch)
                sum += error * error
            }
            return sum
        }
        let bounds = kind.bounds(span: span)
        var best = (point: SIMD4<Double>.zero, value: Double.infinity)
        for i in 0...12 {
            for j in 0...12 {
                let point = SIMD4(Self.at(Double(i) / 12, of: bounds[0]), Self.at(Double(j) / 12, of: bounds[1]), 0, 0)
                let value = squares(point)
                if value < best.value { best = (point, value) }
            }
        }
        let step = SIMD4(0.3, kind == .bass ? 0.3 : 2, 0, 0)
        let found = BoxSearch(bounds: bounds).minimum(from: best.point, step: step, squares)
        self.kind = kind
        self.isCeilingGiven = given != nil
        self.logCeiling = ceiling(found.point)
        self.shape = found.point
        self.times = times
        self.values = values
        self.launch = launch
    }

    private static func at(_ share: Double, of range: ClosedRange<Double>) -> Double {
        range.lowerBound + share * (range.upperBound - range.lowerBound)
    }

    var parameterCount: Int { isCeilingGiven ? 2 : 3 }

    /// ln x − ln curve, in order of time.
    var errors: [Double] { zip(times, values).map { $1 - curve($0, logCeiling, shape) } }

    private func curve(_ time: Double, _ ceiling: Double, _ shape: SIMD4<Double>) -> Double {
        ceiling + kind.logShare(shape, time: time, launch: launch)
    }

    /// ln curve for h = 1…horizon.
    func forecast(horizon: Int) -> [Double] {
        (1...max(horizon, 1)).map { curve(Double($0), logCeiling, shape) }
    }

    /// What the uncertainty of ceiling and shape moves the forecast, in units of σ, to first order, with weak priors.
    /// Errors that last say less: their information counts (1 − ρ)/(1 + ρ).
    func parameterSpread(horizon: Int, sd: Double, persistence: Double) -> [[Double]] {
        let information = ((1 - persistence) / (1 + persistence)).squareRoot()
        let future = (1...max(horizon, 1)).map(Double.init)
        let step = 1e-5
        func derivative(_ at: [Double], _ ceiling: Double, _ moved: SIMD4<Double>) -> [Double] {
            at.map { (curve($0, ceiling, moved) - curve($0, logCeiling, shape)) / step }
        }
        var moves: [(ceiling: Double, shape: SIMD4<Double>, priorSD: Double)] = []
        if !isCeilingGiven { moves.append((logCeiling + step, shape, 1)) }
        for i in 0..<2 {
            var moved = shape
            moved[i] += step
            moves.append((logCeiling, moved, kind.priorSD[i]))
        }
        return ParameterSpread.rows(
            jacobian: moves.map { derivative(times, $0.ceiling, $0.shape).map { -$0 * information } },
            precision: moves.map { sd * sd / ($0.priorSD * $0.priorSD) },
            gradients: moves.map { derivative(future, $0.ceiling, $0.shape) })
    }
}
