import TianmuModel
import TianmuNumerics

/// Normals and paths of all models at one origin: all models see the same normals.
///
/// Owned by one thread, and used for one origin after another.
final class OriginDraws: SeriesNormals {
    let drawCount: Int
    let pairs: DrawPairs
    private let options: BacktestOptions
    private var origin = 0
    /// Of the series that have been asked for at this origin; tables beyond them wait for the next.
    private var normals: [NormalTable] = []
    private var places: [String: Int] = [:]
    private var correlation: IndicatorCorrelation?
    private var joint: [String: DrawTable] = [:]
    private let paths: [DrawTable]

    /// - Parameter tableCount: how many sets of paths are kept.
    init(tableCount: Int, options: BacktestOptions) {
        drawCount = options.drawCount
        pairs = DrawPairs(drawCount: options.drawCount)
        self.options = options
        paths = (0..<tableCount).map { _ in DrawTable(rowCount: options.horizon, stride: options.drawCount) }
    }

    /// Turns to the origin of one year.
    /// - Parameter correlation: of the innovations of a region's series; those of others, or of all if `nil`, share nothing.
    func begin(origin: Int, correlation: IndicatorCorrelation? = nil) {
        self.origin = origin
        self.correlation = correlation
        places.removeAll(keepingCapacity: true)
        joint.removeAll(keepingCapacity: true)
    }

    private func table(of series: String) -> NormalTable {
        if let place = places[series] { return normals[place] }
        let place = places.count
        places[series] = place
        if place == normals.count {
            normals.append(NormalTable(horizon: options.horizon, drawCount: drawCount, seed: options.seed))
        }
        normals[place].begin(series: series, origin: origin)
        return normals[place]
    }

    func innovations(of series: String) -> ProjectionBlock.Rows { table(of: series).innovations.rows }

    /// Σⱼ Lᵢⱼ εⱼ for series i.
    func jointInnovations(of series: String) -> ProjectionBlock.Rows {
        if let made = joint[series] { return made.rows }
        guard let correlation, let place = correlation.series.firstIndex(of: series) else {
            return innovations(of: series)
        }
        let made = DrawTable(rowCount: options.horizon, stride: drawCount)
        for (number, name) in correlation.series[...place].enumerated() {
            let own = table(of: name).innovations
            let weight = correlation.factor[place, number]
            for i in 0..<options.horizon * drawCount { made.base[i] += weight * own.base[i] }
        }
        joint[series] = made
        return made.rows
    }

    func parameters(of series: String, count: Int) -> ProjectionBlock.Rows {
        let table = table(of: series)
        table.needParameters(count)
        return table.parameters.rows
    }

    /// Fills a set of paths; false if any of them is not finite.
    func project(_ fit: MemberFit, years: Int, table: Int) -> Bool {
        fit.project(years: years, normals: self, into: paths[table].rows)
        return (0..<years).allSatisfy { path(table, year: $0).allSatisfy(\.isFinite) }
    }

    /// The draws of one year, from 0.
    func path(_ table: Int, year: Int) -> UnsafeMutableBufferPointer<Double> {
        paths[table].row(year, count: drawCount)
    }

    /// Brings the draws of one year to the spread that past errors ask for.
    /// - Parameter expected: the spread that the calibration's ratios are measured in, of what the draws say.
    /// - Returns: what was done to them; `nil` if nothing.
    func calibrate(
        _ table: Int, year: Int, scale: WorkingScale, pool: PooledCalibration, expected: (ForecastSketch) -> Double
    ) -> DepartureMap? {
        guard pool.weight > 0 else { return nil }
        var sorted = Array(path(table, year: year))
        sorted.sort()
        let sketch = ForecastSketch(sorted: sorted.map(scale.working))
        let map = DepartureMap(sketch, scale: scale, expected: expected(sketch), horizon: year + 1, pool: pool)
        map.apply(to: path(table, year: year))
        return map
    }

    /// Mixes sets of paths: each draw of the mixture is that of one member, so that no two share their normals, and each
    /// member gives as near its share of the draws as can be.
    /// - Parameter weights: not negative; all 0 counts as equal.
    func mix(_ members: [Int], weights: [Double], years: Int, into table: Int) {
        let sum = weights.reduce(0, +)
        let shares = weights.map { sum > 0 ? $0 / sum : 1 / Double(weights.count) }
        var given = [Double](repeating: 0, count: members.count)
        for draw in 0..<drawCount {
            var next = 0
            var most = -Double.infinity
            for place in members.indices {
                let lack = shares[place] * Double(draw + 1) - given[place]
                // Equal shares take turns in spite of rounding.
                if lack > most + 1e-9 { (next, most) = (place, lack) }
            }
            given[next] += 1
            for year in 0..<years { path(table, year: year)[draw] = path(members[next], year: year)[draw] }
        }
    }
}
