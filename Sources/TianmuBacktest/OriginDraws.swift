import TianmuModel
import TianmuNumerics

/// Normals and paths of all models at one origin: all models see the same normals.
///
/// Owned by one thread, and used for one origin after another.
final class OriginDraws {
    /// Above any horizon, so that a draw's parameters do not move with it.
    private static let firstParameterDimension = 1 << 16

    let drawCount: Int
    private let source: PhiloxSource
    private let horizon: Int
    private let innovations: DrawTable
    private var parameters: DrawTable
    private var parameterCount = 0
    private var replicate = 0
    private let paths: [DrawTable]

    /// - Parameter tableCount: how many sets of paths are kept.
    init(tableCount: Int, options: BacktestOptions) {
        drawCount = options.drawCount
        horizon = options.horizon
        source = PhiloxSource(seed: options.seed)
        innovations = DrawTable(rowCount: horizon, stride: drawCount)
        parameters = DrawTable(rowCount: 4, stride: drawCount)
        paths = (0..<tableCount).map { _ in DrawTable(rowCount: options.horizon, stride: options.drawCount) }
    }

    /// Takes the normals of one origin of one series, which depend on its name and year only.
    func begin(series: String, origin: Int) {
        // FNV-1a of 32 bits.
        var hash: UInt32 = 2_166_136_261
        for byte in "\(series)\u{0}\(origin)".utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        replicate = Int(hash)
        parameterCount = 0
        for year in 0..<horizon {
            source.fillNormals(
                dimension: year, replicate: replicate, first: 0, into: innovations.row(year, count: drawCount))
        }
    }

    /// Fills a set of paths; false if any of them is not finite.
    func project(_ fitted: some FittedModel, years: Int, table: Int) -> Bool {
        needParameters(fitted.parameterNormalCount)
        fitted.project(
            ProjectionBlock(
                yearCount: years, drawCount: drawCount,
                innovations: [.init(base: innovations.base, stride: drawCount)],
                parameterNormals: .init(base: parameters.base, stride: drawCount),
                paths: [.init(base: paths[table].base, stride: drawCount)]))
        return (0..<years).allSatisfy { path(table, year: $0).allSatisfy(\.isFinite) }
    }

    /// The draws of one year, from 0.
    func path(_ table: Int, year: Int) -> UnsafeMutableBufferPointer<Double> {
        paths[table].row(year, count: drawCount)
    }

    /// Brings the draws of one year to the spread that past errors ask for.
    /// - Parameter expected: the spread that the calibration's ratios are measured in, of what the draws say.
    func calibrate(
        _ table: Int, year: Int, scale: WorkingScale, pool: PooledCalibration, expected: (ForecastSketch) -> Double
    ) {
        guard pool.weight > 0 else { return }
        var sorted = Array(path(table, year: year))
        sorted.sort()
        let sketch = ForecastSketch(sorted: sorted.map(scale.working))
        DepartureMap(sketch, scale: scale, expected: expected(sketch), horizon: year + 1, pool: pool)
            .apply(to: path(table, year: year))
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

    private func needParameters(_ count: Int) {
        if count > parameters.rowCount {
            parameters = DrawTable(rowCount: count, stride: drawCount)
            parameterCount = 0
        }
        while parameterCount < count {
            source.fillNormals(
                dimension: Self.firstParameterDimension + parameterCount, replicate: replicate, first: 0,
                into: parameters.row(parameterCount, count: drawCount))
            parameterCount += 1
        }
    }
}
