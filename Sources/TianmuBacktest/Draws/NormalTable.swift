import TianmuNumerics

/// The normals of one series at one origin, which depend on its name, the year and the seed only.
///
/// Owned by one thread, and used for one series after another.
final class NormalTable {
    /// Above any horizon, so that a draw's parameters do not move with it.
    private static let firstParameterDimension = 1 << 16

    let innovations: DrawTable
    private(set) var parameters: DrawTable
    private let source: PhiloxSource
    private var parameterCount = 0
    private var replicate = 0

    init(horizon: Int, drawCount: Int, seed: UInt64) {
        source = PhiloxSource(seed: seed)
        innovations = DrawTable(rowCount: horizon, stride: drawCount)
        parameters = DrawTable(rowCount: 4, stride: drawCount)
    }

    func begin(series: String, origin: Int) {
        // FNV-1a of 32 bits.
        var hash: UInt32 = 2_166_136_261
        for byte in "\(series)\u{0}\(origin)".utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        replicate = Int(hash)
        parameterCount = 0
        for year in 0..<innovations.rowCount { fill(innovations, row: year, dimension: year) }
    }

    func needParameters(_ count: Int) {
        if count > parameters.rowCount {
            parameters = DrawTable(rowCount: count, stride: parameters.stride)
            parameterCount = 0
        }
        while parameterCount < count {
            fill(parameters, row: parameterCount, dimension: Self.firstParameterDimension + parameterCount)
            parameterCount += 1
        }
    }

    private func fill(_ table: DrawTable, row: Int, dimension: Int) {
        source.fillNormals(
            dimension: dimension, replicate: replicate, first: 0, into: table.row(row, count: table.stride))
    }
}
