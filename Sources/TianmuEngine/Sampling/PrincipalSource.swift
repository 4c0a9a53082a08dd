import TianmuNumerics

/// Scrambled Sobol points along a plan's principal components; pseudo-random normals in dimensions that these do not reach.
struct PrincipalSource: PointSource {
    let order: PrincipalOrder
    private let points: SobolSource
    private let others: PhiloxSource
    private let places: [Int: Int]

    init(order: PrincipalOrder, seed: UInt64) {
        self.order = order
        points = SobolSource(seed: seed)
        others = PhiloxSource(seed: seed)
        places = Dictionary(uniqueKeysWithValues: order.dimensions.enumerated().map { ($1, $0) })
    }

    /// One dimension by itself costs as much as all of them: for blocks take ``owned(capacity:)``.
    func fillNormals(dimension: Int, replicate: Int, first: Int, into normals: UnsafeMutableBufferPointer<Double>) {
        let block = PrincipalBlock(self, capacity: max(normals.count, BlockEvaluator.capacity))
        block.fillNormals(dimension: dimension, replicate: replicate, first: first, into: normals)
    }

    func owned(capacity: Int) -> any PointSource { PrincipalBlock(self, capacity: capacity) }

    /// The rotated normals of a block of draws. Owned by one thread.
    private final class PrincipalBlock: PointSource, @unchecked Sendable {
        private let source: PrincipalSource
        private let capacity: Int
        private let components: DrawTable
        private let rotated: DrawTable
        private var held: (replicate: Int, first: Int, count: Int)?

        init(_ source: PrincipalSource, capacity: Int) {
            self.source = source
            self.capacity = capacity
            components = DrawTable(rowCount: source.order.dimensions.count, stride: capacity)
            rotated = DrawTable(rowCount: source.order.dimensions.count, stride: capacity)
        }

        func fillNormals(
            dimension: Int, replicate: Int, first: Int, into normals: UnsafeMutableBufferPointer<Double>
        ) {
            guard let place = source.places[dimension] else {
                source.others.fillNormals(dimension: dimension, replicate: replicate, first: first, into: normals)
                return
            }
            precondition(normals.count <= capacity, "more draws than a block holds")
            if held.map({ $0 == (replicate, first, normals.count) }) != true {
                make(replicate: replicate, first: first, count: normals.count)
            }
            normals.baseAddress?.update(from: rotated.row(place), count: normals.count)
        }

        private func make(replicate: Int, first: Int, count: Int) {
            for number in source.order.dimensions.indices {
                source.points.fillNormals(
                    dimension: number, replicate: replicate, first: first, into: components.row(number, count: count))
            }
            // Whole rows always: sums are made in the same order however draws are cut into blocks.
            source.order.algebra.multiply(
                source.order.rotation, rows: components.base, into: rotated.base, columnCount: capacity,
                rowStride: capacity)
            held = (replicate, first, count)
        }
    }
}

extension Plan {
    /// Where the normals of this plan's draws come from.
    package var pointSource: any PointSource {
        guard draws.sampler == .sobolPrincipal, let principalOrder else {
            return draws.sampler.source(seed: draws.seed)
        }
        return PrincipalSource(order: principalOrder, seed: draws.seed)
    }
}
