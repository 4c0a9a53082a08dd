import TianmuModel
import TianmuWorker

/// The numbers of one projection in plain arrays, as they travel to a worker.
struct ProjectionNumbers: Sendable {
    let outputs: Int
    let years: Int
    let draws: Int
    /// Outputs × years × draws.
    private(set) var innovations: [Double] = []
    /// Parameter normals × draws.
    private(set) var parameterNormals: [Double] = []
    /// Drivers × (1 + years) × draws.
    private(set) var drivers: [Double] = []
    /// Draws whose drivers cannot be computed; then nothing is asked of the paths either.
    private let lost: Set<Int>
    /// By output: whether its paths must not fall below zero.
    private let isPositive: [Bool]

    init(_ block: ProjectionBlock, parameterNormalCount: Int, isPositive: [Bool]) {
        self.isPositive = isPositive
        outputs = block.outputCount
        years = block.yearCount
        draws = block.drawCount
        for output in 0..<outputs {
            for year in 0..<years { innovations += block.innovations(output: output, yearIndex: year) }
        }
        for index in 0..<parameterNormalCount { parameterNormals += block.parameterNormals(index) }
        for index in 0..<block.driverCount {
            for year in -1..<years { drivers += block.driver(index, yearIndex: year) }
        }
        lost = Set(drivers.indices.lazy.filter { [drivers] in !drivers[$0].isFinite }.map { $0 % block.drawCount })
    }

    /// How many numbers must come back.
    var pathCount: Int { innovations.count }

    /// The request, without numbers.
    var request: WireRequest {
        var request = WireRequest(.project, id: 0)
        request.outputs = outputs
        request.years = years
        request.draws = draws
        return request
    }

    /// Puts the numbers into the line itself.
    func fill(_ request: inout WireRequest) {
        request.innovations = WireCoding.base64(innovations)
        request.parameterNormals = WireCoding.base64(parameterNormals)
        if !drivers.isEmpty { request.drivers = WireCoding.base64(drivers) }
    }

    /// Puts the numbers into shared memory, and marks where the paths are to stand.
    func fill(_ request: inout WireRequest, in memory: SharedTable) throws(WorkerFault.Cause) {
        request.sharedMemory = memory.path
        do throws(SharedTable.Fault) {
            // So long as this request needs, and all of it written anew: nothing is left of the one before.
            try memory.resize(to: count)
            try memory.write(
                innovations + parameterNormals + drivers
                    + [Double](repeating: WireProtocol.unwritten, count: pathCount), at: 0)
        } catch {
            throw .memory(reason: error.reason)
        }
    }

    /// The paths in the answer, or in shared memory.
    func paths(_ answer: WireAnswer, in memory: SharedTable?) throws(WorkerFault.Cause) -> [Double] {
        let values: [Double]
        if let memory {
            values = try paths(in: memory)
        } else {
            guard let paths = answer.paths else { throw .badAnswer(.missing("paths")) }
            guard let decoded = WireCoding.doubles(paths) else { throw .notBase64 }
            guard decoded.count == pathCount else { throw .wrongLength(have: decoded.count, need: pathCount) }
            values = decoded
        }
        let bad = values.indices.filter { !values[$0].isFinite && !lost.contains($0 % draws) }
        guard bad.isEmpty else {
            let left = bad.count { values[$0].bitPattern == WireProtocol.unwritten.bitPattern }
            throw left == 0 ? .notFinite : .unwritten(count: left, of: pathCount)
        }
        // Zero is what a tiny level rounds to.
        let size = years * draws
        if let below = values.indices.first(where: { values[$0] < 0 && isPositive[$0 / size] }) {
            throw .notPositive(values[below])
        }
        return values
    }

    private func paths(in memory: SharedTable) throws(WorkerFault.Cause) -> [Double] {
        let values: [Double]
        let size: Int
        do throws(SharedTable.Fault) {
            size = try memory.byteCount()
            values = size == 8 * count ? try memory.read(pathCount, at: count - pathCount) : []
        } catch {
            throw .memory(reason: error.reason)
        }
        guard size == 8 * count else { throw .memorySize(have: size, need: 8 * count) }
        return values
    }

    /// Numbers in shared memory: those that go and those that come.
    private var count: Int { innovations.count + parameterNormals.count + drivers.count + pathCount }
}
