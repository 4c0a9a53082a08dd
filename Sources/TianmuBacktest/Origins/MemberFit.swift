import TianmuModel
import TianmuNumerics

/// A fitted model as one series meets it: one of the indicators that it owns.
struct MemberFit: Sendable {
    let fitted: any FittedModel
    /// The series that it owns, in order of its outputs.
    let outputs: [String]
    /// Which of them the series is.
    let output: Int
    /// Of a model of one indicator, in its order of roles.
    var drivers: [DriverPath] = []

    /// Fills the years × draws of the series.
    ///
    /// Each series has normals of its own, the same whichever series of the region is asked for, so that what a model says
    /// about one agrees with what it says about the others. Those for parameters are of the first output.
    func project(years: Int, normals: some SeriesNormals, into paths: ProjectionBlock.Rows) {
        let others = outputs.indices.map { number in
            number == output ? nil : DrawTable(rowCount: years, stride: normals.drawCount)
        }
        let read = drivers.map { $0.table(years: years, normals: normals) }
        withExtendedLifetime((others, read)) {
            fitted.project(
                ProjectionBlock(
                    yearCount: years, drawCount: normals.drawCount, innovations: innovations(normals),
                    parameterNormals: normals.parameters(of: outputs[0], count: fitted.parameterNormalCount),
                    paths: others.map { $0?.rows ?? paths }, drivers: read.map(\.rows)))
        }
    }

    /// A model of several indicators, or one that reads others, has its own way of moving them together.
    private func innovations(_ normals: some SeriesNormals) -> [ProjectionBlock.Rows] {
        outputs.count == 1 && drivers.isEmpty
            ? [normals.jointInnovations(of: outputs[0])] : outputs.map(normals.innovations)
    }
}

/// Standard normals of the series of one region at one origin, each series with its own.
protocol SeriesNormals: AnyObject {
    var drawCount: Int { get }
    /// Years × draws.
    func innovations(of series: String) -> ProjectionBlock.Rows
    /// The same, as they move together with those of the region's other series.
    func jointInnovations(of series: String) -> ProjectionBlock.Rows
    /// At least `count` × draws, the same in all years of a draw; valid until more are asked for.
    func parameters(of series: String, count: Int) -> ProjectionBlock.Rows
}

extension SeriesNormals {
    /// Each series moves by itself.
    func jointInnovations(of series: String) -> ProjectionBlock.Rows { innovations(of: series) }
}

extension DrawTable {
    var rows: ProjectionBlock.Rows { .init(base: base, stride: stride) }
}
