import TianmuModel
import TianmuNumerics

/// Few draws that are spread evenly, the same for all series: enough for the quantiles of a forecast.
///
/// Owned by one thread.
final class SketchDraws {
    private static let drawCount = 256
    private let source = SobolSource(seed: 1)
    private let horizon: Int
    private let innovations: DrawTable
    private var parameters: DrawTable
    private let paths: DrawTable

    init(horizon: Int) {
        self.horizon = horizon
        innovations = DrawTable(rowCount: horizon, stride: Self.drawCount)
        parameters = DrawTable(rowCount: 0, stride: Self.drawCount)
        paths = DrawTable(rowCount: horizon, stride: Self.drawCount)
        // The innovations of the first years come after the parameters, which are few.
        for year in 0..<horizon { fill(innovations.row(year, count: Self.drawCount), dimension: 8 + year) }
        needParameters(4)
    }

    /// Each year's distribution on the working scale; `nil` if it is not finite.
    func sketches(of fitted: some FittedModel, years: Int, scale: WorkingScale) -> [ForecastSketch]? {
        needParameters(fitted.parameterNormalCount)
        fitted.project(
            ProjectionBlock(
                yearCount: years, drawCount: Self.drawCount,
                innovations: [.init(base: innovations.base, stride: Self.drawCount)],
                parameterNormals: .init(base: parameters.base, stride: Self.drawCount),
                paths: [.init(base: paths.base, stride: Self.drawCount)]))
        var sketches: [ForecastSketch] = []
        for year in 0..<years {
            var row = paths.row(year, count: Self.drawCount)
            guard row.allSatisfy(\.isFinite) else { return nil }
            row.sort()
            sketches.append(ForecastSketch(sorted: row.map(scale.working)))
        }
        return sketches
    }

    private func needParameters(_ count: Int) {
        guard count > parameters.rowCount else { return }
        parameters = DrawTable(rowCount: count, stride: Self.drawCount)
        for number in 0..<count {
            fill(
                parameters.row(number, count: Self.drawCount),
                dimension: number < 8 ? number : 8 + horizon + number)
        }
    }

    private func fill(_ row: UnsafeMutableBufferPointer<Double>, dimension: Int) {
        source.fillNormals(dimension: dimension, replicate: 0, first: 0, into: row)
    }
}
