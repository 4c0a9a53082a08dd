import TianmuNumerics

/// The normals of a block of draws, each dimension made once however often the block is evaluated. Owned by one thread.
final class BlockSource: PointSource, @unchecked Sendable {
    private let base: any PointSource
    private let capacity: Int
    private var rows: [Int: DrawTable] = [:]
    /// The dimensions that `rows` holds of the block at hand.
    private var made: Set<Int> = []
    private var held: (replicate: Int, first: Int, count: Int)?

    init(base: any PointSource, capacity: Int) {
        self.base = base.owned(capacity: capacity)
        self.capacity = capacity
    }

    func fillNormals(dimension: Int, replicate: Int, first: Int, into normals: UnsafeMutableBufferPointer<Double>) {
        precondition(normals.count <= capacity, "more draws than a block holds")
        if held.map({ $0 == (replicate, first, normals.count) }) != true {
            made.removeAll(keepingCapacity: true)
            held = (replicate, first, normals.count)
        }
        let table = rows[dimension] ?? DrawTable(rowCount: 1, stride: capacity)
        if made.insert(dimension).inserted {
            rows[dimension] = table
            base.fillNormals(
                dimension: dimension, replicate: replicate, first: first, into: table.row(0, count: normals.count))
        }
        normals.baseAddress?.update(from: table.base, count: normals.count)
    }
}
