import TianmuModel

/// Normals and paths of one projection in plain arrays: for tests that run a fitted model without the engine.
public struct ProjectionTable: Sendable {
    public let outputCount: Int
    public let yearCount: Int
    public let drawCount: Int
    /// Output after output, year after year, draw after draw.
    public var innovations: [Double]
    /// Normal after normal, draw after draw.
    public var parameterNormals: [Double]
    /// Of each driver the year before the first and then the years, draw after draw: what ``ProjectionBlock`` hands out
    /// by ``ProjectionBlock/driver(_:yearIndex:)``.
    public var drivers: [[Double]]
    /// Laid out as the innovations; filled by ``project(_:)``.
    public private(set) var paths: [Double]

    /// Normals from `seed`, or zeros without one.
    /// - Parameter drivers: of each driver (1 + `yearCount`) · `drawCount` values.
    public init(
        outputCount: Int = 1, yearCount: Int, drawCount: Int, parameterNormalCount: Int, drivers: [[Double]] = [],
        seed: UInt64?
    ) {
        self.drivers = drivers
        self.outputCount = outputCount
        self.yearCount = yearCount
        self.drawCount = drawCount
        let size = outputCount * yearCount * drawCount
        if let seed {
            var source = NormalSource(seed: seed)
            innovations = source.normals(size)
            parameterNormals = source.normals(parameterNormalCount * drawCount)
        } else {
            innovations = [Double](repeating: 0, count: size)
            parameterNormals = [Double](repeating: 0, count: parameterNormalCount * drawCount)
        }
        paths = [Double](repeating: 0, count: size)
    }

    /// The values of one year, draw after draw.
    public func path(output: Int = 0, yearIndex: Int) -> [Double] {
        let start = (output * yearCount + yearIndex) * drawCount
        return Array(paths[start..<start + drawCount])
    }

    /// Fills the paths, which hold `sentinel` before.
    public mutating func project(_ fitted: some FittedModel, sentinel: Double = 0) {
        for i in paths.indices { paths[i] = sentinel }
        let rows = yearCount * drawCount
        let (outputs, years, draws) = (outputCount, yearCount, drawCount)
        // One table for all drivers, so that one closure reaches them.
        var driverRows = drivers.flatMap { $0 }
        let driverCount = drivers.count
        innovations.withUnsafeMutableBufferPointer { innovations in
            parameterNormals.withUnsafeMutableBufferPointer { parameters in
                paths.withUnsafeMutableBufferPointer { paths in
                    driverRows.withUnsafeMutableBufferPointer { driverRows in
                        guard let innovationBase = innovations.baseAddress, let pathBase = paths.baseAddress else {
                            return
                        }
                        let driverBase = driverRows.baseAddress ?? pathBase
                        fitted.project(
                            ProjectionBlock(
                                yearCount: years,
                                drawCount: draws,
                                innovations: (0..<outputs).map {
                                    ProjectionBlock.Rows(base: innovationBase + $0 * rows, stride: draws)
                                },
                                // Without parameter normals nobody may read them: any address will do.
                                parameterNormals: ProjectionBlock.Rows(
                                    base: parameters.baseAddress ?? innovationBase, stride: draws),
                                paths: (0..<outputs).map {
                                    ProjectionBlock.Rows(base: pathBase + $0 * rows, stride: draws)
                                },
                                drivers: (0..<driverCount).map {
                                    ProjectionBlock.Rows(base: driverBase + $0 * (years + 1) * draws, stride: draws)
                                }))
                    }
                }
            }
        }
    }

    /// One draw of this table, not yet projected.
    public func draw(_ index: Int) -> ProjectionTable {
        var single = ProjectionTable(
            outputCount: outputCount, yearCount: yearCount, drawCount: 1,
            parameterNormalCount: drawCount == 0 ? 0 : parameterNormals.count / drawCount,
            drivers: drivers.map { rows in (0...yearCount).map { rows[$0 * drawCount + index] } }, seed: nil)
        for row in single.innovations.indices { single.innovations[row] = innovations[row * drawCount + index] }
        for row in single.parameterNormals.indices {
            single.parameterNormals[row] = parameterNormals[row * drawCount + index]
        }
        return single
    }
}
