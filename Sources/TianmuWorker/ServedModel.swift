import TianmuModel

/// A model as a worker serves it, whatever is behind it.
package struct ServedModel {
    package var descriptor: WireDescriptor
    /// Throws ``ModelRefusal``, or what a worker reports as an error.
    package var fit: (WireContext) throws -> ServedFit

    package init(descriptor: WireDescriptor, fit: @escaping (WireContext) throws -> ServedFit) {
        self.descriptor = descriptor
        self.fit = fit
    }

    package init(_ model: some GrowthModel) {
        self.init(descriptor: WireDescriptor(model.descriptor)) { context in
            ServedFit(try model.fit(try context.context()))
        }
    }
}

/// A fitted value as a worker keeps it.
package struct ServedFit {
    package var parameterNormalCount: Int
    package var report: WireReport
    /// Fills the table, or throws what a worker reports as an error.
    package var project: (inout ServedTable) throws -> Void

    package init(
        parameterNormalCount: Int, report: WireReport, project: @escaping (inout ServedTable) throws -> Void
    ) {
        self.parameterNormalCount = parameterNormalCount
        self.report = report
        self.project = project
    }

    init(_ fitted: some FittedModel) {
        self.init(parameterNormalCount: fitted.parameterNormalCount, report: WireReport(fitted.report)) { table in
            table.withBlock { fitted.project($0) }
        }
    }
}

/// The work of one projection in plain arrays: outputs × years × draws, parameter normals × draws, and drivers ×
/// (1 + years) × draws.
package struct ServedTable {
    package var outputs: Int
    package var years: Int
    package var draws: Int
    package var innovations: [Double]
    package var parameterNormals: [Double]
    package var drivers: [Double]
    package var paths: [Double]

    /// - Throws: where counts and lengths do not agree.
    init(_ request: WireRequest, parameterNormalCount: Int) throws(WireFault) {
        guard let innovations = request.innovations.flatMap(WireCoding.doubles),
            let normals = WireCoding.doubles(request.parameterNormals ?? ""),
            let drivers = WireCoding.doubles(request.drivers ?? "")
        else { throw Self.disagreement }
        try self.init(
            request, innovations: innovations, parameterNormals: normals, drivers: drivers,
            parameterNormalCount: parameterNormalCount)
    }

    /// Reads innovations, parameter normals and drivers, behind which the paths will stand.
    init(
        _ request: WireRequest, in shared: SharedTable, parameterNormalCount: Int
    ) throws {
        let count = try shared.byteCount() / 8
        let pathCount = (request.outputs ?? 0) * (request.years ?? 0) * (request.draws ?? 0)
        let normalCount = parameterNormalCount * (request.draws ?? 0)
        guard pathCount > 0, count >= 2 * pathCount + normalCount else { throw Self.disagreement }
        try self.init(
            request, innovations: try shared.read(pathCount, at: 0),
            parameterNormals: try shared.read(normalCount, at: pathCount),
            drivers: try shared.read(count - 2 * pathCount - normalCount, at: pathCount + normalCount),
            parameterNormalCount: parameterNormalCount)
    }

    private init(
        _ request: WireRequest, innovations: [Double], parameterNormals: [Double], drivers: [Double],
        parameterNormalCount: Int
    ) throws(WireFault) {
        guard let outputs = request.outputs, let years = request.years, let draws = request.draws,
            outputs > 0, years > 0, draws > 0, innovations.count == outputs * years * draws,
            parameterNormals.count == parameterNormalCount * draws, drivers.count % ((1 + years) * draws) == 0
        else { throw Self.disagreement }
        self.outputs = outputs
        self.years = years
        self.draws = draws
        self.innovations = innovations
        self.parameterNormals = parameterNormals
        self.drivers = drivers
        // What a model leaves out must not look like a forecast.
        paths = [Double](repeating: WireProtocol.unwritten, count: innovations.count)
    }

    private static let disagreement = WireFault(
        LocalizedText(zh: "project 请求的个数与长度不符", en: "counts and lengths of the projection do not agree"))

    /// Numbers that come before the paths.
    var inputCount: Int { innovations.count + parameterNormals.count + drivers.count }

    package var driverCount: Int { drivers.count / ((1 + years) * draws) }

    /// A view for a fitted model.
    fileprivate mutating func withBlock(_ body: (ProjectionBlock) -> Void) {
        let (outputs, years, draws, driverCount) = (outputs, years, draws, driverCount)
        drivers.withUnsafeMutableBufferPointer { drivers in
            innovations.withUnsafeMutableBufferPointer { innovations in
                parameterNormals.withUnsafeMutableBufferPointer { normals in
                    paths.withUnsafeMutableBufferPointer { paths in
                        guard let innovationBase = innovations.baseAddress, let pathBase = paths.baseAddress else {
                            return
                        }
                        func rows(_ base: UnsafeMutablePointer<Double>) -> [ProjectionBlock.Rows] {
                            (0..<outputs).map { ProjectionBlock.Rows(base: base + $0 * years * draws, stride: draws) }
                        }
                        body(
                            ProjectionBlock(
                                yearCount: years, drawCount: draws, innovations: rows(innovationBase),
                                // Without parameter normals nobody may read them: any address will do.
                                parameterNormals: ProjectionBlock.Rows(
                                    base: normals.baseAddress ?? innovationBase, stride: draws),
                                paths: rows(pathBase),
                                drivers: (0..<driverCount).map {
                                    ProjectionBlock.Rows(
                                        base: (drivers.baseAddress ?? pathBase) + $0 * (1 + years) * draws,
                                        stride: draws)
                                }))
                    }
                }
            }
        }
    }
}
