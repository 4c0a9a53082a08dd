import TianmuEngine
import TianmuNumerics

/// Points given in a table, draw by draw; zero in every dimension that is not in it.
struct TableSource: PointSource {
    var columns: [Int: [Double]]

    func fillNormals(dimension: Int, replicate: Int, first: Int, into normals: UnsafeMutableBufferPointer<Double>) {
        guard let column = columns[dimension] else {
            normals.update(repeating: 0)
            return
        }
        for draw in normals.indices { normals[draw] = column[first + draw] }
    }
}

/// A sample independent of a simulation's, point by point.
///
/// Two scramblings of one Sobol dimension are no such thing: each point has the same leading digits in both, up to a
/// change that all points share. So the second sample takes other dimensions.
struct SecondSample: PointSource {
    let base: any PointSource
    /// How many dimensions without a name the simulation uses.
    let dimensionCount: Int

    /// Beyond all replicates of a run.
    private static let offset = 1 << 16

    func fillNormals(dimension: Int, replicate: Int, first: Int, into normals: UnsafeMutableBufferPointer<Double>) {
        // Named dimensions are pseudo-random, where another replicate is as good as another dimension.
        let isNamed = dimension >= dimensionCount
        base.fillNormals(
            dimension: isNamed ? dimension : dimension + dimensionCount,
            replicate: isNamed ? replicate + Self.offset : replicate, first: first, into: normals)
    }
}

/// The points of one sample, but in some dimensions those of a second one.
struct MixedSource: PointSource {
    let base: any PointSource
    let second: SecondSample
    let others: Set<Int>

    func fillNormals(dimension: Int, replicate: Int, first: Int, into normals: UnsafeMutableBufferPointer<Double>) {
        if others.contains(dimension) {
            second.fillNormals(dimension: dimension, replicate: replicate, first: first, into: normals)
        } else {
            base.fillNormals(dimension: dimension, replicate: replicate, first: first, into: normals)
        }
    }
}

/// The points of another source, given that the score of one assumption has a certain value: z + w (s − w·z), with all
/// that is independent of the score as it was.
struct PinnedSource: PointSource {
    let base: any PointSource
    /// By dimension; of unit length.
    let direction: [(dimension: Int, weight: Double)]
    let score: Double

    func fillNormals(dimension: Int, replicate: Int, first: Int, into normals: UnsafeMutableBufferPointer<Double>) {
        guard let own = direction.first(where: { $0.dimension == dimension }) else {
            base.fillNormals(dimension: dimension, replicate: replicate, first: first, into: normals)
            return
        }
        var sum = [Double](repeating: 0, count: normals.count)
        sum.withUnsafeMutableBufferPointer { sum in
            for term in direction {
                base.fillNormals(dimension: term.dimension, replicate: replicate, first: first, into: normals)
                for draw in normals.indices { sum[draw] += term.weight * normals[draw] }
            }
            base.fillNormals(dimension: dimension, replicate: replicate, first: first, into: normals)
            for draw in normals.indices { normals[draw] += own.weight * (score - sum[draw]) }
        }
    }
}

/// A second sample that shares some inputs with the first and draws the others anew, given those it shares.
///
/// For the correlated normals of one year with the shared ones u: ε′ = G ε + (I − G) ε̃ with ε̃ of the second sample, G the
/// identity on u and the regression R₋ᵤᵤ Rᵤᵤ⁻¹ on the others (conditioning by kriging, Matheron; Journel and Huijbregts
/// 1978). Whatever is not correlated is simply shared or not.
struct ConditionalSource: PointSource {
    let base: any PointSource
    let second: SecondSample
    let shared: Set<Int>
    /// z′ = z̃ + T (z − z̃) for each correlated dimension: the row of T.
    let transfer: [Int: [(dimension: Int, weight: Double)]]

    func fillNormals(dimension: Int, replicate: Int, first: Int, into normals: UnsafeMutableBufferPointer<Double>) {
        guard let terms = transfer[dimension] else {
            let source: any PointSource = shared.contains(dimension) ? base : second
            source.fillNormals(dimension: dimension, replicate: replicate, first: first, into: normals)
            return
        }
        var sum = [Double](repeating: 0, count: normals.count)
        sum.withUnsafeMutableBufferPointer { sum in
            for term in terms {
                base.fillNormals(dimension: term.dimension, replicate: replicate, first: first, into: normals)
                for draw in normals.indices { sum[draw] += term.weight * normals[draw] }
                second.fillNormals(dimension: term.dimension, replicate: replicate, first: first, into: normals)
                for draw in normals.indices { sum[draw] -= term.weight * normals[draw] }
            }
            second.fillNormals(dimension: dimension, replicate: replicate, first: first, into: normals)
            for draw in normals.indices { normals[draw] += sum[draw] }
        }
    }
}
