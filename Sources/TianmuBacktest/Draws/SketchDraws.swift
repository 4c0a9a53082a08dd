import TianmuModel
import TianmuNumerics

/// Few draws that are spread evenly, the same for all series: enough for the quantiles of a forecast.
///
/// Owned by one thread.
final class SketchDraws: SeriesNormals {
    let drawCount = 256
    private let horizon: Int
    private var tables: [Table] = []
    /// By series: the first is the one that is sketched.
    private var places: [String: Int] = [:]
    private let paths: DrawTable

    init(horizon: Int) {
        self.horizon = horizon
        paths = DrawTable(rowCount: horizon, stride: drawCount)
    }

    /// Each year's distribution on the working scale; `nil` if it is not finite.
    func sketches(of fitted: some FittedModel, years: Int, scale: WorkingScale) -> [ForecastSketch]? {
        sketches(of: MemberFit(fitted: fitted, outputs: [""], output: 0), years: years, scale: scale)
    }

    /// The same of one of a model's outputs.
    func sketches(of fit: MemberFit, years: Int, scale: WorkingScale) -> [ForecastSketch]? {
        places = [fit.outputs[fit.output]: 0]
        fit.project(years: years, normals: self, into: paths.rows)
        var sketches: [ForecastSketch] = []
        for year in 0..<years {
            var row = paths.row(year, count: drawCount)
            guard row.allSatisfy(\.isFinite) else { return nil }
            row.sort()
            sketches.append(ForecastSketch(sorted: row.map(scale.working)))
        }
        return sketches
    }

    private func place(of series: String) -> Int {
        let place = places[series] ?? places.count
        places[series] = place
        while place >= tables.count {
            tables.append(Table(place: tables.count, horizon: horizon, drawCount: drawCount))
        }
        return place
    }

    func innovations(of series: String) -> ProjectionBlock.Rows { tables[place(of: series)].innovations.rows }

    func parameters(of series: String, count: Int) -> ProjectionBlock.Rows {
        let place = place(of: series)
        tables[place].needParameters(count)
        return tables[place].parameters.rows
    }

    /// The points of one series, in dimensions of its own.
    private struct Table {
        private static let source = SobolSource(seed: 1)
        /// The innovations of the first years come after the parameters, which are few.
        private static let leading = 8
        /// From one series to the next.
        private static let step = 256

        private let first: Int
        let innovations: DrawTable
        private(set) var parameters: DrawTable

        init(place: Int, horizon: Int, drawCount: Int) {
            first = place * Self.step
            innovations = DrawTable(rowCount: horizon, stride: drawCount)
            parameters = DrawTable(rowCount: 0, stride: drawCount)
            for year in 0..<horizon { fill(innovations, row: year, dimension: Self.leading + year) }
            needParameters(4)
        }

        mutating func needParameters(_ count: Int) {
            guard count > parameters.rowCount else { return }
            parameters = DrawTable(rowCount: count, stride: parameters.stride)
            for number in 0..<count {
                fill(
                    parameters, row: number,
                    dimension: number < Self.leading ? number : Self.leading + innovations.rowCount + number)
            }
        }

        private func fill(_ table: DrawTable, row: Int, dimension: Int) {
            Self.source.fillNormals(
                dimension: first + dimension, replicate: 0, first: 0, into: table.row(row, count: table.stride))
        }
    }
}
