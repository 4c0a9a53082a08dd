import TianmuModel
import TianmuNumerics

/// The variances of greatest likelihood and what follows from them.
struct TrendFit {
    let kind: TrendKind
    let variances: TrendVariances
    let filter: TrendFilter

    init(_ series: WorkingSeries, kind: TrendKind) {
        self.kind = kind
        let size = Self.size(series)
        // From practically none to more than the series shows.
        let range = Double.log(1e-5 * size)...Double.log(10 * size)
        var search = BoxSearch(bounds: [ClosedRange<Double>](repeating: range, count: kind.varianceCount))
        search.relativeTolerance = 1e-10
        search.evaluationLimit = 1200
        func deviance(_ point: SIMD4<Double>) -> Double {
            TrendFilter(series, kind: kind, variances: kind.variances(point, exp: Double.exp), size: size).deviance
        }
        // Likelihoods of short series have several tops, often with a variance at zero: start from several places.
        var best: BoxSearch.Minimum?
        let middle = Double.log(size)
        for start in Self.starts {
            let found = search.minimum(from: middle + start, step: [1, 1, 1, 0], deviance)
            if found.value < best?.value ?? .infinity { best = found }
        }
        variances = kind.variances(best?.point ?? SIMD4(repeating: middle), exp: Double.exp)
        filter = TrendFilter(series, kind: kind, variances: variances, size: size, keepsErrors: true)
    }

    private static let starts: [SIMD4<Double>] = [
        [-0.5, -0.5, -1.5, 0], [-4, -0.2, -4, 0], [-0.3, -5, -5, 0], [-5, -5, -1, 0],
    ]

    /// The root mean square of the yearly changes; of a constant series a millionth of a unit.
    private static func size(_ series: WorkingSeries) -> Double {
        let changes = zip(series.values.dropFirst(), series.values).map { $0 - $1 }
        let square = changes.reduce(0) { $0 + $1 * $1 } / Double(max(changes.count, 1))
        return max(square.squareRoot(), 1e-6 * series.unit)
    }

    /// l + hb.
    func forecast(horizon: Int) -> [Double] {
        (1...max(horizon, 1)).map { filter.level + Double($0) * filter.slope }
    }

    /// What the uncertainty of the last level and slope moves the forecast: rows of the root of their covariance.
    func stateSpread(horizon: Int) -> [[Double]] {
        let (level, both, slope) = filter.covariance
        let root = max(level, 0).squareRoot()
        let shared = root > 0 ? both / root : 0
        let rest = max(slope - shared * shared, 0).squareRoot()
        let years = (1...max(horizon, 1)).map(Double.init)
        return [years.map { root + $0 * shared }, years.map { $0 * rest }]
    }

    /// The root of the covariance of future values given the last level and slope:
    /// C_hk = σ²η min(h, k) + σ²ζ Σ_{j < min} (h − j)(k − j) + σ²ε [h = k].
    func shockSpread(horizon: Int) -> [[Double]] {
        var rows: [[Double]] = []
        for h in 1...max(horizon, 1) {
            var row: [Double] = []
            for k in 1...h {
                var sum = variances.level * Double(k) + (h == k ? variances.irregular : 0)
                for j in 1..<max(k, 1) { sum += variances.slope * Double((h - j) * (k - j)) }
                for i in 0..<(k - 1) { sum -= row[i] * (k == h ? row[i] : rows[k - 1][i]) }
                row.append(k == h ? max(sum, 0).squareRoot() : rows[k - 1][k - 1] > 0 ? sum / rows[k - 1][k - 1] : 0)
            }
            rows.append(row)
        }
        return rows
    }
}
