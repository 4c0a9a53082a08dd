import TianmuModel
import TianmuNumerics

/// Where a driver goes from an origin on.
struct DriverPath: Sendable {
    enum Years: Sendable {
        /// As a model forecasts it, from the year after the origin.
        case forecast(any FittedModel)
        /// What came, from the year after the origin.
        case known([Double])
    }

    /// Whose normals move it.
    let series: String
    /// In the origin's year.
    let last: Double
    let years: Years

    /// (1 + years) × draws, the first row being the origin's year.
    func table(years count: Int, normals: some SeriesNormals) -> DrawTable {
        let table = DrawTable(rowCount: 1 + count, stride: normals.drawCount)
        table.fill(row: 0, with: last)
        switch years {
        case .known(let values):
            for (year, value) in values.prefix(count).enumerated() { table.fill(row: 1 + year, with: value) }
        case .forecast(let fitted):
            fitted.project(
                ProjectionBlock(
                    yearCount: count, drawCount: normals.drawCount, innovations: [normals.innovations(of: series)],
                    parameterNormals: normals.parameters(of: series, count: fitted.parameterNormalCount),
                    paths: [.init(base: table.row(1), stride: table.stride)]))
        }
        return table
    }
}
