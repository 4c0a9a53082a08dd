import TianmuNumerics

extension FittedModel {
    /// The path of zero normals, of a model of one indicator that reads no other.
    package func pointForecast(yearCount: Int) -> [Double] {
        let zeros = DrawTable(rowCount: max(yearCount, parameterNormalCount), stride: 1)
        let path = DrawTable(rowCount: yearCount, stride: 1)
        project(
            ProjectionBlock(
                yearCount: yearCount, drawCount: 1, innovations: [.init(base: zeros.base, stride: 1)],
                parameterNormals: .init(base: zeros.base, stride: 1), paths: [.init(base: path.base, stride: 1)]))
        return (0..<yearCount).map { path.row($0)[0] }
    }
}
