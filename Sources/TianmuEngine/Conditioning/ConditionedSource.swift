import TianmuNumerics

/// Standard normals that are moved along a few directions: z + B s, with a shift s for each draw of a block.
///
/// Owned by one thread, which sets the shifts before it evaluates a block.
final class ConditionedSource: PointSource, @unchecked Sendable {
    private let base: any PointSource
    /// Dimension → its row of B.
    private let directions: [Int: [Double]]
    /// Direction after direction, draw after draw of the block.
    let shifts: DrawTable

    init(base: any PointSource, directions: [Int: [Double]], count: Int, capacity: Int) {
        self.base = base
        self.directions = directions
        shifts = DrawTable(rowCount: count, stride: capacity)
    }

    func fillNormals(dimension: Int, replicate: Int, first: Int, into normals: UnsafeMutableBufferPointer<Double>) {
        base.fillNormals(dimension: dimension, replicate: replicate, first: first, into: normals)
        guard let direction = directions[dimension] else { return }
        for (number, weight) in direction.enumerated() where weight != 0 {
            let shift = shifts.row(number)
            for draw in normals.indices { normals[draw] += weight * shift[draw] }
        }
    }
}

/// Notes which dimensions are read.
final class RecordingSource: PointSource, @unchecked Sendable {
    private(set) var dimensions: [Int] = []

    func fillNormals(dimension: Int, replicate: Int, first: Int, into normals: UnsafeMutableBufferPointer<Double>) {
        dimensions.append(dimension)
        normals.update(repeating: 0)
    }
}

/// Zeros, but that draws 2k and 2k + 1 have the k-th of some dimensions at +step and −step.
struct ProbeSource: PointSource {
    let places: [Int: Int]
    let step: Double

    init(dimensions: [Int], step: Double) {
        places = Dictionary(uniqueKeysWithValues: dimensions.enumerated().map { ($1, $0) })
        self.step = step
    }

    func fillNormals(dimension: Int, replicate: Int, first: Int, into normals: UnsafeMutableBufferPointer<Double>) {
        normals.update(repeating: 0)
        guard let place = places[dimension] else { return }
        for (offset, value) in [step, -step].enumerated() {
            let draw = 2 * place + offset - first
            if normals.indices.contains(draw) { normals[draw] = value }
        }
    }
}
