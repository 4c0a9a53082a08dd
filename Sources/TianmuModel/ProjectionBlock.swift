/// The work of one call of ``FittedModel/project(_:)``: normals to read, paths to fill.
///
/// A view into memory that the engine owns, valid during the call only: do not keep it. All rows have `drawCount`
/// elements, the draws of one year side by side, so that a loop over draws vectorises.
public struct ProjectionBlock {
    /// A table of rows × draws, the draws of one row contiguous.
    public struct Rows {
        let base: UnsafeMutablePointer<Double>
        let stride: Int

        /// Rows that start `stride` elements apart, the first at `base`.
        public init(base: UnsafeMutablePointer<Double>, stride: Int) {
            self.base = base
            self.stride = stride
        }

        func row(_ index: Int, count: Int) -> UnsafeMutableBufferPointer<Double> {
            UnsafeMutableBufferPointer(start: base + index * stride, count: count)
        }
    }

    public let outputCount: Int
    public let yearCount: Int
    public let drawCount: Int
    let innovationRows: [Rows]
    let parameterRows: Rows
    let pathRows: [Rows]
    let driverRows: [Rows]

    /// - Parameters:
    ///   - innovations: for each output its years × draws of standard normals.
    ///   - parameterNormals: parameter normals × draws.
    ///   - paths: for each output the years × draws to be filled.
    ///   - drivers: for each driver (1 + years) × draws, the first row being the year before the first.
    public init(
        yearCount: Int, drawCount: Int, innovations: [Rows], parameterNormals: Rows, paths: [Rows],
        drivers: [Rows] = []
    ) {
        self.outputCount = paths.count
        self.yearCount = yearCount
        self.drawCount = drawCount
        self.innovationRows = innovations
        self.parameterRows = parameterNormals
        self.pathRows = paths
        self.driverRows = drivers
    }

    /// The values of driver number `index` (as in ``FitContext/drivers``) in one forecast year, 0 for the first; −1 is
    /// the year before it, from which growth in the first year is counted.
    public func driver(_ index: Int, yearIndex: Int) -> UnsafeBufferPointer<Double> {
        UnsafeBufferPointer(driverRows[index].row(yearIndex + 1, count: drawCount))
    }

    /// How many drivers the model has been given.
    public var driverCount: Int { driverRows.count }

    /// The standard normals of one output in one forecast year (0 for the first), correlated across indicators.
    public func innovations(output: Int = 0, yearIndex: Int) -> UnsafeBufferPointer<Double> {
        UnsafeBufferPointer(innovationRows[output].row(yearIndex, count: drawCount))
    }

    /// The standard normals number `index` (below `parameterNormalCount`): one a draw, the same in all years.
    public func parameterNormals(_ index: Int) -> UnsafeBufferPointer<Double> {
        UnsafeBufferPointer(parameterRows.row(index, count: drawCount))
    }

    /// The values of one output in one forecast year (0 for the first): to be filled, or to be read once filled.
    public func path(output: Int = 0, yearIndex: Int) -> UnsafeMutableBufferPointer<Double> {
        pathRows[output].row(yearIndex, count: drawCount)
    }
}
